"""The last word: the roster as the incumbent of a CP-SAT model that holds every hard rule.

Every duty of the draft is a candidate that must be taken and every rule of :mod:`constraints` is in the model; CP-SAT must find it
feasible. Where dealing people out to queues is not
exact already (speeds other than 1, several steps to an interval), a second model with the duties fixed decides it: sum of the cells'
costs, floors held, starting from the dealing of
the draft.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.cpsat.constraints import add_rules
from staffing.models.roster.cpsat.model import RosterModel
from staffing.models.roster.cpsat.solver import SolverOptions, solve
from staffing.models.roster.cpsat.terms import Dealing
from staffing.models.roster.search.descent import Search

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)
RULES_SECONDS = 60.0
"""Limit for the model of the rules alone; with every literal fixed it takes milliseconds."""


class SealError(RuntimeError):
    """The engine's roster breaks a hard rule of its own model: a fault of the program, never of the input."""


def fixed_model(problem: Problem, search: Search) -> RosterModel:
    """A model whose candidates are the duties of the draft, each of which must be taken."""
    draft = search.draft
    duties = [
        (int(a), int(draft.choices[a, d]), tuple(int(x) for x in draft.patterns[a, d]), True)
        for a, d in zip(*np.nonzero(draft.choices >= 0), strict=True)
    ]
    built = RosterModel.over(problem, range(problem.agents), duties)
    for candidates in built.candidates.values():
        for c in candidates:
            built.model.add(c.literal == 1).with_name(built.name("ROSTER", c.agent, c.day))
    return built


def check_rules(problem: Problem, search: Search, seed: int = 1) -> bool:
    """Whether CP-SAT finds the draft's duties feasible under every rule about agents."""
    built = fixed_model(problem, search)
    add_rules(built)
    _, status = solve(built, SolverOptions(RULES_SECONDS, seed), lambda: False)
    return status in FOUND


def deal_anew(problem: Problem, search: Search, seconds: float, seed: int, stop: Callable[[], bool]) -> None:
    """Let CP-SAT deal people out to queues, duties fixed; the better dealing stays in ``search``."""
    draft, start = search.copy_draft(), search.state.people.copy()
    built = fixed_model(problem, search)
    search.unseat(np.arange(problem.agents))
    dealing = Dealing(built, search, start, everywhere=True)
    search.load(draft, start)
    solver, status = solve(built, SolverOptions(seconds, seed), stop)
    if status not in FOUND:
        return
    before, new = search.cost, start.copy()
    for key, w in dealing.w.items():
        new[key] = solver.value(w)
    search.deal(new)
    if search.cost > before + 1e-6:
        search.deal(start)


def seal(problem: Problem, search: Search, seconds: float, seed: int, stop: Callable[[], bool]) -> None:
    """Check the draft against every hard rule in CP-SAT, and deal people out as well as the time allows.

    Raises SealError where the roster breaks a rule.
    """
    if not check_rules(problem, search, seed):
        raise SealError("the roster breaks a hard rule of the model")
    if not search.exact and seconds > 0:
        deal_anew(problem, search, seconds, seed, stop)
    if search.missing_heads:
        raise SealError("the roster leaves a hard floor unmet")
