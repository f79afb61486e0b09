"""What each way of staffing a queue hands back: arrays by interval, later stacked into a Requirement."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.queue import Queue

Floats = NDArray[np.float64]
Part = dict[str, Floats]
"""``agents``, ``scheduled_agents``, ``load_erlangs``, ``service_level``, ``asa_seconds``, ``occupancy``, ``abandonment``, each of shape
(T,), ``curve`` of shape (T, K), and ``aht_seconds`` where it is not the forecast's."""


def model_of(plan: Plan, queue: Queue) -> str:
    """The code of the formula that staffs a queue."""
    if queue.channel == "outbound" and queue.deadline_minutes is None:
        return "filler"
    if queue.may_wait:
        return "deadlines"
    kind = "erlang"
    if queue.policy.redials and not is_chat(queue):
        return "erlang-x"
    if is_chat(queue):
        kind = "chat"
    elif queue.reserve_agents is not None and used_by_others(plan, queue):
        kind = "blend"
    return f"{kind}-c" if queue.patience_seconds is None else f"{kind}-a"


def is_chat(queue: Queue) -> bool:
    """Whether agents hold several of its contacts at once."""
    return queue.channel == "chat" and len(queue.aht_by_concurrency_seconds) > 0


def used_by_others(plan: Plan, queue: Queue) -> bool:
    """Whether other work is done in the spare time of its agents."""
    return any(queue.name in other.spare_of for other in plan.queues)
