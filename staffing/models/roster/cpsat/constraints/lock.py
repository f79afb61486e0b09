"""LOCKS: cells of ``locks.csv`` stay, and every activity of ``fixed.csv`` lies inside a shift and outside its pauses.

A locked day off: all its candidates are 0. A locked shift: exactly one of its candidates (at its start, where given) is 1. A fixed
activity: one candidate that holds it whole,
with no pause in it, is 1; candidates that cut it are 0.
"""

from __future__ import annotations

from ortools.sat.python import cp_model

from staffing.domain.people import FixedActivity, Lock
from staffing.models.roster.cpsat.model import Candidate, RosterModel, literals

RULE = "LOCKS"


def add(model: RosterModel) -> None:
    """Add locks and fixed activities."""
    plan = model.problem.plan
    index = {plan.agents[a].id: a for a in model.agents}
    for lock in plan.locks:
        day = (lock.day - plan.grid.first_day).days
        if lock.agent in index and 0 <= day < plan.grid.days:
            _add_lock(model, index[lock.agent], day, lock)
    for fixed in plan.fixed:
        if fixed.agent in index and fixed.end > 0 and fixed.start < plan.grid.end:
            _add_fixed(model, index[fixed.agent], fixed)


def _add_lock(model: RosterModel, a: int, day: int, lock: Lock) -> None:
    plan, cat = model.problem.plan, model.problem.catalogue
    name = model.name(RULE, a, day)
    if not lock.shift:
        for c in model.at(a, day):
            model.forbid(name, c)
        return
    keep = [
        c
        for c in model.at(a, day)
        if plan.shifts[cat.options.shift[c.option]].name == lock.shift and lock.start_clock in (None, int(cat.clock[c.option]))
    ]
    model.model.add(cp_model.LinearExpr.sum(literals(keep)) == 1).with_name(name)


def _add_fixed(model: RosterModel, a: int, fixed: FixedActivity) -> None:
    cat, grid = model.problem.catalogue, model.problem.plan.grid
    name = model.name(RULE, a, (grid.day(fixed.start) - grid.first_day).days)
    holding: list[Candidate] = []
    for d in range(model.problem.days):
        for c in model.at(a, d):
            start, end = int(cat.start_minute[c.option]), int(cat.end_minute[c.option])
            if end <= fixed.start or start >= fixed.end:
                continue
            if start <= fixed.start and fixed.end <= end and not _paused(model, c, fixed):
                holding.append(c)
            else:
                model.forbid(name, c)
    model.model.add(cp_model.LinearExpr.sum(literals(holding)) == 1).with_name(name)


def _paused(model: RosterModel, c: Candidate, fixed: FixedActivity) -> bool:
    """Whether a pause of the candidate overlaps the fixed activity."""
    problem = model.problem
    step, s = problem.plan.grid.step_minutes, int(problem.catalogue.options.shift[c.option])
    start = int(problem.catalogue.start_minute[c.option])
    pauses = [(c.pattern[0], int(problem.pauses.meal[s]))] if problem.pauses.meal[s] else []
    pauses += [(c.pattern[1 + i], int(problem.pauses.width[s])) for i in range(int(problem.pauses.breaks[s]))]
    return any(start + x * step < fixed.end and start + (x + n) * step > fixed.start for x, n in pauses)
