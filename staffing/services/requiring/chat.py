"""Chat queues with handling times by concurrency: the chain over the chats in service."""

from __future__ import annotations

import numpy as np

from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.services.requiring.part import Floats, Part


def chat_part(plan: Plan, queue: Queue, offered: Floats, offsets: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Part:
    """People for a chat queue.

    ``aht_seconds`` = the mean handling time at the concurrency that results, ``load_erlangs`` = contacts / interval x that: chats at once
    if nobody left. ``occupancy`` = share of the chat places taken.
    """
    from staffing.models.queueing import scheduled_agents
    from staffing.models.queueing.chat import chat_performance, smallest_chat_crew

    target, table = queue.target, queue.aht_by_concurrency_seconds
    is_open = queue.open_mask(plan.grid)
    arrivals = np.where(is_open, offered, 0.0) / (plan.grid.interval_minutes * 60)
    agents = np.zeros(arrivals.shape)
    if not target.empty:
        agents = smallest_chat_crew(
            arrivals,
            table,
            service_level=target.service_level,
            answer_within_seconds=target.answer_within_seconds,
            max_asa_seconds=target.max_asa_seconds,
            max_occupancy=None if target.max_occupancy is None else float(target.max_occupancy),
            max_abandonment=target.max_abandonment,
            min_answer_rate=target.min_answer_rate,
            patience_seconds=queue.patience_seconds,
        ).astype(np.float64)
    agents = np.where(is_open, np.maximum(agents, queue.min_agents), 0.0)
    within = 20.0 if target.answer_within_seconds is None else target.answer_within_seconds
    felt = chat_performance(arrivals, agents, table, patience_seconds=queue.patience_seconds, answer_within_seconds=within)
    count = agents[:, None] + offsets
    curve = chat_performance(
        arrivals[:, None], np.maximum(count, 0.0), table, patience_seconds=queue.patience_seconds, answer_within_seconds=within
    ).service_level
    answered = arrivals * np.where(np.isfinite(felt.answer_rate), felt.answer_rate, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        handling = np.where(answered > 0, felt.occupancy * agents * len(table) / answered, table[0])
    return {
        "agents": agents,
        "scheduled_agents": scheduled_agents(agents, float(queue.shrinkage)),
        "load_erlangs": arrivals * handling,
        "service_level": felt.service_level,
        "asa_seconds": felt.asa_seconds,
        "occupancy": felt.occupancy,
        "abandonment": felt.p_abandon,
        "curve": np.where(count < 0, np.nan, curve),
        "aht_seconds": handling,
    }
