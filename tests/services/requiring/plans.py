"""A plan with every kind of queue, and forecasts for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue, ServiceTarget
from tests.factories import make_plan

DAY = (OpenWindow.parse("Mon-Sun 08:00-20:00"),)
CALLS = Queue("calls", target=ServiceTarget(0.8, 20), patience_seconds=180.0, open=DAY, reserve_agents=3)
CHAT = Queue(
    "chat", "chat", target=ServiceTarget(0.8, 40), patience_seconds=180.0, open=DAY, aht_by_concurrency_seconds=(300.0, 420.0, 560.0)
)
MAIL = Queue("mail", "deferred", open=DAY, deadline_minutes=480, deadline_counts="open", opening_backlog=((60.0, 10.0), (480.0, 30.0)))
CALL_LIST = Queue("list", "outbound", open=DAY, contact_rate=0.3, attempt_seconds=40.0, spare_of=("calls",))


def plan_of(*queues: Queue, **more: Any) -> Plan:
    """One day of half-hours."""
    return make_plan(days=1, interval_minutes=30, queues=queues, **more)


def forecast_of(plan: Plan, offered: dict[str, Any], aht: float = 200.0) -> Forecast:
    """Contacts by queue: a number for every interval of the opening hours, or an array for all."""
    rows = []
    for queue in plan.queues:
        volume = np.asarray(offered.get(queue.name, 0.0), dtype=float)
        rows.append(volume if volume.ndim else np.where(queue.open_mask(plan.grid), float(volume), 0.0))
    array = np.array(rows)
    return Forecast(plan.grid, tuple(q.name for q in plan.queues), array, np.full(array.shape, aht))


def changed(queue: Queue, **more: Any) -> Queue:
    """A queue with some settings changed."""
    return replace(queue, **more)
