"""Why no roster can exist: the first layer of an explanation.

Two things are found in seconds. An agent for whom no legal tour exists: the tour program says so exactly, and a deletion filter over the
kinds of rules (drop one, ask again, leave it
out where the answer stays "none") ends in a smallest set that clashes. And an hour in which a queue's hard floor asks for more people
than are left with the skill by leave,
availability and the catalogue, alone or together with other queues (Hall's condition over sets of queues).
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.report import Conflict
from staffing.models.roster.clock import Clock
from staffing.models.roster.duties import pause_scratch, price_classes
from staffing.models.roster.problem import Problem, build_problem
from staffing.models.roster.tours import best_tour

MOST_EXPLAINED = 5
"""Agents whose clash is taken apart rule by rule; further ones are named with all rules of the first."""
GRACE_SECONDS = 1.5
"""Seconds beyond the time limit that an explanation may take."""
MOST_QUEUES = 3
"""Largest set of queues looked at together."""


def find_conflicts(problem: Problem, clock: Clock) -> tuple[Conflict, ...]:
    """Clashes that rule out every roster; empty where none was found."""
    without = np.flatnonzero(~np.isfinite(tour_costs(problem)))
    found = []
    for k, a in enumerate(int(x) for x in without):
        if k < MOST_EXPLAINED and not clock.over(-GRACE_SECONDS):
            found.append(explain_agent(problem.plan, problem.requirement, a, clock))
        else:
            found.append(Conflict((problem.plan.agents[a].id,), ()))
    return tuple(found) or unreachable_floors(problem)


def tour_costs(problem: Problem) -> NDArray[np.float64]:
    """Cost of every agent's cheapest tour without any demand, in ticks; inf where there is none."""
    n, days = problem.agents, problem.days
    costs = np.zeros(n)
    scratch, choice, none = problem.scratch(), np.empty(days, dtype=np.int64), np.empty(0)
    options, classes = problem.catalogue.options, problem.classes
    n_classes = len(classes.skill_of)
    values = np.zeros((n_classes, len(options.start)))  # -inf where a fixed activity leaves no room for the pauses
    sums = np.zeros((2, n_classes, problem.steps + 1))
    before, after, _ = pause_scratch(problem.pauses)
    free = np.zeros_like(problem.cells.required)
    everybody = np.ones(n_classes, dtype=np.bool_)
    price_classes(options, problem.pauses, classes, free, problem.cells.steps, False, everybody, sums[0], sums[1], values, before, after)
    for a in range(n):
        own = values[classes.agent_class[a]]
        costs[a] = best_tour(options, problem.automata, problem.people, scratch, problem.start_change, a, own, none, choice)
    return costs


def _off(rule: str) -> Callable[[Plan], Plan]:
    def relax(plan: Plan) -> Plan:
        rules = {**plan.rules, rule: {**plan.rules.get(rule, {}), "enabled": False}}
        return replace(plan, rules=MappingProxyType(rules))

    return relax


def _any_shift(plan: Plan) -> Plan:
    return replace(plan, shifts=tuple(replace(s, sites=(), volunteers_only=False) for s in plan.shifts))


def _no_locks(plan: Plan) -> Plan:
    return replace(plan, locks=(), fixed=())


RELAXATIONS: dict[str, Callable[[Plan], Plan]] = {
    "POL-NIGHT-02": _off("POL-NIGHT-02"),
    "POL-NIGHT-01": _off("POL-NIGHT-01"),
    "SHF-REST-01": _off("SHF-REST-01"),
    "POL-RUN-01": _off("POL-RUN-01"),
    "POL-OFF-01": _off("POL-OFF-01"),
    "POL-REST-01": _off("POL-REST-01"),
    "CON-SHIFT-01": _any_shift,
    "CON-AVAIL-01": _off("CON-AVAIL-01"),
    "CON-LEAVE-01": _off("CON-LEAVE-01"),
    "LOCKS": _no_locks,
    "CON-HOURS-01": _off("CON-HOURS-01"),
}
"""Kinds of rules and the plan without them, in the order in which they are tried for being beside the point."""


def explain_agent(plan: Plan, requirement, a: int, clock: Clock) -> Conflict:
    """A smallest set of rules that leaves one agent without a legal tour."""
    agent = plan.agents[a]
    alone = replace(
        plan,
        agents=(agent,),
        leave=tuple(x for x in plan.leave if x.agent == agent.id),
        availability=tuple(x for x in plan.availability if x.agent == agent.id),
        requests=(),
        statuses=(),
        worked=tuple(x for x in plan.worked if x.agent == agent.id),
        locks=tuple(x for x in plan.locks if x.agent == agent.id),
        fixed=tuple(x for x in plan.fixed if x.agent == agent.id),
    )

    def infeasible(without: set[str]) -> bool:
        relaxed = alone
        for rule in without:
            relaxed = RELAXATIONS[rule](relaxed)
        return not np.isfinite(tour_costs(build_problem(relaxed, requirement))[0])

    dropped: set[str] = set()
    for rule in RELAXATIONS:
        if clock.over(-GRACE_SECONDS):
            break
        if infeasible(dropped | {rule}):
            dropped.add(rule)
    rules = tuple(r for r in RELAXATIONS if r not in dropped)
    return Conflict((agent.id,), rules, _days(alone, rules))


def _days(plan: Plan, rules: tuple[str, ...]) -> tuple[str, ...]:
    """Days of the plan that the clashing rows name."""
    days = set()
    if "CON-LEAVE-01" in rules:
        days |= {d for dates in plan.leave_days.values() for d in dates}
    if "LOCKS" in rules:
        days |= {lock.day for lock in plan.locks} | {plan.grid.day(f.start) for f in plan.fixed}
    return tuple(str(d) for d in sorted(days) if plan.grid.first_day <= d < plan.grid.end_day)


def unreachable_floors(problem: Problem) -> tuple[Conflict, ...]:
    """Steps in which too few people can be on shift for the hard floors of some queues."""
    cells, plan = problem.cells, problem.plan
    floored = [q for q in range(len(plan.queues)) if cells.floor[q].any()]
    if not floored:
        return ()
    presence = possible_presence(problem)
    found = []
    for size in range(1, min(MOST_QUEUES, len(floored)) + 1):
        for queues in combinations(floored, size):
            names = {plan.queues[q].name for q in queues}
            able = np.array([any(skill in names for skill, _ in a.skills) for a in plan.agents], dtype=np.bool_)
            there = presence[able].sum(axis=0)
            need = np.maximum(0, cells.floor[list(queues)] - cells.base_heads[list(queues)]).sum(axis=0)
            short = np.flatnonzero(there < need)
            if len(short):
                g = int(short[0])
                who = tuple(plan.agents[a].id for a in np.flatnonzero(able & presence[:, g]))
                when = plan.grid.text(g * plan.grid.step_minutes)
                found.append(Conflict(who, ("CON-FLOOR-01",), (when, *sorted(names)), "floor"))
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
