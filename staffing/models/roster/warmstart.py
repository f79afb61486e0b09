"""Starting from an earlier roster."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.roster import Roster
from staffing.models.roster.descent import Search, own_cost
from staffing.models.roster.duties import pause_scratch, place_pauses
from staffing.models.roster.tours import best_tour

Ints = NDArray[np.int64]
WANTED = -1e12
"""Ticks that make the tour program take an option wherever it is legal."""


def adopt_roster(search: Search, roster: Roster) -> int:
    """Seat in an empty search the agents whose duties in ``roster`` make a legal tour of today's plan; returns how many.

    Pauses are placed anew. Agents whose tour is no longer legal (or who are new) stay without a shift; the descent gives them one.
    """
    problem = search.problem
    cat, plan = problem.catalogue, problem.plan
    number = {(int(cat.day[o]), plan.shifts[int(cat.options.shift[o])].name, int(cat.start_minute[o])): o for o in range(len(cat.day))}
    shifted = int((roster.grid.start - plan.grid.start).total_seconds()) // 60
    before, _, back = pause_scratch(problem.pauses)
    flat = np.zeros(problem.steps + 1)
    seated = []
    for a, agent in enumerate(plan.agents):
        choice = np.full(problem.days, -1, dtype=np.int64)
        known = True
        for duty in roster.by_agent.get(agent.id, ()):
            if not plan.grid.first_day <= duty.day < plan.grid.end_day:
                continue
            day = (duty.day - plan.grid.first_day).days
            o = number.get((day, duty.shift, duty.start + shifted))
            if o is None or choice[day] >= 0:
                known = False
                break
            choice[day] = o
        if not known or problem.classes.fixed[problem.classes.agent_class[a]] >= 0 or not legal_tour(search, a, choice):
            continue
        search.draft.choices[a] = choice
        for d in np.flatnonzero(choice >= 0):
            o = choice[d]
            place_pauses(problem.pauses, cat.options.shift[o], cat.options.start[o], flat, before, back, search.draft.patterns[a, d])
        search.draft.tour_cost[a] = own_cost(problem, a, choice)
        seated.append(a)
    search.seat(np.array(seated, dtype=np.int64))
    return len(seated)


def legal_tour(search: Search, a: int, choice: Ints) -> bool:
    """Whether the tour program can make exactly this tour for agent a."""
    p = search.problem
    n_options = len(p.catalogue.day)
    extra = np.full(n_options, np.inf)
    extra[choice[choice >= 0]] = WANTED
    found = np.empty_like(choice)
    value = best_tour(p.catalogue.options, p.automata, p.people, p.scratch(), p.start_change, a, np.zeros(n_options), extra, found)
    return bool(value < np.inf) and bool(np.array_equal(found, choice))
