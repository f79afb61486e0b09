"""Chat: agents who hold several conversations at once, each the slower the more of them there are.

With ``aht_seconds[k-1]`` the mean handling time of a chat whose agent holds k at once, an agent with k chats completes
``r_k = k / aht_k`` per second. A new chat goes to the agent with the fewest. The number of chats is a birth-death chain with arrivals
lambda and completions D(j) with j chats in service, up to N = n c, and ``D(N + k) = n r_c + k theta`` with k chats waiting, theta =
1 / mean patience (Luo and Zhang 2013; Tezcan and Zhang 2014). Spread evenly, ``j mod n`` agents hold one chat more than the others:

``D(j) = (n - j mod n) r_{floor(j / n)} + (j mod n) r_{floor(j / n) + 1}`` (r_0 = 0).

In truth chats end at random and the spread is less even; :mod:`staffing.models.queueing.chat_levels` has the mean D(j) that makes the
chain exact.

Once all N places are taken the wait is that of Erlang A with n mu replaced by n r_c; only the way there differs. "AHT / concurrency" in
a plain Erlang formula is wrong by 4 to 15 percentage points of service level.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    as_floats,
    check_agents,
    check_answer_within,
    optional_floats,
    refuse,
)
from staffing.models.queueing.chat_levels import completion_by_chats
from staffing.models.queueing.erlang_a import BusyPeriod, service_level
from staffing.models.queueing.measures import Performance, ServiceLevelDefinition
from staffing.models.queueing.palm import palm

MOST_CHATS = 50
_ROOM = 1e-12
"""Relative room in comparisons with a target, as in :mod:`staffing.models.queueing.requirement`."""
_SLOWER = 1e-9


def completion_rates(aht_seconds: Sequence[float]) -> FloatArray:
    """``r_k = k / aht_k`` per second for k = 1..c, shape (c,).

    Args:
        aht_seconds: mean handling time with 1, 2, ..., c chats at once, each > 0, at most 50 of them.

    Raises:
        ValueError: no handling time, one that is not above 0, or a level at which an agent completes fewer chats than one level below: who
            serves so many at once serves fewer.
    """
    times = np.asarray(aht_seconds, dtype=np.float64)
    if times.ndim != 1 or not 1 <= times.size <= MOST_CHATS:
        raise ValueError(f"aht_by_concurrency_seconds: expected 1 to {MOST_CHATS} handling times, got {times.size}")
    refuse("aht_by_concurrency_seconds", times, ~(np.isfinite(times) & (times > 0)), "a number > 0")
    rates: FloatArray = np.arange(1, times.size + 1) / times
    slower = slower_level(aht_seconds)
    if slower is not None:
        raise ValueError(f"aht_by_concurrency_seconds: with {slower} chats at once an agent completes fewer than with {slower - 1}")
    return rates


def slower_level(aht_seconds: Sequence[float]) -> int | None:
    """The first number of chats at once with which an agent completes fewer than with one chat less; ``None``: there is none."""
    for k in range(2, len(aht_seconds) + 1):
        if k / aht_seconds[k - 1] < (k - 1) / aht_seconds[k - 2] * (1 - _SLOWER):
            return k
    return None


def chat_performance(
    arrivals_per_second: ArrayLike,
    agents: ArrayLike,
    aht_seconds: Sequence[float],
    *,
    patience_seconds: float | None = None,
    answer_within_seconds: float | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> Performance:
    """Performance of a chat queue, for broadcastable arrivals and agents.

    The wait is that before an agent takes the chat up. ``occupancy`` is the share of the n c places that are taken on average (agents who
    hold one chat of three are a third busy). Overload without abandonment is a value: service level 0, mean wait infinite.

    Args:
        arrivals_per_second: lambda >= 0.
        agents: n >= 0, whole numbers.
        aht_seconds: mean handling time with 1, 2, ..., c chats at once.
        patience_seconds: mean patience, > 0; ``None``: nobody leaves.
        answer_within_seconds: T >= 0; ``None``: no service level (NaN).
        definition: which chats count in the service level.

    Raises:
        ValueError: an argument is out of range.
    """
    rates = completion_rates(aht_seconds)
    arrivals, count = as_floats("arrivals_per_second", arrivals_per_second), as_floats("agents", agents)
    refuse("arrivals_per_second", arrivals, ~(np.isfinite(arrivals) & (arrivals >= 0)), "a number >= 0")
    check_agents(count)
    refuse("agents", count, count != np.rint(count), "a whole number")
    within = np.asarray(np.nan if answer_within_seconds is None else float(answer_within_seconds))
    check_answer_within(within)
    patience = optional_floats("patience_seconds", patience_seconds)
    refuse("patience_seconds", patience, patience <= 0, "a number > 0")
    arrivals, count = np.broadcast_arrays(arrivals, count)
    shape = arrivals.shape
    lam, n = arrivals.ravel(), count.ravel()
    p_wait, p_abandon, level, asa, occupancy = (np.zeros(lam.shape) for _ in range(5))
    level[:] = 1.0
    busy = (lam > 0) & (n > 0)
    nobody = (lam > 0) & (n == 0)
    top = rates[-1]
    if np.isfinite(patience):
        _nobody(nobody, p_wait, p_abandon, level, asa, float(patience), float(within), definition)
        if busy.any():
            inverse, in_service = _ways_to_full(lam[busy], n[busy], rates)
            r = np.full(int(busy.sum()), float(patience))
            service, load = n[busy] * top * r, lam[busy] * r
            tail, hang_up = palm(service, load, service - load)
            with np.errstate(over="ignore", invalid="ignore"):
                free = (inverse - 1.0) * tail
                waits = 1.0 / (1.0 + free)
            prompt = np.where(free > 1.0, 1.0 - waits, np.minimum(free, 1.0) * waits)
            wait = BusyPeriod(service, load, service - load, tail, waits, prompt, hang_up)
            p_wait[busy], p_abandon[busy] = waits, waits * hang_up
            level[busy] = service_level(wait, r, np.full(r.shape, float(within)), definition)
            asa[busy] = r * p_abandon[busy]
            occupancy[busy] = in_service * prompt / (n[busy] * len(rates)) + waits
    else:
        stable = busy & (n * top > lam)
        full = (busy | nobody) & ~stable
        p_wait[full], level[full], asa[full] = 1.0, 0.0, np.inf
        occupancy[full & busy] = 1.0
        if stable.any():
            inverse, in_service = _ways_to_full(lam[stable], n[stable], rates)
            spare = n[stable] * top - lam[stable]
            with np.errstate(over="ignore", invalid="ignore"):
                free = (inverse - 1.0) * spare / (n[stable] * top)
                waits = 1.0 / (1.0 + free)
            prompt = np.where(free > 1.0, 1.0 - waits, np.minimum(free, 1.0) * waits)
            p_wait[stable] = waits
            level[stable] = 1.0 - waits * np.exp(-spare * float(within))
            asa[stable] = waits / spare
            occupancy[stable] = in_service * prompt / (n[stable] * len(rates)) + waits
    level[np.isnan(np.broadcast_to(within, level.shape))] = np.nan
    overloaded = (lam >= n * top) & (lam > 0)
    rate = np.where(overloaded & ~np.isfinite(asa), n * top / np.where(lam > 0, lam, 1.0), 1.0 - p_abandon)
    queue = np.where(lam > 0, lam * asa, 0.0)
    return Performance(
        p_wait=p_wait.reshape(shape),
        service_level=level.reshape(shape),
        asa_seconds=asa.reshape(shape),
        p_abandon=p_abandon.reshape(shape),
        answer_rate=rate.reshape(shape),
        occupancy=np.minimum(occupancy, 1.0).reshape(shape),
        mean_queue=queue.reshape(shape),
        overloaded=overloaded.reshape(shape),
    )


def _nobody(
    rows: BoolArray,
    p_wait: FloatArray,
    p_abandon: FloatArray,
    level: FloatArray,
    asa: FloatArray,
    patience: float,
    within: float,
    definition: ServiceLevelDefinition,
) -> None:
    """Nobody to answer: everybody waits and leaves."""
    p_wait[rows] = p_abandon[rows] = 1.0
    asa[rows] = patience
    if definition is ServiceLevelDefinition.INCLUDING_SHORT:
        level[rows] = -np.expm1(-within / patience)
    else:
        level[rows] = np.nan if definition is ServiceLevelDefinition.ANSWERED else 0.0


def _ways_to_full(lam: FloatArray, n: FloatArray, rates: FloatArray) -> tuple[FloatArray, FloatArray]:
    """:func:`way_to_full` row by row."""
    inverse, mean = np.empty(lam.shape), np.empty(lam.shape)
    for row in range(lam.size):
        inverse[row], mean[row] = way_to_full(float(lam[row]), completion_by_chats(float(lam[row]), int(n[row]), rates))
    return inverse, mean


def way_to_full(arrivals: float, completions: FloatArray) -> tuple[float, float]:
    """``(sum of p_j over j <= N) / p_N``, and the mean number of chats in service while a place is free, for ``completions`` = D(0..N).

    The first is 1/B(N), from ``1/B(0) = 1, 1/B(j) = 1 + D(j) / lambda / B(j-1)``; infinity where it exceeds the largest float.
    """
    with np.errstate(over="ignore", divide="ignore"):
        steps = np.log(completions[1:] / arrivals)
        below = np.cumsum(steps[::-1])[::-1]  # ln(p_j / p_N), j = 0..N-1
    most = float(below.max())
    weights = np.exp(below - most)
    total = float(weights.sum())
    with np.errstate(over="ignore"):
        inverse = 1.0 + float(np.exp(np.float64(most))) * total
    return inverse, float((np.arange(below.size) * weights).sum() / total)


def smallest_chat_crew(
    arrivals_per_second: ArrayLike,
    aht_seconds: Sequence[float],
    *,
    service_level: float | None = None,
    answer_within_seconds: float | None = None,
    max_asa_seconds: float | None = None,
    max_occupancy: float | None = None,
    max_abandonment: float | None = None,
    min_answer_rate: float | None = None,
    patience_seconds: float | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> IntArray:
    """Smallest whole number of agents that meets every given target together; no arrivals: 0.

    Args:
        arrivals_per_second: lambda >= 0, any shape.
        aht_seconds: mean handling time with 1, 2, ..., c chats at once.
        service_level, answer_within_seconds, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate: as in
            :func:`staffing.models.queueing.smallest_agents`, one number each; occupancy is the share of the places taken.
        patience_seconds: mean patience, > 0; ``None``: nobody leaves.

    Raises:
        ValueError: an argument is out of range, or no target is given.
    """
    if service_level is not None and answer_within_seconds is None:
        raise ValueError("answer_within_seconds: expected a number >= 0 where service_level is given")
    limits = (service_level, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate)
    if all(limit is None for limit in limits):
        raise ValueError("expected at least one target")
    for name, share in (("service_level", service_level), ("max_abandonment", max_abandonment), ("min_answer_rate", min_answer_rate)):
        if share is not None and not 0 < share < 1:
            raise ValueError(f"{name}: expected a number between 0 and 1, got {share!r}")
    if max_occupancy is not None and not 0 < max_occupancy <= 1:
        raise ValueError(f"max_occupancy: expected a number in (0, 1], got {max_occupancy!r}")
    if max_asa_seconds is not None and not max_asa_seconds > 0:
        raise ValueError(f"max_asa_seconds: expected a number > 0, got {max_asa_seconds!r}")
    rates = completion_rates(aht_seconds)
    arrivals = as_floats("arrivals_per_second", arrivals_per_second)
    refuse("arrivals_per_second", arrivals, ~(np.isfinite(arrivals) & (arrivals >= 0)), "a number >= 0")
    lam = arrivals.ravel()

    def good(rows: FloatArray, count: FloatArray) -> BoolArray:
        felt = chat_performance(
            rows,
            count,
            aht_seconds,
            patience_seconds=patience_seconds,
            answer_within_seconds=answer_within_seconds,
            definition=definition,
        )
        fine = np.ones(rows.shape, dtype=np.bool_)
        if service_level is not None:
            fine &= felt.service_level >= service_level * (1 - _ROOM)
        if max_asa_seconds is not None:
            fine &= felt.asa_seconds <= max_asa_seconds * (1 + _ROOM)
        if max_abandonment is not None:
            fine &= felt.p_abandon <= max_abandonment * (1 + _ROOM)
        if min_answer_rate is not None:
            fine &= felt.answer_rate >= min_answer_rate * (1 - _ROOM)
        if max_occupancy is not None:
            fine &= (felt.occupancy <= max_occupancy * (1 + _ROOM)) & (count > 0)
        if patience_seconds is None:
            fine &= ~felt.overloaded
        return fine

    found = np.zeros(lam.size, dtype=np.int64)
    some = np.flatnonzero(lam > 0)
    if some.size:
        distinct, back = np.unique(lam[some], return_inverse=True)
        low = np.full(distinct.shape, -1.0)  # misses
        high = np.ceil(distinct / rates[-1] + 2.0 * np.sqrt(distinct / rates[-1]) + 1.0)
        while not (meets := good(distinct, high)).all():
            low, high = np.where(meets, low, high), np.where(meets, high, 2.0 * high)
        while (high - low > 1).any():
            middle = np.maximum(np.floor((low + high) / 2.0), np.minimum(low + 1.0, high))
            meets = good(distinct, middle)
            low, high = np.where(meets, low, middle), np.where(meets, middle, high)
        found[some] = high[back].astype(np.int64)
    return found.reshape(arrivals.shape)
