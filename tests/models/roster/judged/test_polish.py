"""Exchanges and grafts: the roster never gets worse, and what is kept is what was counted."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.progress import never
from staffing.models.roster.arrays.problem import build_problem
from staffing.models.roster.arrays.units import TICKS, money_of
from staffing.models.roster.objective import objective_terms
from staffing.models.roster.pricing.prices import Prices
from staffing.models.roster.publish import publish
from staffing.models.roster.search.descent import Search
from staffing.models.roster.search.graft import changed_agents, graft
from staffing.models.roster.search.polish import LARGEST, TRIES, long_run_worth, pick_groups, polish
from staffing.rules import check
from tests.factories import make_requirement
from tests.models.roster.judged.tiny import crew_plan


def settled(seed: int) -> Search | None:
    """A crew plan with everybody on some tour; ``None`` where somebody has none."""
    plan = crew_plan(Random(seed))
    rng = np.random.default_rng(seed)
    requirement = make_requirement(plan, rng.integers(0, 4, (len(plan.queues), plan.grid.length)).astype(float))
    search = Search.start(build_problem(plan, requirement))
    search.settle(rng, 1, never)
    return search if np.isfinite(search.cost) else None


def assert_counted(search: Search) -> None:
    """The search's own sum is what its roster costs, and the roster is lawful but for floors nobody can hold."""
    p = search.problem
    roster = publish(p, search)
    terms, _ = objective_terms(p.plan, p.requirement, roster)
    if not search.missing_heads:
        assert money_of(search.cost) == pytest.approx(sum(terms.values()), abs=1e-3 + 2 * p.agents * p.days / TICKS)
        assert not check(p.plan, roster, packs=()).failed


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_polishing_never_makes_a_roster_worse_and_counts_right(seed: int, other: int) -> None:
    search = settled(seed)
    if search is None:
        return
    before, rng = search.cost, np.random.default_rng(other)
    price = rng.uniform(0, 3e5, Prices(search.problem, rng).price.shape)
    polish(search, rng, long_run_worth(search.problem, price), lambda: 0.0, 1.0, 3 * TRIES, never)
    assert search.cost <= before + 1e-6
    assert_counted(search)


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_graft_pays_and_counts_right(seed: int, other: int) -> None:
    one, two = settled(seed), settled(seed)
    if one is None or two is None:
        return
    base, rng = one.copy_draft(), np.random.default_rng(other)
    for search in (one, two):
        search.unseat(rng.permutation(search.problem.agents)[:2])
        search.settle(rng, 1, never)
    found, before = two.copy_draft(), one.cost
    gained = graft(one, found, base, rng)
    assert gained <= 0
    assert one.cost == pytest.approx(before + gained, abs=1e-6)
    assert_counted(one)


def test_only_those_with_another_week_have_changed() -> None:
    search = next(s for s in map(settled, range(200)) if s is not None and s.problem.agents > 1 and s.problem.days > 1)
    base = search.copy_draft()
    worked = next(a for a in range(search.problem.agents) if (base.choices[a] >= 0).any())
    worse = search.copy_draft()
    worse.choices[worked] = -1
    assert list(changed_agents(worse, base)) == [worked]
    assert list(changed_agents(base, base)) == []


@given(st.integers(0, 10**6))
def test_groups_are_of_different_people_and_the_last_comes_back_at_true_marginals(seed: int) -> None:
    search = settled(7)
    assert search is not None
    groups, blends = pick_groups(search, np.random.default_rng(seed))
    assert groups.shape == blends.shape == (TRIES, LARGEST)
    for group, blend in zip(groups, blends, strict=True):
        mine = [int(a) for a in group if a >= 0]
        assert 1 <= len(mine) == len(set(mine))
        assert set(mine) <= set(range(search.problem.agents))
        assert ((blend >= 0) & (blend <= 1)).all()
        if len(mine) > 1:
            assert blend[len(mine) - 1] == 0.0
