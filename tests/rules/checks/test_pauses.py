"""CON-MEAL-01: meal and paid breaks lie where they should, and activities fill the shift."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import FixedActivity
from staffing.domain.plan import Plan
from staffing.domain.roster import Activity, Roster
from staffing.domain.shift import Shift
from staffing.rules.checks.pauses import pause_fault
from tests.factories import D6, D8, fill, make_duty, make_plan, make_roster, make_shift
from tests.rules.helpers import judged, numbers, result

RULE = "CON-MEAL-01"


def placed(kind: Shift, meals: list[int], breaks: list[int]) -> list[Activity]:
    """Pauses at minutes after the shift's start."""
    out = [Activity("A1", m, m + kind.unpaid_meal_minutes, "meal") for m in meals]
    out += [Activity("A1", b, b + kind.paid_break_minutes, "break") for b in breaks]
    return sorted(out, key=lambda a: a.start)


@pytest.mark.parametrize(
    ("meals", "breaks", "fault"),
    [
        ([180], [60, 255], None),
        ([300], [240, 435], None),
        ([180], [60, 435], None),
        ([165], [60, 255], "meal_window"),
        ([315], [60, 435], "meal_window"),
        ([], [60, 255], "meal_missing"),
        ([180, 300], [60, 435], "meal_missing"),
        ([180], [60], "break_missing"),
        ([180], [60, 255, 330], "break_missing"),
        ([180], [45, 255], "break_window"),
        ([180], [60, 450], "break_window"),
        ([180], [60, 120], "break_window"),
        ([180], [60, 225], "break_window"),
        ([240], [60, 285], "pauses_too_close"),
        ([210], [180, 300], "pauses_too_close"),
    ],
)
def test_where_pauses_may_lie(meals: list[int], breaks: list[int], fault: str | None) -> None:
    assert pause_fault(0, D8, placed(D8, meals, breaks)) == fault


def test_breaks_of_the_wrong_length_and_meals_of_the_wrong_length() -> None:
    right = placed(D8, [180], [60, 255])
    assert pause_fault(0, D8, [replace(a, end=a.end + 15) if a.activity == "break" else a for a in right]) == "break_missing"
    assert pause_fault(0, D8, [replace(a, end=a.end - 15) if a.activity == "meal" else a for a in right]) == "meal_missing"


def test_parts_that_are_no_whole_minutes_are_compared_exactly() -> None:
    kind = make_shift("X", "08:00", 400, 0, paid_breaks=3, paid_break_minutes=5)
    assert pause_fault(0, kind, placed(kind, [], [60, 134, 267])) is None  # the second part begins at minute 133 1/3
    assert pause_fault(0, kind, placed(kind, [], [60, 133, 267])) == "break_window"


def test_a_blank_window_lets_the_meal_lie_anywhere_inside() -> None:
    kind = make_shift("X", "08:00", 480, 60)
    assert pause_fault(0, kind, placed(kind, [0], [])) is None
    assert pause_fault(0, kind, placed(kind, [420], [])) is None


def planned() -> tuple[Plan, list[Activity]]:
    plan = make_plan(fixed=(FixedActivity("A1", 600, 660, "training"),))
    return plan, fill(plan, make_duty(plan, "A1", plan.grid.first_day, "D8"))


def test_a_full_shift_passes_and_no_activities_are_unknown() -> None:
    plan = make_plan()
    duty = make_duty(plan, "A1", plan.grid.first_day, "D8")
    assert judged(plan, [duty], RULE) == []
    [finding] = judged(plan, make_roster(plan, [duty], activities=False), RULE)
    assert (finding.outcome, finding.agent, finding.key) == (Outcome.UNKNOWN, "", "no_activities")
    assert result(plan, make_roster(plan, [duty], activities=False), RULE).outcome is Outcome.UNKNOWN


def test_gaps_and_overlaps_inside_a_shift() -> None:
    plan = make_plan()
    duty = make_duty(plan, "A1", plan.grid.first_day, "D6")
    items = fill(plan, duty)
    gap = [*items[:-1], replace(items[-1], end=items[-1].end - 45)]
    [finding] = judged(plan, Roster(plan.grid, (duty,), tuple(gap)), RULE)
    assert (finding.key, *numbers(finding)) == ("activities_gap", Outcome.FAIL, 45, 0, 45)
    overlap = [replace(items[0], end=items[0].end + 15), *items[1:]]
    assert "activities_gap" in [f.key for f in judged(plan, Roster(plan.grid, (duty,), tuple(overlap)), RULE)]


def test_activities_outside_any_shift() -> None:
    plan = make_plan()
    duty = make_duty(plan, "A1", plan.grid.first_day, "D6")
    loose = [Activity("A1", duty.end, duty.end + 30, "queue", "general"), Activity("A2", 600, 660, "queue", "general")]
    found = judged(plan, Roster(plan.grid, (duty,), (*fill(plan, duty), *loose)), RULE)
    assert [(f.agent, f.key, f.measured) for f in found] == [("A1", "activities_outside", 30), ("A2", "activities_outside", 60)]


def test_activities_off_the_grid() -> None:
    plan = make_plan()
    duty = make_duty(plan, "A1", plan.grid.first_day, "D6")
    first, *rest = fill(plan, duty)
    bent = [replace(first, end=first.start + 10), replace(first, start=first.start + 10), *rest]
    assert [f.key for f in judged(plan, Roster(plan.grid, (duty,), tuple(bent)), RULE)] == ["activity_grid", "activity_grid"]


def test_other_work_needs_its_place_in_the_plan() -> None:
    plan, items = planned()
    duty = make_duty(plan, "A1", plan.grid.first_day, "D8")
    low = next(a for a in items if a.start <= 600 < a.end and a.activity == "queue")
    others = [a for a in items if a is not low]

    def with_training(start: int, end: int) -> Roster:
        parts = [replace(low, end=start), Activity("A1", start, end, "training"), replace(low, start=end)]
        return Roster(plan.grid, (duty,), (*others, *(p for p in parts if p.end > p.start)))

    assert judged(plan, with_training(600, 645), RULE) == []
    assert [f.key for f in judged(plan, with_training(585, 645), RULE)] == ["activity_unplanned"]


def test_short_shifts_need_no_meal() -> None:
    assert pause_fault(0, D6, placed(D6, [], [120])) is None
    assert pause_fault(0, D6, placed(D6, [], [])) == "break_missing"
