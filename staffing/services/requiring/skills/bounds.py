"""Between what two numbers the people needed lie: everybody can do everything, and nobody can do two things."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.services.requiring.part import is_chat
from staffing.services.requiring.skills.groups import SkillGroup

Floats = NDArray[np.float64]


def live_queues(plan: Plan) -> tuple[str, ...]:
    """Queues whose contacts wait on the line and that promise something."""
    return tuple(queue.name for queue in plan.queues if not queue.may_wait and not queue.target.empty)


def pooled_bound(plan: Plan, requirement: Requirement, groups: tuple[SkillGroup, ...]) -> Floats:
    """People needed in each interval if within each set of queues that share agents everybody could serve every queue, shape (T,).

    Each set is one Erlang queue with the sum of the loads, the mean handling time, and of its targets and patiences the least demanding.
    Chats by concurrency are no part of a pool: they keep their own number.
    """
    from staffing.models.queueing import smallest_agents

    total = np.zeros(plan.grid.length)
    if requirement.load_erlangs is None or requirement.offered is None or requirement.aht_seconds is None:
        raise ValueError("a requirement with its loads")
    for pool in _pools(plan, groups):
        rows = [requirement.queues.index(name) for name in pool]
        queues = [plan.queue_by_name[name] for name in pool]
        if len(pool) == 1 or any(is_chat(queue) for queue in queues):
            total += requirement.agents[rows].sum(axis=0)
            continue
        load = np.nan_to_num(requirement.load_erlangs[rows])
        aht = np.nan_to_num(requirement.aht_seconds[rows])
        sum_load = load.sum(axis=0)
        contacts = np.divide(load, aht, out=np.zeros_like(load), where=aht > 0).sum(axis=0)
        mean = np.divide(sum_load, contacts, out=np.ones_like(sum_load), where=contacts > 0)
        total += np.min([smallest_agents(sum_load, mean, **easiest) for easiest in _easiest(queues)], axis=0)
    return total


def _easiest(queues: list[Queue]) -> list[dict[str, Any]]:
    """The least demanding targets, once with the shortest and once with the longest patience."""
    targets = [queue.target for queue in queues]
    limits: dict[str, float] = {}
    if all(target.service_level is not None for target in targets):
        limits["service_level"] = min(float(target.service_level or 0) for target in targets)
        limits["answer_within_seconds"] = max(float(target.answer_within_seconds or 0) for target in targets)
    for name, pick in (("max_asa_seconds", max), ("max_occupancy", max), ("max_abandonment", max), ("min_answer_rate", min)):
        values = [getattr(target, name) for target in targets]
        if all(value is not None for value in values):
            limits[name] = float(pick(float(value) for value in values))
    if not limits:
        limits = {"max_occupancy": 1.0}
    patiences = [float(queue.patience_seconds) for queue in queues if queue.patience_seconds is not None]
    choices = [{**limits, "patience_seconds": pick(patiences)} for pick in (min, max) if patiences]
    return choices if len(patiences) == len(queues) else [*choices, limits]


def _pools(plan: Plan, groups: tuple[SkillGroup, ...]) -> list[list[str]]:
    """Queues joined by agents who serve several of them."""
    pools = [{name} for name in live_queues(plan)]
    for group in groups:
        names = {queue for queue, _ in group.skills}
        touched = [pool for pool in pools if pool & names]
        if touched:
            pools = [pool for pool in pools if not pool & names] + [set().union(*touched)]
    return [sorted(pool) for pool in pools]
