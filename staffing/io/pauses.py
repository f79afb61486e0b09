"""Whether the meal and the paid breaks of a shift can be placed at all."""

from __future__ import annotations

from staffing.domain.shift import MIN_GAP_BETWEEN_PAUSES, Shift


def place_pauses(shift: Shift, step_minutes: int) -> tuple[int | None, tuple[int, ...]] | None:
    """Starts of the meal and of each paid break in minutes after the shift's start, or ``None`` where no placement exists.

    Pauses begin on multiples of ``step_minutes``. For each start of the meal every break is put as early as it may lie: breaks
    follow each other in order, so if the earliest places fail, all do.
    """
    if not shift.unpaid_meal_minutes:
        breaks = _earliest_breaks(shift, step_minutes, None)
        return None if breaks is None else (None, breaks)
    low, high = shift.meal_window
    for meal in range(_on_grid(low, step_minutes), high + 1, step_minutes):
        breaks = _earliest_breaks(shift, step_minutes, meal)
        if breaks is not None:
            return meal, breaks
    return None


def _earliest_breaks(shift: Shift, step: int, meal: int | None) -> tuple[int, ...] | None:
    gap, length = MIN_GAP_BETWEEN_PAUSES, shift.paid_break_minutes
    placed: list[int] = []
    for index in range(shift.paid_breaks):
        low, high = shift.break_window(index)
        if placed:
            low = max(low, placed[-1] + length + gap)
        start = _on_grid(low, step)
        if meal is not None and start + length + gap > meal:  # it does not fit before the meal
            start = _on_grid(max(low, meal + shift.unpaid_meal_minutes + gap), step)
        if start + length > high:
            return None
        placed.append(start)
    return tuple(placed)


def _on_grid(minute: int, step: int) -> int:
    return -(-minute // step) * step
