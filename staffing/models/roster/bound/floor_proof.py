"""A proof that hard floors cannot be met, where it is not plain to see from who is there at all.

Take the plan without any cost: tours are free, cells cost nothing, and only CON-FLOOR-01 is left, as c >= c_min in every cell. The
Lagrangian function of that problem (see
:mod:`prices`) is a bound on 0; where it is positive at some prices, no roster meets all floors. The prices that prove it say where: the
cells on which they lie. Counting in whole
ticks without rounding error, any positive value is a proof.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from staffing.domain.report import Conflict
from staffing.models.roster.arrays.cells import kinks
from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.arrays.units import TICKS
from staffing.models.roster.bound.ascent import batches_of
from staffing.models.roster.pricing.prices import Floats, Prices

SWEEPS = 150
MOST_NAMED = 6
"""Times named in the conflict."""


def floors_only(problem: Problem) -> Problem:
    """The problem without any cost: feasible, at cost 0, exactly where a roster that meets all floors exists (as far as the relaxation
    sees)."""
    cells = problem.cells
    zero = np.zeros_like(cells.shallow)
    bare = cells._replace(required=np.zeros_like(cells.required), base=np.zeros_like(cells.base), shallow=zero, deep=zero, over=0.0)
    cover, cost = kinks(bare)
    people = problem.people._replace(
        cost=np.where(np.isfinite(problem.people.cost), 0.0, np.inf), off_cost=np.where(np.isfinite(problem.people.off_cost), 0.0, np.inf)
    )
    automata = problem.automata._replace(emit=np.zeros_like(problem.automata.emit))
    return replace(
        problem,
        cells=bare._replace(kink_cover=cover, kink_cost=np.maximum(cost, 0.0)),
        people=people,
        automata=automata,
        counting=automata,
        counters=people,
        most_nights=0,
        most_weekends=0,
        start_change=0.0,
        groups=(),
    )


def prove_floors_out_of_reach(problem: Problem, seed: int, stop: Callable[[], bool]) -> tuple[Conflict, ...]:
    """A conflict that names the floors at fault where they are proven out of reach; empty where nothing was proven."""
    if not problem.cells.least.any():
        return ()
    bare = floors_only(problem)
    prices = Prices(bare, np.random.default_rng(seed))
    prices.high = np.where(bare.cells.least > 0, 10.0 * TICKS, 0.0)
    prices.low = np.zeros(len(bare.cells.factor))
    prices.price[:] = np.where(bare.cells.least > 0, TICKS, 0.0)
    prices.average[:] = prices.price
    batches = batches_of(bare.agents)
    for k in range(SWEEPS):
        if stop():
            return ()
        eta = TICKS * 0.3 * (0.02 / 0.3) ** (k / SWEEPS)
        prices.sweep(eta, batches, eta, 0.3 / batches)
        if k % 5 == 4 and max(prices.evaluate(prices.average), prices.evaluate(prices.price)) > 0 and problem.bound_valid:
            return (_conflict(problem, prices.best_price),)
    return ()


def _conflict(problem: Problem, price: Floats) -> Conflict:
    """The dearest cells of the proof, and who may serve their queues."""
    plan = problem.plan
    grid, width = plan.grid, plan.grid.interval_minutes
    order = np.argsort(-price, axis=None)[:MOST_NAMED]
    cells = [(int(x) // price.shape[1], int(x) % price.shape[1]) for x in order if price.flat[x] > 0]
    names = tuple(sorted({plan.queues[q].name for q, _ in cells}))
    times = sorted({t for _, t in cells})
    days = tuple(str(d) for d in sorted({grid.day(t * width) for t in times}))
    agents = tuple(a.id for a in plan.agents if any(skill in names for skill, _ in a.skills))
    m = problem.cells.steps
    places = [k for k, q in enumerate(plan.queues) if q.name in names]
    asked = max(int(problem.cells.floor[places, t * m : (t + 1) * m].sum(axis=0).max()) for t in times)
    start, end = grid.text(times[0] * width), grid.text((times[-1] + 1) * width)
    return Conflict(agents, ("CON-FLOOR-01",), days, "floor-proof", names, start, end, asked)
