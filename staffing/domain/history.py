"""Contact history on a regular axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import utc_minute, zone_info

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class History:
    """What arrived, by queue and interval, on one continuous UTC axis.

    Attributes:
        zone: IANA time zone in which calendar effects are read.
        start: aware UTC instant of the first interval.
        interval_minutes: length of the intervals of the source (may differ from the plan's).
        queues: names, length Q.
        offered: contacts offered, shape (Q, N), >= 0; NaN = no data (never zero).
        aht_seconds: mean handling time of the contacts handled, shape (Q, N), > 0; NaN = unknown.
        answered, abandoned: contacts, shape (Q, N); NaN = unknown; ``None`` where the source has no such column.
        mean_wait_seconds: mean wait of all offered contacts, shape (Q, N), >= 0; NaN = unknown; ``None`` where there is no such column.
        scheduled_agents, present_agents: people rostered and people there, shape (Q, N); NaN = unknown; ``None`` where there is no such
            column.

    Raises ValueError where shapes disagree or offered is negative.
    """

    zone: str
    start: datetime
    interval_minutes: int
    queues: tuple[str, ...]
    offered: Floats
    aht_seconds: Floats
    answered: Floats | None = None
    abandoned: Floats | None = None
    mean_wait_seconds: Floats | None = None
    scheduled_agents: Floats | None = None
    present_agents: Floats | None = None

    def __post_init__(self) -> None:
        zone_info(self.zone)
        if self.start.tzinfo is None:
            raise ValueError("start must be an aware moment")
        if self.offered.ndim != 2 or self.offered.shape[0] != len(self.queues):
            raise ValueError(f"offered must have shape (queues, intervals), not {self.offered.shape}")
        for name in ("aht_seconds", "answered", "abandoned", "mean_wait_seconds", "scheduled_agents", "present_agents"):
            array = getattr(self, name)
            if array is not None and array.shape != self.offered.shape:
                raise ValueError(f"{name} must have the shape of offered, {self.offered.shape}, not {array.shape}")
        if np.any(self.offered < 0):
            raise ValueError("offered must not be negative")

    @property
    def length(self) -> int:
        """Number of intervals N."""
        return int(self.offered.shape[1])

    @cached_property
    def local_starts(self) -> NDArray[np.datetime64]:
        """Naive local wall-clock start of each interval, datetime64[m], shape (N,)."""
        minutes = utc_minute(self.start) + np.arange(self.length, dtype=np.int64) * self.interval_minutes
        hours, hour = np.unique(minutes // 60, return_inverse=True)
        at_hour = np.array([self._offset_minutes(h * 60) for h in (*hours.tolist(), *(hours + 1).tolist())], dtype=np.int64)
        before, after = at_hour[: len(hours)][hour], at_hour[len(hours) :][hour]
        offset = before.copy()
        for k in np.flatnonzero(before != after):  # the clocks change within this hour of UTC
            offset[k] = self._offset_minutes(int(minutes[k]))
        return np.asarray((minutes + offset).astype("datetime64[m]"))

    def _offset_minutes(self, minute: int) -> int:
        """Local time less UTC at a UTC minute."""
        moment = datetime.fromtimestamp(minute * 60, UTC).astimezone(zone_info(self.zone))
        return int((moment.utcoffset() or timedelta()).total_seconds() // 60)

    def moment(self, index: int) -> datetime:
        """Aware UTC start of interval ``index``."""
        return self.start + timedelta(minutes=index * self.interval_minutes)
