"""The bound against the best of all rosters of plans so small that all can be priced."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.plan import Plan
from staffing.domain.progress import ignore, never
from staffing.domain.requirement import Requirement
from staffing.models.roster import make_roster
from staffing.models.roster.arrays.problem import build_problem
from staffing.models.roster.arrays.units import money_of
from staffing.models.roster.bound.ascent import find_floor
from staffing.models.roster.bound.branches import Branches, branch
from staffing.models.roster.clock import Clock
from staffing.models.roster.pricing.fairness import best_range
from staffing.models.roster.pricing.prices import Prices
from staffing.models.roster.search.board import Board
from staffing.rules import check
from staffing.rules.objective import recompute
from tests.factories import make_requirement
from tests.models.roster.judged.tiny import best_roster, crew_plan


def drawn(seed: int) -> tuple[Plan, Requirement]:
    """A crew plan and what it needs: nothing at times, more than the crew at others, not always whole people."""
    plan = crew_plan(Random(seed))
    rng = np.random.default_rng(seed)
    need = rng.integers(0, 3, (len(plan.queues), plan.grid.length)) * rng.choice((1.0, 1.0, 0.5, 1.3))
    return plan, make_requirement(plan, need)


@settings(max_examples=20)
@given(st.integers(0, 10**6))
def test_no_roster_costs_less_than_the_bound_at_any_prices(seed: int) -> None:
    plan, requirement = drawn(seed)
    optimum, roster = best_roster(plan, requirement)
    if roster is None:
        return
    assert sum(recompute(plan, requirement, roster).values()) == pytest.approx(optimum, abs=1e-6)
    assert not check(plan, roster, packs=()).failed
    prices = Prices(build_problem(plan, requirement), np.random.default_rng(seed))
    high = np.minimum(prices.high, 3e6)
    for _ in range(12):
        at = prices.rng.uniform(prices.low[:, None], high) * prices.rng.choice((0.0, 0.3, 1.0), prices.price.shape)
        assert money_of(prices.lagrangian(at)) <= optimum + 1e-6
    for _ in range(4):
        for _ in range(10):
            prices.sweep(3e4, 2, 3e4, 0.1)
        assert money_of(prices.evaluate(prices.average)) <= optimum + 1e-6


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_no_roster_costs_less_than_the_bound_by_cases_or_the_floor(seed: int) -> None:
    plan, requirement = drawn(seed)
    optimum, roster = best_roster(plan, requirement)
    if roster is None:
        return
    problem = build_problem(plan, requirement)
    prices = Prices(problem, np.random.default_rng(seed))
    floor = find_floor(prices, never)
    assert floor is not None
    assert floor <= optimum + 1e-6
    for _ in range(6):
        prices.sweep(3e4, 2, 3e4, 0.1)
    one = prices.evaluate(prices.average)
    board = Board(Clock(0.3, never), ignore)
    branches = Branches(prices)
    branch(branches, board, 0.3, never)
    if branches.values:
        assert branches.bound >= one - 0.5
        assert money_of(branches.bound) <= optimum + 1e-6


@given(st.floats(0.01, 3.0), st.floats(-1e6, 1e6))
def test_prices_are_whole_ticks_at_which_every_cell_has_a_minimum(over: float, price: float) -> None:
    plan = crew_plan(Random(4))
    plan = replace(plan, prices=replace(plan.prices, over_per_agent_hour=over))
    prices = Prices(build_problem(plan, make_requirement(plan)), np.random.default_rng(1))
    whole = prices.whole(np.full_like(prices.price, price))
    assert (whole == np.round(whole)).all()
    assert (whole >= prices.low[:, None]).all()


@pytest.mark.parametrize("seed", [1, 2, 3, 5, 8, 13, 21, 34])
def test_the_best_of_all_rosters_lies_between_bound_and_objective(seed: int) -> None:
    plan, requirement = drawn(seed)
    optimum, roster = best_roster(plan, requirement)
    result = make_roster(plan, requirement, time_limit=1.0, seed=seed)
    if roster is None:
        assert result.roster is None
        assert result.objective is None
        return
    assert result.bound is not None
    assert result.objective is not None
    assert result.bound <= optimum + 1e-6
    assert result.objective >= optimum - 1e-6
    assert result.objective <= optimum * 1.1 + 1e-6, "so small a plan is solved well"


def cheapest_group(tables: np.ndarray, night_weight: float, weekend_weight: float, width: int) -> float:
    """The cheapest counts of every member together, spreads included, by looking at all."""
    found = np.inf
    for counts in product(range(tables.shape[1]), repeat=len(tables)):
        nights, weekends = [y // width for y in counts], [y % width for y in counts]
        spread = night_weight * (max(nights) - min(nights)) + weekend_weight * (max(weekends) - min(weekends))
        found = min(found, spread + sum(tables[i, y] for i, y in enumerate(counts)))
    return float(found)


@settings(max_examples=150)
@given(
    st.integers(0, 10**6), st.integers(1, 3), st.integers(0, 3), st.integers(0, 2), st.sampled_from([(-900, -100), (-500, 500), (0, 900)])
)
def test_the_best_ranges_of_a_group_are_the_best_of_all(seed: int, members: int, nights: int, weekends: int, span: tuple[int, int]) -> None:
    rng = np.random.default_rng(seed)
    tables = rng.integers(*span, (members, (nights + 1) * (weekends + 1))).astype(float)
    tables[rng.random(tables.shape) < 0.15] = np.inf
    weights = rng.integers(0, 300, 2).astype(float)
    found, (n0, n1, m0, m1) = best_range(tables, *weights, nights, weekends)
    assert found == cheapest_group(tables, *weights, weekends + 1)
    if np.isfinite(found):
        inside = [n * (weekends + 1) + m for n in range(n0, n1 + 1) for m in range(m0, m1 + 1)]
        assert found == tables[:, inside].min(axis=1).sum() + weights @ (n1 - n0, m1 - m0)


def test_a_later_member_may_earn_back_what_an_earlier_one_costs() -> None:
    """Costs below 0: a range that looks dear after its first member is the best one after its last."""
    tables = np.array([[-10.0, 0.0], [-10.0, -500.0]])
    assert best_range(tables, 1.0, 0.0, 1, 0) == (-509.0, (0, 1, 0, 0))
