"""Who serves what, step by step, while a roster is being searched: the cover of every cell and how to add or take one person at least cost.

In a step only the number of people of each skill class on each queue matters. Adding a person puts them on one of their queues q;
somebody there may then
move on to another of *their* queues, and so on: the head-count grows where the chain ends. With all speeds 1 a move within a step costs
nothing in itself, so the
cheapest end among all queues reachable from the person's own is exact (shortest augmenting path in a convex flow); taking a person away
is the same
backwards. With other speeds chains of length two are looked at, each at its exact cost.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.roster.arrays.problem import Problem

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
LEAST_GAIN = 1e-6
"""Ticks that a move between queues must save."""


class Cover(NamedTuple):
    """State of all cells.

    people: (S, Q, G) people of skill class s on queue q in step g who may be moved; cover: (Q, T) with the base; heads: (Q, G) with the
    base; speed: (S, Q), -1 = no such skill;
    uniform: whether all speeds are 1; mask: (S,) queues of a class as bits; onward: (Q, G) queues that somebody on queue q may serve, as
    bits (kept where uniform);
    rise: (Q, T) cost per step of one more person of speed 1 for the whole interval, floors apart (kept where uniform).
    """

    people: NDArray[np.int32]
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


def copy_cover(state: Cover) -> Cover:
    """A copy to go back to; what never changes is shared."""
    return state._replace(
        people=state.people.copy(), cover=state.cover.copy(), heads=state.heads.copy(), onward=state.onward.copy(), rise=state.rise.copy()
    )


@njit(cache=True, nogil=True)
def overwrite(state, other):
    """Make ``state`` equal to ``other``, in place."""
    state.people[:] = other.people
    state.cover[:] = other.cover
    state.heads[:] = other.heads
    state.onward[:] = other.onward
    state.rise[:] = other.rise


@njit(cache=True, nogil=True, inline="always")
def _f(required, factor, shallow, deep, over, q, t, cover):
    """Cost of a cell at a cover, in ticks; see :mod:`staffing.models.roster.arrays.cells`."""
    asked = required[q, t]
    short = asked - factor[q] * cover
    if short <= 0.0:
        cost = -short * over
    else:
        cost = short * shallow[q] + max(0.0, short - 0.1 * asked) * deep[q]
    return cost


@njit(cache=True, nogil=True)
def refresh(cells, state):
    """Compute what the state keeps about itself."""
    if not state.uniform:
        return
    required, factor, shallow, deep, over, m = cells.required, cells.factor, cells.shallow, cells.deep, cells.over, cells.steps
    for q in range(state.cover.shape[0]):
        for t in range(state.cover.shape[1]):
            now = state.cover[q, t]
            state.rise[q, t] = (
                _f(required, factor, shallow, deep, over, q, t, now + m) - _f(required, factor, shallow, deep, over, q, t, now)
            ) / m
        for g in range(state.heads.shape[1]):
            bits = 0
            for s in range(state.people.shape[0]):
                if state.people[s, q, g] > 0:
                    bits |= state.mask[s]
            state.onward[q, g] = bits


@njit(cache=True, nogil=True)
def add_fixed(cells, state, q, g, sign, speed):
    """Add (1) or take (-1) somebody who must be on queue q in step g; returns the cost."""
    required, factor, shallow, deep, over, m = cells.required, cells.factor, cells.shallow, cells.deep, cells.over, cells.steps
    t = g // m
    before = _f(required, factor, shallow, deep, over, q, t, state.cover[q, t])
    before += cells.penalty * max(0, cells.floor[q, g] - state.heads[q, g])
    state.cover[q, t] += sign * speed
    state.heads[q, g] += sign
    now = state.cover[q, t]
    after = _f(required, factor, shallow, deep, over, q, t, now)
    if state.uniform:
        state.rise[q, t] = (_f(required, factor, shallow, deep, over, q, t, now + m) - after) / m
    after += cells.penalty * max(0, cells.floor[q, g] - state.heads[q, g])
    return after - before


@njit(cache=True, nogil=True)
def lift(cells, state, s, sign, steps, n):
    """Add (1) or take (-1) one person of skill class s in each of ``steps[:n]`` where it costs least; returns the cost."""
    if state.uniform:
        return _lift_uniform(cells, state, s, sign, steps, n)
    if sign > 0:
        return _add_mixed(cells, state, s, steps, n)
    return _take_mixed(cells, state, s, steps, n)


@njit(cache=True, nogil=True)
def _lift_uniform(cells, state, s, sign, steps, n):
    """All speeds 1: breadth first over queues to the cheapest end of a chain.

    Adding: from queue q to r where somebody on q may serve r. Taking: from q to r where somebody on r may serve q, and fills the hole.
    """
    required, factor, shallow, deep, over, m = cells.required, cells.factor, cells.shallow, cells.deep, cells.over, cells.steps
    floor, penalty = cells.floor, cells.penalty
    count, cover, heads, speed, mask, onward, rise = (
        state.people,
        state.cover,
        state.heads,
        state.speed,
        state.mask,
        state.onward,
        state.rise,
    )
    n_skills, n_queues = count.shape[0], cover.shape[0]
    queue, parent, via = np.empty(n_queues, dtype=np.int64), np.empty(n_queues, dtype=np.int64), np.empty(n_queues, dtype=np.int64)
    total = 0.0
    for i in range(n):
        g = steps[i]
        t = g // m
        head = tail = 0
        for q in range(n_queues):
            parent[q] = -2
            if (speed[s, q] >= 0.0) if sign > 0 else (count[s, q, g] > 0):
                parent[q] = -1
                queue[tail] = q
                tail += 1
        best, end = np.inf, -1
        while head < tail:
            q = queue[head]
            head += 1
            now = cover[q, t]
            cost = _f(required, factor, shallow, deep, over, q, t, now + sign) - _f(required, factor, shallow, deep, over, q, t, now)
            if floor[q, g] > 0:
                cost += penalty * (max(0, floor[q, g] - heads[q, g] - sign) - max(0, floor[q, g] - heads[q, g]))
            if cost < best:
                best, end = cost, q
            if tail == n_queues:
                continue
            for r in range(n_queues):
                if parent[r] != -2:
                    continue
                if sign > 0:
                    if not (onward[q, g] >> r) & 1:
                        continue
                    a, b = q, r
                else:
                    if not (onward[r, g] >> q) & 1:
                        continue
                    a, b = r, q
                for other in range(n_skills):
                    if count[other, a, g] > 0 and (mask[other] >> b) & 1:
                        parent[r] = q
                        via[r] = other
                        queue[tail] = r
                        tail += 1
                        break
        if end < 0:
            continue
        total += best
        cover[end, t] += sign
        heads[end, g] += sign
        now = cover[end, t]
        rise[end, t] = (
            _f(required, factor, shallow, deep, over, end, t, now + m) - _f(required, factor, shallow, deep, over, end, t, now)
        ) / m
        q = end
        while parent[q] >= 0:  # adding: somebody of class via[q] left parent[q] for q; taking: left q for parent[q]
            count[via[q], q, g] += sign
            count[via[q], parent[q], g] -= sign
            q = parent[q]
        count[s, q, g] += sign
        q = end
        while q >= 0:
            bits = 0
            for other in range(n_skills):
                if count[other, q, g] > 0:
                    bits |= mask[other]
            onward[q, g] = bits
            q = parent[q]
    return total


@njit(cache=True, nogil=True)
def _add_mixed(cells, state, s, steps, n):
    """Speeds differ: the person on the best queue, alone or with one of those there moving on."""
    required, factor, shallow, deep, over, m = cells.required, cells.factor, cells.shallow, cells.deep, cells.over, cells.steps
    floor, penalty = cells.floor, cells.penalty
    count, cover, heads, speed = state.people, state.cover, state.heads, state.speed
    n_skills, n_queues = count.shape[0], cover.shape[0]
    total = 0.0
    for i in range(n):
        g = steps[i]
        t = g // m
        best, to, mover, onward = np.inf, -1, -1, -1
        for q in range(n_queues):
            v = speed[s, q]
            if v < 0.0:
                continue
            now = _f(required, factor, shallow, deep, over, q, t, cover[q, t])
            cost = _f(required, factor, shallow, deep, over, q, t, cover[q, t] + v) - now
            if heads[q, g] < floor[q, g]:
                cost -= penalty
            if cost < best:
                best, to, mover = cost, q, -1
            for other in range(n_skills):
                if count[other, q, g] <= 0:
                    continue
                stay = _f(required, factor, shallow, deep, over, q, t, cover[q, t] + v - speed[other, q]) - now
                for r in range(n_queues):
                    if r != q and speed[other, r] >= 0.0:
                        here = cover[r, t]
                        cost = (
                            stay
                            + _f(required, factor, shallow, deep, over, r, t, here + speed[other, r])
                            - _f(required, factor, shallow, deep, over, r, t, here)
                        )
                        if heads[r, g] < floor[r, g]:
                            cost -= penalty
                        if cost < best:
                            best, to, mover, onward = cost, q, other, r
        if to < 0:
            continue
        total += best
        cover[to, t] += speed[s, to]
        count[s, to, g] += 1
        if mover >= 0:
            cover[to, t] -= speed[mover, to]
            count[mover, to, g] -= 1
            cover[onward, t] += speed[mover, onward]
            count[mover, onward, g] += 1
            heads[onward, g] += 1
        else:
            heads[to, g] += 1
    return total


@njit(cache=True, nogil=True)
def _take_mixed(cells, state, s, steps, n):
    """Speeds differ: take the person off the queue where it costs least, then let others move while that helps."""
    required, factor, shallow, deep, over, m = cells.required, cells.factor, cells.shallow, cells.deep, cells.over, cells.steps
    floor, penalty = cells.floor, cells.penalty
    count, cover, heads, speed = state.people, state.cover, state.heads, state.speed
    total = 0.0
    for i in range(n):
        g = steps[i]
        t = g // m
        best, where = np.inf, -1
        for q in range(cover.shape[0]):
            if count[s, q, g] > 0:
                now = cover[q, t]
                cost = _f(required, factor, shallow, deep, over, q, t, now - speed[s, q]) - _f(
                    required, factor, shallow, deep, over, q, t, now
                )
                if heads[q, g] <= floor[q, g]:
                    cost += penalty
                if cost < best:
                    best, where = cost, q
        if where < 0:
            continue
        total += best
        cover[where, t] -= speed[s, where]
        heads[where, g] -= 1
        count[s, where, g] -= 1
    return total + settle(cells, state, steps, n, 2)


@njit(cache=True, nogil=True)
def settle(cells, state, steps, n, rounds):
    """Move one person at a time between queues in ``steps[:n]`` while that lowers the cost, at most ``rounds`` times a step; returns the
    change of cost (<= 0)."""
    required, factor, shallow, deep, over, m = cells.required, cells.factor, cells.shallow, cells.deep, cells.over, cells.steps
    floor, penalty = cells.floor, cells.penalty
    count, cover, heads, speed = state.people, state.cover, state.heads, state.speed
    n_skills, n_queues = count.shape[0], cover.shape[0]
    total = 0.0
    for i in range(n):
        g = steps[i]
        t = g // m
        for _ in range(rounds):
            best, who, a, b = -LEAST_GAIN, -1, -1, -1
            for q in range(n_queues):
                now = cover[q, t]
                f_now = _f(required, factor, shallow, deep, over, q, t, now)
                hole = penalty if heads[q, g] <= floor[q, g] else 0.0
                for other in range(n_skills):
                    if count[other, q, g] <= 0:
                        continue
                    leave = hole + _f(required, factor, shallow, deep, over, q, t, now - speed[other, q]) - f_now
                    for r in range(n_queues):
                        if r != q and speed[other, r] >= 0.0:
                            here = cover[r, t]
                            cost = (
                                leave
                                + _f(required, factor, shallow, deep, over, r, t, here + speed[other, r])
                                - _f(required, factor, shallow, deep, over, r, t, here)
                            )
                            if heads[r, g] < floor[r, g]:
                                cost -= penalty
                            if cost < best:
                                best, who, a, b = cost, other, q, r
            if who < 0:
                break
            cover[a, t] -= speed[who, a]
            heads[a, g] -= 1
            count[who, a, g] -= 1
            cover[b, t] += speed[who, b]
            heads[b, g] += 1
            count[who, b, g] += 1
            total += best
    return total


@njit(cache=True, nogil=True)
def marginals(cells, state, s, worth):
    """worth[g] = what one more person of skill class s saves in step g, in ticks (negative where it costs).

    Where an interval has several steps, a person mostly stays for all of them: the saving is then the mean over them.
    """
    required, factor, shallow, deep, over, m = cells.required, cells.factor, cells.shallow, cells.deep, cells.over, cells.steps
    floor, penalty = cells.floor, cells.penalty
    count, cover, heads, speed = state.people, state.cover, state.heads, state.speed
    n_skills, n_queues = count.shape[0], cover.shape[0]
    if state.uniform:
        onward, rise, mine = state.onward, state.rise, state.mask[s]
        for g in range(worth.shape[0]):
            reach, done = mine, 0
            while reach != done:  # closure of the queues that a chain can end on
                fresh = reach & ~done
                done = reach
                for q in range(n_queues):
                    if (fresh >> q) & 1:
                        reach |= onward[q, g]
            best = np.inf
            for q in range(n_queues):
                if (reach >> q) & 1:
                    cost = rise[q, g // m]
                    if heads[q, g] < floor[q, g]:
                        cost -= penalty
                    best = min(best, cost)
            worth[g] = -best if best < np.inf else 0.0
        return
    for g in range(worth.shape[0]):
        t = g // m
        best = np.inf
        for q in range(n_queues):
            v = speed[s, q]
            if v < 0.0:
                continue
            now = _f(required, factor, shallow, deep, over, q, t, cover[q, t])
            cost = (_f(required, factor, shallow, deep, over, q, t, cover[q, t] + m * v) - now) / m
            if heads[q, g] < floor[q, g]:
                cost -= penalty
            best = min(best, cost)
            for other in range(n_skills):
                if count[other, q, g] <= 0:
                    continue
                stay = (_f(required, factor, shallow, deep, over, q, t, cover[q, t] + m * (v - speed[other, q])) - now) / m
                if stay >= best:
                    continue
                for r in range(n_queues):
                    if r != q and speed[other, r] >= 0.0:
                        here = cover[r, t]
                        far = _f(required, factor, shallow, deep, over, r, t, here + m * speed[other, r])
                        cost = stay + (far - _f(required, factor, shallow, deep, over, r, t, here)) / m
                        if heads[r, g] < floor[r, g]:
                            cost -= penalty
                        best = min(best, cost)
        worth[g] = -best if best < np.inf else 0.0


@njit(cache=True, nogil=True)
def total_cost(cells, state):
    """Cost of all cells, missing heads at their penalty, in ticks."""
    required, factor, shallow, deep, over = cells.required, cells.factor, cells.shallow, cells.deep, cells.over
    total = 0.0
    for q in range(state.cover.shape[0]):
        for t in range(state.cover.shape[1]):
            total += _f(required, factor, shallow, deep, over, q, t, state.cover[q, t])
        for g in range(state.heads.shape[1]):
            total += cells.penalty * max(0, cells.floor[q, g] - state.heads[q, g])
    return total


@njit(cache=True, nogil=True)
def missing_heads(cells, state):
    """Heads and steps missing to CON-FLOOR-01."""
    total = 0
    for q in range(state.heads.shape[0]):
        for g in range(state.heads.shape[1]):
            total += max(0, cells.floor[q, g] - state.heads[q, g])
    return total
