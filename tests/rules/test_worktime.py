"""Working time and overtime to the minute."""

from __future__ import annotations

from staffing.domain.roster import Activity, Roster
from staffing.rules.facts import Facts
from staffing.rules.worktime import by_day, pauses_known, work, work_time
from tests.factories import day, make_plan, make_roster, stated_duty, week_of


def test_work_is_everything_but_the_unpaid_meal() -> None:
    plan = make_plan()
    facts = Facts(plan, make_roster(plan, week_of(plan, {"A1": "D8 - - - - - -"})))
    [stint] = facts.own["A1"]
    assert work(facts, "A1", stint) == [(480, 660), (690, 990)]  # the meal at 11:00
    assert pauses_known(facts, "A1", stint)


def test_a_meal_that_nobody_showed_lies_in_the_middle_of_its_window() -> None:
    plan = make_plan()
    facts = Facts(plan, make_roster(plan, week_of(plan, {"A1": "D8 - - - - - -"}), activities=False))
    [stint] = facts.own["A1"]
    assert work(facts, "A1", stint) == [(480, 720), (750, 990)]
    assert not pauses_known(facts, "A1", stint)
    odd = Facts(plan, Roster(plan.grid, (stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T18:00", "X", 540),)))
    assert work(odd, "A1", odd.own["A1"][0]) == [(480, 750), (810, 1080)]


def test_pay_as_stated_decides_over_what_the_activities_show() -> None:
    plan = make_plan()
    duty = stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T16:00", "X", 480)
    roster = Roster(plan.grid, (duty,), (Activity("A1", 480, 700, "queue", "general"), Activity("A1", 700, 730, "meal")))
    facts = Facts(plan, roster)
    assert work(facts, "A1", facts.own["A1"][0]) == [(480, 960)]
    unpaid = Facts(plan, Roster(plan.grid, (stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T16:00", "X", 0),)))
    assert work(unpaid, "A1", unpaid.own["A1"][0]) == []


def test_overtime_is_the_last_minutes_of_the_day_and_of_the_week() -> None:
    plan = make_plan(days=7)
    duties = tuple(stated_duty(plan, "A1", f"2026-03-0{d}T08:00", f"2026-03-0{d}T17:00", "X", 540) for d in range(2, 8))
    facts = Facts(plan, Roster(plan.grid, duties))
    time = work_time(facts, "A1", 480, 2400)
    assert time.daily == [(k * 1440 + 960, k * 1440 + 1020) for k in range(6)]
    assert time.weekly == [(5 * 1440 + 480, 5 * 1440 + 960)]
    assert by_day(facts, time.weekly, 0, plan.grid.end) == {day("2026-03-07"): 480}
    assert work_time(facts, "A1", 480, 2400) is time


def test_a_new_week_begins_at_mondays_midnight_inside_a_duty() -> None:
    plan = make_plan(days=14)
    duties = [stated_duty(plan, "A1", f"2026-03-0{d}T08:00", f"2026-03-0{d}T16:00", "X", 480) for d in range(3, 8)]
    night = stated_duty(plan, "A1", "2026-03-08T20:00", "2026-03-09T04:00", "X", 480)
    time = work_time(facts := Facts(plan, Roster(plan.grid, (*duties, night))), "A1", 480, 2400)
    assert time.weekly == [(night.start, night.start + 240)]
    assert by_day(facts, time.work, night.start, night.end) == {day("2026-03-08"): 240, day("2026-03-09"): 240}
