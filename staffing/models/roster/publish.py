"""From a draft to a roster of the domain: who serves which queue in every minute."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.roster import Activity, Duty, Roster
from staffing.models.roster.arrays.classes import AWAY, FREE
from staffing.models.roster.arrays.problem import Problem
from staffing.models.roster.search.cover import settle
from staffing.models.roster.search.descent import Draft, Search

MEAL, BREAK, WORK = -3, -4, -5
Ints = NDArray[np.int64]


def publish(problem: Problem, search: Search) -> Roster:
    """The roster of a draft.

    In every step the people of a skill class are spread over its queues as the cells want them; who of the class takes which queue is
    open, so
    everybody stays on the queue of the step before where they can.
    """
    steps = np.arange(search.state.heads.shape[1])
    settle(problem.cells, search.state, steps, len(steps), 20)
    held = _held_steps(problem, search.draft)
    queues = _assign_queues(problem, search, held)
    duties: list[Duty] = []
    activities: list[Activity] = []
    for a in range(problem.agents):
        for d in range(problem.days):
            o = int(search.draft.choices[a, d])
            if o >= 0:
                duties.append(_duty(problem, a, o))
                activities.extend(_activities(problem, a, o, held[a, d], queues))
    return Roster(problem.plan.grid, tuple(duties), tuple(activities))


def _duty(problem: Problem, a: int, o: int) -> Duty:
    cat, plan = problem.catalogue, problem.plan
    return Duty(
        plan.agents[a].id,
        int(cat.start_minute[o]),
        int(cat.end_minute[o]),
        plan.grid.calendar[int(cat.day[o])],
        plan.shifts[int(cat.options.shift[o])].name,
        int(cat.paid_minutes[o]),
    )


def _held_steps(problem: Problem, draft: Draft) -> dict[tuple[int, int], Ints]:
    """For each duty (agent, day) what every step holds: MEAL, BREAK, a fixed activity (AWAY or a queue, from 0) or WORK."""
    options, pauses, classes = problem.catalogue.options, problem.pauses, problem.classes
    result = {}
    for a, d in zip(*np.nonzero(draft.choices >= 0), strict=True):
        o = draft.choices[a, d]
        s, start, length = options.shift[o], int(options.start[o]), int(options.length[o])
        steps = np.full(length, WORK, dtype=np.int64)
        row = classes.fixed[classes.agent_class[a]]
        if row >= 0:
            fixed = classes.activity[row, start : start + length]
            steps = np.where(fixed == FREE, WORK, fixed)
        pattern = draft.patterns[a, d]
        if pauses.meal[s] > 0:
            steps[pattern[0] : pattern[0] + pauses.meal[s]] = MEAL
        for i in range(int(pauses.breaks[s])):
            steps[pattern[1 + i] : pattern[1 + i] + pauses.width[s]] = BREAK
        result[int(a), int(d)] = steps
    return result


def _assign_queues(problem: Problem, search: Search, held: dict[tuple[int, int], Ints]) -> Ints:
    """Queue of every agent and step, shape (N, G'); -1 where not on a queue of the cells' choice."""
    classes, count = problem.classes, search.state.people
    n_steps = count.shape[2]
    queue = np.full((problem.agents, problem.steps), -1, dtype=np.int64)
    present: list[dict[int, list[int]]] = [{} for _ in range(problem.steps)]
    for (a, d), steps in held.items():
        start = int(problem.catalogue.options.start[search.draft.choices[a, d]])
        s = int(classes.skill_of[classes.agent_class[a]])
        for x in np.flatnonzero(steps == WORK):
            present[start + int(x)].setdefault(s, []).append(a)
    for g in range(problem.steps):
        for s, agents in present[g].items():
            skills = [int(q) for q in classes.queue[classes.ptr[s] : classes.ptr[s + 1]]]
            quota = {q: int(count[s, q, g]) if g < n_steps else len(agents) for q in skills}
            waiting = []
            for a in agents:
                last = int(queue[a, g - 1]) if g else -1
                if quota.get(last, 0) > 0:
                    quota[last] -= 1
                    queue[a, g] = last
                else:
                    waiting.append(a)
            for a in waiting:
                q = max(skills, key=lambda k: quota[k])
                if quota[q] <= 0:
                    raise AssertionError("people on shift and people on queues differ")
                quota[q] -= 1
                queue[a, g] = q
    return queue


def _activities(problem: Problem, a: int, o: int, steps: Ints, queues: Ints) -> list[Activity]:
    """Activities that fill one duty without gap."""
    plan, step = problem.plan, problem.plan.grid.step_minutes
    start = int(problem.catalogue.options.start[o])
    agent = plan.agents[a].id
    labels: list[tuple[str, str]] = []
    for x, what in enumerate(steps):
        if what == MEAL:
            labels.append(("meal", ""))
        elif what == BREAK:
            labels.append(("break", ""))
        elif what == WORK:
            labels.append(("queue", plan.queues[int(queues[a, start + x])].name))
        elif what == AWAY:
            labels.append(_fixed_label(problem, agent, (start + x) * step))
        else:
            labels.append(("queue", plan.queues[int(what)].name))
    result: list[Activity] = []
    for x, label in enumerate(labels):
        low, high = (start + x) * step, (start + x + 1) * step
        if result and (result[-1].activity, result[-1].queue) == label:
            result[-1] = Activity(agent, result[-1].start, high, *label)
        else:
            result.append(Activity(agent, low, high, *label))
    return result


def _fixed_label(problem: Problem, agent: str, minute: int) -> tuple[str, str]:
    """(activity, queue) of the fixed activity that holds a minute of an agent."""
    for f in problem.plan.fixed:
        if f.agent == agent and f.start < minute + problem.plan.grid.step_minutes and minute < f.end:
            return f.activity, f.queue
    raise AssertionError("a fixed step without its activity")
