"""The last word: the roster as the incumbent of a CP-SAT model that holds every hard rule.

Every duty of the draft is a candidate that must be taken; every rule of :mod:`constraints` is in the model; what is left to decide is who
serves which queue. CP-SAT starts
from the dealing of the draft and returns one at least as good.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from ortools.sat.python import cp_model

from staffing.models.roster.constraints import add_rules
from staffing.models.roster.descent import Search
from staffing.models.roster.model import RosterModel
from staffing.models.roster.problem import Problem
from staffing.models.roster.solver import SolverOptions, solve
from staffing.models.roster.terms import Dealing

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


class SealError(RuntimeError):
    """The engine's roster breaks a hard rule of its own model: a fault of the program, never of the input."""


def sealed_model(problem: Problem, search: Search) -> tuple[RosterModel, Dealing]:
    """The model in which the draft's duties stand fixed. Takes everybody out of ``search`` (seat them again after)."""
    draft, start = search.copy_draft(), search.state.people.copy()
    duties = [
        (int(a), int(draft.choices[a, d]), tuple(int(x) for x in draft.patterns[a, d]), True)
        for a, d in zip(*np.nonzero(draft.choices >= 0), strict=True)
    ]
    built = RosterModel.over(problem, range(problem.agents), duties)
    for candidates in built.candidates.values():
        for c in candidates:
            built.model.add(c.literal == 1).with_name(built.name("ROSTER", c.agent, c.day))
    add_rules(built)
    search.unseat(np.arange(problem.agents))
    dealing = Dealing(built, search, start, everywhere=True)
    search.load(draft, start)
    return built, dealing


def seal(problem: Problem, search: Search, seconds: float, seed: int, stop: Callable[[], bool]) -> None:
    """Check the draft against every hard rule in CP-SAT and deal people out to queues as well as CP-SAT can; the better dealing stays in
    ``search``.

    Raises SealError where CP-SAT finds that the roster breaks a rule.
    """
    built, dealing = sealed_model(problem, search)
    solver, status = solve(built, SolverOptions(seconds, seed), stop)
    if status == cp_model.INFEASIBLE:
        raise SealError("the roster breaks a hard rule of the model")
    if status not in FOUND:
        return
    before, old = search.cost, search.state.people.copy()
    new = old.copy()
    for key, w in dealing.w.items():
        new[key] = solver.value(w)
    search.deal(new)
    if search.cost > before + 1e-6:
        search.deal(old)
