"""Climbing the Lagrangian function on a schedule, and the floor.

Step sizes fall geometrically from a first one that suits the size of the crew to 0.01 money; the schedule is measured in time, so a short
limit means fewer sweeps, not a schedule cut off.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.models.roster.arrays.units import TICKS, money_of
from staffing.models.roster.pricing.prices import Floats, Prices
from staffing.models.roster.search.board import Board

LAST_ETA = 0.01
EVALUATIONS = 14
"""How often the bound is evaluated on the way."""


def first_eta(agents: int) -> float:
    """First step size in money per person, fitted to what served 40 to 1,000 agents."""
    return float(0.8 * (40.0 / max(agents, 10)) ** 0.55)


def batches_of(agents: int) -> int:
    """Batches of a sweep."""
    return max(1, min(agents // 2, 20 + agents // 12))


def ascend(
    prices: Prices,
    board: Board,
    seconds: float,
    most_sweeps: int,
    stop: Callable[[], bool],
    start: float | None = None,
    phase: str = "prices",
) -> None:
    """Sweep for about ``seconds`` or ``most_sweeps``; claims go to the board, prices end at the moving average."""
    clock, begun = board.clock, board.clock.seconds
    first, batches = start or first_eta(prices.problem.agents), batches_of(prices.problem.agents)
    done = 0
    shown = 0
    counts: list[Floats] = []
    prices.frozen[:] = False
    while True:
        elapsed = clock.seconds - begun
        part = max(elapsed / max(seconds, 1e-3), done / most_sweeps)
        if stop():
            return
        if part >= 1.0 or part * EVALUATIONS >= shown + 1:
            shown = int(part * EVALUATIONS)
            prices.evaluate(prices.average)
            board.claim(prices, phase)
        if part >= 1.0:
            break
        eta = first * (LAST_ETA / first) ** min(1.0, part) * TICKS
        prices.sweep(eta, batches, eta, 0.3 / batches)
        done += 1
        if part > 0.8:
            counts.append(group_means(prices))
    prices.price[:] = prices.average
    board.sweep_seconds = (clock.seconds - begun) / max(done, 1)
    if counts:
        board.means = {k: (float(m[0]), float(m[1])) for k, m in enumerate(np.mean(counts, axis=0))}


def group_means(prices: Prices) -> Floats:
    """(nights, weekend shifts) per member of each spread group in the latest tours, shape (groups, 2)."""
    p = prices.problem
    means = np.zeros((len(p.groups), 2))
    for k, (_, members) in enumerate(p.groups):
        chosen = prices.choices[members]
        chosen = chosen[chosen >= 0]
        means[k] = p.catalogue.is_night[chosen].sum() / len(members), p.catalogue.is_weekend[chosen].sum() / len(members)
    return means


def find_floor(prices: Prices, stop: Callable[[], bool], evaluations: int = 18) -> float | None:
    """The best bound that one constant price for every queue and interval gives, in money; ``None`` where stopped before anything was
    known.

    L is concave in the price, so golden-section search closes in on its maximum.
    """
    golden = (np.sqrt(5) - 1) / 2
    low, high = (
        float(prices.low.max()),  # below it a cell of some queue would be paid for cover without end
        float((prices.problem.cells.shallow + prices.problem.cells.deep).max() * prices.problem.cells.factor.max()),
    )
    best = -np.inf
    known: dict[float, float] = {}

    def value(y: float) -> float:
        nonlocal best
        if y not in known:
            known[y] = prices.lagrangian(np.full_like(prices.price, y))
            best = max(best, known[y])
        return known[y]

    a, b = high - golden * (high - low), low + golden * (high - low)
    for _ in range(evaluations):
        if stop():
            break
        if value(a) >= value(b):
            high, b = b, a
            a = high - golden * (high - low)
        else:
            low, a = a, b
            b = low + golden * (high - low)
    return money_of(best) if best > -np.inf else None
