"""What an interval of a queue costs, as a function of the cover it gets.

Cover c of queue q in interval t is counted in person-steps at full speed: every grid step that an agent of speed s spends on the queue
adds s.
With m steps to an interval, k = (1 - shrinkage) / m and base cover b (duties worked before the plan),

    f(c) = price_q * short + deep_q * max(0, short - 0.1 * required) + over * excess,   short = max(0, required - k (b + c)), excess =
    max(0, k (b + c) - required)

convex and piecewise linear. Speeds are multiples of a unit u_q, so c lies on the lattice u_q * {0, 1, 2, ...}; for a price y per unit of
cover

    g(y) = min over lattice points c >= c_min of f(c) + y c

is reached next to one of the two kinks or at c_min. c_min is what CON-FLOOR-01 demands at the lowest speed. Restricting c to the lattice
is what
makes the bound of :mod:`staffing.models.roster.bound` tighter than the continuous cost; every roster lies on it, so the bound stays valid.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from fractions import Fraction
from math import gcd
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.models.roster.arrays.policy import Policy
from staffing.models.roster.arrays.units import NOISE, TICKS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FLOOR_PENALTY = 500.0
"""Money per missing head and step of CON-FLOOR-01 while a search is under way; no roster with a missing head is ever returned."""


class Cells(NamedTuple):
    """Costs of queues and intervals. Q queues, T intervals of m steps, G = T m steps inside the plan.

    steps: m; required: (Q, T); base: (Q, T) cover from before; base_heads: (Q, G); factor: k by queue; shallow, deep: ticks per short
    agent and interval, by queue;
    over: ticks per agent and interval; unit: lattice unit by queue (0: continuous); least: c_min (Q, T); floor: heads demanded (Q, G);
    penalty: ticks per
    missing head and step; kink_cover, kink_cost: the lattice points (Q, T, 5) at which the minimum can lie, and f there rounded down to
    whole ticks.
    """

    steps: int
    required: Floats
    base: Floats
    base_heads: Ints
    factor: Floats
    shallow: Floats
    deep: Floats
    over: float
    unit: Floats
    least: Floats
    floor: Ints
    penalty: float
    kink_cover: Floats
    kink_cost: Floats


def lattice_unit(speeds: set[float]) -> float:
    """The largest u of which every positive speed is a whole multiple; 0 where there is none worth having."""
    fractions = [Fraction(str(s)).limit_denominator(10_000) for s in speeds if s > 0]
    if not fractions:
        return 1.0
    bottom = 1
    for f in fractions:
        bottom = bottom * f.denominator // gcd(bottom, f.denominator)
    top = 0
    for f in fractions:
        top = gcd(top, int(f * bottom))
    exact = all(abs(float(f) - s) < 1e-12 for f, s in zip(fractions, (s for s in speeds if s > 0), strict=True))
    return top / bottom if exact and bottom <= 10_000 else 0.0


def build_cells(plan: Plan, requirement: Requirement, policy: Policy) -> Cells:
    """Cell costs of a plan."""
    grid, queues = plan.grid, plan.queues
    step, m = grid.step_minutes, grid.interval_minutes // grid.step_minutes
    shape = (len(queues), grid.length)
    hours = grid.interval_minutes / 60.0
    place = {name: k for k, name in enumerate(requirement.queues)}
    required = np.zeros(shape)
    for q, queue in enumerate(queues):
        if queue.name in place:
            required[q] = requirement.agents[place[queue.name]]
    base = np.zeros(shape)
    heads = np.zeros((shape[0], grid.length * m), dtype=np.int64)
    touched = heads.copy()  # people there for at least a part of a step: what the bound counts on
    index = {q.name: k for k, q in enumerate(queues)}
    for row in plan.worked:
        agent = plan.agent_by_id[row.agent]
        name = row.queue or (agent.skills[0][0] if len(agent.skills) == 1 else "")
        if name not in index or row.end <= 0:
            continue
        inside = np.clip(row.end - np.arange(heads.shape[1]) * step, 0, step)  # minutes of each step
        base[index[name]] += (agent.speed(name) or 0.0) * (inside / step).reshape(grid.length, m).sum(axis=1)
        heads[index[name]] += inside == step
        touched[index[name]] += inside > 0
    floor = np.zeros_like(heads)
    least = np.zeros(shape)
    speeds: list[set[float]] = [{s for a in plan.agents for name, s in a.skills if name == q.name} for q in queues]
    unit = np.array([lattice_unit(s) for s in speeds])
    for q, queue in enumerate(queues):
        if queue.hard_min_agents and policy.floors:
            floor[q] = np.where(queue.open_mask(grid, step), queue.hard_min_agents, 0)
            missing = np.maximum(0, floor[q] - touched[q]).reshape(grid.length, m).sum(axis=1)
            low = min(speeds[q], default=0.0)
            least[q] = np.floor(missing * low / unit[q] + 0.5) * unit[q] if unit[q] > 0 else missing * low
    prices = [plan.short_prices(q) for q in queues]
    none = np.empty((0, 0, 0))
    cells = Cells(
        m,
        required,
        base,
        heads,
        np.array([(1.0 - float(q.shrinkage)) / m for q in queues]),
        np.array([p[0] for p in prices]) * hours * TICKS,
        np.array([p[1] for p in prices]) * hours * TICKS,
        plan.prices.over_per_agent_hour * hours * TICKS,
        unit,
        least,
        floor,
        FLOOR_PENALTY * TICKS,
        none,
        none,
    )
    cover, cost = kinks(cells)
    return cells._replace(kink_cover=cover, kink_cost=cost)


@njit(cache=True, nogil=True, inline="always")
def cell_cost(cells, q, t, cover):
    """f at a cover that includes the base, in ticks."""
    asked = cells.required[q, t]
    short = asked - cells.factor[q] * cover
    if short <= 0.0:
        return -short * cells.over
    cost = short * cells.shallow[q]
    if short > 0.1 * asked:
        cost += (short - 0.1 * asked) * cells.deep[q]
    return cost


def kinks(cells: Cells) -> tuple[Floats, Floats]:
    """(cover, f rounded down) of the lattice points of every cell at which f(c) + y c can be least, whatever y; shape (Q, T, 5) each.

    f is convex with kinks at required and 0.9 required: candidates are c_min and the lattice points on both sides of each kink, at c_min
    or above.
    """
    scale = cells.factor[:, None]
    unit = np.where(cells.unit > 0, cells.unit, 1.0)[:, None]
    points = [cells.least]
    for part in (0.9, 1.0):
        exact = part * cells.required / scale - cells.base
        low = np.where(cells.unit[:, None] > 0, np.floor(exact / unit + 1e-9) * unit, exact)
        high = np.where(cells.unit[:, None] > 0, low + unit, exact)
        points.extend(np.maximum(x, cells.least) for x in (low, high))
    cover = np.stack(points, axis=2)
    served = cells.factor[:, None, None] * (cells.base[:, :, None] + cover)
    asked = cells.required[:, :, None]
    short, excess = np.maximum(0.0, asked - served), np.maximum(0.0, served - asked)
    cost = cells.shallow[:, None, None] * short + cells.deep[:, None, None] * np.maximum(0.0, short - 0.1 * asked) + cells.over * excess
    return cover, np.floor(cost + NOISE)


@njit(cache=True, nogil=True)
def conjugates(kink_cover, kink_cost, price, wanted):
    """Sum over cells of min_c f(c) + price c, rounded down to whole ticks; writes the c of each cell to ``wanted``. All of shape (Q, T,
    ...)."""
    total = 0.0
    for q in range(price.shape[0]):
        for t in range(price.shape[1]):
            y = price[q, t]
            best, at = kink_cost[q, t, 0] + y * kink_cover[q, t, 0], 0
            for k in range(1, kink_cover.shape[2]):
                value = kink_cost[q, t, k] + y * kink_cover[q, t, k]
                if value < best:
                    best, at = value, k
            wanted[q, t] = kink_cover[q, t, at]
            total += np.floor(best)
    return total
