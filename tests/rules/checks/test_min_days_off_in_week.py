"""POL-OFF-01: days without a shift start in each calendar week."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Leave
from tests.factories import day, make_plan, week_of, worked
from tests.rules.helpers import judged, numbers

RULE = "POL-OFF-01"


def test_one_day_off_passes_and_none_fails() -> None:
    plan = make_plan()
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 D8"}), RULE)
    assert numbers(finding) == (Outcome.FAIL, 0, 1, 1)


def test_weeks_are_calendar_weeks_over_a_horizon_of_two() -> None:
    plan = make_plan(days=14)
    free_in_one_week_only = "- - D8 D8 D8 D8 D8 D8 D8 D8 D8 D8 D8 D8"
    [finding] = judged(plan, week_of(plan, {"A1": free_in_one_week_only}), RULE)
    assert (finding.first_day, finding.last_day) == (day("2026-03-09"), day("2026-03-15"))


def test_days_outside_the_plan_are_off_unless_worked_shows_work() -> None:
    plan = make_plan("2026-03-04", 5)  # Wednesday to Sunday
    duties = week_of(plan, {"A1": "D8 D8 D8 D8 D8"})
    assert judged(plan, duties, RULE) == []
    rows = (worked(plan, "A1", "2026-03-02T08:00", "2026-03-02T16:30"), worked(plan, "A1", "2026-03-03T08:00", "2026-03-03T16:30"))
    assert len(judged(replace(plan, worked=rows), duties, RULE)) == 1
    assert judged(replace(plan, worked=rows[:1]), duties, RULE) == []


def test_leave_counts_as_off_and_the_minimum_can_be_raised() -> None:
    plan = make_plan(leave=(Leave("A1", day("2026-03-08"), day("2026-03-08")),), rules={RULE: {"min_days_off": 2}})
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - -"}), RULE) == []
    assert [numbers(f)[1:] for f in judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 -"}), RULE)] == [(1, 2, 1)]


def test_a_night_counts_on_the_day_it_starts() -> None:
    plan = make_plan()
    assert judged(plan, week_of(plan, {"A1": "N8 N8 N8 N8 - - N8"}), RULE) == []
