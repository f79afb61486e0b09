"""CN-HRS-01 and CN-HRS-02: normal hours of a day and a week; approvals of other hours systems."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from tests.factories import D8, day, make_plan, make_shift, stated_duty, week_of, worked
from tests.rules.helpers import judged, result

TEN = make_shift("TEN", "08:00", 600, 60)
SIX40 = make_shift("SIX40", "08:00", 400)
SEVEN = make_shift("SEVEN", "08:00", 420)
COMPREHENSIVE = (Contract("full-time", "comprehensive", 0, 2400, 3600),)


def june(**more: object) -> Plan:
    """From Monday 1 June 2026: a month and a week begin with the plan."""
    return make_plan("2026-06-01", 14, shifts=(D8, TEN, SIX40, SEVEN), **more)  # type: ignore[arg-type]


def test_nine_hours_pass_with_one_hour_of_overtime_passed_on() -> None:
    plan = june()
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2026-06-01T08:00", "2026-06-01T18:00", "TEN", 540),))
    answer = result(plan, roster, "CN-HRS-01")
    assert answer.outcome is Outcome.PASS
    assert answer.facts == {"overtime_days": 1, "overtime_minutes": 60}


def test_six_days_of_six_hours_forty_are_forty_hours() -> None:
    plan = june()
    answer = result(plan, week_of(plan, {"A1": "SIX40 SIX40 SIX40 SIX40 SIX40 SIX40 -"}), "CN-HRS-02")
    assert (answer.outcome, answer.facts["overtime_minutes"]) == (Outcome.PASS, 0)


def test_six_days_of_seven_hours_are_two_hours_of_overtime() -> None:
    plan = june()
    answer = result(plan, week_of(plan, {"A1": "SEVEN SEVEN SEVEN SEVEN SEVEN SEVEN -"}), "CN-HRS-02")
    assert (answer.outcome, answer.facts) == (Outcome.PASS, {"overtime_weeks": 1, "overtime_minutes": 120})


def test_weeks_begin_on_monday_and_are_not_averaged_over_the_horizon() -> None:
    plan = june()
    answer = result(plan, week_of(plan, {"A1": "SEVEN SEVEN SEVEN SEVEN SEVEN SEVEN - SEVEN SEVEN - - - - -"}), "CN-HRS-02")
    assert answer.facts["overtime_minutes"] == 120
    assert answer.checked == 2


def test_a_sunday_night_is_split_by_the_minute_between_two_weeks() -> None:
    night = make_shift("NIGHT", "22:00", 480)
    plan = make_plan("2026-06-01", 14, shifts=(night, D8))
    duties = week_of(plan, {"A1": "- - - - - - NIGHT D8 D8 D8 D8 D8 - -"})
    answer = result(plan, duties, "CN-HRS-02")
    assert answer.facts["overtime_minutes"] == 360  # six hours after midnight and five days of eight make 46


def test_a_plan_that_starts_inside_a_week_asks_for_its_history_once() -> None:
    plan = make_plan("2026-07-01", 5)  # Wednesday, the first of a month
    duties = week_of(plan, {"A1": "D8 D8 D8 - -", "A2": "D8 D8 - - -"})
    [finding] = judged(plan, duties, "CN-HRS-02")
    assert (finding.outcome, finding.agent, finding.params["agents"]) == (Outcome.UNKNOWN, "", 2)
    assert (finding.first_day, finding.last_day) == (day("2026-06-29"), day("2026-06-30"))
    known = replace(plan, worked=(worked(plan, "A2", "2026-06-29T08:00", "2026-06-29T16:30", "D8"),))
    assert judged(known, duties, "CN-HRS-02") == []


def test_worked_hours_of_the_first_week_count() -> None:
    plan = make_plan("2026-07-01", 5)
    rows = tuple(worked(plan, "A1", f"2026-06-{d}T08:00", f"2026-06-{d}T16:30", "D8") for d in (29, 30))
    plan = replace(plan, worked=rows)
    answer = result(plan, week_of(plan, {"A1": "D8 D8 D8 D6 -"}), "CN-HRS-02")
    assert answer.facts["overtime_minutes"] == 360
