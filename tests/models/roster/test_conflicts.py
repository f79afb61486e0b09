"""Who cannot work as planned, and because of which rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from staffing.domain.people import Contract, FixedActivity
from staffing.domain.plan import Plan
from staffing.domain.report import SolveStatus
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift
from staffing.models.roster import make_roster
from staffing.models.roster.conflicts import tour_costs
from staffing.models.roster.problem import build_problem
from staffing.models.roster.tours import OFF, best_tour

PlanMaker = Callable[..., Plan]
Need = Callable[..., Requirement]
STAFF = Contract("c", "standard", 2400, 2400, 2880)
MEAL = Shift("D", 480, 480, 60, 540, 60, 180, 240)


def test_a_training_across_the_only_place_of_the_meal_leaves_no_tour(make_plan: PlanMaker, need: Need) -> None:
    training = (FixedActivity("A0", 10 * 60, 14 * 60, "training"),)
    plan = make_plan(2, shifts=(MEAL,), fixed=training)
    costs = tour_costs(build_problem(plan, need(plan)))
    assert np.isinf(costs[0])
    assert np.isfinite(costs[1])
    result = make_roster(plan, need(plan), time_limit=1)
    assert result.status is SolveStatus.INFEASIBLE
    assert [c.agents for c in result.report.conflicts] == [("A0",)]
    beside = replace(plan, fixed=(FixedActivity("A0", 13 * 60, 14 * 60, "training"),))
    assert np.isfinite(tour_costs(build_problem(beside, need(beside)))).all()


def test_somebody_without_a_queue_works_no_shift(make_plan: PlanMaker, need: Need) -> None:
    idle = make_plan(2, skills=((("q", 1.0),), ()))
    costs = tour_costs(build_problem(idle, need(idle)))
    assert np.isfinite(costs).all(), "nobody must work here"
    result = make_roster(idle, need(idle), time_limit=1)
    assert result.roster is not None
    assert set(result.roster.by_agent) == {"A0"}
    bound_to_work = replace(idle, contracts=(STAFF,))
    assert np.isinf(tour_costs(build_problem(bound_to_work, need(idle)))[1])


def test_where_there_is_no_tour_none_of_another_agent_is_left_behind(make_plan: PlanMaker, need: Need) -> None:
    plan = make_plan(2, skills=((("q", 1.0),), ()), contract=STAFF)
    p = build_problem(plan, need(plan))
    choice = np.zeros(p.days, dtype=np.int64)
    flat = np.zeros(len(p.catalogue.day))
    assert np.isfinite(best_tour(p.catalogue.options, p.automata, p.people, p.scratch(), p.start_change, 0, flat, np.empty(0), choice))
    assert (choice != OFF).any()
    assert np.isinf(best_tour(p.catalogue.options, p.automata, p.people, p.scratch(), p.start_change, 1, flat, np.empty(0), choice))
    assert (choice == OFF).all()
