"""The smallest crew under Erlang C: a square-root guess, one gamma function, then the recursion of Erlang B up or down."""

from __future__ import annotations

import numpy as np
from scipy import special

from staffing.models.queueing.arrays import BoolArray, FloatArray
from staffing.models.queueing.erlang_b import inverse_blocking, inverse_blocking_down, inverse_blocking_up

TIE = 1e-12
"""Relative room in a comparison with a target: a metric that equals its target in exact arithmetic meets it."""
_NEWTON_STEPS = 5
_ROOT_HALF_PI = 1.2533141373155003
_ROOT_2PI = 2.5066282746310002


def smallest_stable_crew(
    load: FloatArray,
    aht: FloatArray,
    level: FloatArray,
    within: FloatArray,
    asa: FloatArray,
    lowest: FloatArray,
) -> FloatArray:
    """Smallest whole n >= ``lowest`` that meets service level and ASA, for one-dimensional arrays.

    Args:
        load: a > 0.
        aht: seconds, > 0.
        level, within: share to be answered within so many seconds; NaN: no such target.
        asa: greatest mean wait in seconds, > 0; NaN: no such target.
        lowest: whole numbers, > a.
    """
    miss = np.where(np.isnan(level), 2.0, (1.0 - level) * (1.0 + TIE))
    rate = np.where(np.isnan(level), 0.0, within) / aht
    allowance = np.where(np.isnan(asa), np.inf, asa * (1.0 + TIE)) / aht
    agents = np.maximum(np.ceil(_guess(load, miss, rate, allowance)), lowest)
    inverse = inverse_blocking(agents, load)
    met = _met(agents, load, inverse, miss, rate, allowance)

    rows = np.flatnonzero(~met)
    a, x, n = load[rows], inverse[rows], agents[rows]
    while rows.size:
        n = n + 1.0
        x = inverse_blocking_up(x, n, a)
        short = ~_met(n, a, x, miss[rows], rate[rows], allowance[rows])
        agents[rows] = n
        rows, a, x, n = rows[short], a[short], x[short], n[short]

    rows = np.flatnonzero(met & (agents > lowest))
    a, x, n = load[rows], inverse[rows], agents[rows]
    while rows.size:
        x = inverse_blocking_down(x, n, a)
        n = n - 1.0
        lost = np.isinf(x)
        if lost.any():
            x[lost] = inverse_blocking(n[lost], a[lost])
        still = _met(n, a, x, miss[rows], rate[rows], allowance[rows])
        agents[rows[still]] = n[still]
        still &= n > lowest[rows]
        rows, a, x, n = rows[still], a[still], x[still], n[still]
    return agents


def _met(agents: FloatArray, load: FloatArray, inverse: FloatArray, miss: FloatArray, rate: FloatArray, allowance: FloatArray) -> BoolArray:
    spare = agents - load
    with np.errstate(over="ignore"):
        waits = agents / (load + spare * inverse)
    met: BoolArray = (waits * np.exp(-spare * rate) <= miss) & (waits <= allowance * spare)
    return met


def _guess(load: FloatArray, miss: FloatArray, rate: FloatArray, allowance: FloatArray) -> FloatArray:
    """n = a + beta sqrt(a) with P(wait) = 1 / (1 + beta Phi(beta) / phi(beta)) (Halfin and Whitt 1981), solved for beta by Newton."""
    root = np.sqrt(load)
    beta = np.zeros(load.shape)
    rows = np.flatnonzero(miss < 1.0)
    if rows.size:
        goal, slope = -np.log(miss[rows]), rate[rows] * root[rows]
        beta[rows] = _beta_for_level(goal, slope)
    rows = np.flatnonzero(np.isfinite(allowance))
    if rows.size:
        beta[rows] = np.maximum(beta[rows], _beta_for_asa(-np.log(allowance[rows] * root[rows])))
    return load + beta * root


def _beta_for_level(goal: FloatArray, slope: FloatArray) -> FloatArray:
    """Root of log(1 + beta M(beta)) + slope beta = goal, M = Phi / phi; convex, entered from the right."""
    beta: FloatArray = np.minimum(goal / (_ROOT_HALF_PI + slope), np.sqrt(2.0 * goal))
    for _ in range(_NEWTON_STEPS):
        value, derivative = _log_odds(beta)
        beta = np.maximum(beta - (value + slope * beta - goal) / (derivative + slope), 0.0)
    return beta


def _beta_for_asa(goal: FloatArray) -> FloatArray:
    """Root of log(1 + beta M(beta)) + log beta = goal, by Newton in log beta."""
    log_beta: FloatArray = np.where(goal > 1.0, 0.5 * np.log(2.0 * np.maximum(goal, 1.0)), goal)
    for _ in range(_NEWTON_STEPS):
        beta = np.exp(log_beta)
        value, derivative = _log_odds(beta)
        log_beta = log_beta - (value + log_beta - goal) / (1.0 + beta * derivative)
    root: FloatArray = np.exp(log_beta)
    return root


def _log_odds(beta: FloatArray) -> tuple[FloatArray, FloatArray]:
    """log(1 + beta Phi/phi) and its derivative, for 0 <= beta (capped at 35, where it is beta**2 / 2 anyway)."""
    capped = np.minimum(beta, 35.0)
    mills = _ROOT_2PI * np.exp(0.5 * capped * capped) * special.ndtr(capped)
    odds = 1.0 + capped * mills
    return np.log(odds) + 0.5 * (beta * beta - capped * capped), mills / odds + beta
