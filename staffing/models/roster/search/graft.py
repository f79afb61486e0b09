"""What two threads found in the same roster, put together.

Both start from one roster and improve it in different places. The better one is kept; of the other, the weeks that changed are set into
it: all at once, and where that does not pay, one agent after another. Most improvements touch different hours, so most of them add up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.models.roster.search.cover import copy_cover, overwrite
from staffing.models.roster.search.descent import Draft, Search

Ints = NDArray[np.int64]


def changed_agents(one: Draft, other: Draft) -> Ints:
    """Agents who do not have the same week, pauses included, in two drafts."""
    worked = one.choices >= 0
    shifts = (one.choices != other.choices).any(axis=1)
    pauses = ((one.patterns != other.patterns).any(axis=2) & worked).any(axis=1)
    return np.flatnonzero(shifts | pauses)


def graft(search: Search, found: Draft, base: Draft, rng: np.random.Generator) -> float:
    """Set into the roster of ``search`` what ``found`` has otherwise than ``base``, where it pays. Returns the change of cost in ticks."""
    agents = changed_agents(found, base)
    begun = search.cost
    if len(agents) and not _replace(search, agents, found):
        for a in rng.permutation(agents):
            _replace(search, np.array([a]), found)
    return search.cost - begun


def _replace(search: Search, agents: Ints, found: Draft) -> bool:
    """Give some agents the weeks of ``found``; undone where the roster does not become cheaper. Returns whether it did."""
    before, cost = copy_cover(search.state), search.cost
    old = [x[agents].copy() for x in search.draft]
    nights, weekends = search.spread.nights[agents].copy(), search.spread.weekends[agents].copy()
    search.unseat(agents)
    for mine, theirs in zip(search.draft, found, strict=True):
        mine[agents] = theirs[agents]
    search.seat(agents)
    if search.cost < cost - 0.5:
        return True
    overwrite(search.state, before)
    for mine, was in zip(search.draft, old, strict=True):
        mine[agents] = was
    search.spread.nights[agents], search.spread.weekends[agents] = nights, weekends
    return False
