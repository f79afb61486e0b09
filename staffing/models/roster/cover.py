"""Who serves what, step by step, while a roster is being searched: the cover of every cell and how to add or take one person at least cost.

In a step only the number of people of each skill class on each queue matters. Adding a person puts them on one of their queues q; somebody there may then
move on to another of *their* queues, and so on: the head-count grows where the chain ends. With all speeds 1 a move within a step costs nothing in itself, so the
cheapest end among all queues reachable from the person's own is exact (shortest augmenting path in a convex flow); taking a person away is the same
backwards. With other speeds chains of length two are looked at, each at its exact cost.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.roster.cells import cell_cost
from staffing.models.roster.problem import Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Cover(NamedTuple):
    """State of all cells.

    count: (S, Q, G) people of skill class s on queue q in step g who may be moved; cover: (Q, T) with the base; heads: (Q, G) with the base; speed: (S, Q), -1 = no such skill;
    uniform: whether all speeds are 1; mask: (S,) queues of a class as bits; onward: (Q, G) queues that somebody on queue q may serve, as bits (kept where uniform);
    rise: (Q, T) cost per step of one more person of speed 1 for the whole interval, floors apart (kept where uniform).
    """

    count: NDArray[np.int32]
    cover: Floats
    heads: Ints
    speed: Floats
    uniform: bool
    mask: Ints
    onward: Ints
    rise: Floats


def empty_cover(problem: Problem) -> Cover:
    """Cells with nobody there but those who came in from before the plan."""
    cells, classes = problem.cells, problem.classes
    n_skills, (n_queues, n_steps) = len(classes.ptr) - 1, cells.floor.shape
    speed = np.full((n_skills, n_queues), -1.0)
    for s in range(n_skills):
        for i in range(classes.ptr[s], classes.ptr[s + 1]):
            speed[s, classes.queue[i]] = classes.speed[i]
    uniform = bool(np.all((speed < 0) | (speed == 1.0))) and n_queues <= 62
    mask = ((speed >= 0) * (1 << np.minimum(np.arange(n_queues, dtype=np.int64), 62))).sum(axis=1).astype(np.int64)
    state = Cover(
        np.zeros((n_skills, n_queues, n_steps), dtype=np.int32),
        cells.base.copy(),
        cells.base_heads.copy(),
        speed,
        uniform,
        mask,
        np.zeros((n_queues, n_steps), dtype=np.int64),
        np.zeros_like(cells.required),
    )
    refresh(cells, state)
    return state


@njit(cache=True, nogil=True)
def refresh(cells, state):  # type: ignore[no-untyped-def]
    """Compute what the state keeps about itself."""
    if not state.uniform:
        return
    for q in range(state.cover.shape[0]):
        for t in range(state.cover.shape[1]):
            _renew_rise(cells, state, q, t)
        for g in range(state.heads.shape[1]):
            _renew_onward(state, q, g)


@njit(cache=True, nogil=True, inline="always")
def _renew_rise(cells, state, q, t):  # type: ignore[no-untyped-def]
    now = state.cover[q, t]
    state.rise[q, t] = (cell_cost(cells, q, t, now + cells.steps) - cell_cost(cells, q, t, now)) / cells.steps


@njit(cache=True, nogil=True, inline="always")
def _renew_onward(state, q, g):  # type: ignore[no-untyped-def]
    bits = 0
    for s in range(state.count.shape[0]):
        if state.count[s, q, g] > 0:
            bits |= state.mask[s]
    state.onward[q, g] = bits


@njit(cache=True, nogil=True, inline="always")
def change(cells, state, q, g, cover, heads):  # type: ignore[no-untyped-def]
    """Cost of adding ``cover`` and ``heads`` to queue q in step g, floors counted, in ticks."""
    t = g // cells.steps
    now = state.cover[q, t]
    cost = cell_cost(cells, q, t, now + cover) - cell_cost(cells, q, t, now)
    floor = cells.floor[q, g]
    if floor > 0 and heads != 0:
        have = state.heads[q, g]
        cost += cells.penalty * (max(0, floor - have - heads) - max(0, floor - have))
    return cost


@njit(cache=True, nogil=True)
def shift_cover(cells, state, q, g, cover, heads):  # type: ignore[no-untyped-def]
    """Add cover and heads; returns the cost of it."""
    cost = change(cells, state, q, g, cover, heads)
    t = g // cells.steps
    state.cover[q, t] += cover
    state.heads[q, g] += heads
    if state.uniform:
        _renew_rise(cells, state, q, t)
    return cost


@njit(cache=True, nogil=True)
def _mover(state, g, a, b):  # type: ignore[no-untyped-def]
    """A skill class with somebody on queue a in step g who may serve b; -1 = none."""
    for s in range(state.count.shape[0]):
        if state.count[s, a, g] > 0 and state.speed[s, b] >= 0.0:
            return s
    return -1


@njit(cache=True, nogil=True)
def _chain_uniform(cells, state, s, g, sign, parent, via):  # type: ignore[no-untyped-def]
    """Cheapest end of a chain for adding (sign 1) or taking (sign -1) one person of class s in step g, all speeds 1.

    Breadth first over queues; ``parent[q]``: queue before, -1 = a start, -2 = not reached; ``via[q]``: class that moves between them.
    Adding: q -> q' when somebody on q may serve q'. Taking: q -> q' when somebody on q' may serve q (and fills the hole).
    """
    n = state.cover.shape[0]
    queue = np.empty(n, dtype=np.int64)
    head = tail = 0
    for q in range(n):
        parent[q] = -2
        start = state.speed[s, q] >= 0.0 if sign > 0 else state.count[s, q, g] > 0
        if start:
            parent[q] = -1
            queue[tail] = q
            tail += 1
    best, end = np.inf, -1
    while head < tail:
        q = queue[head]
        head += 1
        cost = change(cells, state, q, g, float(sign), sign)
        if cost < best:
            best, end = cost, q
        if tail == n:
            continue
        for r in range(n):
            if parent[r] == -2:
                mover = _mover(state, g, q, r) if sign > 0 else _mover(state, g, r, q)
                if mover >= 0:
                    parent[r] = q
                    via[r] = mover
                    queue[tail] = r
                    tail += 1
    return best, end


@njit(cache=True, nogil=True)
def put(cells, state, s, g, parent, via):  # type: ignore[no-untyped-def]
    """Add one person of skill class s in step g where it costs least; returns the cost."""
    if state.uniform:
        cost, end = _chain_uniform(cells, state, s, g, 1, parent, via)
        if end < 0:
            return 0.0
        shift_cover(cells, state, end, g, 1.0, 1)
        q = end
        while parent[q] >= 0:  # somebody of class via[q] left parent[q] for q
            state.count[via[q], q, g] += 1
            state.count[via[q], parent[q], g] -= 1
            _renew_onward(state, q, g)
            q = parent[q]
        state.count[s, q, g] += 1
        _renew_onward(state, q, g)
        return cost
    best, to, mover, onward = _best_pair(cells, state, s, g)
    if to < 0:
        return 0.0
    if mover >= 0:
        shift_cover(cells, state, to, g, -state.speed[mover, to], -1)
        shift_cover(cells, state, onward, g, state.speed[mover, onward], 1)
        state.count[mover, to, g] -= 1
        state.count[mover, onward, g] += 1
    shift_cover(cells, state, to, g, state.speed[s, to], 1)
    state.count[s, to, g] += 1
    return best


@njit(cache=True, nogil=True)
def _best_pair(cells, state, s, g):  # type: ignore[no-untyped-def]
    """(cost, queue, moving class or -1, its new queue) of adding a person of class s when speeds differ."""
    n = state.cover.shape[0]
    best, to, mover, onward = np.inf, -1, -1, -1
    for q in range(n):
        v = state.speed[s, q]
        if v < 0.0:
            continue
        cost = change(cells, state, q, g, v, 1)
        if cost < best:
            best, to, mover, onward = cost, q, -1, -1
        for other in range(state.count.shape[0]):
            if state.count[other, q, g] <= 0:
                continue
            stay = change(cells, state, q, g, v - state.speed[other, q], 0)
            for r in range(n):
                if r != q and state.speed[other, r] >= 0.0:
                    cost = stay + change(cells, state, r, g, state.speed[other, r], 1)
                    if cost < best:
                        best, to, mover, onward = cost, q, other, r
    return best, to, mover, onward


@njit(cache=True, nogil=True)
def take(cells, state, s, g, parent, via):  # type: ignore[no-untyped-def]
    """Take one person of skill class s out of step g where it costs least; returns the cost (mostly positive)."""
    if state.uniform:
        cost, end = _chain_uniform(cells, state, s, g, -1, parent, via)
        if end < 0:
            return 0.0
        shift_cover(cells, state, end, g, -1.0, -1)
        q = end
        while parent[q] >= 0:  # somebody of class via[q] leaves q and fills the hole at parent[q]
            state.count[via[q], q, g] -= 1
            state.count[via[q], parent[q], g] += 1
            _renew_onward(state, q, g)
            q = parent[q]
        state.count[s, q, g] -= 1
        _renew_onward(state, q, g)
        return cost
    n = state.cover.shape[0]
    best, where = np.inf, -1
    for q in range(n):
        if state.count[s, q, g] > 0:
            cost = change(cells, state, q, g, -state.speed[s, q], -1)
            if cost < best:
                best, where = cost, q
    if where < 0:
        return 0.0
    shift_cover(cells, state, where, g, -state.speed[s, where], -1)
    state.count[s, where, g] -= 1
    return best + settle(cells, state, g)


@njit(cache=True, nogil=True)
def settle(cells, state, g):  # type: ignore[no-untyped-def]
    """Move people between queues of step g while that lowers the cost; returns the change of cost (<= 0)."""
    n = state.cover.shape[0]
    total = 0.0
    for _ in range(20):
        best, who, a, b = -1e-6, -1, -1, -1
        for s in range(state.count.shape[0]):
            for q in range(n):
                if state.count[s, q, g] <= 0:
                    continue
                leave = change(cells, state, q, g, -state.speed[s, q], -1)
                for r in range(n):
                    if r != q and state.speed[s, r] >= 0.0:
                        cost = leave + change(cells, state, r, g, state.speed[s, r], 1)
                        if cost < best:
                            best, who, a, b = cost, s, q, r
        if who < 0:
            break
        shift_cover(cells, state, a, g, -state.speed[who, a], -1)
        shift_cover(cells, state, b, g, state.speed[who, b], 1)
        state.count[who, a, g] -= 1
        state.count[who, b, g] += 1
        total += best
    return total


@njit(cache=True, nogil=True)
def marginals(cells, state, s, worth, parent, via):  # type: ignore[no-untyped-def]
    """worth[g] = what one more person of skill class s saves in step g, in ticks (negative where it costs).

    Where an interval has several steps, a person mostly stays for all of them: the saving is then the mean over them.
    """
    m = cells.steps
    n = state.cover.shape[0]
    if state.uniform:
        onward, rise, heads, floor, penalty = state.onward, state.rise, state.heads, cells.floor, cells.penalty
        mine = state.mask[s]
        for g in range(worth.shape[0]):
            reach, done = mine, 0
            while reach != done:  # closure of the queues that a chain can end on
                fresh = reach & ~done
                done = reach
                for q in range(n):
                    if (fresh >> q) & 1:
                        reach |= onward[q, g]
            best = np.inf
            for q in range(n):
                if (reach >> q) & 1:
                    cost = rise[q, g // m]
                    if heads[q, g] < floor[q, g]:
                        cost -= penalty
                    best = min(best, cost)
            worth[g] = -best if best < np.inf else 0.0
        return
    for g in range(worth.shape[0]):
        if m == 1:
            best, _, _, _ = _best_pair(cells, state, s, g)
        else:
            best = np.inf
            for q in range(n):
                if state.speed[s, q] >= 0.0:
                    best = min(best, _mean_change(cells, state, q, g, state.speed[s, q]))
        worth[g] = -best if best < np.inf else 0.0


@njit(cache=True, nogil=True, inline="always")
def _mean_change(cells, state, q, g, speed):  # type: ignore[no-untyped-def]
    """Cost per step of adding one person of a speed to queue q for the whole interval of step g."""
    t = g // cells.steps
    now = state.cover[q, t]
    cost = (cell_cost(cells, q, t, now + cells.steps * speed) - cell_cost(cells, q, t, now)) / cells.steps
    if state.heads[q, g] < cells.floor[q, g]:
        cost -= cells.penalty
    return cost


@njit(cache=True, nogil=True)
def total_cost(cells, state):  # type: ignore[no-untyped-def]
    """Cost of all cells, missing heads at their penalty, in ticks."""
    total = 0.0
    for q in range(state.cover.shape[0]):
        for t in range(state.cover.shape[1]):
            total += cell_cost(cells, q, t, state.cover[q, t])
        for g in range(state.heads.shape[1]):
            total += cells.penalty * max(0, cells.floor[q, g] - state.heads[q, g])
    return total


@njit(cache=True, nogil=True)
def missing_heads(cells, state):  # type: ignore[no-untyped-def]
    """Heads and steps missing to CON-FLOOR-01."""
    total = 0
    for q in range(state.heads.shape[0]):
        for g in range(state.heads.shape[1]):
            total += max(0, cells.floor[q, g] - state.heads[q, g])
    return total
