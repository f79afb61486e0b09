"""Floors that too few people can hold, with the hours and the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from staffing.domain.people import Availability, Leave, Worked
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue
from staffing.domain.report import Conflict
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift
from staffing.models.roster.conflict.conflicts import all_conflicts

PlanMaker = Callable[..., Plan]
Need = Callable[..., Requirement]
ROUND = (Shift("D", 420, 420, 60, 480), Shift("E", 900, 900, 60, 480), Shift("N", 1380, 1380, 60, 480))
HELD = (Queue("q", hard_min_agents=1),)


def told(clash: Conflict) -> tuple[object, ...]:
    return clash.key, clash.queues, clash.start, clash.end, clash.asked, clash.possible


def test_the_first_hours_of_a_plan_need_last_weeks_night_shift(make_plan: PlanMaker, need: Need) -> None:
    plan = make_plan(9, shifts=ROUND, queues=HELD)
    (clash,) = all_conflicts(plan, need(plan))
    assert told(clash) == ("floor-before", ("q",), "2026-11-30T00:00", "2026-11-30T07:00", 1, 0)
    assert clash.days == ("2026-11-30",)
    eve = Worked("A0", -60, 420, "N", "q")
    assert all_conflicts(replace(plan, worked=(eve,)), need(plan)) == ()
    later = replace(plan, queues=(replace(HELD[0], open=(OpenWindow.parse("Mon 07:00-24:00"), OpenWindow.parse("Tue-Sun 00:00-24:00"))),))
    assert all_conflicts(later, need(plan)) == ()


def test_hours_in_which_no_shift_lies(make_plan: PlanMaker, need: Need) -> None:
    plan = make_plan(9, shifts=ROUND[:2], queues=HELD)
    clash = all_conflicts(plan, need(plan))[-1]
    assert (clash.key, clash.start, clash.end) == ("floor-no-shift", "2026-11-30T23:00", "2026-12-01T00:00")
    assert len(clash.days) == 7


def test_too_few_people_at_an_hour_and_who_they_are(make_plan: PlanMaker, need: Need) -> None:
    day = make_plan(1).grid.first_day + timedelta(days=2)
    evenings = tuple(Availability("A1", None, k, 0, 1200) for k in range(7))
    open_ = (OpenWindow.parse("Mon-Sun 15:00-22:00"),)
    plan = make_plan(
        4,
        shifts=ROUND[:2],
        queues=(Queue("q", hard_min_agents=2, open=open_), Queue("r")),
        skills=((("q", 1.0),), (("q", 1.0),), (("q", 0.5), ("r", 1.0)), (("r", 1.0),)),
        availability=evenings,
        leave=(Leave("A2", day, day),),
    )
    (clash,) = all_conflicts(plan, need(plan))
    assert told(clash) == ("floor", ("q",), "2026-12-02T15:00", "2026-12-02T22:00", 2, 1)
    assert (clash.agents, clash.days) == (("A0",), ("2026-12-02",))


def test_two_queues_that_share_their_people(make_plan: PlanMaker, need: Need) -> None:
    held = (OpenWindow.parse("Mon 08:00-15:00"),)
    both = (("q", 1.0), ("r", 1.0))
    queues = (Queue("q", hard_min_agents=1, open=held), Queue("r", hard_min_agents=1, open=held))
    plan = make_plan(1, shifts=ROUND, queues=queues, skills=(both,))
    (clash,) = all_conflicts(plan, need(plan))
    assert told(clash) == ("floor", ("q", "r"), "2026-11-30T08:00", "2026-11-30T15:00", 2, 1)
    assert all_conflicts(replace(plan, agents=(*plan.agents, replace(plan.agents[0], id="B"))), need(plan)) == ()
