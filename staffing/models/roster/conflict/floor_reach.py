"""Hard floors that too few people can hold, whatever they work on the other days.

For a set U of queues and a grid step g, by Hall's condition

    sum over q in U of max(0, floor[q, g] - heads from before the plan)  <=  agents with a skill in U and an allowed option over g

must hold. Steps in which it does not are joined to spans of the day; spans alike on several days are told once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.report import Conflict
from staffing.models.roster.arrays.problem import Problem

Ints = NDArray[np.int64]
MOST_QUEUES = 3
"""Largest set of queues looked at together."""


@dataclass(frozen=True)
class _Span:
    """Steps [low, high) of one day in which ``asked`` heads are wanted and ``possible`` can be there at the worst step."""

    low: int
    high: int
    worst: int
    asked: int
    possible: int
    key: str


def unreachable_floors(problem: Problem) -> tuple[Conflict, ...]:
    """Spans in which too few people can be on shift for the hard floors of some queues, of the smallest sets of queues."""
    cells, plan = problem.cells, problem.plan
    floored = [q for q in range(len(plan.queues)) if cells.floor[q].any()]
    if not floored:
        return ()
    presence = possible_presence(problem)
    found: list[Conflict] = []
    for size in range(1, min(MOST_QUEUES, len(floored)) + 1):
        for queues in combinations(floored, size):
            found.extend(_of_queues(problem, queues, presence))
        if found:
            break
    return tuple(found)


def possible_presence(problem: Problem) -> NDArray[np.bool_]:
    """Whether an agent can be on shift in a step at all, by the options left to them, shape (N, G)."""
    options, people = problem.catalogue.options, problem.people
    n_steps = problem.cells.floor.shape[1]
    result = np.zeros((problem.agents, n_steps), dtype=np.bool_)
    for a in range(problem.agents):
        rows = people.rows[people.row_ptr[a] : people.row_ptr[a + 1]]
        allowed = np.isfinite(people.cost[rows]).any(axis=0)
        marks = np.zeros(problem.steps + 1, dtype=np.int64)
        np.add.at(marks, options.start[allowed], 1)
        np.add.at(marks, options.start[allowed] + options.length[allowed], -1)
        result[a] = np.cumsum(marks)[:n_steps] > 0
    return result


def steps_without_a_shift(problem: Problem) -> NDArray[np.bool_]:
    """Steps over which no shift of the catalogue lies that starts inside the plan, shape (G,)."""
    options = problem.catalogue.options
    offered = np.zeros(problem.steps + 1, dtype=np.int64)
    np.add.at(offered, options.start, 1)
    np.add.at(offered, options.start + options.length, -1)
    return np.asarray(np.cumsum(offered)[: problem.cells.floor.shape[1]] == 0)


def covered_from_before(plan: Plan) -> NDArray[np.bool_]:
    """Steps that a shift of the catalogue starting on the day before the plan would cover, shape (G,)."""
    grid = plan.grid
    mask = np.zeros(grid.end // grid.step_minutes, dtype=np.bool_)
    eve = grid.first_day - timedelta(days=1)
    for shift in plan.shifts:
        for clock in shift.start_clocks:
            start = grid.at(eve, clock)
            if start is not None and start < 0 < start + shift.length_minutes:
                mask[: (start + shift.length_minutes) // grid.step_minutes] = True
    return mask


def _of_queues(problem: Problem, queues: tuple[int, ...], presence: NDArray[np.bool_]) -> list[Conflict]:
    plan, cells = problem.plan, problem.cells
    names = tuple(sorted(plan.queues[q].name for q in queues))
    able = np.array([any(skill in names for skill, _ in a.skills) for a in plan.agents], dtype=np.bool_)
    there = presence[able].sum(axis=0)
    before = np.minimum(cells.base_heads[list(queues)], cells.floor[list(queues)]).sum(axis=0)
    asked = cells.floor[list(queues)].sum(axis=0)
    spans = _spans(problem, there + before, asked, able.sum() + before)
    alike: dict[tuple[int, int, int, int, str], list[_Span]] = {}
    grid, step = plan.grid, plan.grid.step_minutes
    for span in spans:
        alike.setdefault((grid.clock(span.low * step), grid.clock(span.high * step), span.asked, span.possible, span.key), []).append(span)
    found = []
    for group in alike.values():
        first = group[0]
        who = tuple(plan.agents[a].id for a in np.flatnonzero(able & presence[:, first.worst]))
        days = tuple(str(grid.day(span.low * step)) for span in group)
        start, end = grid.text(first.low * step), grid.text(first.high * step)
        found.append(Conflict(who, ("CON-FLOOR-01",), days, first.key, names, start, end, first.asked, first.possible))
    return found


def _spans(problem: Problem, there: Ints, asked: Ints, all_of_them: Ints) -> list[_Span]:
    """Runs of steps with too few people, cut at midnight and where the reason changes; where even ``all_of_them`` would be too few the
    shifts are not to blame."""
    plan = problem.plan
    step, steps = plan.grid.step_minutes, len(there)
    enough = all_of_them >= asked
    reason = np.where(enough & steps_without_a_shift(problem), "floor-no-shift", "floor").astype(object)
    reason[enough & covered_from_before(plan)] = "floor-before"
    day = [plan.grid.day(g * step) for g in range(steps)]
    spans: list[_Span] = []
    low: int | None = None
    for g in range(steps + 1):
        short = g < steps and there[g] < asked[g]
        if low is not None and (not short or day[g] != day[low] or reason[g] != reason[low]):
            worst = low + int(np.argmax(asked[low:g] - there[low:g]))
            spans.append(_Span(low, g, worst, int(asked[worst]), int(there[worst]), str(reason[low])))
            low = None
        if short and low is None:
            low = g
    return spans
