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
        models: for each queue the formula used (``erlang-c``, ``erlang-a``, ``given``).
        curve: service at neighbouring head-counts, or ``None``.
        offered_load_erlangs: offered x AHT / interval, shape (Q, T), or ``None``.
        target_chance: probability that the interval meets its targets, over the forecast's band, shape (Q, T), NaN where unknown, or
            ``None``.
        effects: what the policies of the queues do, one for each queue computed.

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

    def __post_init__(self) -> None:
        shape = (len(self.queues), self.grid.length)
        for name in ("agents", "scheduled_agents", *MEASURES):
            array = getattr(self, name)
            if array is not None and array.shape != shape:
                raise ValueError(f"{name} must have shape {shape}, not {array.shape}")
        if not np.all(np.isfinite(self.agents)) or np.any(self.agents < 0):
            raise ValueError("agents must be finite and not negative")
