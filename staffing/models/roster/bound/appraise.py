"""What a changed plan is worth, before it is solved.

The interval prices y of a plan (see :mod:`prices`) say what one more person there would earn. At these prices the cheapest tour of an agent
who is changed (longer hours, another skill) or new tells by how much the change lowers the bound: the reduced cost of column generation. A
few further sweeps on the changed plan let the prices fall as the shortage is cured, which a reduced cost does not see.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.models.roster.arrays.problem import Problem, build_problem
from staffing.models.roster.arrays.units import TICKS, money_of
from staffing.models.roster.bound.ascent import LAST_ETA, batches_of, first_eta
from staffing.models.roster.conflict.conflicts import plain, tour_costs
from staffing.models.roster.pricing.prices import Prices

Floats = NDArray[np.float64]
MOST_SWEEPS = 200
AGAIN = 0.3
"""First step of the sweeps on a changed plan, as a share of that of a fresh climb."""


class Appraiser:
    """The prices of a plan without wishes and spreads.

    Attributes:
        price: ticks per unit of cover, shape (Q, T).
        value: the Lagrangian function there, money: about what the best roster costs without wishes and spreads.
        sweep_seconds: wall time of a sweep over all agents.
    """

    def __init__(self, plan: Plan, requirement: Requirement, seed: int) -> None:
        self.requirement, self.seed = requirement, seed
        self.problem = build_problem(plain(plan), requirement)
        self.price = Prices(self.problem, np.random.default_rng(seed)).average.copy()
        self.value = -np.inf
        self.sweep_seconds = 0.0

    def climb(self, seconds: float, stop: Callable[[], bool]) -> None:
        """Look for the prices for about ``seconds`` or ``MOST_SWEEPS`` sweeps."""
        began = time.monotonic()
        self._sweep(self.problem, 1.0, 1, stop)
        self.sweep_seconds = max(1e-4, time.monotonic() - began)
        sweeps = int(max(8, min(MOST_SWEEPS, seconds / self.sweep_seconds)))
        self.value, self.price = self._sweep(self.problem, 1.0, sweeps, stop)

    def value_of(self, plan: Plan, sweeps: int, stop: Callable[[], bool]) -> float:
        """As :attr:`value`, of a changed plan on the same axis and queues, after some sweeps from the present prices."""
        return self._sweep(build_problem(plain(plan), self.requirement), AGAIN, sweeps, stop)[0]

    def tours(self, plan: Plan | None = None) -> dict[str, float]:
        """Money of each agent's cheapest tour at the prices, what it earns taken off; of the plan, or of a changed one."""
        problem = self.problem if plan is None else build_problem(plain(plan), self.requirement)
        return {a.id: float(c) / TICKS for a, c in zip(problem.plan.agents, tour_costs(problem, self.price), strict=True)}

    @property
    def worth(self) -> Floats:
        """Money that one person at full speed earns in an interval of each queue, shape (Q, T)."""
        return self.price * self.problem.cells.steps / TICKS

    def _sweep(self, problem: Problem, start: float, sweeps: int, stop: Callable[[], bool]) -> tuple[float, Floats]:
        prices = Prices(problem, np.random.default_rng(self.seed))
        prices.price[:] = self.price
        prices.average[:] = self.price
        first, batches = start * first_eta(problem.agents), batches_of(problem.agents)
        best, at = prices.lagrangian(self.price), self.price
        for k in range(sweeps):
            if stop():
                break
            eta = first * (LAST_ETA / first) ** (k / sweeps) * TICKS
            prices.sweep(eta, batches, eta, 0.3 / batches)
            if k % 8 == 7 or k == sweeps - 1:
                value = prices.lagrangian(prices.average)
                if value > best:
                    best, at = value, prices.average.copy()
        return money_of(best), at
