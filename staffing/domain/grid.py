"""The time axis. Every instant inside the program is a whole number of elapsed minutes after the plan's first midnight.

Elapsed time never jumps, so nights, week ends and days of 23 or 25 hours need no special case. Local wall-clock time exists only at the
edges (input, clock windows of rules, screens), and this module is the only place that converts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

INTERVALS = (5, 10, 15, 30, 60)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=64)
def zone_info(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises ValueError where the name is unknown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r}") from error


def utc_minute(moment: datetime) -> int:
    """Whole minutes from 1970-01-01T00:00Z to an aware moment (seconds are cut off)."""
    delta = moment.astimezone(UTC) - _EPOCH
    return delta.days * 1440 + delta.seconds // 60


@lru_cache(maxsize=65536)
def _wall(zone: str, day: date, clock: int) -> tuple[int, bool]:
    """(UTC minute of a wall-clock time, whether that time exists). ``clock`` may exceed 1440: it then lies on a later day.

    The first of two ambiguous instants is meant. For a time inside a DST gap the end of the gap is given.
    """
    tz = zone_info(zone)
    naive = datetime.combine(day + timedelta(days=clock // 1440), time()) + timedelta(minutes=clock % 1440)
    moment = naive.replace(tzinfo=tz)
    minute = utc_minute(moment)
    back = (_EPOCH + timedelta(minutes=minute)).astimezone(tz).replace(tzinfo=None)
    if back == naive:
        return minute, True
    while minute > 0:  # walk back to the first minute after the gap
        before = (_EPOCH + timedelta(minutes=minute - 1)).astimezone(tz).replace(tzinfo=None)
        if before < naive:
            break
        minute -= 1
    return minute, False


@dataclass(frozen=True)
class TimeGrid:
    """The intervals of a plan on one continuous axis.

    Attributes:
        first_day: first local calendar day.
        days: number of calendar days, 1..92.
        interval_minutes: 5, 10, 15, 30 or 60.
        zone: IANA time zone, e.g. ``Asia/Shanghai``.

    Minute 0 of the axis is local midnight of ``first_day``; interval ``t`` is ``[t * interval_minutes, (t + 1) * interval_minutes)``.
    Instants before the plan are negative. Raises ValueError for values outside the ranges above, for an unknown zone, and where a clock
    change cuts an interval.
    """

    first_day: date
    days: int
    interval_minutes: int
    zone: str

    def __post_init__(self) -> None:
        if not 1 <= self.days <= 92:
            raise ValueError(f"days must be 1..92, not {self.days}")
        if self.interval_minutes not in INTERVALS:
            raise ValueError(f"interval_minutes must be one of {INTERVALS}, not {self.interval_minutes}")
        zone_info(self.zone)
        if self.end % self.interval_minutes:
            raise ValueError(f"a clock change in {self.zone} cuts an interval of {self.interval_minutes} minutes")

    @cached_property
    def _origin(self) -> int:
        return _wall(self.zone, self.first_day, 0)[0]

    @property
    def start(self) -> datetime:
        """UTC instant of minute 0."""
        return _EPOCH + timedelta(minutes=self._origin)

    @property
    def end_day(self) -> date:
        """The first day after the plan."""
        return self.first_day + timedelta(days=self.days)

    @cached_property
    def end(self) -> int:
        """Axis minute of the plan's end (days x 1440 unless the clocks change inside)."""
        return self.midnight(self.end_day)

    @property
    def length(self) -> int:
        """Number of intervals."""
        return self.end // self.interval_minutes

    @property
    def step_minutes(self) -> int:
        """The grid on which activities change: the smaller of interval_minutes and 15."""
        return min(self.interval_minutes, 15)

    @cached_property
    def calendar(self) -> tuple[date, ...]:
        """The calendar days of the plan, in order."""
        return tuple(self.first_day + timedelta(days=k) for k in range(self.days))

    @cached_property
    def interval_starts(self) -> NDArray[np.int64]:
        """Axis minute of each interval's start, shape (length,)."""
        return np.arange(self.length, dtype=np.int64) * self.interval_minutes

    @cached_property
    def interval_day(self) -> NDArray[np.int64]:
        """Index (0-based) of the calendar day in which each interval starts, shape (length,)."""
        marks = np.array([self.midnight(d) for d in self.calendar], dtype=np.int64)
        return np.asarray(np.searchsorted(marks, self.interval_starts, side="right") - 1, dtype=np.int64)

    @cached_property
    def interval_clock(self) -> NDArray[np.int64]:
        """Local wall-clock minute (0..1439) at which each interval starts, shape (length,)."""
        return np.array([self.clock(int(m)) for m in self.interval_starts], dtype=np.int64)

    def midnight(self, day: date) -> int:
        """Axis minute at which a local calendar day begins (any day, also outside the plan)."""
        return _wall(self.zone, day, 0)[0] - self._origin

    def at(self, day: date, clock: int) -> int | None:
        """Axis minute of wall-clock minute ``clock`` (0 = midnight, 1500 = 01:00 the next day) of ``day``.

        The first of two ambiguous instants; ``None`` for a time the clocks skip.
        """
        minute, exists = _wall(self.zone, day, clock)
        return minute - self._origin if exists else None

    def edge(self, day: date, clock: int) -> int:
        """As :meth:`at`, but the end of the gap for a time the clocks skip: for the ends of clock windows."""
        return _wall(self.zone, day, clock)[0] - self._origin

    def local(self, minute: int) -> datetime:
        """The aware local moment of an axis minute."""
        return (_EPOCH + timedelta(minutes=self._origin + int(minute))).astimezone(zone_info(self.zone))

    def day(self, minute: int) -> date:
        """The local calendar day of an axis minute."""
        return self.local(minute).date()

    def clock(self, minute: int) -> int:
        """The local wall-clock minute of day (0..1439) of an axis minute."""
        moment = self.local(minute)
        return moment.hour * 60 + moment.minute

    def minute(self, moment: datetime) -> int:
        """Axis minute of a moment; a naive one is local (first of two ambiguous instants)."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone_info(self.zone))
        return utc_minute(moment) - self._origin

    def exists(self, moment: datetime) -> bool:
        """Whether a naive local moment exists (False inside a DST gap). Aware moments always exist."""
        if moment.tzinfo is not None:
            return True
        aware = moment.replace(tzinfo=zone_info(self.zone))
        return aware.astimezone(UTC).astimezone(zone_info(self.zone)).replace(tzinfo=None) == moment

    def text(self, minute: int) -> str:
        """ISO 8601 local time to the minute; with an offset only where the wall-clock time is the second of two."""
        moment = self.local(minute)
        naive = moment.replace(tzinfo=None)
        if self.minute(naive.replace(fold=0)) == minute:
            return naive.isoformat(timespec="minutes")
        return moment.isoformat(timespec="minutes")

    def days_touched(self, start: int, end: int) -> tuple[date, ...]:
        """The local calendar days on which ``[start, end)`` has at least a minute."""
        if end <= start:
            return ()
        first, last = self.day(start), self.day(end - 1)
        return tuple(first + timedelta(days=k) for k in range((last - first).days + 1))

    def clock_overlap(self, start: int, end: int, from_clock: int, to_clock: int) -> int:
        """Minutes of ``[start, end)`` inside the daily wall-clock window; a window with ``to_clock <= from_clock`` runs over midnight.

        For the night 22:00-06:00 use ``clock_overlap(start, end, 1320, 360)``.
        """
        if end <= start:
            return 0
        if to_clock <= from_clock:
            to_clock += 1440
        total = 0
        day = self.day(start) - timedelta(days=1)
        while (low := self.edge(day, from_clock)) < end:
            total += max(0, min(end, self.edge(day, to_clock)) - max(start, low))
            day += timedelta(days=1)
        return total


NIGHT_FROM, NIGHT_TO, NIGHT_MINUTES = 1320, 360, 180


def is_night(grid: TimeGrid, start: int, end: int) -> bool:
    """Whether a shift is a night shift: it overlaps 22:00-06:00 local time by at least 180 minutes."""
    return grid.clock_overlap(start, end, NIGHT_FROM, NIGHT_TO) >= NIGHT_MINUTES
