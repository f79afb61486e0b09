"""Blending: agents of a live queue who do other work in their spare time.

**Put aside at once.** Where the other work is dropped the moment a contact comes, contacts do not notice it, and the spare time is what the
live queue leaves idle: ``n - a (1 - P(abandon))`` agents on average.

**Ended first, with a reserve.** Where a piece of other work is ended before the agent is free again, an idle agent begins one only while
more than r agents are idle, and there always is some. Then at least n - r agents are busy: the number x of agents busy and contacts
waiting is the Erlang A chain cut off below at n - r (S. Bhulai and G. Koole, "A queueing model for call blending in call centers", IEEE
Trans. Automatic Control 48(8), 2003: a threshold of this kind is the best policy):

``1/B(n - r) = 1``, ``1/B(k) = 1 + (k m / lambda) / B(k-1)`` up to n, and from there the wait of Erlang A with rate n m.

m is the completion rate of a busy agent. With pieces as long as the contacts it is 1 / AHT and the chain is exact. With others it is the
mean over what busy agents do, ``1/m = (live/busy) AHT + (other/busy) length`` weighted by completions, found by iteration.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import FloatArray, IntArray, as_floats, check_agents, check_aht, check_load, refuse
from staffing.models.queueing.erlang_a import BusyPeriod, service_level
from staffing.models.queueing.evaluate import performance
from staffing.models.queueing.measures import ServiceLevelDefinition
from staffing.models.queueing.palm import palm

_ROOM = 1e-12
_ROUNDS = 60
_FOREVER = 1e4
"""Patience in handling times that stands for "nobody hangs up" in the chain (where that is stable)."""


class Blended(NamedTuple):
    """A live queue with other work beside it; arrays of the shape of the arguments.

    Attributes:
        p_wait, service_level, asa_seconds, p_abandon: of the live contacts, as in :class:`staffing.models.queueing.Performance`.
        occupancy: share of the agents' time spent on live contacts.
        spare_agents: agents at other work on average.
    """

    p_wait: FloatArray
    service_level: FloatArray
    asa_seconds: FloatArray
    p_abandon: FloatArray
    occupancy: FloatArray
    spare_agents: FloatArray


def blended_performance(
    load_erlangs: ArrayLike,
    agents: ArrayLike,
    aht_seconds: ArrayLike,
    reserve_agents: int,
    filler_seconds: float | None = None,
    *,
    patience_seconds: float | None = None,
    answer_within_seconds: float | None = None,
    definition: ServiceLevelDefinition = ServiceLevelDefinition.OFFERED,
) -> Blended:
    """Performance of a live queue whose agents do other work while more than ``reserve_agents`` are idle, for broadcastable arrays.

    Args:
        load_erlangs: live load a >= 0.
        agents: n >= 0, whole.
        aht_seconds: of the live contacts, > 0 where there is load.
        reserve_agents: r >= 0; r >= n: nobody ever does other work.
        filler_seconds: mean length of a piece of other work, > 0; ``None``: as long as a contact.
        patience_seconds: mean patience, > 0; ``None``: nobody hangs up (overload then has service level 0 and an infinite wait).
        answer_within_seconds, definition: as in :func:`staffing.models.queueing.performance`.

    Raises ValueError where an argument is out of range.
    """
    load, count, aht = np.broadcast_arrays(*(as_floats(name, value) for name, value in (("load_erlangs", load_erlangs),
                                             ("agents", agents), ("aht_seconds", aht_seconds))))  # fmt: skip
    check_load(load)
    check_agents(count)
    check_aht(aht, load)
    refuse("agents", count, count != np.rint(count), "a whole number")
    if reserve_agents < 0:
        raise ValueError(f"reserve_agents: expected a number >= 0, got {reserve_agents!r}")
    if filler_seconds is not None and not filler_seconds > 0:
        raise ValueError(f"filler_seconds: expected a number > 0, got {filler_seconds!r}")
    plain = performance(
        load, count, aht, patience_seconds=patience_seconds, answer_within_seconds=answer_within_seconds, definition=definition
    )
    shape = load.shape
    result = [np.array(np.broadcast_to(column, shape), dtype=np.float64).ravel() for column in (
        plain.p_wait, plain.service_level, plain.asa_seconds, plain.p_abandon, plain.occupancy, np.zeros(shape))]  # fmt: skip
    a, n, h = load.ravel(), count.ravel(), aht.ravel()
    idle = (a == 0) & (n > reserve_agents)
    result[5][idle] = n[idle] - reserve_agents  # no contacts: everybody beyond the reserve
    for k in np.flatnonzero((a > 0) & (n > reserve_agents)):
        if patience_seconds is None and a[k] >= n[k]:
            continue
        within = np.nan if answer_within_seconds is None else float(answer_within_seconds)
        values = _one(float(a[k]), int(n[k]), float(h[k]), reserve_agents, filler_seconds, patience_seconds, within, definition)
        for column, value in zip(result, values, strict=True):
            column[k] = value
    return Blended(*(column.reshape(shape) for column in result))


def _one(
    load: float,
    n: int,
    aht: float,
    reserve: int,
    filler: float | None,
    patience: float | None,
    within: float,
    definition: ServiceLevelDefinition,
) -> tuple[float, ...]:
    lam, rate = load / aht, 1.0 / aht
    length = aht if filler is None else filler
    patient = _FOREVER * aht if patience is None else patience
    lowest = n - reserve
    found: tuple[float, ...] = ()
    for _ in range(_ROUNDS):
        inverse, busy_sum = 1.0, float(lowest)  # sums over p_x / p_n of 1 and of x, x <= n
        for x in range(lowest + 1, n + 1):
            step = x * rate / lam
            inverse, busy_sum = 1.0 + step * inverse, x + step * busy_sum
        one = np.ones(1)
        service, arrivals = one * n * rate * patient, one * lam * patient
        tail, hang_up = palm(service, arrivals, service - arrivals)
        free = (inverse - 1.0) * float(tail[0])
        p_wait = 1.0 / (1.0 + free)
        prompt = 1.0 - p_wait if free > 1.0 else free * p_wait
        wait = BusyPeriod(service, arrivals, service - arrivals, tail, one * p_wait, one * prompt, hang_up)
        p_abandon = p_wait * float(hang_up[0])
        level = float(service_level(wait, one * patient, one * within, definition)[0])
        below = (busy_sum - n) / (inverse - 1.0) if inverse > 1.0 else float(n)  # mean x while a contact need not wait
        busy = below * prompt + n * p_wait
        live = load * (1.0 - p_abandon)
        other = max(busy - live, 0.0)
        asa = patient * p_abandon
        found = (p_wait, level, asa, p_abandon, live / n, other)
        mixed = (live / aht + other / length) / max(live + other, 1e-300)
        if abs(mixed - rate) <= 1e-12 * rate:
            break
        rate = mixed
    return found


def smallest_blended_crew(
    load_erlangs: ArrayLike,
    aht_seconds: ArrayLike,
    reserve_agents: int,
    filler_seconds: float | None = None,
    *,
    service_level: float | None = None,
    answer_within_seconds: float | None = None,
    max_asa_seconds: float | None = None,
    max_abandonment: float | None = None,
    min_answer_rate: float | None = None,
    patience_seconds: float | None = None,
    at_least: ArrayLike = 0,
) -> IntArray:
    """Smallest whole n >= ``at_least`` with which the live targets hold beside the other work; no load: ``at_least``.

    Arguments as in :func:`blended_performance` and :func:`staffing.models.queueing.smallest_agents` (an occupancy target belongs there:
    beside other work nobody is idle). ``at_least`` is usually the answer without other work.
    """
    loads, times = as_floats("load_erlangs", load_erlangs), as_floats("aht_seconds", aht_seconds)
    load, aht, least = np.broadcast_arrays(loads, times, np.asarray(at_least))
    found = np.array(least, dtype=np.int64).ravel()
    known: dict[tuple[float, float, int], int] = {}
    for k, (a, h) in enumerate(zip(load.ravel(), aht.ravel(), strict=True)):
        if a <= 0:
            continue
        key = (float(a), float(h), int(found[k]))
        if key not in known:
            n = int(found[k])
            while True:
                felt = blended_performance(
                    a, n, h, reserve_agents, filler_seconds, patience_seconds=patience_seconds, answer_within_seconds=answer_within_seconds
                )
                fine = patience_seconds is not None or a < n
                if service_level is not None:
                    fine &= bool(felt.service_level >= service_level * (1 - _ROOM))
                if max_asa_seconds is not None:
                    fine &= bool(felt.asa_seconds <= max_asa_seconds * (1 + _ROOM))
                if max_abandonment is not None:
                    fine &= bool(felt.p_abandon <= max_abandonment * (1 + _ROOM))
                if min_answer_rate is not None:
                    fine &= bool(1.0 - felt.p_abandon >= min_answer_rate * (1 - _ROOM))
                if fine:
                    break
                n += 1
            known[key] = n
        found[k] = known[key]
    return found.reshape(load.shape)
