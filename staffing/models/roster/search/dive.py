"""The price-guided dive: from prices to a roster.

The prices prove a bound but leave every agent undecided between tours of nearly equal cost. The dive settles them round by round. In each
round a few sweeps of the
subgradient method go on while it is counted how often every agent picks which sequence of shifts; then the agents that waver least are
frozen on the
sequence they picked most. Prices go on reacting to what is frozen, and the pauses of frozen agents to the prices. After the last round a
coordinate
descent at true marginal costs (:mod:`descent`) puts every pause and every agent where the actual roster wants them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from staffing.models.roster.arrays.units import TICKS
from staffing.models.roster.pricing.prices import Prices, set_range
from staffing.models.roster.search.board import Board
from staffing.models.roster.search.descent import Search


@dataclass(frozen=True)
class DiveSettings:
    """rounds: how many times some agents are frozen; sweeps: in each round; eta_first, eta_last: step sizes in money; batches: of a
    sweep; descents: most passes after."""

    rounds: int = 40
    sweeps: int = 7
    eta_first: float = 0.12
    eta_last: float = 0.03
    batches: int = 20
    descents: int = 6


def pick_case(prices: Prices, board: Board) -> None:
    """Start from the prices and ranges of one of the promising cases, the first ones more often; without any from the best prices and the
    means."""
    cases = board.cases
    fair_ranges(prices, board.means)
    if not cases:
        if board.price is not None:
            prices.price[:] = board.price
        return
    case = cases[min(int(prices.rng.exponential(1.2)), len(cases) - 1)]
    prices.price[:] = case.price
    free = (0, prices.problem.most_nights, 0, prices.problem.most_weekends)
    for (_, members), limits in zip(prices.problem.groups, case.limits, strict=True):
        if limits != free:
            set_range(prices.ranges, members, limits)


def fair_ranges(prices: Prices, means: Mapping[int, tuple[float, float]]) -> None:
    """Keep every spread group between the whole numbers around its mean nights and weekend shifts: the spread is then at most one each.

    Plans too long for counting are left alone.
    """
    p = prices.problem
    for k, (_, members) in enumerate(p.groups):
        if k not in means or not p.counted:
            continue
        nights, weekends = means[k]
        low_n = min(int(nights), max(0, p.most_nights - 1))
        low_w = min(int(weekends), max(0, p.most_weekends - 1))
        set_range(prices.ranges, members, (low_n, min(low_n + 1, p.most_nights), low_w, min(low_w + 1, p.most_weekends)))


def dive(prices: Prices, search: Search, settings: DiveSettings, stop: Callable[[], bool]) -> bool:
    """Build a roster in ``search`` from the prices of ``prices`` (both are used up). Returns False where it was stopped before it was
    complete."""
    n = prices.problem.agents
    prices.frozen[:] = False
    open_agents = np.arange(n)
    for r in range(settings.rounds):
        eta = settings.eta_first * (settings.eta_last / settings.eta_first) ** (r / max(1, settings.rounds - 1)) * TICKS
        counts: list[Counter[bytes]] = [Counter() for _ in range(n)]
        for _ in range(settings.sweeps):
            if stop():
                return False
            prices.sweep(eta, settings.batches, eta, 0.05)
            for a in open_agents:
                counts[a][prices.choices[a].tobytes()] += 1
        share = np.array([counts[a].most_common(1)[0][1] for a in open_agents]) + 0.5 * prices.rng.random(len(open_agents))
        target = round(n * (settings.rounds - 1 - r) / settings.rounds)
        freeze = open_agents[np.argsort(-share)][: max(0, len(open_agents) - target)]
        for a in freeze:
            best = counts[a].most_common(1)[0][0]
            prices.choices[a] = np.frombuffer(best, dtype=np.int64)
            prices.frozen[a] = True
        open_agents = np.flatnonzero(~prices.frozen)
    search.unseat(np.arange(n))
    search.adopt(prices.choices, prices.losses_at(prices.price))
    search.settle(prices.rng, settings.descents, stop)
    return True
