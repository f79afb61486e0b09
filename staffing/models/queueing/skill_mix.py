"""How many people of each skill group cover given numbers on each queue: a small integer programme for each interval.

Sets: groups g, queues q. With ``need_q`` people of speed 1 on queue q, ``speed_gq`` (0: lacks the skill), the mix ``m_g`` (shares of the
people there are) and ``p_g`` people in the group:

- variables: whole ``n_g >= 0``, ``f_gq >= 0`` people of g who serve q, deviations ``d_g``, excess ``e_g``;
- ``sum_q f_gq <= n_g``, ``sum_g speed_gq f_gq >= need_q``, ``d_g >= |n_g - m_g sum n|``, ``e_g >= n_g - p_g``;
- minimise ``sum n + 0.01 sum d + 0.5 sum e``: as few as possible, of those as close to the mix of the people there are.
"""

from __future__ import annotations

import numpy as np

from staffing.models.queueing.arrays import FloatArray, IntArray

_DEVIATION = 0.01
_EXCESS = 0.5


def cover_by_groups(need: FloatArray, speed: FloatArray, people: IntArray) -> IntArray:
    """People of each group in each interval, shape (G, T).

    Args:
        need: people of speed 1 on each queue, shape (Q, T), >= 0.
        speed: shape (G, Q), 0 where the group lacks the skill.
        people: how many there are of each group, shape (G,), >= 1.

    Raises ValueError where a queue with a need has no group.
    """
    need, speed = np.asarray(need, dtype=np.float64), np.asarray(speed, dtype=np.float64)
    lost = (need.max(axis=1, initial=0.0) > 0) & ~(speed > 0).any(axis=0)
    if lost.any():
        raise ValueError(f"need: queue {int(np.argmax(lost))} has no group that can serve it")
    columns, back = np.unique(need, axis=1, return_inverse=True)
    found = np.stack([_one(column, speed, people) for column in columns.T], axis=1) if need.shape[1] else np.zeros((len(speed), 0))
    return np.asarray(found[:, back.ravel()], dtype=np.int64)


def _one(need: FloatArray, speed: FloatArray, people: IntArray) -> IntArray:
    from scipy.optimize import Bounds, LinearConstraint, milp

    groups, queues = speed.shape
    if not need.any():
        return np.zeros(groups, dtype=np.int64)
    mix = people / people.sum()
    n, f, d, e = 0, groups, groups + groups * queues, 2 * groups + groups * queues
    size = e + groups
    cost = np.zeros(size)
    cost[n : n + groups], cost[d : d + groups], cost[e : e + groups] = 1.0, _DEVIATION, _EXCESS
    rows, low, high = [], [], []

    def add(entries: dict[int, float], at_least: float, at_most: float = np.inf) -> None:
        row = np.zeros(size)
        for column, value in entries.items():
            row[column] = value
        rows.append(row)
        low.append(at_least)
        high.append(at_most)

    for g in range(groups):
        add({n + g: 1.0, **{f + g * queues + q: -1.0 for q in range(queues)}}, 0.0)
        share = {n + k: -mix[g] + (k == g) for k in range(groups)}
        add({d + g: 1.0, **{column: -value for column, value in share.items()}}, 0.0)
        add({d + g: 1.0, **share}, 0.0)
        add({e + g: 1.0, n + g: -1.0}, -float(people[g]))
    for q in range(queues):
        add({f + g * queues + q: float(speed[g, q]) for g in range(groups)}, float(need[q]))
    upper = np.full(size, np.inf)
    upper[f : f + groups * queues] = np.where(speed > 0, np.inf, 0.0).ravel()
    whole = np.zeros(size)
    whole[n : n + groups] = 1
    answer = milp(cost, constraints=LinearConstraint(np.array(rows), low, high), bounds=Bounds(0.0, upper), integrality=whole)
    if answer.x is None:
        raise ValueError(f"no cover: {answer.message}")
    return np.asarray(np.rint(answer.x[n : n + groups]), dtype=np.int64)
