"""A bound by cases: every combination of spread ranges has prices of its own.

At one vector of prices the Lagrangian function lets each group choose its best range (:mod:`fairness`), so it can play ranges against
each other and pays hardly any spread.
But every roster has one definite range (n0, n1, m0, m1) in each group. With r running over all combinations of ranges, at most one per
group,

    optimum >= min over r of  max over prices y of  L_r(y),     L_r(y) = rest(y) + sum over groups g of  [cost of g in range r_g at y, its
    spread paid]

and for any finite set Y of price vectors  min over r of  max over y in Y of L_r(y)  is a proven bound: that is what is kept here. Each
vector gives L_r for all r at once. The
weakest r is found by looking at all; some sweeps in which every group keeps to its range in r, from the best prices known for it, give
the next vector. It is branch and bound
on the ranges, best first, with the prices shared between branches.

Only the groups with the dearest spreads are told apart, so that the combinations stay few; the others choose freely at every vector.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np

from staffing.models.roster.arrays.units import TICKS
from staffing.models.roster.bound.ascent import LAST_ETA, batches_of, first_eta
from staffing.models.roster.pricing.prices import Floats, Prices
from staffing.models.roster.search.board import Board, Case

TOLD_APART = 2
"""Most groups whose ranges are branched on."""
LEAST_WEIGHT = 0.3
"""A group is only branched on where its spread costs at least this share of the dearest group's."""
SWEEPS = 14
"""Sweeps for one visit to a branch."""
LEAST_RISE = 2e-6
"""Share of the bound that a visit must add to its branch; after ``MOST_IDLE`` visits below it the branch is exhausted, and with it the
bound."""
MOST_IDLE = 3
MOST_VECTORS = 300
CASES = 6
"""Combinations that dives are told of."""


class Branches:
    """Price vectors and what each says of every combination of ranges.

    Attributes:
        prices: the prices that are worked with.
        values: L_r by vector and combination, (vectors, R ** groups told apart).
        vectors: the price vectors.
    """

    def __init__(self, prices: Prices) -> None:
        self.prices = prices
        p = prices.problem
        weights = p.night_weights + p.weekend_weights
        order = [int(k) for k in np.argsort(-weights, kind="stable")[:TOLD_APART]]
        self.apart = sorted(k for k in order if weights[k] > 0 and weights[k] >= LEAST_WEIGHT * weights.max())
        n = len(prices.all_ranges)
        self.combinations = list(product(range(n), repeat=len(self.apart)))
        self.values: list[Floats] = []
        self.vectors: list[Floats] = []
        self._idle: dict[int, int] = {}

    def add(self, vector: Floats) -> None:
        """Evaluate a price vector for all combinations."""
        rest, groups = self.prices.parts(vector)
        total = np.full(1, rest + sum(float(values.min()) for k, values in enumerate(groups) if k not in self.apart))
        for k in self.apart:
            total = (total[:, None] + groups[k][None, :]).ravel()
        self.values.append(total)
        self.vectors.append(self.prices.whole(vector))
        if len(self.values) > MOST_VECTORS:
            self._forget()

    def _forget(self) -> None:
        """Drop the vector that is best for the fewest combinations."""
        best = np.argmax(np.array(self.values), axis=0)
        useless = int(np.argmin(np.bincount(best, minlength=len(self.values))))
        del self.values[useless], self.vectors[useless]

    @property
    def bound(self) -> float:
        """The proven bound, in ticks."""
        return float(np.max(np.array(self.values), axis=0).min()) if self.values else -np.inf

    def weakest(self) -> int:
        """The combination on which the bound hangs."""
        return int(np.argmin(np.max(np.array(self.values), axis=0)))

    def limits(self, combination: int) -> list[tuple[int, int, int, int]]:
        """Range of every group in a combination; groups not told apart are free."""
        p = self.prices.problem
        found: list[tuple[int, int, int, int]] = [(0, p.most_nights, 0, p.most_weekends)] * len(p.groups)
        for k, r in zip(self.apart, self.combinations[combination], strict=True):
            n0, n1, m0, m1 = (int(x) for x in self.prices.all_ranges[r])
            found[k] = (n0, n1, m0, m1)
        return found

    def visit(self, combination: int, stop: Callable[[], bool]) -> None:
        """Raise L_r of one combination by sweeps that keep to it."""
        prices, n = self.prices, self.prices.problem.agents
        known = np.array(self.values)[:, combination]
        start = int(np.argmax(known))
        prices.price[:] = self.vectors[start]
        prices.average[:] = self.vectors[start]
        prices.frozen[:] = False
        prices.keep_to(self.limits(combination))
        first, batches = max(0.03, 0.2 * first_eta(n)) / (1 + self._idle.get(combination, 0)), batches_of(n)
        sweeps = SWEEPS * (1 + self._idle.get(combination, 0))
        for k in range(sweeps):
            if stop():
                break
            eta = first * (LAST_ETA / first) ** (k / (sweeps - 1)) * TICKS
            prices.sweep(eta, batches, eta, 0.3 / batches)
        prices.widen()
        if stop():
            return
        self.add(prices.average)
        if self.values[-1][combination] < known[start] + LEAST_RISE * abs(known[start]):
            self._idle[combination] = self._idle.get(combination, 0) + 1

    def exhausted(self, combination: int) -> bool:
        """Whether visits to a combination have stopped paying."""
        return self._idle.get(combination, 0) >= MOST_IDLE

    def cases(self) -> list[Case]:
        """The combinations with the lowest bounds: where the best rosters are to be looked for."""
        values = np.array(self.values)
        bounds = values.max(axis=0)
        return [Case(self.limits(int(c)), self.vectors[int(np.argmax(values[:, c]))]) for c in np.argsort(bounds, kind="stable")[:CASES]]


def branch(branches: Branches, board: Board, until: float, stop: Callable[[], bool]) -> bool:
    """Visit the weakest combination again and again until ``until`` seconds, or ``stop()``; returns whether the bound can rise further
    this way."""
    if not branches.prices.problem.counted or not branches.prices.problem.bound_valid or not branches.apart:
        return False
    if not branches.values:
        branches.add(branches.prices.best_price)
    while board.clock.seconds < until and not stop():
        weakest = branches.weakest()
        if branches.exhausted(weakest):
            return False
        branches.visit(weakest, stop)
        board.claim_bound(branches.bound, "branches")
        board.cases = branches.cases()
    return True
