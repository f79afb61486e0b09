"""One target over a day or a week: the fewest agent-intervals whose service level by volume meets it, with a floor in each interval.

    minimise  sum_t n_t   where   sum_t v_t SL_t(n_t) >= target sum_t v_t,   n_t >= floor_t whole.

SL_t(n) is S-shaped: from few agents the first ones add little, so a greedy that adds the best single agent starts in the wrong places. The
Lagrangian relaxation sees only the concave envelope of each curve: agents are added edge by edge of the envelopes, steepest first, which is
the best answer for every total it passes through, and in between it bounds all others. What the last edge overshoots is taken back one
agent at a time, then by exchanges; bound and answer are both returned. (G. Koole and E. van der Sluis, "Optimal shift scheduling with a
global service level constraint", IIE Transactions 35, 2003, prove local search optimal for shifts; H. Everett, Operations Research 11(3),
1963, the relaxation.)
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from staffing.domain.service_curve import ServiceCurve
from staffing.models.queueing.arrays import FloatArray, IntArray

_ROOM = 1e-12
_EXCHANGES = 2000


class Pooled(NamedTuple):
    """The answer for one period.

    Attributes:
        agents: n_t, shape (T,).
        level: the period's service level; below the target only where even the last column of the curves misses it.
        bound: no crew that keeps the floors and meets the target has fewer agent-intervals in all.
        price: agent-intervals for one more contact answered in time, at the margin; ``None`` where the floors alone meet the target.
    """

    agents: IntArray
    level: float
    bound: float
    price: float | None


class _Edge(NamedTuple):
    slope: float
    interval: int
    begin: int
    end: int


def pooled_agents(curve: ServiceCurve, target: float) -> Pooled:
    """The fewest agents over the intervals of ``curve`` that meet ``target`` together; the curve's ``lowest`` are the floors.

    Args:
        target: service level by volume, in (0, 1).

    Raises:
        ValueError: ``target`` outside (0, 1).
    """
    if not 0 < target < 1:
        raise ValueError(f"target: expected a number between 0 and 1, got {target!r}")
    total = float(curve.volume.sum())
    place = np.zeros(len(curve.lowest), dtype=np.int64)
    value = curve.level * curve.volume[:, np.newaxis]
    need = target * total * (1.0 - _ROOM)
    have = float(value[:, 0].sum())
    floor = int(curve.lowest.sum())
    if have >= need:
        return Pooled(curve.lowest.copy(), curve.pooled(curve.lowest), float(floor), None)
    bound, price, used = float(floor), None, 0
    for edge in sorted(_envelopes(value), key=lambda e: (-e.slope, e.interval, e.begin)):
        gain = float(value[edge.interval, edge.end] - value[edge.interval, edge.begin])
        if have + gain >= need:
            bound = float(floor + used) + (need - have) / edge.slope
            price = 1.0 / edge.slope
        place[edge.interval], have, used = edge.end, have + gain, used + edge.end - edge.begin
        if have >= need:
            break
    else:
        agents = curve.lowest + place
        return Pooled(agents, curve.pooled(agents), float(agents.sum()), None)
    _take_back(value, place, need)
    _exchange(value, place, need, int(np.ceil(bound - 1e-9)) - floor)
    agents = curve.lowest + place
    return Pooled(agents, curve.pooled(agents), bound, price)


def _envelopes(value: FloatArray) -> list[_Edge]:
    """The edges of the upper concave envelope of each row, those that gain anything."""
    edges = []
    for t, row in enumerate(value.tolist()):
        hull: list[int] = []
        for k, y in enumerate(row):
            while len(hull) > 1:
                a, b = hull[-2], hull[-1]
                if (row[b] - row[a]) * (k - b) > (y - row[b]) * (b - a):
                    break
                hull.pop()
            hull.append(k)
        edges += [_Edge((row[b] - row[a]) / (b - a), t, a, b) for a, b in pairwise(hull) if row[b] > row[a]]
    return edges


def _take_back(value: FloatArray, place: IntArray, need: float) -> None:
    """Remove single agents, the least useful first, while the target holds."""
    rows = np.arange(len(place))
    while True:
        slack = float(value[rows, place].sum()) - need
        loss = np.where(place > 0, value[rows, place] - value[rows, np.maximum(place - 1, 0)], np.inf)
        t = int(np.argmin(loss))
        if not loss[t] <= slack:
            return
        place[t] -= 1


def _exchange(value: FloatArray, place: IntArray, need: float, least: int) -> None:
    """Take two agents from where they are least useful for one where it is most, while that keeps the target and the bound allows it."""
    rows, last = np.arange(len(place)), value.shape[1] - 1
    for _ in range(_EXCHANGES):
        if int(place.sum()) <= least:
            return
        slack = float(value[rows, place].sum()) - need
        gain = np.where(place < last, value[rows, np.minimum(place + 1, last)] - value[rows, place], -np.inf)
        one = np.where(place > 0, value[rows, place] - value[rows, np.maximum(place - 1, 0)], np.inf)
        two = np.where(place > 1, value[rows, place] - value[rows, np.maximum(place - 2, 0)], np.inf)
        best: tuple[float, int, IntArray] | None = None
        for t in np.argsort(-gain)[:8].tolist():
            alone = np.where(rows == t, np.inf, one)
            pair = np.argsort(alone)[:2]
            choices = [(float(alone[pair].sum()), pair)] if len(pair) == 2 else []
            double = np.where(rows == t, np.inf, two)
            u = int(np.argmin(double))
            choices.append((float(double[u]), np.array([u, u])))
            for loss, taken in choices:
                margin = slack + float(gain[t]) - loss
                if margin >= 0 and (best is None or margin > best[0]):
                    best = (margin, t, taken)
        if best is None:
            return
        place[best[1]] += 1
        for u in best[2]:
            place[u] -= 1
