"""Erlang A: waiting contacts hang up after an exponential patience (M/M/n+M, Palm 1943/57).

Notation of the sources: lambda arrivals per second, mu = 1 / AHT, theta = 1 / mean patience, a = lambda / mu, V the wait offered to a
caller of endless patience. Formulas: A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue, with
applications to call centers", 2007.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from staffing.models.queueing.arrays import (
    FloatArray,
    as_floats,
    check_agents,
    check_aht,
    check_answer_within,
    check_load,
    optional_floats,
    refuse,
)
from staffing.models.queueing.erlang_b import inverse_blocking
from staffing.models.queueing.measures import Performance, ServiceLevelDefinition
from staffing.models.queueing.palm import palm

_SURE = 1e-280
"""1 / A below which every contact waits (to 280 digits) and ratios of A are no longer finite."""
_RARE = 1e-3
"""Service level in overload below which ``1 - hung up - answered late`` is replaced by a sum without cancellation."""


def erlang_a_performance(
    load_erlangs: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    patience_seconds: ArrayLike,
    answer_within_seconds: ArrayLike | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> Performance:
    """Performance with abandonment, for any broadcastable arguments. Overload is an ordinary case here.

    ``P(abandon) = P(wait) P(abandon | wait)``, ``ASA = patience x P(abandon)`` (mean wait of all offered),
    ``occupancy = a (1 - P(abandon)) / n``.
    No load: service level 1, everything else 0. No agents under load: everybody waits and hangs up; occupancy 0.

    Args:
        load_erlangs: offered load a = arrival rate x AHT, >= 0.
        agents: n >= 0.
        aht_seconds: > 0 where there is load.
        patience_seconds: mean patience, finite, > 0.
        answer_within_seconds: T >= 0; NaN or ``None``: no service level.
        definition: which contacts count in the service level.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    arguments = (
        as_floats("load_erlangs", load_erlangs),
        as_floats("agents", agents),
        as_floats("aht_seconds", aht_seconds),
        as_floats("patience_seconds", patience_seconds),
        optional_floats("answer_within_seconds", answer_within_seconds),
    )
    load, count, aht, patience, within = np.broadcast_arrays(*arguments)
    check_load(load)
    check_agents(count)
    check_aht(aht, load)
    refuse("patience_seconds", patience, ~(np.isfinite(patience) & (patience > 0)), "a finite number > 0")
    check_answer_within(within)
    p_wait, p_abandon, level = (np.zeros(load.shape) for _ in range(3))
    occupancy = np.zeros(load.shape)
    level[load == 0] = 1.0

    nobody = (load > 0) & (count == 0)
    p_wait[nobody] = p_abandon[nobody] = 1.0
    level[nobody] = level_without_agents(within[nobody] / patience[nobody], definition)

    busy = (load > 0) & (count > 0)
    if busy.any():
        n, a, h, r, t = count[busy], load[busy], aht[busy], patience[busy], within[busy]
        wait = busy_period(n, a, h, r)
        p_wait[busy] = wait.p_wait
        p_abandon[busy] = wait.p_wait * wait.p_abandon
        level[busy] = service_level(wait, r, t, definition)
        occupancy[busy] = a / n * (1.0 - p_abandon[busy])
    level[np.isnan(within)] = np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        queue = np.where(load > 0, load / aht * patience * p_abandon, 0.0)
    overloaded = (load >= count) & (load > 0)
    return Performance(p_wait, level, patience * p_abandon, p_abandon, 1.0 - p_abandon, occupancy, queue, overloaded)


class BusyPeriod(NamedTuple):
    """What a contact meets, for one-dimensional arrays.

    Attributes:
        service, arrivals, spare: Palm's s, y and s - y.
        inverse: 1 / A(s, y).
        p_wait: P(wait).
        prompt: 1 - P(wait), without cancellation.
        p_abandon: P(abandon | wait).
    """

    service: FloatArray
    arrivals: FloatArray
    spare: FloatArray
    inverse: FloatArray
    p_wait: FloatArray
    prompt: FloatArray
    p_abandon: FloatArray


