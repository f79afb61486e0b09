"""A queue followed through time: M_t / M / n_t + M, exactly, and the smallest crew of each interval given what the one before leaves
behind.

The distribution of the number of contacts in the system moves by Kolmogorov's forward equations; nothing is assumed to be in balance. Three
simplifications remain. Handling times and patience are exponential. When a crew shrinks, contacts in service beyond the new crew
wait again at the head of the queue (in life the agent finishes first, which is a little kinder). A contact's wait is reckoned with the crew
of its own interval. A. Ingolfsson and others, "A survey and experimental comparison of service-level-approximation methods for
nonstationary M(t)/M/s(t) queueing systems with exhaustive discipline", INFORMS Journal on Computing 19(2), 2007, find randomisation of this
kind the most accurate of all methods compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import FloatArray, as_floats, check_patience, optional_floats, refuse
from staffing.models.queueing.birth_death import answered_within
from staffing.models.queueing.measures import Performance, ServiceLevelDefinition
from staffing.models.queueing.modified_load import modified_offered_load
from staffing.models.queueing.requirement import smallest_agents
from staffing.models.queueing.targets import Targets
from staffing.models.queueing.transient_kernel import spread

_LOST = 1e-11
_MOST_STATES = 200_000
_CYCLES = 4


@dataclass(frozen=True, eq=False)
class TransientPerformance(Performance):
    """As :class:`Performance`, for the contacts that arrive in each interval; shape (T,).

    ``mean_queue`` and ``occupancy`` are means over the interval's time. ``overloaded``: the interval's own load is at least its crew.

    Attributes:
        at_start, at_end: distribution of the contacts in the system before the first and after the last interval, shape (S,).
    """

    at_start: FloatArray
    at_end: FloatArray


class _Setting(NamedTuple):
    """One queue over time: shape (T,), ``rates`` (T, P) in contacts per second."""

    rates: FloatArray
    seconds: float
    mu: FloatArray
    theta: FloatArray
    within: FloatArray
    definition: ServiceLevelDefinition

    @property
    def load(self) -> FloatArray:
        """Each interval's own offered load."""
        load: FloatArray = self.rates.mean(axis=1) / self.mu
        return load


class _Felt(NamedTuple):
    """What one interval's contacts meet."""

    p_wait: float
    service_level: float
    asa: float
    p_abandon: float
    occupancy: float
    mean_queue: float


