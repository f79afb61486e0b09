"""Plan and roster as the checkers read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.domain.roster import Roster
from staffing.rules.facts import Facts
from tests.factories import day, make_duty, make_plan, make_roster, stated_duty, week_of, worked


def test_the_line_holds_what_was_worked_before_and_what_is_planned_in_order() -> None:
    plan = make_plan()
    rows = (worked(plan, "A1", "2026-03-01T22:00", "2026-03-02T06:30", "N8"), worked(plan, "A1", "2026-02-27T08:00", "2026-02-27T16:30"))
    plan = replace(plan, worked=rows)
    facts = Facts(plan, make_roster(plan, week_of(plan, {"A1": "- D8 - - - - -"})))
    assert [(s.day.day, s.own, s.night, s.paid_minutes) for s in facts.line["A1"]] == [
        (27, False, False, 510),  # shift unknown: nobody said what was unpaid
        (1, False, True, 480),
        (3, True, False, 480),
    ]
    assert facts.history_from == day("2026-02-27")
    assert facts.known_since(day("2026-02-27"))
    assert not facts.known_since(day("2026-02-26"))
    assert facts.start_days["A1"] == {day("2026-02-27"), day("2026-03-01"), day("2026-03-03")}
    assert facts.own_days["A1"] == {day("2026-03-03")}


def test_rows_of_worked_inside_the_plan_do_not_count() -> None:
    plan = make_plan()
    plan = replace(plan, worked=(worked(plan, "A1", "2026-03-02T00:00", "2026-03-02T06:00"),))
    facts = Facts(plan, make_roster(plan, week_of(plan, {"A1": "- D8 - - - - -"})))
    assert len(facts.line["A1"]) == 1
    assert facts.history_from is None


def test_paid_minutes_are_as_stated_or_follow_from_the_catalogue() -> None:
    plan = make_plan()
    duties = (
        stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T16:30", "D8", 500),
        stated_duty(plan, "A1", "2026-03-03T08:00", "2026-03-03T17:00", "D8", None),
        stated_duty(plan, "A1", "2026-03-04T08:00", "2026-03-04T17:00", "X", None),
        stated_duty(plan, "A1", "2026-03-05T08:00", "2026-03-05T07:00", "D8", None),
    )
    facts = Facts(plan, Roster(plan.grid, duties))
    assert [s.paid_minutes for s in facts.own["A1"]] == [500, 510, 540, 0]


def test_people_outside_the_plan_are_strangers() -> None:
    plan = make_plan()
    duty = make_duty(plan, "A1", "2026-03-02", "D8")
    facts = Facts(plan, Roster(plan.grid, (replace(duty, agent="ZZ"), duty)))
    assert [d.agent for d in facts.strangers] == ["ZZ"]
    assert set(facts.own) == {"A1"}


def test_another_time_axis_is_refused() -> None:
    plan = make_plan()
    with pytest.raises(ValueError, match="time axis"):
        Facts(plan, Roster(make_plan(days=14).grid, ()))


def test_activities_of_a_duty_lie_inside_it() -> None:
    plan = make_plan()
    roster = make_roster(plan, week_of(plan, {"A1": "D8 D8 - - - - -"}))
    facts = Facts(plan, roster)
    first, second = facts.own["A1"]
    assert sum(a.end - a.start for a in facts.activities_of(first, "A1")) == 510
    assert {a.start for a in facts.activities_of(first, "A1")}.isdisjoint(a.start for a in facts.activities_of(second, "A1"))
    assert facts.activities_of(first, "A2") == ()
