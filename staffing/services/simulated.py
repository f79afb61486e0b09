"""A staffing number put to the test: the same queue simulated with the number of agents, one fewer and one more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

REPLICATIONS = 40
CONTACTS = 400_000
"""Contacts simulated at each head-count."""
MOST_AGENTS = 3000
"""Larger crews are not simulated: every event looks at every agent."""
_WARM_UP_AHT = 10.0


@dataclass(frozen=True)
class Measured:
    """A simulated value and its 95 % confidence interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class SimulatedCount:
    """What the simulation shows with ``agents``; ``None``: not asked for, or no such quantity."""

    agents: int
    service_level: Measured | None
    asa_seconds: Measured
    p_abandon: Measured
    contacts: int
    seed: int


def simulate_count(
    load_erlangs: float,
    agents: int,
    aht_seconds: float,
    *,
    patience_seconds: float | None = None,
    within_seconds: float | None = None,
    definition: str = "offered",
    slowing: Sequence[float] = (1.0,),
    reserve_agents: int | None = None,
    filler_seconds: float | None = None,
    contacts: int | None = None,
    seed: int = 1,
) -> SimulatedCount | None:
    """Simulate one queue whose load and crew stand still, from an empty queue, its beginning forgotten.

    Args:
        load_erlangs: contacts per second x aht_seconds, > 0.
        agents: n >= 1.
        aht_seconds: of a chat: with one chat at once.
        patience_seconds: ``None``: nobody hangs up; the queue must then be stable.
        definition: of the service level; ``virtual`` is not simulated.
        slowing: handling times with 1, 2, ... chats at once as multiples of the first.
        reserve_agents, filler_seconds: other work in spare time; ``None``: none.
        contacts, seed: how many (``None``: :data:`CONTACTS`), and drawn from what.

    Returns ``None`` where that cannot be simulated: no load, nobody there, a queue without bound, or a crew above :data:`MOST_AGENTS`.
    """
    top = len(slowing) / slowing[-1]  # chats an agent completes at best while one alone completes one
    if load_erlangs <= 0 or not 1 <= agents <= MOST_AGENTS or (patience_seconds is None and load_erlangs >= agents * top):
        return None
    from staffing.models.simulate import Centre, simulate

    arrivals = load_erlangs / aht_seconds
    slowest = aht_seconds * max(slowing)
    relaxing = slowest / max(math.sqrt(agents * top) - math.sqrt(load_erlangs), 0.05) ** 2 if patience_seconds is None else 0.0
    length = max(_WARM_UP_AHT * slowest, min(5.0 * relaxing, 400.0 * slowest), 10.0 / arrivals)
    count = max(int((contacts or CONTACTS) / (arrivals * length * REPLICATIONS)), 1) + 1
    period = np.zeros(count, dtype=np.int64)
    period[0] = -1
    centre = Centre.one_queue(
        arrivals * length,
        length,
        aht_seconds,
        agents,
        count,
        patience_seconds=patience_seconds,
        within_seconds=0.0 if within_seconds is None else within_seconds,
        slowing=slowing,
        filler_seconds=0.0 if reserve_agents is None else (filler_seconds or aht_seconds),
        reserve_agents=reserve_agents or 0,
    )
    outcome = simulate(centre, REPLICATIONS, seed, period=period)
    asa, hung_up = outcome.mean_wait_seconds_of(), outcome.abandonment_of()
    level = None if within_seconds is None or definition == "virtual" else outcome.service_level_of(definition=definition)
    return SimulatedCount(
        agents,
        None if level is None else Measured(float(level.value[0]), float(level.low[0]), float(level.high[0])),
        Measured(float(asa.value[0]), float(asa.low[0]), float(asa.high[0])),
        Measured(float(hung_up.value[0]), float(hung_up.low[0]), float(hung_up.high[0])),
        int(outcome.by_period[:, :, :, 0].sum()),
        seed,
    )
