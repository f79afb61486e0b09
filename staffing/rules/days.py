"""Local calendar days over the span of a roster, looked up fast: every conversion is made once per day, by the time axis."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta

from staffing.domain.grid import NIGHT_FROM, NIGHT_TO, TimeGrid

Segments = list[tuple[int, int]]
"""Half-open spans of axis minutes, in order."""


class DayTable:
    """The local days around a span of axis minutes.

    Args:
        grid: the plan's axis.
        low, high: axis minutes the table must hold; instants outside belong to its first or last day.
    """

    def __init__(self, grid: TimeGrid, low: int, high: int) -> None:
        self._grid = grid
        self.first = grid.day(low) - timedelta(days=8)
        count = (grid.day(high) - self.first).days + 9
        self.dates: tuple[date, ...] = tuple(self.first + timedelta(days=k) for k in range(count))
        self._midnights = [grid.midnight(d) for d in self.dates]
        self._end = grid.midnight(self.first + timedelta(days=count))
        self._windows: dict[tuple[int, int], Segments] = {}

    def index(self, minute: int) -> int:
        """Position in ``dates`` of the day that holds an axis minute."""
        return max(0, bisect_right(self._midnights, minute) - 1)

    def day(self, minute: int) -> date:
        """The local day of an axis minute."""
        return self.dates[self.index(minute)]

    def clock(self, minute: int) -> int:
        """Local wall-clock minute (0..1439) of an axis minute."""
        k = self.index(minute)
        end = self._midnights[k + 1] if k + 1 < len(self._midnights) else self._end
        return minute - self._midnights[k] if end - self._midnights[k] == 1440 else self._grid.clock(minute)

    def midnight(self, day: date) -> int:
        """Axis minute at which a local day begins."""
        k = (day - self.first).days
        return self._midnights[k] if 0 <= k < len(self._midnights) else self._grid.midnight(day)

    def midnight_after(self, day: date) -> int:
        """Axis minute at which a local day ends."""
        return self.midnight(day + timedelta(days=1))

    def touched(self, start: int, end: int) -> tuple[date, ...]:
        """The local days on which ``[start, end)`` has at least a minute."""
        return self.dates[self.index(start) : self.index(end - 1) + 1] if end > start else ()

    def overlap(self, start: int, end: int, from_clock: int = NIGHT_FROM, to_clock: int = NIGHT_TO) -> int:
        """Minutes of ``[start, end)`` inside a daily wall-clock window (default 22:00-06:00); one that ends earlier runs over midnight."""
        return sum(b - a for a, b in self.inside(start, end, from_clock, to_clock))

    def inside(self, start: int, end: int, from_clock: int = NIGHT_FROM, to_clock: int = NIGHT_TO) -> Segments:
        """The parts of ``[start, end)`` inside a daily wall-clock window."""
        if end <= start:
            return []
        windows = self._windows.get((from_clock, to_clock))
        if windows is None:
            last = to_clock if to_clock > from_clock else to_clock + 1440
            windows = [(self._grid.edge(d, from_clock), self._grid.edge(d, last)) for d in self.dates]
            self._windows[from_clock, to_clock] = windows
        out = []
        for low, high in windows[max(0, self.index(start) - 1) : self.index(end - 1) + 1]:
            a, b = max(low, start), min(high, end)
            if b > a:
                out.append((a, b))
        return out


def week_start(day: date) -> date:
    """The Monday of a day's calendar week."""
    return day - timedelta(days=day.weekday())


def weeks_between(first: date, end: date) -> tuple[date, ...]:
    """The Mondays of the calendar weeks that have a day in ``[first, end)``."""
    monday, out = week_start(first), []
    while monday < end:
        out.append(monday)
        monday += timedelta(days=7)
    return tuple(out)


def clip(segments: Segments, low: int, high: int) -> Segments:
    """The parts of segments inside ``[low, high)``."""
    return [(max(a, low), min(b, high)) for a, b in segments if a < high and b > low]


def length(segments: Segments) -> int:
    """Minutes of segments together."""
    return sum(b - a for a, b in segments)
