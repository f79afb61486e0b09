"""One CP-SAT model of all rosters, against the best of all rosters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.progress import ignore, never
from staffing.models.roster.arrays.problem import build_problem
from staffing.models.roster.arrays.units import money_of
from staffing.models.roster.clock import Clock
from staffing.models.roster.cpsat.whole import fits, solve_whole
from staffing.models.roster.search.board import Board
from staffing.models.roster.search.descent import Search
from tests.models.roster.judged.test_bound import drawn
from tests.models.roster.judged.tiny import best_roster


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_the_model_of_all_rosters_makes_them_better_never_worse(seed: int) -> None:
    plan, requirement = drawn(seed)
    optimum, roster = best_roster(plan, requirement)
    problem = build_problem(plan, requirement)
    if roster is None or not fits(problem):
        return
    rng, board, search = np.random.default_rng(seed), Board(Clock(20.0, never), ignore), Search.start(problem)
    if not search.settle(rng, 1, never) or search.missing_heads:
        return
    board.offer(search, "start")
    before = board.cost
    solve_whole(problem, board, search, 10.0, seed, 1, never)
    assert board.cost <= before
    assert optimum - 1e-3 <= money_of(board.cost)
    if search.exact:
        assert money_of(board.cost) == pytest.approx(optimum, rel=1e-6, abs=0.05)


def test_the_plans_drawn_here_fit() -> None:
    assert sum(fits(build_problem(*drawn(seed))) for seed in range(20)) > 10
