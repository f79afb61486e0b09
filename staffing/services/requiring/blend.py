"""Live queues whose agents do other work in their spare time."""

from __future__ import annotations

import numpy as np

from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.services.requiring.part import Floats, Part


def blend(plan: Plan, queue: Queue, part: Part, aht: Floats, filler_seconds: float | None) -> tuple[Part, Floats]:
    """(the part of a live queue with what other work asks of it, agents at other work on average by interval, shape (T,)).

    Without ``reserve_agents`` other work is put aside when a contact comes: nothing changes, and what is idle is spare. With it, work begun
    is ended first: people are added until the targets hold again.
    """
    from staffing.models.queueing import scheduled_agents
    from staffing.models.queueing.blended import blended_performance, smallest_blended_crew

    is_open = queue.open_mask(plan.grid)
    if queue.reserve_agents is None:
        answered = np.where(np.isfinite(part["occupancy"]), part["occupancy"], 0.0)
        return part, np.where(is_open, part["agents"] * (1.0 - answered), 0.0)
    target, load = queue.target, np.where(is_open, part["load_erlangs"], 0.0)
    handling = np.where(load > 0, aht, 1.0)
    agents = part["agents"]
    if not target.empty:
        agents = smallest_blended_crew(
            load,
            handling,
            queue.reserve_agents,
            filler_seconds,
            service_level=target.service_level,
            answer_within_seconds=target.answer_within_seconds,
            max_asa_seconds=target.max_asa_seconds,
            max_abandonment=target.max_abandonment,
            min_answer_rate=target.min_answer_rate,
            patience_seconds=queue.patience_seconds,
            at_least=part["agents"],
        ).astype(np.float64)
    within = 20.0 if target.answer_within_seconds is None else target.answer_within_seconds
    count = agents[:, None] + np.arange(-2, -2 + part["curve"].shape[1])
    felt, around = (
        blended_performance(
            a, n, h, queue.reserve_agents, filler_seconds, patience_seconds=queue.patience_seconds, answer_within_seconds=within
        )
        for a, n, h in ((load, agents, handling), (load[:, None], np.maximum(count, 0.0), handling[:, None]))
    )
    changed: Part = {
        **part,
        "agents": agents,
        "scheduled_agents": scheduled_agents(agents, float(queue.shrinkage)),
        "service_level": felt.service_level,
        "asa_seconds": felt.asa_seconds,
        "occupancy": felt.occupancy,
        "abandonment": felt.p_abandon,
        "curve": np.where(count < 0, np.nan, around.service_level),
    }
    return changed, np.where(is_open, felt.spare_agents, 0.0)
