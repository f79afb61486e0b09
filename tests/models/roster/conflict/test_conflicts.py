"""Who cannot work as planned, and because of which rules."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.people import Availability, Contract, FixedActivity, Leave, Lock
from staffing.domain.plan import Plan
from staffing.domain.report import SolveStatus
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift
from staffing.models.roster import make_roster
from staffing.models.roster.arrays.problem import build_problem
from staffing.models.roster.conflict.conflicts import RELAXATIONS, agent_conflicts, all_conflicts, tour_costs
from staffing.models.roster.pricing.tours import OFF, best_tour
from tests.factories import make_requirement
from tests.models.roster.judged.tiny import all_tours, legal, one_agent_plan

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


def relaxed(plan: Plan, on: set[str]) -> Plan:
    """The plan with these kinds of rules alone, for the check."""
    rules = {rule: dict(given) for rule, given in plan.rules.items()}
    for rule in RELAXATIONS:
        if rule not in on and rule not in ("LOCKS", "FIXED", "CON-SHIFT-01", "CON-SKILL-01", "CON-MEAL-01"):
            rules[rule] = {**rules.get(rule, {}), "enabled": False}
    return replace(plan, rules=rules, locks=plan.locks if "LOCKS" in on else (), fixed=plan.fixed if "FIXED" in on else ())


def clashing_plan(seed: int) -> Plan | None:
    """A tiny plan whose first agent has no tour; ``None`` where the draw has one."""
    rng = Random(seed)
    plan = one_agent_plan(rng)
    low = rng.choice((960, 1440, 1920, 2400, 3000))
    tight = Contract("full-time", "standard", low, low, rng.choice((low, max(low, 2880))))
    plan = replace(plan, contracts=(tight,))
    if rng.random() < 0.6:
        days = [plan.grid.first_day + timedelta(days=rng.randrange(plan.grid.days)) for _ in range(2)]
        kind = rng.choice(plan.shifts)
        plan = replace(plan, locks=tuple(Lock("A1", d, rng.choice((kind.name, ""))) for d in sorted(set(days))))
    passed = legal(plan, plan.agents[0], all_tours(plan))
    return None if passed.any() else plan


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_the_rules_named_clash_and_without_any_one_of_them_there_is_a_tour(seed: int) -> None:
    plan = clashing_plan(seed)
    if plan is None:
        return
    (clash,) = agent_conflicts(plan, make_requirement(plan), [0], lambda: False)
    assert clash.minimal
    assert clash.rules
    tours, named = all_tours(plan), set(clash.rules)
    assert not legal(relaxed(plan, named), plan.agents[0], tours).any(), clash
    for rule in named:
        assert legal(relaxed(plan, named - {rule}), plan.agents[0], tours).any(), (rule, clash)


def test_the_draws_clash_often_and_over_many_rules() -> None:
    plans = [p for p in map(clashing_plan, range(14)) if p is not None]
    rules = {r for p in plans for c in agent_conflicts(p, make_requirement(p), [0], lambda: False) for r in c.rules}
    assert len(plans) >= 4
    assert {"CON-HOURS-01", "LOCKS"} < rules
    assert len(rules) >= 4, rules


NINE = Shift("L", 480, 480, 60, 720)
FOUR_DAYS = tuple(Availability("A0", None, k) for k in range(4))


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("CON-AVAIL-01", {"availability": FOUR_DAYS}),
        ("CON-SHIFT-01", {"shifts": (Shift("V", 480, 480, 60, 480, volunteers_only=True),)}),
        ("CON-SKILL-01", {"skills": ((), (("q", 1.0),))}),
        ("POL-OFF-01", {"rules": {"POL-OFF-01": {"min_days_off": 3}}}),
        ("POL-RUN-01", {"rules": {"POL-RUN-01": {"max_days": 1}}}),
        ("POL-REST-01", {"shifts": (Shift("D", 480, 480, 60, 480),), "rules": {"POL-REST-01": {"min_gap_minutes": 1500}}}),
        ("SHF-REST-01", {"shifts": (Shift("D", 480, 480, 60, 480, rest_days_after=1),)}),
        ("POL-NIGHT-01", {"shifts": (Shift("N", 1320, 1320, 60, 480),), "rules": {"POL-NIGHT-01": {"max_nights": 1}}}),
        (
            "POL-NIGHT-02",
            {"shifts": (Shift("N", 1320, 1320, 60, 480),), "rules": {"POL-NIGHT-02": {"after_run_of": 1, "rest_minutes": 9000}}},
        ),
    ],
)
def test_a_planted_clash_of_each_kind(rule: str, more: dict[str, object], make_plan: PlanMaker, need: Need) -> None:
    plan = make_plan(2, contract=STAFF, **more)
    found = all_conflicts(plan, need(plan))
    (clash,) = found
    assert clash.agents in (("A0",), ("A0", "A1"))
    others = {"POL-NIGHT-01"} if rule == "POL-NIGHT-02" else set()
    assert set(clash.rules) == {rule, "CON-HOURS-01"} | others


def test_leave_and_locks_are_named_with_their_days(make_plan: PlanMaker, need: Need) -> None:
    grid = make_plan(1).grid
    days = [grid.first_day + timedelta(days=k) for k in range(7)]
    locks = (*(Lock("A0", d, "D") for d in days[1:3]), Lock("A1", days[5], "D"))
    plan = make_plan(3, leave=(Leave("A0", days[2], days[2]),), locks=locks)
    (clash,) = all_conflicts(plan, need(plan))
    assert (clash.agents, clash.rules, clash.days) == (("A0",), ("CON-LEAVE-01", "LOCKS"), (str(days[2]),))


def test_people_with_the_same_clash_are_told_together(make_plan: PlanMaker, need: Need) -> None:
    availability = tuple(replace(row, agent=f"A{k}") for k in (0, 2, 3) for row in FOUR_DAYS)
    plan = make_plan(5, contract=STAFF, availability=availability)
    (clash,) = all_conflicts(plan, need(plan))
    assert clash.agents == ("A0", "A2", "A3")
    assert clash.minimal


def test_a_filter_cut_short_still_names_rules_that_clash(make_plan: PlanMaker, need: Need) -> None:
    plan = make_plan(2, contract=STAFF, availability=FOUR_DAYS)
    (clash,) = agent_conflicts(plan, need(plan), [0], lambda: True)
    assert not clash.minimal
    assert clash.rules == tuple(RELAXATIONS)


def test_four_hundred_clashes_take_seconds(make_plan: PlanMaker, need: Need) -> None:
    days = [make_plan(1).grid.first_day + timedelta(days=k) for k in range(7)]
    kinds = [
        lambda a: {"availability": tuple(replace(row, agent=a) for row in FOUR_DAYS)},
        lambda a: {"leave": (Leave(a, days[1], days[1]),), "locks": (Lock(a, days[1], "D"),)},
        lambda a: {"locks": tuple(Lock(a, d, "D") for d in days)},
        lambda a: {"locks": (Lock(a, days[0], "N"), Lock(a, days[1], "D"))},
    ]
    rows: dict[str, tuple[object, ...]] = {"availability": (), "leave": (), "locks": ()}
    for k in range(400):
        for name, items in kinds[k % 4](f"A{k}").items():
            rows[name] += items
    plan = make_plan(400, contract=STAFF, **rows)
    began = time.process_time()
    found = all_conflicts(plan, need(plan))
    assert time.process_time() - began < 15, "three seconds, and more for what is loaded first"
    assert sorted(len(c.agents) for c in found) == [100] * 4
    assert all(c.minimal for c in found)
    assert {c.rules for c in found} == {
        ("CON-AVAIL-01", "CON-HOURS-01"),
        ("CON-LEAVE-01", "LOCKS"),
        ("LOCKS", "CON-HOURS-01"),
        ("POL-REST-01", "LOCKS"),
    }
