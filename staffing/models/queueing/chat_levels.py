"""How fast n agents complete chats when j are in service and new ones go to whoever has the fewest.

Agents complete chats at random, so the chats are not always spread evenly: some agents hold one less than they would. Let ``m_k`` be the
number of agents with k chats. ``m`` is a Markov chain: an arrival moves an agent of the lowest level that is taken one up; an agent at
level k moves one down at rate ``r_k``. Sorted by ``j = sum k m_k`` it is block tridiagonal and is solved exactly, level by level:

``G_1 = L_1 / lambda``, ``G_{j+1} = L_{j+1} (lambda + diag(D_j) - lambda G_j U_{j-1})^-1``, ``p_j = p_{j+1} G_{j+1}``

(p_j: probabilities of the states of level j, L, U: rates down, moves up, D_j: completion rate of each state; level N = n c is one state, so
what waits above it makes no difference). The mean completion rate given j is what the chain over j alone needs to be exact.

The blocks grow with n. Above a limit the shortfall against evenly spread chats is continued from the largest crew below it and one of
half that size, as a power of n at each j / n, at the same load per agent.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from staffing.models.queueing.arrays import FloatArray, IntArray

_MOST_STATES = 1500
_NODE = 0.05
"""Distance of the loads per agent at which the chain is solved; between them the shortfall is interpolated."""
_HIGHEST = 2.0


def even_rates(agents: int, rates: FloatArray) -> FloatArray:
    """Completion rate with j = 0..n c chats spread evenly, shape (n c + 1,)."""
    ladder = np.concatenate(([0.0], rates, rates[-1:]))
    j = np.arange(agents * len(rates) + 1)
    depth, rest = j // agents, j % agents
    return np.asarray((agents - rest) * ladder[depth] + rest * ladder[depth + 1], dtype=np.float64)


def completion_by_chats(arrivals_per_second: float, agents: int, rates: FloatArray) -> FloatArray:
    """Mean completion rate per second with j = 0..n c chats in service, shape (n c + 1,).

    Args:
        arrivals_per_second: lambda > 0.
        agents: n >= 1.
        rates: r_k, k = 1..c, not decreasing.
    """
    even = even_rates(agents, rates)
    if len(rates) == 1 or agents == 1:
        return even
    load = min(arrivals_per_second / (agents * rates[-1]), _HIGHEST) / _NODE
    low = min(max(int(load), 1), int(_HIGHEST / _NODE) - 1)
    share = min(max(load - low, 0.0), 1.0)
    key = tuple((rates / rates[-1]).tolist())
    solved = min(agents, _largest(len(rates)))
    short = (1.0 - share) * _shortfall(low, solved, key) + share * _shortfall(low + 1, solved, key)
    if solved < agents:
        half = max(solved // 2, 1)
        smaller = (1.0 - share) * _shortfall(low, half, key) + share * _shortfall(low + 1, half, key)
        here, there = np.arange(even.size) / agents, np.arange(short.size) / solved
        before = np.interp(there, np.arange(smaller.size) / half, smaller)
        with np.errstate(divide="ignore", invalid="ignore"):
            power = np.log(short / before) / np.log(solved / half)
        power = np.clip(np.where((short > 0) & (before > 0), power, 0.0), 0.0, 1.0)
        short = np.interp(here, there, short * (agents / solved) ** power)
    return np.asarray(np.maximum(even - short * rates[-1], 0.0))


@lru_cache(maxsize=64)
def _largest(levels: int) -> int:
    """The largest crew whose states are few enough."""
    agents, states = 1, 1 + levels
    while states <= _MOST_STATES:
        agents += 1
        states = states * (agents + levels) // agents
    return agents - 1 if agents > 1 else 1


@lru_cache(maxsize=4096)
def _shortfall(node: int, agents: int, shape: tuple[float, ...]) -> FloatArray:
    """Even completion rate less the true mean one by j, in multiples of r_c, for a load per agent of ``node`` steps."""
    rates = np.array(shape)
    return even_rates(agents, rates) - mean_rates(node * _NODE * agents, agents, rates)


def mean_rates(arrivals: float, agents: int, rates: FloatArray) -> FloatArray:
    """The exact mean completion rate by j, shape (n c + 1,); arguments as in :func:`completion_by_chats`, time in any unit."""
    levels = _levels(agents, len(rates))
    ladder = np.concatenate(([0.0], rates))
    speed = [states @ ladder for states, _, _ in levels]
    back = []
    matrix = np.zeros((1, 1))
    for j, (states, _, down) in enumerate(levels):
        if j:
            lower = np.zeros((len(states), len(levels[j - 1][0])))
            for k in range(1, len(ladder)):
                rows = np.flatnonzero(down[:, k] >= 0)
                np.add.at(lower, (rows, down[rows, k]), states[rows, k] * ladder[k])
            inner = np.diag(arrivals + speed[j - 1]) - arrivals * matrix
            step = np.linalg.solve(inner.T, lower.T).T
            back.append(step)
            # p_j G_j U_{j-1}: what arrives at level j from below, seen from level j
            matrix = np.zeros((len(states), len(states)))
            np.add.at(matrix.T, levels[j - 1][1], step.T)
    result = np.zeros(len(levels))
    share = np.ones(1)
    result[-1] = speed[-1][0]
    for j in range(len(levels) - 1, 0, -1):
        share = share @ back[j - 1]
        share /= share.sum()
        result[j - 1] = share @ speed[j - 1]
    return result


@lru_cache(maxsize=256)
def _levels(agents: int, deepest: int) -> tuple[tuple[FloatArray, IntArray, IntArray], ...]:
    """For each j the states ``m_0..m_c``, the index at j + 1 after an arrival, that at j - 1 after a completion at level k (-1: none)."""
    by_level: list[list[tuple[int, ...]]] = [[] for _ in range(agents * deepest + 1)]
    stack: list[tuple[tuple[int, ...], int, int]] = [((), agents, 0)]
    while stack:
        head, left, chats = stack.pop()
        k = deepest - len(head)
        if k == 0:
            by_level[chats].append((left, *head[::-1]))
            continue
        stack.extend(((*head, count), left - count, chats + k * count) for count in range(left + 1))
    index = [{state: i for i, state in enumerate(level)} for level in by_level]
    result = []
    for j, level in enumerate(by_level):
        up = np.full(len(level), -1, dtype=np.int64)
        down = np.full((len(level), deepest + 1), -1, dtype=np.int64)
        for i, state in enumerate(level):
            if j + 1 < len(by_level):
                lowest = next(k for k, count in enumerate(state) if count)
                up[i] = index[j + 1][_moved(state, lowest, lowest + 1)]
            for k in range(1, deepest + 1):
                if state[k]:
                    down[i, k] = index[j - 1][_moved(state, k, k - 1)]
        result.append((np.array(level, dtype=np.float64), up, down))
    return tuple(result)


def _moved(state: tuple[int, ...], source: int, target: int) -> tuple[int, ...]:
    moved = list(state)
    moved[source] -= 1
    moved[target] += 1
    return tuple(moved)
