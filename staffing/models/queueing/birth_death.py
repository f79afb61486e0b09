"""Queues with finitely many places as a chain: states 0 .. L, one for each number of contacts in the system.

Arrivals in state j at rate ``arrivals_j``, departures at ``min(j, n) + max(j - n, 0) AHT / patience`` (all per AHT). The chain balances
between neighbours: ``p_j / p_{j-1} = arrivals_{j-1} / departures_j``. An arrival that finds n + k in the system has k waiting before it.
Its wait for an agent is the sum of k + 1 exponential times with rates ``n mu + i theta``, i = 0 .. k, so ``e**(-theta V)`` has the beta
distribution with parameters ``n mu / theta`` and ``k + 1``; without abandonment V is gamma distributed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy import special

from staffing.models.queueing.arrays import FloatArray
from staffing.models.queueing.measures import ServiceLevelDefinition

CELLS_AT_ONCE = 2_000_000
"""Row x state cells worked on together."""
_NEVER = 1e-25
"""Chance below which a state is not looked at."""


class ChainMeasures(NamedTuple):
    """One-dimensional arrays; shares are of the contacts accepted, save ``blocked``, which is of all that arrive."""

    p_wait: FloatArray
    service_level: FloatArray
    asa: FloatArray
    p_abandon: FloatArray
    occupancy: FloatArray
    mean_queue: FloatArray
    blocked: FloatArray
    mean_arrivals: FloatArray


def answered_within(
    waiting: FloatArray, agents: FloatArray, ratio: FloatArray, x: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """What becomes of a contact with ``waiting`` others before it when all agents are busy: ``(answered in time, P(V <= T), P(W > T),
    P(abandon))``.

    Args:
        waiting: k = 0, 1, ...; NaN rows are not allowed.
        agents: n >= 1.
        ratio: AHT / patience, >= 0; 0: nobody hangs up.
        x: T / AHT, >= 0.

    All broadcast.
    """
    k, n, r, x = np.broadcast_arrays(waiting, agents, ratio, x)
    hangs_up = r > 0
    safe = np.where(hangs_up, r, 1.0)
    s = n / safe
    left = np.exp(-safe * x)
    used = -np.expm1(-safe * x)
    with np.errstate(invalid="ignore"):
        reached = np.where(hangs_up, special.betainc(k + 1.0, s, used), special.gammainc(k + 1.0, n * x))
        answered = np.where(hangs_up, s / (s + k + 1.0) * special.betainc(k + 1.0, s + 1.0, used), reached)
        late = np.where(hangs_up, left * special.betaincc(k + 1.0, s, used), special.gammaincc(k + 1.0, n * x))
    abandon = (k + 1.0) * r / (n + (k + 1.0) * r)
    return answered, reached, late, abandon


def chain_measures(
    arrivals: FloatArray,
    agents: FloatArray,
    ratio: FloatArray,
    lines: FloatArray,
    aht: FloatArray,
    within: FloatArray,
    definition: ServiceLevelDefinition,
) -> ChainMeasures:
    """Long-run measures of each row's chain.

    Args:
        arrivals: arrivals per AHT in state j, shape (R, S), >= 0, positive in state 0; S = largest L + 1.
        agents: n, whole, 1 <= n <= lines, shape (R,) like the rest.
        ratio: AHT / patience, >= 0.
        lines: L, whole, < S; arrivals in state L are blocked.
        aht, within: seconds; NaN in ``within``: no service level.
    """
    states = np.arange(arrivals.shape[1], dtype=np.float64)
    n, r = agents[:, np.newaxis], ratio[:, np.newaxis]
    departures = np.minimum(states, n) + np.maximum(states - n, 0.0) * r
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.log(arrivals[:, :-1]) - np.log(departures[:, 1:])
    outside = states > lines[:, np.newaxis]
    weights = np.concatenate([np.zeros((len(n), 1)), np.cumsum(steps, axis=1)], axis=1)
    weights[outside] = -np.inf
    weights -= weights.max(axis=1, keepdims=True)
    p = np.exp(weights)
    p /= p.sum(axis=1, keepdims=True)
    seen = p * arrivals
    mean_arrivals = seen.sum(axis=1)
    seen /= mean_arrivals[:, np.newaxis]
    last = lines.astype(np.int64)
    everyone = np.arange(len(last))
    blocked = seen[everyone, last]
    seen[everyone, last] = 0.0
    accepted = seen.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        seen = np.where(accepted[:, np.newaxis] > 0, seen / accepted[:, np.newaxis], 0.0)
    waiting = np.where(states >= n, seen, 0.0)
    p_wait = waiting.sum(axis=1)
    x = np.nan_to_num(within / aht)[:, np.newaxis]
    queue = (p * np.maximum(states - n, 0.0)).sum(axis=1)
    some = np.flatnonzero((waiting > _NEVER).any(axis=0))
    part = slice(int(some[0]), int(some[-1]) + 1) if some.size else slice(0, 1)
    waits, k = waiting[:, part], np.maximum(states[part] - n, 0.0)
    answered, reached, late, abandon = answered_within(k, n, r, x)
    hung_up = (waits * abandon).sum(axis=1)
    asa = (waits * (k + 1.0) / (n + (k + 1.0) * r)).sum(axis=1) * aht
    prompt = np.where(states < n, seen, 0.0).sum(axis=1)
    in_time, late_share = prompt + (waits * answered).sum(axis=1), (waits * late).sum(axis=1)
    level = {
        ServiceLevelDefinition.OFFERED: in_time,
        ServiceLevelDefinition.INCLUDING_SHORT: 1.0 - late_share,
        ServiceLevelDefinition.EXCLUDING_SHORT: in_time / (in_time + late_share),
        ServiceLevelDefinition.ANSWERED: np.minimum(in_time / (1.0 - hung_up), 1.0),
        ServiceLevelDefinition.VIRTUAL: prompt + (waits * reached).sum(axis=1),
    }[definition]
    return ChainMeasures(
        p_wait,
        np.where(np.isnan(within), np.nan, np.minimum(level, 1.0)),
        asa,
        hung_up,
        (p * np.minimum(states, n)).sum(axis=1) / agents,
        queue,
        blocked,
        mean_arrivals,
    )
