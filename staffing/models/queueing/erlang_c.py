"""Erlang C: everybody waits until answered (M/M/n, Erlang 1917)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import (
    FloatArray,
    as_floats,
    check_agents,
    check_aht,
    check_answer_within,
    check_load,
    optional_floats,
)
from staffing.models.queueing.erlang_b import inverse_blocking
from staffing.models.queueing.measures import Performance


def erlang_c_performance(
    load_erlangs: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    answer_within_seconds: ArrayLike | None = None,
) -> Performance:
    """Performance without abandonment, for any broadcastable arguments.

    With rho = a / n: ``P(wait) = 1 / (rho + (1 - rho) / B)``, ``SL = 1 - P(wait) e**(-(n - a) T / AHT)``, ``ASA = P(wait) AHT / (n - a)``,
    ``occupancy = a / n``. No load: service level 1, everything else 0. a >= n > 0 or n = 0 under load: P(wait) 1, service level 0, waits
    infinite, occupancy 1.

    Args:
        load_erlangs: offered load a = arrival rate x AHT, >= 0.
        agents: n >= 0.
        aht_seconds: > 0 where there is load.
        answer_within_seconds: T >= 0; NaN or ``None``: no service level.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    arguments = (
        as_floats("load_erlangs", load_erlangs),
        as_floats("agents", agents),
        as_floats("aht_seconds", aht_seconds),
        optional_floats("answer_within_seconds", answer_within_seconds),
    )
    load, count, aht, within = np.broadcast_arrays(*arguments)
    check_load(load)
    check_agents(count)
    check_aht(aht, load)
    check_answer_within(within)
    overloaded = (load >= count) & (load > 0)
    idle = load == 0
    p_wait = np.where(idle, 0.0, 1.0)
    level = np.where(idle, 1.0, 0.0)
    asa = np.where(idle, 0.0, np.inf)
    occupancy = np.where(idle, 0.0, 1.0)
    queue = asa.copy()
    answered = np.ones(load.shape)
    answered[overloaded] = count[overloaded] / load[overloaded]
    stable = ~overloaded & ~idle
    if stable.any():
        n, a, h, t = count[stable], load[stable], aht[stable], within[stable]
        waits, prompt = waiting_probability(n, a)
        p_wait[stable] = waits
        level[stable] = np.minimum(prompt - waits * np.expm1(-(n - a) * t / h), 1.0)
        asa[stable] = waits * h / (n - a)
        queue[stable] = waits * a / (n - a)
        occupancy[stable] = a / n
    level[np.isnan(within)] = np.nan
    return Performance(p_wait, level, asa, np.zeros(load.shape), answered, occupancy, queue, overloaded)


def waiting_probability(agents: FloatArray, load_erlangs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """``(P(wait), 1 - P(wait))`` for one-dimensional arrays with n > a > 0; the second without cancellation."""
    inverse = inverse_blocking(agents, load_erlangs)
    spare = agents - load_erlangs
    with np.errstate(over="ignore", invalid="ignore"):
        total = load_erlangs + spare * inverse
        prompt = np.where(np.isinf(total), 1.0, spare * (inverse - 1.0) / total)
    return agents / total, prompt
