"""Interval prices and the bound they prove.

With prices y[q, t] per unit of cover, the coverage constraints relaxed, the Lagrangian function is

    L(y) = sum over agents a of  min over legal tours x of  [cost_a(x) - sum over its steps on shift of max over skills s_aq y_qt]
         + sum over cells (q, t) of  min over lattice covers c of  [f_qt(c) + y_qt c]

For every y, L(y) is at most the objective of every legal roster: a roster's tours, queues and covers are feasible in the minima. For the
agents of a spread group the sum of their
minima is replaced by what the group can do together, spreads included (:mod:`fairness`); where plans are too long for that, spreads are
left out, and they are not negative. The claim is computed from prices rounded to whole ticks, costs rounded down and gains rounded up, in
sums of whole
numbers below 2**53: no rounding error is left in it (see :mod:`units`).

L is concave. It is climbed by an incremental subgradient method (Nedic & Bertsekas, SIAM J. Optim. 12, 2001): agents in random batches;
after each batch B

    y <- clip( y + eta * (|B| / N * argmin_c (f + y c) - cover of the batch) * (-1) ... )

written out: a cell that would buy more cover than the batch supplies lowers nothing: its price rises where wanted > supplied. eta falls
geometrically; L is
evaluated at the moving average of the prices over a sweep.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.roster.arrays.cells import conjugates
from staffing.models.roster.arrays.duties import pause_scratch, price_classes
from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.arrays.units import TICKS
from staffing.models.roster.pricing.fairness import Ranges, all_ranges, fill_tables, price_tours, range_values
from staffing.models.roster.pricing.supply import add_cover

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@njit(cache=True, nogil=True)
def move_prices(price, wanted, cover, share, eta, low, high, average, weight):
    """One step of the incremental subgradient method, in place; ``average`` moves towards the new price by ``weight``."""
    for q in range(price.shape[0]):
        for t in range(price.shape[1]):
            y = price[q, t] + eta * (share * wanted[q, t] - cover[q, t])
            y = min(max(y, low[q]), high[q, t])
            price[q, t] = y
            average[q, t] += weight * (y - average[q, t])


@dataclass(eq=False)
class Prices:
    """Prices of one thread, with the memory to work on them.

    Attributes:
        problem: the problem.
        rng: source of the batches.
        price: current, (Q, T) ticks per unit of cover.
        average: moving average.
        best_price, bound: the best claim so far and its prices; bound in ticks, ``-inf`` = none.
        choices: latest tour of each agent, (N, D).
        frozen: agents whose sequence stays as it is in ``choices``, (N,).
    """

    problem: Problem
    rng: np.random.Generator
    price: Floats = field(init=False)
    average: Floats = field(init=False)
    best_price: Floats = field(init=False)
    bound: float = -np.inf
    choices: Ints = field(init=False)
    frozen: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        p = self.problem
        o, k = p.catalogue.options, len(p.classes.skill_of)
        self.low = -p.cells.over * p.cells.factor
        steep = (p.cells.shallow + p.cells.deep) * p.cells.factor
        self.high = np.where(p.cells.least > 0, 10 * steep[:, None] + 500 * TICKS, steep[:, None])
        self.price = np.repeat(0.45 * steep[:, None], p.cells.required.shape[1], axis=1)
        self.price[p.cells.required <= 0] = 0.0
        self.average = self.price.copy()
        self.best_price = self.price.copy()
        self.choices = np.full((p.agents, p.days), -1, dtype=np.int64)
        self.frozen = np.zeros(p.agents, dtype=np.bool_)
        self.costs = np.zeros(p.agents)
        self.values = np.zeros((k, len(o.start)))
        self.gains = np.zeros((k, p.steps + 1))
        self.losses = np.zeros((k, p.steps + 1))
        self._before, self._after, self._back = pause_scratch(p.pauses)
        self._scratch = p.scratch()
        self._counter_scratch = p.counter_scratch()
        self.ranges = open_ranges(p)
        self._stamp = np.zeros((k, len(o.start)), dtype=np.int64)
        self._mark = 0
        self._pattern = np.zeros((k, len(o.start), 1 + p.pauses.low.shape[1]), dtype=np.int64)
        self._cover = np.zeros_like(self.price)
        self._wanted = np.zeros_like(self.price)
        self._all = np.ones(k, dtype=np.bool_)
        self.all_ranges = all_ranges(p.most_nights, p.most_weekends)

    def whole(self, prices: Floats) -> Floats:
        """Prices rounded to whole ticks, none below the least at which a cell has a minimum."""
        return np.maximum(np.round(prices), np.ceil(self.low)[:, None])

    def parts(self, prices: Floats) -> tuple[float, list[Floats]]:
        """L at ``prices`` rounded to whole ticks, in ticks, in two parts: cells and agents outside spread groups; for each group its cost
        in every range of :attr:`all_ranges`."""
        p = self.problem
        whole = self.whole(prices)
        self._price_values(whole, True, self._all)
        costs, free = np.zeros(p.agents), np.zeros(p.agents, dtype=np.bool_)
        single = np.ones(p.agents, dtype=np.bool_)
        groups = []
        for k, (_, members) in enumerate(p.groups if p.counted else ()):
            single[members] = False
            tables, values = np.empty((len(members), (p.most_nights + 1) * (p.most_weekends + 1))), np.empty(len(self.all_ranges))
            fill_tables(
                p.catalogue.options,
                p.counting,
                p.counters,
                self._counter_scratch,
                p.classes,
                p.start_change,
                members,
                self.values,
                tables,
            )
            range_values(tables, p.night_weights[k], p.weekend_weights[k], p.most_weekends, self.all_ranges, values)
            groups.append(values)
        self._tours(np.flatnonzero(single), free, np.empty_like(self.choices), costs)
        return float(costs.sum()) + float(conjugates(p.cells.kink_cover, p.cells.kink_cost, whole, self._wanted)), groups

    def lagrangian(self, prices: Floats) -> float:
        """L at ``prices`` rounded to whole ticks, in ticks: a proven bound where ``problem.bound_valid``."""
        base, groups = self.parts(prices)
        return base + sum(float(values.min()) for values in groups)

    def keep_to(self, limits: Sequence[tuple[int, int, int, int]]) -> None:
        """Let the tours of sweeps keep to a range (n0, n1, m0, m1) for each spread group."""
        for (_, members), limit in zip(self.problem.groups, limits, strict=True):
            set_range(self.ranges, members, limit)

    def widen(self) -> None:
        """Let sweeps ignore the spreads."""
        for _, members in self.problem.groups:
            set_range(self.ranges, members, (0, self.ranges.most_nights, 0, self.ranges.most_weekends))

    def evaluate(self, prices: Floats) -> float:
        """L at ``prices``; kept as :attr:`bound` where it is the best so far."""
        total = self.lagrangian(prices)
        if total > self.bound and self.problem.bound_valid:
            self.bound = total
            self.best_price = self.whole(prices)
        return total

    def losses_at(self, prices: Floats) -> Floats:
        """What a pause loses, as running sums, by pricing class, (K, G' + 1)."""
        self._price_values(prices, False, self._all)
        return self.losses

    def sweep(self, eta: float, batches: int, tie: float, weight: float) -> None:
        """One pass over all agents in random batches."""
        p = self.problem
        n = p.agents
        order = self.rng.permutation(n)
        for batch in np.array_split(order, min(batches, n)):
            wanted = np.zeros(len(self._all), dtype=np.bool_)
            wanted[p.classes.agent_class[batch]] = True
            self._price_values(self.price, False, wanted)
            self._tours(batch, self.frozen, self.choices, self.costs)
            self._cover[:] = 0.0
            self._mark += 1
            add_cover(
                p.catalogue.options,
                p.pauses,
                p.classes,
                self.price,
                p.cells.steps,
                tie,
                batch,
                self.choices,
                self.losses,
                self._stamp,
                self._mark,
                self._pattern,
                self._before,
                self._back,
                self._cover,
            )
            conjugates(p.cells.kink_cover, p.cells.kink_cost, self.price, self._wanted)
            move_prices(self.price, self._wanted, self._cover, len(batch) / n, eta, self.low, self.high, self.average, weight)

    def _price_values(self, prices: Floats, whole: bool, wanted: NDArray[np.bool_]) -> None:
        p = self.problem
        price_classes(
            p.catalogue.options,
            p.pauses,
            p.classes,
            prices,
            p.cells.steps,
            whole,
            wanted,
            self.gains,
            self.losses,
            self.values,
            self._before,
            self._after,
        )

    def _tours(self, agents: Ints, frozen: NDArray[np.bool_], choices: Ints, costs: Floats) -> None:
        p = self.problem
        price_tours(
            p.catalogue.options,
            p.automata,
            p.people,
            self._scratch,
            p.counting,
            p.counters,
            self._counter_scratch,
            p.classes,
            p.start_change,
            agents,
            self.values,
            self.ranges,
            frozen,
            choices,
            costs,
        )


def open_ranges(problem: Problem) -> Ranges:
    """Ranges that allow everything."""
    n = problem.agents
    return Ranges(
        np.zeros(n, dtype=np.int64),
        np.full(n, problem.most_nights, dtype=np.int64),
        np.zeros(n, dtype=np.int64),
        np.full(n, problem.most_weekends, dtype=np.int64),
        problem.most_nights,
        problem.most_weekends,
        problem.catalogue.is_night.astype(np.int64),
        problem.catalogue.is_weekend.astype(np.int64),
    )


def set_range(ranges: Ranges, members: Ints, limits: tuple[int, int, int, int]) -> None:
    """Give some agents the range (n0, n1, m0, m1)."""
    for array, limit in zip(ranges[:4], limits, strict=True):
        array[members] = limit
