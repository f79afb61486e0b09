"""Who is on the queues, measured from a roster's activities in exact minutes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from staffing.domain.coverage import Coverage
from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster

Counts = NDArray[np.int64]


def serving(plan: Plan, roster: Roster) -> Iterator[tuple[str, int, int, float]]:
    """(queue, start, end, speed) of everyone who serves a queue of the plan, in axis minutes, not clipped to the plan.

    An activity ``queue`` counts where its agent has the skill. A duty of worked.csv that runs into the plan counts whole, on the queue it
    names, or on the only one of an agent with one skill; at speed 0 where its agent lacks the skill.
    """
    queues = plan.queue_by_name
    speeds = {agent.id: dict(agent.skills) for agent in plan.agents}
    for row in plan.worked:
        if row.start < 0 < row.end and row.agent in speeds:
            skills = speeds[row.agent]
            queue = row.queue or (next(iter(skills)) if len(skills) == 1 else "")
            if queue in queues:
                yield queue, row.start, row.end, skills.get(queue, 0.0)
    for item in roster.activities or ():
        if item.activity == "queue" and item.queue in queues:
            speed = speeds.get(item.agent, {}).get(item.queue)
            if speed is not None:
                yield item.queue, item.start, item.end, speed


def people_on(plan: Plan, roster: Roster) -> dict[tuple[str, float], Counts]:
    """People on each queue at each speed in each minute of the plan: (queue, speed) -> counts, shape (grid.end,)."""
    end = plan.grid.end
    marks: dict[tuple[str, float], tuple[list[int], list[int]]] = {}
    for queue, start, finish, speed in serving(plan, roster):
        low, high = max(start, 0), min(finish, end)
        if high > low:
            lows, highs = marks.setdefault((queue, speed), ([], []))
            lows.append(low)
            highs.append(high)
    out: dict[tuple[str, float], Counts] = {}
    for key, (lows, highs) in marks.items():
        change = np.bincount(lows, minlength=end + 1) - np.bincount(highs, minlength=end + 1)
        out[key] = np.cumsum(change[:end], dtype=np.int64)
    return out


def measure(plan: Plan, requirement: Requirement, roster: Roster) -> Coverage:
    """Required and staffed agents of every queue and interval; see :class:`staffing.domain.coverage.Coverage`.

    Each person counts by the share of the interval spent on the queue. A roster without activities covers nothing but what worked.csv
    brings in.
    """
    grid, width = plan.grid, plan.grid.interval_minutes
    names = tuple(q.name for q in plan.queues)
    staffed, heads, required = (np.zeros((len(names), grid.length)) for _ in range(3))
    for (queue, speed), counts in people_on(plan, roster).items():
        row = names.index(queue)
        share = counts.reshape(grid.length, width).sum(axis=1) / width
        heads[row] += share
        staffed[row] += speed * share
    for row, queue_ in enumerate(plan.queues):
        staffed[row] *= float(1 - queue_.shrinkage)
    for row, name in enumerate(requirement.queues):
        if name in names:
            required[names.index(name)] = requirement.agents[row]
    return Coverage(grid, names, required, staffed, heads)
