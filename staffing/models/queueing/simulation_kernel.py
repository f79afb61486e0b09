"""Compiled: one queue, contact by contact, first come first served."""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.queueing.arrays import FloatArray

EXPONENTIAL, DETERMINISTIC, GAMMA, LOGNORMAL, WEIBULL = range(5)
OFFERED, ANSWERED, IN_TIME, ABANDONED, ABANDONED_IN_TIME, BLOCKED, REACHED, WAIT, WORK = range(9)
COLUMNS = 9


@njit(cache=True)
def draw(rng: np.random.Generator, kind: int, shape: float, scale: float) -> float:
    """A time by its law; ``scale`` and ``shape`` as in :func:`simulation.Law.parameters`, for a mean of 1."""
    if kind == EXPONENTIAL:
        return float(rng.standard_exponential())
    if kind == DETERMINISTIC:
        return 1.0
    if kind == GAMMA:
        return float(rng.standard_gamma(shape)) * scale
    if kind == LOGNORMAL:
        return math.exp(shape * rng.standard_normal()) * scale
    long: float = rng.standard_exponential() ** shape
    return long * scale


@njit(cache=True)
def push(heap: FloatArray, size: int, value: float) -> int:
    """Add to a heap with its least value first; the new size."""
    at = size
    while at > 0:
        above = (at - 1) >> 1
        if heap[above] <= value:
            break
        heap[at] = heap[above]
        at = above
    heap[at] = value
    return size + 1


@njit(cache=True)
def replace_least(heap: FloatArray, size: int, value: float) -> None:
    """Take the least value out of a heap and put another in."""
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= value:
            break
        heap[at] = heap[below]
        at = below
    heap[at] = value


@njit(cache=True)
def drop_least(heap: FloatArray, size: int) -> int:
    """Take the least value out of a heap; the new size."""
    last = heap[size - 1]
    if size > 1:
        replace_least(heap, size - 1, last)
    return size - 1


@njit(cache=True)
def one_day(
    rng: np.random.Generator,
    rates: FloatArray,
    seconds: float,
    agents: NDArray[np.int64],
    aht: FloatArray,
    patience: FloatArray,
    within: FloatArray,
    work_law: FloatArray,
    wait_law: FloatArray,
    balk: float,
    redial: float,
    redial_delay: float,
    lines: int,
    counts: FloatArray,
) -> None:
    """Let contacts arrive through all intervals and add up what becomes of them, by the interval of their arrival.

    Contacts are taken in the order of arrival; each gets the agent who is free first, unless its patience ends before. A crew that grows
    brings agents free at that moment; from one that shrinks those leave who are idle, then those who finish first (each finishes his
    contact).

    Args:
        rates: arrivals per second in each piece, shape (T, P).
        seconds: length of an interval.
        agents, aht, patience, within: by interval, shape (T,); patience may be infinite.
        work_law, wait_law: (kind, shape, scale).
        balk: share that leaves at once where it would have to wait.
        redial: share of those who hang up that calls again, after an exponential time with mean ``redial_delay``.
        lines: contacts that fit in, waiting or served; below 0: no limit.
        counts: shape (T, COLUMNS), added to.
    """
    intervals, pieces = rates.shape
    span = seconds / pieces
    most = 1
    for t in range(intervals):
        most = max(most, agents[t])
    free = np.empty(most)
    size = 0
    for _ in range(agents[0]):
        size = push(free, size, 0.0)
    crew = 0  # the interval whose crew is at work
    again = np.empty(64)
    waiting_again = 0
    inside = np.empty(max(lines, 0) + 1)
    taken = 0
    piece, clock = 0, 0.0
    fresh = np.inf
    while piece < intervals * pieces:
        rate = rates[piece // pieces, piece % pieces]
        clock = clock + rng.standard_exponential() / rate if rate > 0.0 else np.inf
        if clock < (piece + 1) * span:
            fresh = clock
            break
        piece += 1
        clock = piece * span
    horizon = intervals * seconds
    while True:
        if waiting_again > 0 and again[0] < fresh:
            now = again[0]
            waiting_again = drop_least(again, waiting_again)
            if now >= horizon:
                continue
        else:
            if fresh >= horizon:
                break
            now = fresh
            fresh = np.inf
            while piece < intervals * pieces:
                rate = rates[piece // pieces, piece % pieces]
                clock = clock + rng.standard_exponential() / rate if rate > 0.0 else np.inf
                if clock < (piece + 1) * span:
                    fresh = clock
                    break
                piece += 1
                clock = piece * span
        t = min(int(now / seconds), intervals - 1)
        counts[t, OFFERED] += 1.0
        if lines >= 0:
            while taken > 0 and inside[0] <= now:
                taken = drop_least(inside, taken)
            if taken >= lines:
                counts[t, BLOCKED] += 1.0
                continue
        if np.isinf(patience[t]):
            stays = np.inf
        else:
            stays = draw(rng, int(wait_law[0]), wait_law[1], wait_law[2]) * patience[t]
        if balk > 0.0 and rng.random() < balk:
            stays = 0.0
        while True:
            start = max(now, free[0]) if size > 0 else np.inf
            edge = (crew + 1) * seconds
            if crew + 1 >= intervals or start < edge or now + stays < edge:
                break
            crew += 1
            while size < agents[crew]:
                size = push(free, size, edge)
            while size > agents[crew]:
                size = drop_least(free, size)
        offered_wait = start - now
        if offered_wait <= within[t]:
            counts[t, REACHED] += 1.0
        if offered_wait <= stays and start < np.inf:
            work = draw(rng, int(work_law[0]), work_law[1], work_law[2]) * aht[t]
            replace_least(free, size, start + work)
            counts[t, ANSWERED] += 1.0
            if offered_wait <= within[t]:
                counts[t, IN_TIME] += 1.0
            counts[t, WAIT] += offered_wait
            counts[t, WORK] += work
            gone = start + work
        else:
            if stays < np.inf:
                counts[t, ABANDONED] += 1.0
                if stays <= within[t]:
                    counts[t, ABANDONED_IN_TIME] += 1.0
            left = min(stays, max(horizon - now, 0.0)) if np.isinf(stays) else stays
            counts[t, WAIT] += left
            gone = now + stays
            if redial > 0.0 and stays < np.inf and rng.random() < redial:
                if waiting_again == again.size:
                    bigger = np.empty(2 * again.size)
                    bigger[:waiting_again] = again[:waiting_again]
                    again = bigger
                waiting_again = push(again, waiting_again, gone + redial_delay * rng.standard_exponential())
        if lines >= 0:
            taken = push(inside, taken, gone)


@njit(cache=True)
def many_days(
    rng: np.random.Generator,
    rates: FloatArray,
    seconds: float,
    agents: NDArray[np.int64],
    aht: FloatArray,
    patience: FloatArray,
    within: FloatArray,
    work_law: FloatArray,
    wait_law: FloatArray,
    balk: float,
    redial: float,
    redial_delay: float,
    lines: int,
    factor_cv: float,
    counts: FloatArray,
) -> None:
    """:func:`one_day` for each of ``counts.shape[0]`` days; each day's rates times its own gamma factor with mean 1."""
    for day in range(counts.shape[0]):
        factor = 1.0
        if factor_cv > 0.0:
            factor = rng.standard_gamma(1.0 / factor_cv**2) * factor_cv**2
        today = rates * factor
        one_day(rng, today, seconds, agents, aht, patience, within, work_law, wait_law, balk, redial, redial_delay, lines, counts[day])
