"""Options that reach CP-SAT, and bans that the catalogue, the model and the check draw alike."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from ortools.sat.python import cp_model

from staffing.models.roster.arrays.problem import Problem, build_problem
from staffing.models.roster.cpsat.constraints import add_rules
from staffing.models.roster.cpsat.model import RosterModel
from staffing.models.roster.cpsat.solver import SolverOptions, make_solver, solve
from staffing.models.roster.pricing.tours import best_tour
from tests.factories import make_plan, make_requirement, make_shift
from tests.models.roster.judged.tiny import Tour, all_tours, legal, numbers, one_agent_plan


@pytest.mark.parametrize("options", [SolverOptions(7.5, 11, 3, True), SolverOptions(0.5, 2), SolverOptions(1e-9, 0, 8)])
def test_options_reach_the_solver(options: SolverOptions) -> None:
    parameters = make_solver(options).parameters
    assert parameters.max_time_in_seconds == max(0.01, options.seconds)
    assert parameters.random_seed == options.seed
    assert parameters.num_workers == options.workers
    assert parameters.log_search_progress is options.log


def model_allows(problem: Problem, tour: Tour) -> bool:
    """Whether the CP-SAT model with every rule has the tour among its solutions."""
    chosen = [o for o in numbers(problem)(tour) if o != -1]
    if -2 in chosen:
        return False
    none = (-1,) * (1 + problem.pauses.low.shape[1])
    built = RosterModel.over(problem, [0], [(0, int(o), none, True) for o in chosen])
    for candidates in built.candidates.values():
        for c in candidates:
            built.model.add(c.literal == 1)
    add_rules(built)
    return solve(built, SolverOptions(5.0), lambda: False)[1] in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def program_allows(problem: Problem, tour: Tour) -> bool:
    """Whether the tour program can make the tour."""
    p, choice = problem, numbers(problem)(tour)
    only, found = np.full(len(p.catalogue.day), np.inf), np.empty(p.days, dtype=np.int64)
    only[choice[choice >= 0]] = -1e12
    flat = np.zeros(len(only))
    cost = best_tour(p.catalogue.options, p.automata, p.people, p.scratch(), p.start_change, 0, flat, only, found)
    return bool(-2 not in choice and cost < np.inf and np.array_equal(found, choice))


@pytest.mark.parametrize("gap", [480, 660, 960])
def test_a_ban_forbids_exactly_the_pairs_that_leave_too_little_rest(gap: int) -> None:
    """Every pair of two shifts on two days, nights after nights among them."""
    shifts = (
        make_shift("D", "06:00", 480, until="12:00", step_minutes=180),
        make_shift("E", "15:00", 480, until="18:00", step_minutes=180),
        make_shift("N", "22:00", 480, until="23:00", step_minutes=60),
        make_shift("X", "00:00", 360),
    )
    plan = make_plan(days=2, agents=1, interval_minutes=30, shifts=shifts, rules={"POL-REST-01": {"min_gap_minutes": gap}})
    problem = build_problem(plan, make_requirement(plan))
    pairs = [t for t in all_tours(plan) if None not in t]
    passed = legal(plan, plan.agents[0], pairs)
    assert len(pairs) == 64
    assert passed.any()
    for pair, ok in zip(pairs, passed, strict=True):
        first, second = pair
        assert first is not None
        assert second is not None
        lawful = second[1] - (first[1] + plan.shift_by_name[first[0]].length_minutes) >= gap
        assert (ok, program_allows(problem, pair), model_allows(problem, pair)) == (lawful,) * 3, pair
    late = ("N", 22 * 60), ("N", 46 * 60)
    nights = [bool(ok) for pair, ok in zip(pairs, passed, strict=True) if pair == late]
    assert nights == [True], "night after night leaves 16 hours"


def test_the_model_and_the_check_pass_the_same_tours() -> None:
    agreed = {True: 0, False: 0}
    for seed in range(9):
        rng = Random(seed)
        plan = one_agent_plan(rng)
        problem = build_problem(plan, make_requirement(plan))
        tours = all_tours(plan)
        passed = legal(plan, plan.agents[0], tours)
        for wanted in (True, False):
            some = [t for t, ok in zip(tours, passed, strict=True) if ok == wanted]
            for tour in rng.sample(some, min(9, len(some))):
                assert model_allows(problem, tour) == wanted, f"seed {seed}: {tour}"
                agreed[wanted] += 1
    assert min(agreed.values()) > 25
