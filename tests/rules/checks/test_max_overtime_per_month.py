"""CN-OT-02: overtime of a calendar month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from staffing.domain.finding import Finding, Outcome
from staffing.domain.people import Contract, Evidence
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.rules.checks.max_overtime_per_month import months
from tests.factories import day, make_plan, make_roster, stated_duty, week_of, worked
from tests.rules.helpers import judged, numbers, result

RULE = "CN-OT-02"


def six_days_a_week(plan: Plan, free: set[int], paid: int = 480) -> Roster:
    """The month with the days in ``free`` off, each other day 09:00-18:00."""
    duties: list[Duty] = []
    for d in plan.grid.calendar:
        if d.day not in free:
            duties.append(stated_duty(plan, "A1", f"{d}T09:00", f"{d}T18:00", "E", paid))
    return Roster(plan.grid, tuple(duties))


def month(first: str, days: int, free: set[int], **more: object) -> list[Finding]:
    plan = make_plan(first, days, **more)  # type: ignore[arg-type]
    return judged(plan, six_days_a_week(plan, free), RULE)


def test_four_rest_days_in_a_month_of_21_system_days_are_forty_hours_too_many() -> None:
    [finding] = month("2026-06-01", 30, {7, 14, 21, 28})  # 26 x 8 h = 208 h, 21 x 8 h = 168 h
    assert numbers(finding) == (Outcome.FAIL, 40 * 60, 36 * 60, 4 * 60)
    assert (finding.params["paid"], finding.params["system_days"]) == ("208:00", 21)
    assert (finding.first_day, finding.last_day) == (day("2026-06-01"), day("2026-06-30"))


def test_the_same_in_a_month_of_22_system_days_passes() -> None:
    plan = make_plan("2026-09-01", 30)
    rows = (worked(plan, "A1", "2026-08-31T09:00", "2026-08-31T10:00"),)
    answer = result(replace(plan, worked=rows), six_days_a_week(plan, {6, 13, 20, 27}), RULE)
    assert (answer.outcome, answer.facts["most_overtime_minutes"]) == (Outcome.PASS, 32 * 60)


def test_the_daily_and_weekly_sum_counts_where_it_is_higher() -> None:
    plan = make_plan("2026-06-01", 30)
    # three weeks of five days of 11 h: 15 x 3 h = 45 h by the day, 165 - 168 < 0 h by the month
    duties = [
        stated_duty(plan, "A1", f"2026-06-{d:02d}T09:00", f"2026-06-{d:02d}T21:00", "X", 660)
        for d in range(1, 20)
        if d not in (6, 7, 13, 14)
    ]
    [finding] = judged(plan, Roster(plan.grid, tuple(duties)), RULE)
    assert numbers(finding) == (Outcome.FAIL, 45 * 60, 36 * 60, 9 * 60)


def test_daily_and_weekly_overtime_are_not_counted_twice() -> None:
    plan = make_plan("2026-06-01", 14)
    duties = [stated_duty(plan, "A1", f"2026-06-0{d}T09:00", f"2026-06-0{d}T19:00", "X", 540) for d in range(1, 7)]
    # six days of 9 h: 6 x 1 h by the day, 48 - 40 = 8 h by the week of normal hours
    answer = result(plan, Roster(plan.grid, tuple(duties)), RULE)
    assert answer.facts["most_overtime_minutes"] == 14 * 60


def test_of_a_month_partly_inside_only_what_is_shown_counts_against_the_whole_months_system_days() -> None:
    plan = make_plan("2026-06-01", 14)
    answer = result(plan, six_days_a_week(plan, {7, 14}), RULE)
    assert (answer.outcome, answer.facts["most_overtime_minutes"]) == (Outcome.PASS, 16 * 60)


def test_history_of_the_month_is_asked_for_once_and_counts_where_it_is_there() -> None:
    plan = make_plan("2026-06-15", 14)
    roster = make_roster(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 - D8 D8 D8 D8 D8 D8 -", "A2": "D8 - - - - - - - - - - - - -"}))
    [finding] = judged(plan, roster, RULE)
    assert (finding.outcome, finding.agent, finding.params["agents"]) == (Outcome.UNKNOWN, "", 2)
    assert (finding.first_day, finding.last_day) == (day("2026-06-01"), day("2026-06-14"))
    days = [date(2026, 6, 1) + timedelta(days=k) for k in range(14)]
    rows = tuple(worked(plan, "A1", f"{d}T09:00", f"{d}T20:00") for d in days if d.weekday() < 6)  # 11 h a day, 3 h over
    known = replace(plan, worked=rows)
    [over] = judged(known, roster, RULE)  # 12 x 3 h + 2 x 8 h before, 2 x 8 h in the plan, less nothing
    assert numbers(over) == (Outcome.FAIL, 68 * 60, 36 * 60, 32 * 60)


def test_a_month_over_before_the_plan_began_is_nobodys_fault_who_works_no_more_in_it() -> None:
    plan = make_plan("2026-06-29", 14)
    days = [date(2026, 6, 1) + timedelta(days=k) for k in range(28)]
    plan = replace(plan, worked=tuple(worked(plan, "A1", f"{d}T09:00", f"{d}T21:00") for d in days))
    assert judged(plan, make_roster(plan, week_of(plan, {"A1": "- - D8 D8 D8 - -"})), RULE) == []


def test_a_night_over_the_end_of_the_month_is_split_at_midnight() -> None:
    plan = make_plan("2026-06-01", 30, rules={RULE: {"max_minutes": 0}})
    week = [stated_duty(plan, "A1", f"2026-06-{d}T09:00", f"2026-06-{d}T17:00", "X", 480) for d in (29,)]
    night = stated_duty(plan, "A1", "2026-06-30T20:00", "2026-07-01T07:00", "X", 660)  # the last 3 h are overtime, all in July
    assert judged(plan, Roster(plan.grid, (*week, night)), RULE) == []
    early = stated_duty(plan, "A1", "2026-06-30T14:00", "2026-07-01T01:00", "X", 660)  # 22:00-01:00: 2 h in June
    assert [f.measured for f in judged(plan, Roster(plan.grid, (early,)), RULE)] == [120]


def test_both_totals_are_given_and_holidays_can_be_left_out() -> None:
    plan = make_plan("2026-06-01", 30)
    roster = six_days_a_week(plan, {7, 14, 21, 28})
    [finding] = judged(plan, roster, RULE)  # 19 June is a statutory holiday
    assert (finding.params["with_holidays"], finding.params["without_holidays"]) == ("40:00", "32:00")
    assert judged(replace(plan, rules={RULE: {"count_statutory_holidays": False}}), roster, RULE) == []


def test_approved_special_hours_are_another_rules_matter() -> None:
    contracts = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
    assert len(month("2026-06-01", 30, {7, 14, 21, 28}, contracts=contracts)) == 1
    assert month("2026-06-01", 30, {7, 14, 21, 28}, contracts=contracts, evidence=(Evidence("approval", "no. 7"),)) == []


def test_months_of_a_horizon() -> None:
    spans = months(date(2026, 11, 30), date(2027, 1, 2))
    assert spans == [
        (date(2026, 11, 1), date(2026, 12, 1)),
        (date(2026, 12, 1), date(2027, 1, 1)),
        (date(2027, 1, 1), date(2027, 2, 1)),
    ]
