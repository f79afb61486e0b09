"""Polishing a roster: two or three people out, all back on other tours, over and over.

One agent at a time the descent soon stands still. Taking a few agents out opens a hole that their best tours can share in another way. The
first to come back must not fill the whole hole alone, so it is asked at worths part-way between what the hole pays and what an hour is
worth in the long run, the prices of the bound:

    worth(g) = hole(g) + beta (price(g) - hole(g)),     beta random in [0, 1], smaller for each that follows, 0 for the last

Then they take turns at the true marginals until nobody gains. The roster is kept only where it became better. Half of the groups are
people who work near one another on some day, the others are picked at random. A try costs four to eight tours (a week: some
milliseconds).
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.search.cover import copy_cover, overwrite, total_cost
from staffing.models.roster.search.descent import Search, descend, spread_total, unseat

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LARGEST = 3
"""Most agents of a group."""
PAIRS = 0.6
"""Share of the groups that are pairs."""
TRIES = 12
"""Groups tried between two looks at the clock."""
NEAR_MINUTES = 120.0
"""Scatter of start times when neighbours of a day are picked."""
ROUNDS = 3
"""Most turns of a group at true marginals."""


@njit(cache=True, nogil=True)
def exchange(
    options,
    automata,
    people,
    counting,
    counters,
    caps,
    classes,
    pauses,
    cells,
    spread,
    start_change,
    draft,
    state,
    kept,
    scratch,
    counter_scratch,
    memory,
    before,
    guide,
    groups,
    blends,
    cost,
):
    """Try every group of ``groups`` (tries, LARGEST; -1: nobody) with the betas ``blends`` of the same shape; returns (cost after, groups
    that paid).

    ``before``: a second state to remember the cells in; ``guide``: worth of a step in the long run, (S, G); ``cost``: objective of the
    draft in ticks. The others as in :func:`staffing.models.roster.search.descent.descend`.
    """
    paid = 0
    for turn in range(groups.shape[0]):
        n = 0
        while n < groups.shape[1] and groups[turn, n] >= 0:
            n += 1
        agents = groups[turn, :n]
        overwrite(before, state)
        choices, patterns, costs = draft.choices[agents], draft.patterns[agents], draft.tour_cost[agents]
        nights, weekends = spread.nights[agents], spread.weekends[agents]
        unseat(options, classes, pauses, cells, spread, agents, draft, state)
        blend = blends[turn, :n].copy()
        who = agents
        for _ in range(1 + ROUNDS):
            gained = descend(
                options,
                automata,
                people,
                counting,
                counters,
                caps,
                classes,
                pauses,
                cells,
                spread,
                start_change,
                draft,
                state,
                kept,
                scratch,
                counter_scratch,
                memory,
                who,
                guide,
                blend,
            )
            if gained > -0.5:
                break
            who = agents[: n - 1] if gained == -np.inf else agents  # the last to come back has just been asked at true marginals
            blend[:] = 0.0
        new = draft.tour_cost.sum() + total_cost(cells, state)
        new += spread_total(spread, spread.nights, spread.night_weight) + spread_total(spread, spread.weekends, spread.weekend_weight)
        if new < cost - 0.5:
            cost = new
            paid += 1
            continue
        overwrite(state, before)
        for i in range(n):
            a = agents[i]
            draft.choices[a] = choices[i]
            draft.patterns[a] = patterns[i]
            draft.tour_cost[a] = costs[i]
            spread.nights[a] = nights[i]
            spread.weekends[a] = weekends[i]
    return cost, paid


def polish(
    search: Search,
    rng: np.random.Generator,
    guide: Floats,
    seconds: Callable[[], float],
    until: float,
    patience: int,
    stop: Callable[[], bool],
) -> None:
    """Try groups until ``seconds()`` reaches ``until``, or ``patience`` of them in a row brought nothing, or ``stop()``.

    ``guide``: see :func:`long_run_worth`.
    """
    if search.problem.agents < 2:
        return
    before, cost, idle = copy_cover(search.state), search.cost, 0
    while idle < patience and seconds() < until and not stop():
        groups, blends = pick_groups(search, rng)
        cost, paid = exchange(*search.kernel_arguments, before, guide, groups, blends, cost)  # type: ignore[call-arg]
        idle = 0 if paid else idle + TRIES


def pick_groups(search: Search, rng: np.random.Generator) -> tuple[Ints, Floats]:
    """Groups to try and their betas, both (TRIES, LARGEST)."""
    p = search.problem
    groups = np.full((TRIES, LARGEST), -1, dtype=np.int64)
    for i in range(TRIES):
        size = min(2 if rng.random() < PAIRS else LARGEST, p.agents)
        day = int(rng.integers(p.days))
        there = np.flatnonzero(search.draft.choices[:, day] >= 0)
        if i % 2 or len(there) < size:
            groups[i, :size] = rng.choice(p.agents, size, replace=False)
        else:
            start = p.catalogue.options.start[search.draft.choices[there, day]]
            apart = np.abs(start - start[rng.integers(len(there))]) * p.plan.grid.step_minutes
            groups[i, :size] = there[np.argsort(apart + NEAR_MINUTES * rng.random(len(there)))[:size]]
    size = (groups >= 0).sum(axis=1, keepdims=True)
    blends = rng.random((TRIES, 1)) * np.maximum(0.0, 1.0 - np.arange(LARGEST) / np.maximum(1, size - 1))
    return groups, blends


def long_run_worth(problem: Problem, price: Floats) -> Floats:
    """What one more person of each skill class is worth in each step at prices (Q, T), shape (S, G)."""
    classes, steps = problem.classes, problem.cells.steps
    by_step = np.repeat(price, steps, axis=1)
    parts = [slice(classes.ptr[s], classes.ptr[s + 1]) for s in range(len(classes.ptr) - 1)]
    return np.array([(classes.speed[x, None] * by_step[classes.queue[x]]).max(axis=0, initial=-np.inf) for x in parts])
