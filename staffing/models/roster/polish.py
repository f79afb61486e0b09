"""Polishing a roster: two people out, both back on the best tours, over and over.

One agent at a time the descent soon stands still. Taking two agents out opens a hole that their best tours can share in another way: each
comes back given the other, then the first
once more. A pair costs about three tours (under a millisecond for a week); the roster is kept only where it became better. Larger groups
brought less per second, and taking worse
rosters now and then (annealing) brought nothing.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from staffing.models.roster.cover import copy_cover, overwrite
from staffing.models.roster.descent import Search

Ints = NDArray[np.int64]


def polish(
    search: Search, rng: np.random.Generator, seconds: Callable[[], float], until: float, patience: int, stop: Callable[[], bool]
) -> None:
    """Try random pairs until ``seconds()`` reaches ``until``, or ``patience`` pairs in a row brought nothing, or ``stop()``."""
    n = search.problem.agents
    if n < 2:
        return
    kept = copy_cover(search.state)
    cost, idle = search.cost, 0
    while idle < patience and seconds() < until and not stop():
        pair = rng.choice(n, 2, replace=False)
        new = try_pair(search, pair, cost, kept)
        idle = 0 if new < cost - 0.5 else idle + 1
        cost = new


def try_pair(search: Search, pair: Ints, cost: float, kept) -> float:
    """Take a pair out and bring both back; undone where the cost would not fall. Returns the cost after."""
    draft, spread = search.draft, search.spread
    overwrite(kept, search.state)
    old = [x[pair].copy() for x in draft]
    nights, weekends = spread.nights[pair].copy(), spread.weekends[pair].copy()
    search.unseat(pair)
    search.descend(np.array([pair[0], pair[1], pair[0]]))
    new = search.cost
    if new < cost - 0.5:
        return new
    overwrite(search.state, kept)
    for mine, before in zip(draft, old, strict=True):
        mine[pair] = before
    spread.nights[pair], spread.weekends[pair] = nights, weekends
    return cost
