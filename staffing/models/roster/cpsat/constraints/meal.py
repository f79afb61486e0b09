"""CON-MEAL-01: a candidate whose meal or breaks do not lie as the shift demands is 0.

Meal of the right length inside its window; break i inside the i-th part of the shift and 60 minutes from both ends; 30 minutes between
any two pauses.
"""

from __future__ import annotations

from itertools import combinations

from staffing.domain.shift import MIN_GAP_BETWEEN_PAUSES, Shift
from staffing.models.roster.cpsat.model import RosterModel

RULE = "CON-MEAL-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    plan = model.problem.plan
    for candidates in model.candidates.values():
        for c in candidates:
            shift = plan.shifts[int(model.problem.catalogue.options.shift[c.option])]
            if not lawful(shift, c.pattern, plan.grid.step_minutes):
                model.forbid(model.name(RULE, c.agent, c.day), c)


def lawful(shift: Shift, pattern: tuple[int, ...], step: int) -> bool:
    """Whether meal (``pattern[0]``, -1 = none) and breaks, in steps after the start, lie as they must."""
    pauses: list[tuple[int, int]] = []
    if shift.unpaid_meal_minutes:
        low, high = shift.meal_window
        if not low <= pattern[0] * step <= high:
            return False
        pauses.append((pattern[0] * step, pattern[0] * step + shift.unpaid_meal_minutes))
    for i in range(shift.paid_breaks):
        first, last = shift.break_window(i)
        start = pattern[1 + i] * step
        if not first <= start <= last - shift.paid_break_minutes:
            return False
        pauses.append((start, start + shift.paid_break_minutes))
    return all(b[0] - a[1] >= MIN_GAP_BETWEEN_PAUSES for a, b in combinations(sorted(pauses), 2))
