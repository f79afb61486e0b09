"""Starting from an earlier roster."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.roster import Roster
from staffing.models.roster.arrays.classes import FREE
from staffing.models.roster.arrays.duties import pause_scratch, place_pauses
from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.cpsat.constraints.meal import lawful
from staffing.models.roster.pricing.supply import on_queue_steps
from staffing.models.roster.pricing.tours import best_tour
from staffing.models.roster.search.descent import Search, own_cost

Ints = NDArray[np.int64]
WANTED = -1e12
"""Ticks that make the tour program take an option wherever it is legal."""


def adopt_roster(search: Search, roster: Roster) -> int:
    """Seat in an empty search the agents whose duties in ``roster`` make a legal tour of today's plan; returns how many.

    Meals, breaks and queues stay as they are where they are lawful, else they are chosen anew. Agents whose tour is no longer legal (or
    who are
    new) stay without a tour; the descent gives them one.
    """
    problem = search.problem
    seated = []
    flat = np.zeros(problem.steps + 1)
    before, _, back = pause_scratch(problem.pauses)
    options = problem.catalogue.options
    for a in range(problem.agents):
        choice = _tour(problem, roster, a)
        if choice is None or problem.classes.fixed[problem.classes.agent_class[a]] >= 0 or not legal_tour(search, a, choice):
            continue
        search.draft.choices[a] = choice
        for d in np.flatnonzero(choice >= 0):
            o = int(choice[d])
            pattern = _pattern(problem, roster, a, o)
            if pattern is None:
                place_pauses(problem.pauses, options.shift[o], options.start[o], flat, before, back, search.draft.patterns[a, d])
            else:
                search.draft.patterns[a, d] = pattern
        search.draft.tour_cost[a] = own_cost(problem, a, choice)
        seated.append(a)
    search.seat(np.array(seated, dtype=np.int64))
    _deal_as_before(search, roster, seated)
    return len(seated)


def _shift_of_axis(problem: Problem, roster: Roster) -> int:
    """Minutes from the roster's axis to the plan's."""
    return int((roster.grid.start - problem.plan.grid.start).total_seconds()) // 60


def _tour(problem: Problem, roster: Roster, a: int) -> Ints | None:
    """The options that an agent's duties are today; ``None`` where one of them is none any more."""
    cat, plan = problem.catalogue, problem.plan
    moved = _shift_of_axis(problem, roster)
    choice = np.full(problem.days, -1, dtype=np.int64)
    for duty in roster.by_agent.get(plan.agents[a].id, ()):
        day = (duty.day - plan.grid.first_day).days
        if not 0 <= day < problem.days:
            continue
        low, high = int(cat.options.ptr[day]), int(cat.options.ptr[day + 1])
        same = [
            o
            for o in range(low, high)
            if cat.start_minute[o] == duty.start + moved and plan.shifts[int(cat.options.shift[o])].name == duty.shift
        ]
        if not same or choice[day] >= 0:
            return None
        choice[day] = same[0]
    return choice


def _pattern(problem: Problem, roster: Roster, a: int, o: int) -> Ints | None:
    """Meal and breaks of a duty as the roster has them; ``None`` where they are not lawful for the shift (or not known)."""
    cat, plan = problem.catalogue, problem.plan
    moved, step = _shift_of_axis(problem, roster), plan.grid.step_minutes
    start, end = int(cat.start_minute[o]), int(cat.end_minute[o])
    shift = plan.shifts[int(cat.options.shift[o])]
    mine = [
        (x.activity, x.start + moved - start, x.end - x.start)
        for x in roster.activities_by_agent.get(plan.agents[a].id, ())
        if start <= x.start + moved and x.end + moved <= end
    ]
    meals = [(at, length) for what, at, length in mine if what == "meal"]
    breaks = [(at, length) for what, at, length in mine if what == "break"]
    if [n for _, n in meals] != [shift.unpaid_meal_minutes] * bool(shift.unpaid_meal_minutes) or len(breaks) != shift.paid_breaks:
        return None
    if any(at % step or n != shift.paid_break_minutes for at, n in breaks) or any(at % step for at, _ in meals):
        return None
    pattern = np.full(1 + problem.pauses.low.shape[1], -1, dtype=np.int64)
    pattern[: 1 + len(breaks)] = [meals[0][0] // step if meals else -1, *(at // step for at, _ in breaks)]
    return pattern if lawful(shift, tuple(int(x) for x in pattern), step) else None


def _deal_as_before(search: Search, roster: Roster, seated: list[int]) -> None:
    """Put people on the queues they have in ``roster`` where everything about that is known and it costs less than dealing anew."""
    problem, state = search.problem, search.state
    if roster.activities is None or search.exact:
        return
    moved, step = _shift_of_axis(problem, roster), problem.plan.grid.step_minutes
    index = {q.name: k for k, q in enumerate(problem.plan.queues)}
    people = np.zeros_like(state.people)
    on = np.empty(int(problem.catalogue.options.length.max(initial=1)), dtype=np.int64)
    for a in seated:
        s = int(problem.classes.skill_of[problem.classes.agent_class[a]])
        queue_at: dict[int, int] = {}
        for x in roster.activities_by_agent.get(problem.plan.agents[a].id, ()):
            if x.activity == "queue" and x.queue in index and (x.start + moved) % step == 0:
                queue_at.update(dict.fromkeys(range((x.start + moved) // step, (x.end + moved) // step), index[x.queue]))
        for d in np.flatnonzero(search.draft.choices[a] >= 0):
            o = int(search.draft.choices[a, d])
            n = on_queue_steps(problem.catalogue.options, problem.pauses, o, search.draft.patterns[a, d], people.shape[2], on)
            for g in (int(x) for x in on[:n]):
                q = queue_at.get(g, FREE)
                if q < 0 or state.speed[s, q] < 0:
                    return
                people[s, q, g] += 1
    before, old = search.cost_of_cells, state.people.copy()
    search.deal(people)
    if search.cost_of_cells > before:
        search.deal(old)


def legal_tour(search: Search, a: int, choice: Ints) -> bool:
    """Whether the tour program can make exactly this tour for agent a."""
    p = search.problem
    n_options = len(p.catalogue.day)
    extra = np.full(n_options, np.inf)
    extra[choice[choice >= 0]] = WANTED
    found = np.empty_like(choice)
    value = best_tour(p.catalogue.options, p.automata, p.people, p.scratch(), p.start_change, a, np.zeros(n_options), extra, found)
    return bool(value < np.inf) and bool(np.array_equal(found, choice))
