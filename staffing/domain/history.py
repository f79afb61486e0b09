"""Contact history on a regular axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import zone_info

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

    def __post_init__(self) -> None:
        zone_info(self.zone)
        if self.start.tzinfo is None:
            raise ValueError("start must be an aware moment")
        if self.offered.ndim != 2 or self.offered.shape[0] != len(self.queues):
            raise ValueError(f"offered must have shape (queues, intervals), not {self.offered.shape}")
        for name in ("aht_seconds", "answered", "abandoned"):
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
        tz = zone_info(self.zone)
        base = np.datetime64(self.start.astimezone(tz).replace(tzinfo=None), "m")
        minutes = np.arange(self.length, dtype=np.int64) * self.interval_minutes
        local = base + minutes.astype("timedelta64[m]")
        offset0 = self.start.astimezone(tz).utcoffset() or timedelta()
        hours = np.unique(minutes // 60)  # zone offsets change on whole hours of UTC or not at all within one
        shift = np.empty(len(hours), dtype=np.int64)
        for k, hour in enumerate(hours):
            moment = (self.start + timedelta(hours=int(hour))).astimezone(tz)
            shift[k] = int(((moment.utcoffset() or timedelta()) - offset0).total_seconds() // 60)
        extra = shift[np.searchsorted(hours, minutes // 60)]
        return np.asarray(local + extra.astype("timedelta64[m]"))

    def moment(self, index: int) -> datetime:
        """Aware UTC start of interval ``index``."""
        return self.start + timedelta(minutes=index * self.interval_minutes)
