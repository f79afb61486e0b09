"""A kind of shift in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shift:
    """When a shift may start, how long it lasts and what pauses it holds.

    Attributes:
        name: unique in the catalogue.
        start_from, start_to: first and last allowed start, wall-clock minutes 0..1439, from <= to.
        step_minutes: distance between allowed starts, > 0.
        length_minutes: from start to end, elapsed, meal included, > 0.
        unpaid_meal_minutes: 0 = none.
        meal_after_minutes, meal_before_minutes: earliest and latest START of the meal after the shift's start; ``None`` = anywhere inside.
        paid_breaks: number of paid breaks, each of ``paid_break_minutes``.
        allowance: money per shift worked.
        sites: sites at which it exists; empty = everywhere.
        volunteers_only: only agents who name it in ``volunteers`` may work it.
        rest_days_after: calendar days after its start day on which no shift may start.
        tags: free labels.

    Raises ValueError outside these ranges.
    """

    name: str
    start_from: int
    start_to: int
    step_minutes: int
    length_minutes: int
    unpaid_meal_minutes: int = 0
    meal_after_minutes: int | None = None
    meal_before_minutes: int | None = None
    paid_breaks: int = 0
    paid_break_minutes: int = 0
    allowance: float = 0.0
    sites: tuple[str, ...] = ()
    volunteers_only: bool = False
    rest_days_after: int = 0
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a shift needs a name")
        if not 0 <= self.start_from <= self.start_to < 1440:
            raise ValueError(f"start_from and start_to must satisfy 00:00 <= from <= to < 24:00 in shift {self.name}")
        if self.step_minutes <= 0 or self.length_minutes <= 0:
            raise ValueError(f"step_minutes and length_minutes must be positive in shift {self.name}")
        if not 0 <= self.unpaid_meal_minutes < self.length_minutes:
            raise ValueError(f"unpaid_meal_minutes must be shorter than shift {self.name}")
        if self.paid_breaks < 0 or self.paid_break_minutes < 0 or (self.paid_breaks and not self.paid_break_minutes):
            raise ValueError(f"paid_breaks need paid_break_minutes in shift {self.name}")
        if self.rest_days_after < 0:
            raise ValueError(f"rest_days_after must not be negative in shift {self.name}")

    @property
    def paid_minutes(self) -> int:
        """length_minutes - unpaid_meal_minutes."""
        return self.length_minutes - self.unpaid_meal_minutes

    @property
    def start_clocks(self) -> tuple[int, ...]:
        """Allowed starts, wall-clock minutes of the day."""
        return tuple(range(self.start_from, self.start_to + 1, self.step_minutes))

    @property
    def meal_window(self) -> tuple[int, int]:
        """Earliest and latest start of the meal, minutes after the shift's start (the meal lies inside the shift)."""
        last = self.length_minutes - self.unpaid_meal_minutes
        low = self.meal_after_minutes if self.meal_after_minutes is not None else 0
        high = self.meal_before_minutes if self.meal_before_minutes is not None else last
        return low, min(high, last)

    def break_window(self, index: int) -> tuple[int, int]:
        """Earliest start and latest END of paid break ``index`` (0-based), minutes after the shift's start, not rounded to any grid.

        Break i of n lies in the i-th of n equal parts and not within 60 minutes of the shift's start or end.
        """
        n, length = self.paid_breaks, self.length_minutes
        low = max(60, -(-index * length // n))
        return low, min(length - 60, (index + 1) * length // n)


MIN_GAP_BETWEEN_PAUSES = 30
