"""CN-PAY-02: work on statutory holidays is paid at 300 %."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence
from staffing.domain.roster import Activity, Roster
from staffing.domain.work_calendar import CalendarDay
from tests.factories import SHIFTS, day, make_agent, make_plan, make_shift, stated_duty
from tests.rules.helpers import judged, numbers

RULE = "CN-PAY-02"
BIG = make_shift("BIG", "20:00", 720, 60, meal_after_minutes=240, meal_before_minutes=420)


def test_a_night_into_national_day_is_seven_hours_at_300_percent() -> None:
    plan = make_plan("2026-09-28", 7, shifts=(*SHIFTS, BIG))
    duty = stated_duty(plan, "A1", "2026-09-30T20:00", "2026-10-01T08:00", "BIG", 660)
    meal = duty.start + 360  # 02:00
    activities = (
        Activity("A1", duty.start, meal, "queue", "general"),
        Activity("A1", meal, meal + 60, "meal"),
        Activity("A1", meal + 60, duty.end, "queue", "general"),
    )
    [finding] = judged(plan, Roster(plan.grid, (duty,), activities), RULE)
    assert (finding.key, *numbers(finding)) == ("holiday_pay", Outcome.PAY_DUE, 420, None, None)
    assert (finding.first_day, finding.params["percent"]) == (day("2026-10-01"), 300)


def test_without_activities_the_side_of_the_meal_is_an_estimate() -> None:
    plan = make_plan("2026-09-28", 7, shifts=(*SHIFTS, BIG))
    duty = stated_duty(plan, "A1", "2026-09-30T20:00", "2026-10-01T08:00", "BIG", 660)
    [finding] = judged(plan, Roster(plan.grid, (duty,)), RULE)
    assert (finding.key, finding.measured) == ("holiday_pay_estimated", 420)  # the middle of 00:00..03:00 is after midnight
    whole = stated_duty(plan, "A1", "2026-10-01T08:00", "2026-10-01T17:00", "X", 480)
    assert [(f.key, f.measured) for f in judged(plan, Roster(plan.grid, (whole,)), RULE)] == [("holiday_pay", 480)]


def test_only_the_statutory_days_of_a_long_holiday_are_due() -> None:
    plan = make_plan("2026-10-01", 10)
    duties = tuple(stated_duty(plan, "A1", f"{d}T08:00", f"{d}T17:00", "X", 480) for d in plan.grid.calendar)
    days = [f.first_day for f in judged(plan, Roster(plan.grid, duties), RULE)]
    assert days == [day("2026-10-01"), day("2026-10-02"), day("2026-10-03")]  # 4-7 October are rest days, 10 October a working day


def test_a_statutory_day_on_a_weekend_keeps_its_premium_and_its_substitute_has_none() -> None:
    plan = make_plan("2026-05-01", 8)  # 2 May is a Saturday
    duties = tuple(stated_duty(plan, "A1", f"{d}T08:00", f"{d}T17:00", "X", 480) for d in plan.grid.calendar)
    assert [f.first_day for f in judged(plan, Roster(plan.grid, duties), RULE)] == [day("2026-05-01"), day("2026-05-02")]


def test_half_days_for_some_are_not_statutory_days() -> None:
    plan = make_plan("2026-03-02", 7)
    duty = stated_duty(plan, "A1", "2026-03-08T08:00", "2026-03-08T17:00", "X", 480)
    assert judged(plan, Roster(plan.grid, (duty,)), RULE) == []


def test_a_make_up_working_day_is_an_ordinary_day() -> None:
    plan = make_plan("2026-02-09", 7)  # Saturday 14 February
    duty = stated_duty(plan, "A1", "2026-02-14T09:00", "2026-02-14T18:00", "X", 480)
    assert judged(plan, Roster(plan.grid, (duty,)), RULE) == []


def test_the_last_night_of_december_runs_into_new_year() -> None:
    plan = make_plan("2025-12-29", 3)
    duty = stated_duty(plan, "A1", "2025-12-31T22:00", "2026-01-01T06:00", "X", 480)
    assert [(f.first_day, f.measured) for f in judged(plan, Roster(plan.grid, (duty,)), RULE)] == [(day("2026-01-01"), 360)]


def test_approved_irregular_hours_are_out_and_unapproved_ones_in() -> None:
    contracts = (Contract("full-time", "irregular", 0, 2400, 3600),)
    plan = make_plan("2026-10-01", 3, contracts=contracts)
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2026-10-01T08:00", "2026-10-01T17:00", "X", 480),))
    assert [f.outcome for f in judged(plan, roster, RULE)] == [Outcome.PAY_DUE]
    assert judged(replace(plan, evidence=(Evidence("approval", "no. 9", rule="CN-IRREG-01"),)), roster, RULE) == []


def test_a_holiday_of_a_provisional_year_says_so_and_a_wage_gives_an_amount() -> None:
    plan = make_plan("2027-01-01", 3, agents=[make_agent("A1", monthly_wage=6525.0)])
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2027-01-01T08:00", "2027-01-01T17:00", "X", 480),))
    [finding] = judged(plan, roster, RULE)
    assert (finding.key, finding.params["amount"], finding.params["money"]) == ("holiday_pay_provisional", "900.00", 900.0)
    official = replace(plan, calendar=(CalendarDay(day("2027-01-01"), "statutory", notice="No. 9"),))
    assert [f.key for f in judged(official, roster, RULE)] == ["holiday_pay"]
    worked_day = replace(plan, calendar=(CalendarDay(day("2027-01-01"), "work", notice="No. 9"),))
    assert judged(worked_day, roster, RULE) == []
