"""CON-LEAVE-01: no work touches a leave day."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.people import Leave
from tests.factories import day, make_plan, week_of
from tests.rules.helpers import judged, numbers, result

RULE = "CON-LEAVE-01"
LEAVE = (Leave("A1", day("2026-03-04"), day("2026-03-05")),)


def test_work_around_leave_passes() -> None:
    plan = make_plan(leave=LEAVE)
    assert judged(plan, week_of(plan, {"A1": "D8 E8 - - D8 - -", "A2": "D8 D8 D8 D8 D8 - -"}), RULE) == []


def test_work_on_leave_fails_on_each_day_it_touches() -> None:
    plan = make_plan(leave=LEAVE)
    found = judged(plan, week_of(plan, {"A1": "- - N8 - - - -"}), RULE)  # 22:00 to 06:30
    assert [(f.first_day, *numbers(f)) for f in found] == [
        (day("2026-03-04"), Outcome.FAIL, 120, 0, 120),
        (day("2026-03-05"), Outcome.FAIL, 390, 0, 390),
    ]


def test_the_tail_of_a_night_touches_the_leave_day_that_follows() -> None:
    plan = make_plan(leave=LEAVE)
    [finding] = judged(plan, week_of(plan, {"A1": "- N8 - - - - -"}), RULE)
    assert (finding.first_day, finding.measured) == (day("2026-03-04"), 390)


def test_the_last_night_may_not_run_into_leave_after_the_plan() -> None:
    plan = make_plan(leave=(Leave("A1", day("2026-03-09"), day("2026-03-09")),))
    [finding] = judged(plan, week_of(plan, {"A1": "- - - - - - N8"}), RULE)
    assert finding.first_day == day("2026-03-09")


def test_a_shift_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    plan = make_plan(leave=LEAVE)
    assert judged(plan, week_of(plan, {"A1": "- E8@15:30 - - - - -"}), RULE) == []


def test_without_leave_there_is_nothing_to_judge() -> None:
    plan = make_plan()
    assert result(plan, week_of(plan, {"A1": "D8 - - - - - -"}), RULE).outcome is Outcome.NOT_APPLICABLE