def transient_performance(
    offered: ArrayLike,
    interval_seconds: float,
    aht_seconds: ArrayLike,
    agents: ArrayLike,
    *,
    patience_seconds: ArrayLike | None = None,
    answer_within_seconds: ArrayLike | None = None,
    start: FloatArray | None = None,
    cyclic: bool = False,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> TransientPerformance:
    """What the contacts of each interval meet with these crews.

    Args:
        offered: contacts of each interval, shape (T,), or of P equal pieces of it, shape (T, P); >= 0.
        interval_seconds: > 0.
        aht_seconds: one or (T,), > 0 where there are contacts.
        agents: one or (T,), whole, >= 0.
        patience_seconds: one or (T,), > 0; ``None``, NaN or infinity: nobody hangs up.
        answer_within_seconds: one or (T,), >= 0; NaN or ``None``: no service level.
        start: distribution of the contacts in the system at the start, shape (any,); ``None``: the first interval's long-run one
            (that of a crew without end where its own would have none, because nobody hangs up and the load exceeds it).
        cyclic: the end is followed by the start (a day like every other); takes the place of ``start``.
        definition: which contacts count in the service level.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    setting = _setting(offered, interval_seconds, aht_seconds, patience_seconds, answer_within_seconds, definition)
    crew = np.broadcast_to(as_floats("agents", agents), setting.mu.shape)
    refuse("agents", crew, ~((crew >= 0) & (crew == np.rint(crew)) & np.isfinite(crew)), "a whole number >= 0")
    states = _states(setting, crew, start)
    while True:
        p = _first(setting, crew, states, start)
        before, end, lost = p, p, 0.0
        felt: list[_Felt] = []
        for _ in range(_CYCLES if cyclic else 1):
            before, (felt, end, lost) = p, _follow(setting, crew, p)
            if np.abs(end - before).max() < 1e-9:
                break
            p = end
        if lost < _LOST or states >= _MOST_STATES:
            return _collect(setting, crew, felt, before, end)
        states = min(2 * states, _MOST_STATES)


def transient_agents(
    offered: ArrayLike,
    interval_seconds: float,
    aht_seconds: ArrayLike,
    *,
    service_level: float | None = None,
    answer_within_seconds: float | None = None,
    max_asa_seconds: float | None = None,
    max_occupancy: float | None = None,
    max_abandonment: float | None = None,
    min_answer_rate: float | None = None,
    patience_seconds: ArrayLike | None = None,
    min_agents: ArrayLike = 0,
    closed: ArrayLike | None = None,
    start: FloatArray | None = None,
    cyclic: bool = False,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> tuple[FloatArray, TransientPerformance]:
    """The smallest crew of each interval in turn that meets every target for the contacts of that interval, after what the crews before it
    leave behind; and what these crews deliver.

    Arguments as in :func:`transient_performance` and :func:`smallest_agents`; ``min_agents``: at least so many, one or (T,); ``closed``:
    intervals with nobody at work, whose contacts (if any) are not served, shape (T,).

    Returns:
        ``(agents, performance)``, agents of shape (T,).

    Raises:
        ValueError: an argument is out of range, or no target is given.
    """
    targets = Targets.read(service_level, answer_within_seconds, max_asa_seconds, max_occupancy, max_abandonment, min_answer_rate)
    refuse("service_level", np.asarray(np.nan), ~np.asarray(targets.any), "at least one target")
    setting = _setting(offered, interval_seconds, aht_seconds, patience_seconds, answer_within_seconds, definition)
    least = np.broadcast_to(as_floats("min_agents", min_agents), setting.mu.shape)
    refuse("min_agents", least, ~((least >= 0) & (least == np.rint(least)) & np.isfinite(least)), "a whole number >= 0")
    shut = np.broadcast_to(np.asarray(False if closed is None else closed, dtype=np.bool_), setting.mu.shape)
    moved = modified_offered_load(setting.rates.sum(axis=1) * setting.seconds, interval_seconds, 1.0 / setting.mu, cyclic=cyclic)
    given = {
        "service_level": service_level,
        "answer_within_seconds": answer_within_seconds,
        "max_asa_seconds": max_asa_seconds,
        "max_occupancy": max_occupancy,
        "max_abandonment": max_abandonment,
        "min_answer_rate": min_answer_rate,
    }
    patience = np.where(setting.theta > 0, 1.0 / np.where(setting.theta > 0, setting.theta, 1.0), np.inf)
    guess = smallest_agents(moved.modified, 1.0 / setting.mu, patience_seconds=patience, definition=definition, **given)
    crew = np.where(shut, 0.0, np.maximum(guess, least))
    states = _states(setting, np.maximum(crew - 2, 0), start)
    for _ in range(_CYCLES if cyclic else 1):
        before = crew.copy()
        crew, states = _forward(setting, targets, crew, least, shut, states, start)
        if cyclic:
            start = transient_performance(
                setting.rates * setting.seconds, interval_seconds, 1.0 / setting.mu, crew, patience_seconds=patience, cyclic=True
            ).at_start
        if (crew == before).all():
            break
    felt = transient_performance(
        setting.rates * setting.seconds,
        interval_seconds,
        1.0 / setting.mu,
        crew,
        patience_seconds=patience,
        answer_within_seconds=answer_within_seconds,
        start=start,
        definition=definition,
    )
    return crew, felt


def _forward(
    setting: _Setting,
    targets: Targets,
    guess: FloatArray,
    least: FloatArray,
    shut: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    states: int,
    start: FloatArray | None,
) -> tuple[FloatArray, int]:
    """One pass in time; ``(crew, states)``."""
    while True:
        p = _first(setting, guess, states, start)
        crew = guess.copy()
        worst = 0.0
        for t in range(len(crew)):
            if shut[t]:
                crew[t] = 0.0
                felt, p = _interval(setting, t, 0.0, p)
                continue
            n, low, high = guess[t], least[t] - 1.0, np.inf
            kept: dict[float, FloatArray] = {}
            while high - low > 1.0:
                n = min(max(n, low + 1.0), high - 1.0)
                if t == 0 and start is None:
                    p = _first(setting, np.array([n]), states, None)
                felt, kept[n] = _interval(setting, t, n, p)
                if _meets(targets, felt, n):
                    high, n = n, n - 1.0
                else:
                    low, n = n, n + 1.0
            crew[t], p = high, kept[high]
            worst = max(worst, float(p[-1]))
        if worst < _LOST or states >= _MOST_STATES:
            return crew, states
        states = min(2 * states, _MOST_STATES)


def _meets(targets: Targets, felt: _Felt, agents: float) -> bool:
    p_wait, level, asa, lost = (np.asarray(x) for x in (felt.p_wait, felt.service_level, felt.asa, felt.p_abandon))
    shown = Performance(p_wait, level, asa, lost, 1.0 - lost, np.asarray(felt.occupancy), np.asarray(felt.mean_queue), np.asarray(False))
    return bool(targets.met(shown)) and (agents > 0 or felt.p_wait == 0.0 or bool(np.isnan(targets.max_occupancy)))


def _setting(
    offered: ArrayLike,
    interval_seconds: float,
    aht_seconds: ArrayLike,
    patience_seconds: ArrayLike | None,
    answer_within_seconds: ArrayLike | None,
    definition: ServiceLevelDefinition,
) -> _Setting:
    contacts = as_floats("offered", offered)
    if contacts.ndim not in (1, 2) or contacts.size == 0:
        raise ValueError(f"offered: expected shape (T,) or (T, P), got {contacts.shape}")
    refuse("offered", contacts, ~(np.isfinite(contacts) & (contacts >= 0)), "a number >= 0")
    interval = np.asarray(float(interval_seconds))
    refuse("interval_seconds", interval, ~(np.isfinite(interval) & (interval > 0)), "a number > 0")
    if contacts.ndim == 1:
        contacts = contacts[:, np.newaxis]
    length, pieces = contacts.shape
    aht = np.broadcast_to(as_floats("aht_seconds", aht_seconds), (length,))
    busy = contacts.sum(axis=1) > 0
    refuse("aht_seconds", aht, busy & ~(np.isfinite(aht) & (aht > 0)), "a number > 0 where there are contacts")
    known = np.isfinite(aht) & (aht > 0)
    last = np.maximum.accumulate(np.where(known, np.arange(length), -1))
    aht = np.where(last >= 0, aht[np.maximum(last, 0)], 1.0)
    patience = np.broadcast_to(optional_floats("patience_seconds", patience_seconds), (length,))
    check_patience(patience)
    within = np.broadcast_to(optional_floats("answer_within_seconds", answer_within_seconds), (length,))
    refuse("answer_within_seconds", within, (within < 0) | np.isinf(within), "a number >= 0")
    theta = np.where(np.isfinite(patience), 1.0 / np.where(np.isfinite(patience), patience, 1.0), 0.0)
    piece = float(interval_seconds) / pieces
    return _Setting(contacts / piece, piece, 1.0 / aht, theta, within, definition)


def _states(setting: _Setting, crew: FloatArray, start: FloatArray | None) -> int:
    """States for a first try: the peak of the fluid queue and a few standard deviations."""
    x = float(setting.load[0]) if start is None else float(np.arange(start.size) @ start)
    peak = max(x, 1.0)
    step = setting.seconds
    for t in range(len(crew)):
        for rate in setting.rates[t]:
            pieces = 8
            for _ in range(pieces):
                out = min(x, crew[t]) * setting.mu[t] + max(x - crew[t], 0.0) * setting.theta[t]
                x = max(x + (rate - out) * step / pieces, 0.0) if setting.theta[t] * step < pieces else max(rate / setting.mu[t], crew[t])
            peak = max(peak, x, float(crew[t]))
    size = int(peak + 7.0 * np.sqrt(peak) + 30.0)
    if start is not None:
        carried = np.flatnonzero(start > 0)
        size = max(size, int(carried[-1]) + 2 if carried.size else 2)
    return min(size, _MOST_STATES)


def _first(setting: _Setting, crew: FloatArray, states: int, start: FloatArray | None) -> FloatArray:
    """The distribution at the start."""
    p = np.zeros(states)
    if start is not None:
        if start.ndim != 1 or not np.isfinite(start).all() or (start < 0).any() or not start.sum() > 0:
            raise ValueError("start: expected probabilities, one for each number of contacts in the system")
        kept = min(start.size, states)
        p[:kept] = start[:kept]
        p /= p.sum()
        return p
    rate = setting.rates[0].mean()
    if rate == 0:
        p[0] = 1.0
        return p
    j = np.arange(1, states)
    mu, theta = setting.mu[0], setting.theta[0]
    balanced_at_all = theta > 0 or rate < crew[0] * mu
    down = np.minimum(j, crew[0]) * mu + np.maximum(j - crew[0], 0) * theta if balanced_at_all else j * mu
    weights = np.concatenate([[0.0], np.cumsum(np.log(rate) - np.log(down))])
    balanced: FloatArray = np.exp(weights - weights.max())
    balanced /= balanced.sum()
    return balanced


def _follow(setting: _Setting, crew: FloatArray, p: FloatArray) -> tuple[list[_Felt], FloatArray, float]:
    found, worst = [], 0.0
    for t in range(len(crew)):
        felt, p = _interval(setting, t, float(crew[t]), p)
        worst = max(worst, float(p[-1]))
        found.append(felt)
    return found, p, worst


def _interval(setting: _Setting, t: int, agents: float, p: FloatArray) -> tuple[_Felt, FloatArray]:
    """One interval with a crew: what its contacts meet, and the distribution at its end."""
    after, time = p.copy(), np.empty(p.size)
    mu, theta = float(setting.mu[t]), float(setting.theta[t])
    met = spread(after, float(agents), mu, theta, np.ascontiguousarray(setting.rates[t]), setting.seconds, time)
    span = setting.seconds * setting.rates.shape[1]
    busy, waiting = _work(p.size, agents)
    occupancy = float(time @ busy) / (span * agents) if agents > 0 else 0.0
    queue = float(time @ waiting) / span
    total = float(met.sum())
    if total == 0.0:
        return _Felt(0.0, 1.0 if np.isfinite(setting.within[t]) else np.nan, 0.0, 0.0, occupancy, queue), after
    share = met / total
    first = min(int(agents), p.size)
    prompt, waits = float(share[:first].sum()), share[first:]
    fate = _fate(p.size - first, float(agents), theta / mu, float(np.nan_to_num(setting.within[t]) * mu))
    some = waits > 0
    hung_up, asa = float(waits @ fate.abandon), float(waits[some] @ fate.wait[some]) / mu
    in_time, late = prompt + float(waits @ fate.answered), float(waits @ fate.late)
    level = {
        ServiceLevelDefinition.OFFERED: in_time,
        ServiceLevelDefinition.INCLUDING_SHORT: 1.0 - late,
        ServiceLevelDefinition.EXCLUDING_SHORT: in_time / (in_time + late) if in_time + late > 0 else np.nan,
        ServiceLevelDefinition.ANSWERED: in_time / (1.0 - hung_up) if hung_up < 1.0 else np.nan,
        ServiceLevelDefinition.VIRTUAL: prompt + float(waits @ fate.reached),
    }[setting.definition]
    if not np.isfinite(setting.within[t]):
        level = np.nan
    return _Felt(float(waits.sum()), min(level, 1.0), asa, hung_up, min(occupancy, 1.0), queue), after


class _Fate(NamedTuple):
    """By the number waiting before a contact: answered in time, V <= T, W > T, hangs up, mean wait in AHT."""

    answered: FloatArray
    reached: FloatArray
    late: FloatArray
    abandon: FloatArray
    wait: FloatArray


@lru_cache(maxsize=512)
def _fate(places: int, agents: float, ratio: float, x: float) -> _Fate:
    k = np.arange(places, dtype=np.float64)
    if agents == 0:
        gone = np.full(places, 1.0 if ratio > 0 else 0.0)
        wait = np.full(places, 1.0 / ratio if ratio > 0 else np.inf)
        return _Fate(np.zeros(places), np.zeros(places), np.full(places, np.exp(-ratio * x)), gone, wait)
    answered, reached, late, abandon = answered_within(k, np.asarray(agents), np.asarray(ratio), np.asarray(x))
    return _Fate(answered, reached, late, abandon, (k + 1.0) / (agents + (k + 1.0) * ratio))


@lru_cache(maxsize=512)
def _work(states: int, agents: float) -> tuple[FloatArray, FloatArray]:
    j = np.arange(states, dtype=np.float64)
    return np.minimum(j, agents), np.maximum(j - agents, 0.0)


def _collect(setting: _Setting, crew: FloatArray, felt: list[_Felt], before: FloatArray, end: FloatArray) -> TransientPerformance:
    columns = [np.array(column) for column in zip(*felt, strict=True)]
    p_wait, level, asa, hung_up, occupancy, queue = columns
    load = setting.load
    return TransientPerformance(p_wait, level, asa, hung_up, 1.0 - hung_up, occupancy, queue, (load >= crew) & (load > 0), before, end)
