"""The tour program against the labour-rule check, which shares no code with it."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from staffing.domain.grid import is_night
from staffing.domain.plan import Plan
from staffing.models.roster.arrays.problem import Problem, build_problem
from staffing.models.roster.arrays.units import TICKS
from staffing.models.roster.pricing.fairness import tour_table
from staffing.models.roster.pricing.tours import best_tour
from tests.factories import make_requirement
from tests.models.roster.judged.tiny import Tour, all_tours, duties, legal, numbers, one_agent_plan, own_cost

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NOTHING = np.empty(0)
ROUNDING = 20
"""Ticks that rounding down may take off the cost of a tour."""


def cheapest(problem: Problem, agent: int, values: Floats, extra: Floats = NOTHING) -> tuple[float, Ints]:
    p, found = problem, np.empty(problem.days, dtype=np.int64)
    return best_tour(p.catalogue.options, p.automata, p.people, p.scratch(), p.start_change, agent, values, extra, found), found


def judged(plan: Plan, agent: int) -> tuple[Problem, list[Tour], NDArray[np.bool_]]:
    tours = all_tours(plan)
    return build_problem(plan, make_requirement(plan)), tours, legal(plan, plan.agents[agent], tours)


def first_difference(seed: int) -> tuple[Tour, bool, bool] | None:
    """The first tour on which (tour, engine, check) differ."""
    plan = one_agent_plan(Random(seed))
    problem, tours, passed = judged(plan, 0)
    flat, number = np.zeros(len(problem.catalogue.day)), numbers(problem)
    for tour, ok in zip(tours, passed, strict=True):
        choice = number(tour)
        only = np.full(len(flat), np.inf)
        only[choice[choice >= 0]] = -1e12
        cost, found = cheapest(problem, 0, flat, only)
        made = bool(-2 not in choice and cost < np.inf and np.array_equal(found, choice))
        if made != ok:
            return tour, made, bool(ok)
    return None


@settings(max_examples=15)
@given(st.integers(0, 10**6))
@example(0)  # these five catch an engine whose rest days, hours or rests, longest run, days off and longest run of nights are off by one
@example(1)
@example(3)
@example(9)
@example(22)
def test_the_tour_program_makes_exactly_the_tours_that_the_check_passes(seed: int) -> None:
    assert first_difference(seed) is None


def test_the_plans_drawn_here_have_tours_of_both_kinds() -> None:
    shares = [judged(one_agent_plan(Random(seed)), 0)[2].mean() for seed in range(8)]
    assert sum(0 < share < 1 for share in shares) >= 5


@settings(max_examples=12)
@given(st.integers(0, 10**6))
def test_the_cheapest_tour_is_the_cheapest_of_all(seed: int) -> None:
    plan = one_agent_plan(Random(seed))
    problem, tours, passed = judged(plan, 0)
    number = numbers(problem)
    allowed = [(number(t), own_cost(plan, plan.agents[0], t) * TICKS) for t, ok in zip(tours, passed, strict=True) if ok]
    for earned in np.floor(np.random.default_rng(seed).uniform(-100, 900, (3, len(problem.catalogue.day))) * TICKS):
        best = min((own - earned[choice[choice >= 0]].sum() for choice, own in allowed), default=np.inf)
        cost, found = cheapest(problem, 0, earned)
        assert cost == pytest.approx(best, abs=ROUNDING)
        assert not allowed or any(np.array_equal(found, choice) for choice, _ in allowed)


@settings(max_examples=10)
@given(st.integers(0, 10**6))
def test_the_table_of_counts_holds_the_cheapest_tour_of_each_count(seed: int) -> None:
    plan = one_agent_plan(Random(seed))
    problem, tours, passed = judged(plan, 1)  # the agent without rows of their own
    number = numbers(problem)
    values = np.floor(np.random.default_rng(seed).uniform(-100, 900, len(problem.catalogue.day)) * TICKS)
    width = problem.most_weekends + 1
    table, best = (np.full((problem.most_nights + 1) * width, np.inf) for _ in range(2))
    p = problem
    tour_table(p.catalogue.options, p.counting, p.counters, p.counter_scratch(), p.start_change, 1, values, NOTHING, table)
    for tour, ok in zip(tours, passed, strict=True):
        if ok:
            choice, mine = number(tour), duties(plan, "A2", tour)
            nights = min(problem.most_nights, sum(is_night(plan.grid, d.start, d.end) for d in mine))
            weekends = min(problem.most_weekends, sum(d.day.weekday() >= 5 for d in mine))
            cost = own_cost(plan, plan.agents[1], tour) * TICKS - values[choice[choice >= 0]].sum()
            best[nights * width + weekends] = min(best[nights * width + weekends], cost)
    np.testing.assert_allclose(table, best, atol=ROUNDING)
