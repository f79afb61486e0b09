"""Erlang B: the share of contacts lost when nobody may wait. Every other formula here starts from it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from staffing.models.queueing.arrays import FloatArray, as_floats, check_agents, check_load
from staffing.models.queueing.poisson import poisson_pmf

_FRACTION_FROM = 6.0
"""Standard deviations of overload from which the continued fraction takes over."""
_FRACTION_TERMS = 40


def erlang_b_blocking(load_erlangs: ArrayLike, agents: ArrayLike) -> FloatArray:
    """Blocking probability B(n, a) of M/G/n/n (Erlang 1917), for any broadcastable arguments.

    Args:
        load_erlangs: offered load a, >= 0.
        agents: lines or agents n, >= 0; need not be whole.

    Returns:
        Probabilities in [0, 1], relative error below 1e-12. No agents: 1, also at zero load; zero load with agents: 0.

    Raises:
        ValueError: an argument is NaN, infinite or negative; the message names it and the first such place.
    """
    load, count = as_floats("load_erlangs", load_erlangs), as_floats("agents", agents)
    check_load(load)
    check_agents(count)
    load, count = np.broadcast_arrays(load, count)
    blocking = np.where(count == 0, 1.0, 0.0)
    some = (load > 0) & (count > 0)
    blocking[some] = 1.0 / inverse_blocking(count[some], load[some])
    return blocking


def inverse_blocking(agents: FloatArray, load_erlangs: FloatArray) -> FloatArray:
    """1 / B(n, a) for one-dimensional arrays, n >= 0, a > 0; infinity where it exceeds the largest float.

    ``1/B = Q(n + 1, a) / pmf(n; a)`` with the regularised upper incomplete gamma function Q (Fortet's integral, in D. L. Jagerman, "Some
    properties of the Erlang loss function", 1974). Where a lies far above n both sides vanish and Legendre's continued fraction of
    Gamma(n + 1, a) takes over: ``a / (a-n + n/(a-n+2 + 2(n-1)/(a-n+4 + ...)))``.
    """
    excess = agents - load_erlangs
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        inverse: FloatArray = special.gammaincc(agents + 1.0, load_erlangs) / poisson_pmf(agents, load_erlangs, excess)
    far = -excess > _FRACTION_FROM * np.sqrt(load_erlangs)
    if far.any():
        inverse[far] = _legendre(agents[far], load_erlangs[far])
    return inverse


def inverse_blocking_up(inverse: FloatArray, agents: FloatArray, load_erlangs: FloatArray) -> FloatArray:
    """1 / B(n, a) from ``inverse`` = 1 / B(n - 1, a), where n = ``agents`` >= 1: ``1 + (n / a) / B(n - 1)``, stable."""
    with np.errstate(over="ignore"):
        return 1.0 + agents / load_erlangs * inverse


def inverse_blocking_down(inverse: FloatArray, agents: FloatArray, load_erlangs: FloatArray) -> FloatArray:
    """1 / B(n - 1, a) from ``inverse`` = 1 / B(n, a), where n = ``agents`` >= 1. Good for a few steps while n > a."""
    return (inverse - 1.0) * (load_erlangs / agents)


def _legendre(agents: FloatArray, load: FloatArray) -> FloatArray:
    gap = load - agents
    tail = gap + 2.0 * _FRACTION_TERMS
    for k in range(_FRACTION_TERMS, 0, -1):
        tail = gap + 2.0 * (k - 1) + k * np.maximum(agents - (k - 1), 0.0) / tail
    return load / tail