def busy_period(agents: FloatArray, load: FloatArray, aht: FloatArray, patience: FloatArray) -> BusyPeriod:
    """The wait, apart from any answer time, for one-dimensional arrays with n > 0, a > 0: ``P(wait) = 1 / (1 + (1/B - 1) / A)``."""
    ratio = patience / aht
    service, arrivals, spare = agents * ratio, load * ratio, (agents - load) * ratio
    inverse, abandon = palm(service, arrivals, spare)
    with np.errstate(over="ignore"):
        free = (inverse_blocking(agents, load) - 1.0) * inverse
        p_wait = 1.0 / (1.0 + free)
    prompt = np.where(free > 1.0, 1.0 - p_wait, np.minimum(free, 1.0) * p_wait)
    return BusyPeriod(service, arrivals, spare, inverse, p_wait, prompt, abandon)


class LateShare(NamedTuple):
    """Who still waits when the answer time T is over, for one-dimensional arrays.

    Attributes:
        patient: q = e**(-T / patience).
        arrivals_left: y q.
        p_later: P(V > T | wait).
        p_late: P(W > T) = P(wait) q P(V > T | wait), still waiting at T.
        p_abandon: share of these that hangs up later.
    """

    patient: FloatArray
    arrivals_left: FloatArray
    p_later: FloatArray
    p_late: FloatArray
    p_abandon: FloatArray


def late_share(wait: BusyPeriod, patience: FloatArray, within: FloatArray) -> LateShare:
    """``P(V > T | wait) = gamma(s, y q) / gamma(s, y)``, and P(abandon | wait) taken at y q: a queue seen T later is the same queue with
    that much patience used up. NaN where ``within`` is NaN."""
    x = within / patience
    patient = np.exp(-x)
    arrivals_left = wait.arrivals * patient
    spare_left = wait.spare - wait.arrivals * np.expm1(-x)
    inverse_left, abandon_left = palm(wait.service, arrivals_left, spare_left)
    exponent = -wait.spare * x - wait.arrivals * (x + np.expm1(-x))
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        later = np.minimum(wait.inverse / inverse_left * np.exp(exponent), 1.0)
    certain = wait.inverse < _SURE
    if certain.any():
        later[certain] = special.gammainc(wait.service[certain], arrivals_left[certain])
    return LateShare(patient, arrivals_left, later, wait.p_wait * later * patient, abandon_left)


def service_level(wait: BusyPeriod, patience: FloatArray, within: FloatArray, definition: ServiceLevelDefinition) -> FloatArray:
    """Share answered within T by ``definition``, for one-dimensional arrays with n > 0, a > 0. NaN where ``within`` is NaN.

    Answered among all offered: ``1 - P(abandon) - P(W > T) (1 - P(abandon | W > T))``.
    """
    late = late_share(wait, patience, within)
    hung_up = wait.p_wait * wait.p_abandon
    offered = 1.0 - hung_up - late.p_late * (1.0 - late.p_abandon)
    virtual = 1.0 - wait.p_wait * late.p_later
    rare = (offered < _RARE) & (wait.spare < 0.0)
    if rare.any():
        offered[rare], virtual[rare] = _rare_answers(BusyPeriod(*(field[rare] for field in wait)), late.arrivals_left[rare])
    match definition:
        case ServiceLevelDefinition.OFFERED:
            return offered
        case ServiceLevelDefinition.INCLUDING_SHORT:
            return 1.0 - late.p_late
        case ServiceLevelDefinition.EXCLUDING_SHORT:
            return offered / (offered + late.p_late)
        case ServiceLevelDefinition.ANSWERED:
            return np.minimum(offered / (1.0 - hung_up), 1.0)
        case ServiceLevelDefinition.VIRTUAL:
            return virtual


def _rare_answers(wait: BusyPeriod, arrivals_left: FloatArray) -> tuple[FloatArray, FloatArray]:
    """``(answered in time, P(V <= T))`` summed over V in [0, T]: V has the density of a gamma variable, z = y e**(-V / patience)."""
    s, y = wait.service, wait.arrivals
    waits = wait.p_wait / special.gammainc(s, y)
    reached = special.gammaincc(s, arrivals_left) - special.gammaincc(s, y)
    answered = s / y * (special.gammaincc(s + 1.0, arrivals_left) - special.gammaincc(s + 1.0, y))
    return wait.prompt + waits * answered, wait.prompt + waits * reached


def level_without_agents(x: FloatArray, definition: ServiceLevelDefinition) -> FloatArray:
    """Service level with nobody on the queue, where x = T / patience: all hang up, some of them within T."""
    if definition is ServiceLevelDefinition.INCLUDING_SHORT:
        return -np.expm1(-x)
    return np.full(x.shape, np.nan if definition is ServiceLevelDefinition.ANSWERED else 0.0)
