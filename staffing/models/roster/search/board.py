"""What all threads of a solve share: the best roster, the best bound, the trace; and who is told."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffing.domain.progress import Listener, Progress
from staffing.domain.report import TracePoint
from staffing.models.roster.arrays.units import money_of
from staffing.models.roster.clock import Clock
from staffing.models.roster.pricing.prices import Floats, Prices
from staffing.models.roster.search.descent import Draft, Search

LEAST_PAUSE = 0.5
"""Seconds between two trace points that bring only a little."""


class ContradictionError(RuntimeError):
    """A roster costs less than the bound says any can: a fault of the program."""


@dataclass(frozen=True, eq=False)
class Case:
    """A range (n0, n1, m0, m1) for each spread group, and the prices that suit it."""

    limits: list[tuple[int, int, int, int]]
    price: Floats


@dataclass(eq=False)
class Board:
    """Best answers so far. Objectives and bounds are in ticks; ``means``: nights and weekend shifts per member of each spread group at
    the prices; ``price``: the vector that proves ``price_bound`` alone; ``sweep_seconds``: wall time of a sweep over all
    agents; ``cases``: ranges of the spread groups in which the best rosters may lie, most promising first."""

    clock: Clock
    listener: Listener
    stage: str = "roster"
    draft: Draft | None = None
    count: NDArray[np.int32] | None = None
    cost: float = np.inf
    missing: int = 0
    bound: float = -np.inf
    price: Floats | None = None
    price_bound: float = -np.inf
    floor: float | None = None
    means: dict[int, tuple[float, float]] = field(default_factory=dict)
    sweep_seconds: float = 0.0
    cases: list[Case] = field(default_factory=list)
    trace: list[TracePoint] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def offer(self, search: Search, phase: str) -> bool:
        """Keep the roster of a search where it is better than the best; one that holds the hard floors is better than any that does not."""
        cost, missing = search.cost, search.missing_heads
        with self._lock:
            if self.draft is not None and bool(missing) != bool(self.missing):
                better = not missing
            else:
                better = cost < self.cost - 0.5
            if not better:
                return False
            self.cost, self.draft, self.count = cost, search.copy_draft(), search.state.people.copy()
            self.missing = missing
            self.tell(phase)
            return True

    def claim(self, prices: Prices, phase: str) -> None:
        """Keep a bound and its prices where it is better than the best."""
        with self._lock:
            if prices.bound > self.price_bound:
                self.price_bound, self.price = prices.bound, prices.best_price.copy()
            self.claim_bound(prices.bound, phase)

    def claim_bound(self, bound: float, phase: str) -> None:
        """Keep a bound that no single vector of prices proves."""
        with self._lock:
            if bound > self.bound:
                self.bound = bound
                self.tell(phase)

    def tell(self, phase: str) -> None:
        """Record where the solve stands and tell the listener."""
        with self._lock:
            objective = None if self.draft is None or self.missing else money_of(self.cost)
            bound = None if self.bound == -np.inf else money_of(self.bound)
            if objective is not None and bound is not None:
                if bound > objective + 1e-6 * max(1.0, objective):
                    raise ContradictionError(f"a bound of {bound} is claimed, but a roster costs {objective}")
                bound = min(bound, objective)
            seconds = round(self.clock.seconds, 3)
            point = TracePoint(seconds, objective, bound, phase)
            if len(self.trace) > 1 and self.trace[-1].phase == phase and seconds - self.trace[-2].seconds < LEAST_PAUSE:
                self.trace[-1] = point
            else:
                self.trace.append(point)
            self.listener(Progress(self.stage, min(seconds, self.clock.limit), self.clock.limit, phase, objective, bound, seconds))

    def restore(self, search: Search) -> bool:
        """Load the best roster into a search; False where there is none yet."""
        with self._lock:
            if self.draft is None:
                return False
            search.load(self.draft, self.count)
            return True

    @property
    def gap(self) -> float:
        """(best - bound) / best; inf where unknown."""
        if self.draft is None or self.bound == -np.inf or self.cost <= 0:
            return np.inf
        return (self.cost - self.bound) / self.cost
