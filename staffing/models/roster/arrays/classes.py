"""Agents who are worth the same on the queues.

A *skill class* is a set of (queue, speed); where its members serve does not depend on who they are. A *pricing class* is a skill class
with a
set of fixed activities (``fixed.csv``): its members value every minute alike, so meals and breaks are placed once per class and option.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.domain.plan import Plan

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
FREE, AWAY = -1, -2
BLOCKED = 1e13
"""Loss of a pause in a step that a fixed activity holds."""


class Classes(NamedTuple):
    """Skill classes (S) and pricing classes (K).

    skill_of: skill class of each pricing class; agent_class: pricing class of each agent; ptr, queue, speed: skills of skill class s are
    ``ptr[s] ..``, dearest
    first where speeds tie in the agent's own order; fixed: number of the row of ``activity`` for pricing class k, or -1; activity: (F,
    G'), what each step
    holds: FREE, AWAY (not on a queue) or the number of a fixed queue.
    """

    skill_of: Ints
    agent_class: Ints
    ptr: Ints
    queue: Ints
    speed: Floats
    fixed: Ints
    activity: Ints


def build_classes(plan: Plan, steps: int) -> Classes:
    """Classes of a plan's agents; ``steps``: length of the axis of steps, the tail of last nights included."""
    index = {q.name: k for k, q in enumerate(plan.queues)}
    step = plan.grid.step_minutes
    skills: dict[tuple[tuple[int, float], ...], int] = {}
    pricing: dict[tuple[int, tuple[tuple[int, int, int], ...]], int] = {}
    fixed: dict[str, list[tuple[int, int, int]]] = {}
    for f in plan.fixed:
        if f.end > 0 and f.start < plan.grid.end:
            what = index.get(f.queue, AWAY) if f.activity == "queue" else AWAY
            fixed.setdefault(f.agent, []).append((max(0, f.start // step), -(-f.end // step), what))
    agent_class = []
    for agent in plan.agents:
        mine = tuple(sorted((index[name], speed) for name, speed in agent.skills))
        s = skills.setdefault(mine, len(skills))
        agent_class.append(pricing.setdefault((s, tuple(sorted(fixed.get(agent.id, ())))), len(pricing)))
    rows: list[Ints] = []
    number: list[int] = []
    for _, items in pricing:
        number.append(len(rows) if items else -1)
        if items:
            row = np.full(steps, FREE, dtype=np.int64)
            for low, high, what in items:
                row[low:high] = what
            rows.append(row)
    sizes = [len(mine) for mine in skills]
    return Classes(
        np.array([s for s, _ in pricing], dtype=np.int64),
        np.array(agent_class, dtype=np.int64),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.array([q for mine in skills for q, _ in mine], dtype=np.int64),
        np.array([v for mine in skills for _, v in mine], dtype=np.float64),
        np.array(number, dtype=np.int64),
        np.array(rows, dtype=np.int64).reshape(len(rows), steps),
    )


@njit(cache=True, nogil=True)
def step_values(classes, price, steps, whole, k, gain, loss):
    """Running sums of what each step on shift is worth to pricing class k and of what a pause there loses.

    ``price``: (Q, T) ticks per unit of cover; ``steps``: steps to an interval; ``whole``: round gains up to whole ticks; ``gain``,
    ``loss``: out, (G' + 1,).
    Steps after the plan's end are worth nothing.
    """
    s = classes.skill_of[k]
    row = classes.fixed[k]
    inside = price.shape[1] * steps
    gain[0] = 0.0
    loss[0] = 0.0
    worth = 0.0
    for g in range(gain.shape[0] - 1):
        if g < inside:
            if g % steps == 0 or row >= 0:
                t = g // steps
                worth = -1e18
                for i in range(classes.ptr[s], classes.ptr[s + 1]):
                    v = classes.speed[i] * price[classes.queue[i], t]
                    if v > worth:
                        worth = v
                if worth == -1e18:
                    worth = 0.0
                if whole:
                    worth = np.ceil(worth)
        else:
            worth = 0.0
        held = FREE
        if row >= 0:
            held = classes.activity[row, g]
        if held == FREE:
            gain[g + 1] = gain[g] + worth
            loss[g + 1] = loss[g] + worth
        else:
            v = 0.0
            if held >= 0 and g < inside:
                for i in range(classes.ptr[s], classes.ptr[s + 1]):
                    if classes.queue[i] == held:
                        v = classes.speed[i] * price[held, g // steps]
                if whole:
                    v = np.ceil(v)
            gain[g + 1] = gain[g] + v
            loss[g + 1] = loss[g] + BLOCKED
