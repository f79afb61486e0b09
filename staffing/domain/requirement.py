"""How many people each queue needs, interval by interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.domain.staffing_policy import StaffingEffect

Floats = NDArray[np.float64]
MEASURES = (
    "offered", "aht_seconds", "load_erlangs", "service_level", "asa_seconds", "occupancy", "abandonment", "offered_load_erlangs",
    "target_chance",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Curve:
    """Service at head-counts around the requirement, so that a roster can trade one interval against another.

    Attributes:
        offsets: k = -2, -1, 0, 1, 2, ... added to ``Requirement.agents``, shape (K,).
        service_level: at agents + k, shape (Q, T, K); NaN below zero agents.
    """

    offsets: NDArray[np.int64]
    service_level: Floats


@dataclass(frozen=True, eq=False)
class Background:
    """How the work of a deferred or outbound queue is done.

    Attributes:
        queue: its name.
        arriving_hours: agent-hours of work that arrive in each interval, shape (T,).
        opening_hours: agent-hours there when the plan starts.
        spare_hours: agent-hours done in the spare time of live queues, shape (T,).
        waiting_hours: agent-hours waiting at the end of each interval, shape (T,).
    """

    queue: str
    arriving_hours: Floats
    opening_hours: float
    spare_hours: Floats
    waiting_hours: Floats


@dataclass(frozen=True, eq=False)
class Blend:
    """A live queue in whose agents' spare time other work is done.

    Attributes:
        queue: its name.
        reserve_agents: agents kept free; ``None``: other work is put aside when a contact comes.
        added_hours: agent-hours that the live queue needs more because of the other work.
        spare_hours: agent-hours of spare time in each interval, shape (T,), before any share of it is planned.
    """

    queue: str
    reserve_agents: int | None
    added_hours: float
    spare_hours: Floats


@dataclass(frozen=True, eq=False)
class Requirement:
    """People needed on each queue in each interval of a plan.

    Attributes:
        grid: the plan's axis (T intervals).
        queues: names, length Q.
        agents: people that must be ON the queue, shape (Q, T), >= 0, whole numbers.
        scheduled_agents: agents / (1 - shrinkage), not rounded, shape (Q, T).
        offered, aht_seconds, load_erlangs: what it was computed from, shape (Q, T), or ``None`` in a given requirement; ``load_erlangs`` is
            the load the formula saw, which is not offered x AHT / interval where demand moves (see ``Queue.policy``).
        service_level, asa_seconds, occupancy, abandonment: what ``agents`` deliver by the formula, shape (Q, T), or ``None``.
        models: for each queue the formula used (``erlang-c``, ``erlang-a``, ``given``, ``chat-c``, ``chat-a``, ``blend-c``, ``blend-a``,
            ``deadlines``, ``filler``).
        curve: service at neighbouring head-counts, or ``None``.
        offered_load_erlangs: offered x AHT / interval, shape (Q, T), or ``None``.
        target_chance: probability that the interval meets its targets, over the forecast's band, shape (Q, T), NaN where unknown, or
            ``None``.
        effects: what the policies of the queues do, one for each queue computed.
        background: how deferred and outbound work is done, one for each such queue.
        blends: the live queues that lend their spare time to it.

    Raises ValueError where shapes disagree or agents are negative or not finite.
    """

    grid: TimeGrid
    queues: tuple[str, ...]
    agents: Floats
    scheduled_agents: Floats
    offered: Floats | None = None
    aht_seconds: Floats | None = None
    load_erlangs: Floats | None = None
    service_level: Floats | None = None
    asa_seconds: Floats | None = None
    occupancy: Floats | None = None
    abandonment: Floats | None = None
    models: tuple[str, ...] = ()
    curve: Curve | None = None
    offered_load_erlangs: Floats | None = None
    target_chance: Floats | None = None
    effects: tuple[StaffingEffect, ...] = ()
    background: tuple[Background, ...] = ()
    blends: tuple[Blend, ...] = ()

    def __post_init__(self) -> None:
        shape = (len(self.queues), self.grid.length)
        for name in ("agents", "scheduled_agents", *MEASURES):
            array = getattr(self, name)
            if array is not None and array.shape != shape:
                raise ValueError(f"{name} must have shape {shape}, not {array.shape}")
        if not np.all(np.isfinite(self.agents)) or np.any(self.agents < 0):
            raise ValueError("agents must be finite and not negative")
