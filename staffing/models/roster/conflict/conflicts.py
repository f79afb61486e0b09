"""Who has no legal sequence of shifts, and the smallest set of rules that leaves them without one.

The tour program says exactly whether an agent has a tour. A deletion filter over the kinds of rules (switch one off, ask again, leave it
off where the answer stays "none") ends in a set K of rules that clash: with K alone there is no tour, without any one of K there is one.
The filter runs for all agents at once: those for whom the same rules were switched off so far share a problem, so that hundreds of agents
take as long as a few. Hard floors that too few people can hold are looked for in :mod:`floor_reach`.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.people import Lock
from staffing.domain.plan import Plan
from staffing.domain.progress import Cancelled, never
from staffing.domain.report import Conflict
from staffing.domain.requirement import Requirement
from staffing.models.roster.arrays.duties import pause_scratch, price_classes
from staffing.models.roster.arrays.problem import Problem, build_problem
from staffing.models.roster.clock import Clock
from staffing.models.roster.conflict.floor_reach import unreachable_floors
from staffing.models.roster.pricing.tours import best_tour

Floats = NDArray[np.float64]
GRACE_SECONDS = 1.5
"""Seconds beyond the time limit that an explanation may take."""


def find_conflicts(problem: Problem, clock: Clock) -> tuple[Conflict, ...]:
    """Clashes that rule out every roster; empty where none was found. Floors are looked at where every agent has a tour."""
    without = [int(a) for a in np.flatnonzero(~np.isfinite(tour_costs(problem)))]
    if without:
        return agent_conflicts(problem.plan, problem.requirement, without, lambda: clock.over(-GRACE_SECONDS))
    return unreachable_floors(problem)


def all_conflicts(plan: Plan, requirement: Requirement, cancelled: Cancelled = never) -> tuple[Conflict, ...]:
    """Every clash that is found without solving: of agents, and of floors."""
    problem = build_problem(plain(plan), requirement)
    without = [int(a) for a in np.flatnonzero(~np.isfinite(tour_costs(problem)))]
    return agent_conflicts(plan, requirement, without, cancelled) + unreachable_floors(problem)


def have_tours(plan: Plan, requirement: Requirement, agents: Collection[str]) -> bool:
    """Whether each of these agents has a legal sequence of shifts."""
    index = [k for k, a in enumerate(plan.agents) if a.id in agents]
    return bool(np.isfinite(tour_costs(build_problem(only(plan, index), requirement))).all())


def clash(plan: Plan, requirement: Requirement, agents: Collection[str], rules: Collection[str]) -> bool:
    """Whether these rules alone, all others switched off, still leave one of these agents without a legal sequence of shifts."""
    index = [k for k, a in enumerate(plan.agents) if a.id in agents]
    off = [rule for rule in relaxations(plan) if rule not in rules]
    return not bool(np.isfinite(tour_costs(without(only(plan, index), requirement, off))).all())


def tour_costs(problem: Problem, price: Floats | None = None) -> Floats:
    """Cost of every agent's cheapest tour, in ticks, shape (N,); inf where there is none.

    ``price``: ticks that a unit of cover earns in each queue and interval, shape (Q, T); ``None``: nothing.
    """
    n, days = problem.agents, problem.days
    costs = np.zeros(n)
    scratch, choice, none = problem.scratch(), np.empty(days, dtype=np.int64), np.empty(0)
    options, classes = problem.catalogue.options, problem.classes
    n_classes = len(classes.skill_of)
    values = np.zeros((n_classes, len(options.start)))  # -inf where a fixed activity leaves no room for the pauses
    sums = np.zeros((2, n_classes, problem.steps + 1))
    before, after, _ = pause_scratch(problem.pauses)
    price = np.zeros_like(problem.cells.required) if price is None else price
    everybody = np.ones(n_classes, dtype=np.bool_)
    price_classes(options, problem.pauses, classes, price, problem.cells.steps, False, everybody, sums[0], sums[1], values, before, after)
    for a in range(n):
        own = values[classes.agent_class[a]]
        costs[a] = best_tour(options, problem.automata, problem.people, scratch, problem.start_change, a, own, none, choice)
    return costs


def plain(plan: Plan) -> Plan:
    """The plan without what only costs money and no rule looks at: wishes and spreads."""
    return replace(plan, requests=(), prices=replace(plan.prices, night_spread=0.0, weekend_spread=0.0))


def only(plan: Plan, agents: Sequence[int]) -> Plan:
    """The plain plan with some of its agents and their rows."""
    kept = tuple(plan.agents[a] for a in agents)
    names = {a.id for a in kept}
    return replace(
        plain(plan),
        agents=kept,
        leave=tuple(x for x in plan.leave if x.agent in names),
        availability=tuple(x for x in plan.availability if x.agent in names),
        statuses=(),
        worked=tuple(x for x in plan.worked if x.agent in names),
        locks=tuple(x for x in plan.locks if x.agent in names),
        fixed=tuple(x for x in plan.fixed if x.agent in names),
        limits=tuple(x for x in plan.limits if x.agent in names),
    )


def _off(rule: str) -> Callable[[Plan], Plan]:
    def relax(plan: Plan) -> Plan:
        rules = {**plan.rules, rule: {**plan.rules.get(rule, {}), "enabled": False}}
        return replace(plan, rules=MappingProxyType(rules))

    return relax


def _lawless(rule: str) -> Callable[[Plan], Plan]:
    def relax(plan: Plan) -> Plan:
        return replace(plan, limits=tuple(limit for limit in plan.limits if limit.rule != rule))

    return relax


def _any_shift(plan: Plan) -> Plan:
    return replace(plan, shifts=tuple(replace(s, sites=(), volunteers_only=False) for s in plan.shifts))


def _any_queue(plan: Plan) -> Plan:
    every = tuple((q.name, 1.0) for q in plan.queues)
    return replace(plan, agents=tuple(a if a.skills else replace(a, skills=every) for a in plan.agents))


def _no_locks(plan: Plan) -> Plan:
    return replace(plan, locks=())


def _no_fixed(plan: Plan) -> Plan:
    return replace(plan, fixed=())


def _same(plan: Plan) -> Plan:
    return plan


RELAXATIONS: dict[str, Callable[[Plan], Plan]] = {
    "POL-NIGHT-02": _off("POL-NIGHT-02"),
    "POL-NIGHT-01": _off("POL-NIGHT-01"),
    "SHF-REST-01": _off("SHF-REST-01"),
    "POL-RUN-01": _off("POL-RUN-01"),
    "POL-OFF-01": _off("POL-OFF-01"),
    "POL-REST-01": _off("POL-REST-01"),
    "CON-MEAL-01": _same,
    "CON-SHIFT-01": _any_shift,
    "CON-SKILL-01": _any_queue,
    "CON-AVAIL-01": _off("CON-AVAIL-01"),
    "CON-LEAVE-01": _off("CON-LEAVE-01"),
    "FIXED": _no_fixed,
    "LOCKS": _no_locks,
    "CON-HOURS-01": _off("CON-HOURS-01"),
}
"""Kinds of rules and the plan without them, in the order in which they are tried for being beside the point. Without CON-MEAL-01 shifts
keep their length and pay, but nobody pauses (see :func:`without`)."""


def relaxations(plan: Plan) -> dict[str, Callable[[Plan], Plan]]:
    """:data:`RELAXATIONS` with a plan's rules of law before them."""
    return {**{rule: _lawless(rule) for rule in dict.fromkeys(limit.rule for limit in plan.limits)}, **RELAXATIONS}


def without(plan: Plan, requirement: Requirement, rules: Collection[str]) -> Problem:
    """The problem of a plan with some kinds of rules switched off."""
    relax = relaxations(plan)
    for rule in rules:
        plan = relax.get(rule, _same)(plan)  # a rule of law may not speak of these agents
    problem = build_problem(plan, requirement)
    if "CON-MEAL-01" in rules:
        p = problem.pauses
        problem = replace(problem, pauses=p._replace(meal=np.zeros_like(p.meal), breaks=np.zeros_like(p.breaks)))
    return problem


def agent_conflicts(plan: Plan, requirement: Requirement, agents: Sequence[int], stop: Callable[[], bool]) -> tuple[Conflict, ...]:
    """The clashes of agents who have no tour, those of the same rules and days together.

    Where ``stop`` cuts the filter short, the rules left are still in conflict, but may be more than a smallest set.
    """
    groups: dict[frozenset[str], list[int]] = {frozenset(): list(agents)} if agents else {}
    minimal = True
    kinds = relaxations(plan)
    for rule in kinds:
        after: dict[frozenset[str], list[int]] = {}
        for dropped, members in groups.items():
            if not minimal or stop():
                minimal = False
                after.setdefault(dropped, []).extend(members)
                continue
            problem = without(only(plan, members), requirement, dropped | {rule})
            for a, cost in zip(members, tour_costs(problem), strict=True):
                after.setdefault(dropped if np.isfinite(cost) else dropped | {rule}, []).append(a)
        groups = after
    found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for dropped, members in groups.items():
        rules = tuple(r for r in kinds if r not in dropped)
        for a in sorted(members):
            found.setdefault((rules, _days(plan, requirement, a, rules, stop)), []).append(a)
    return tuple(
        Conflict(tuple(plan.agents[a].id for a in members), rules, days, minimal=minimal) for (rules, days), members in found.items()
    )


def _days(plan: Plan, requirement: Requirement, a: int, rules: tuple[str, ...], stop: Callable[[], bool]) -> tuple[str, ...]:
    """Days of the plan that the clashing rows name: leave, fixed activities, and the locks that cannot be spared."""
    alone = only(plan, [a])
    days: set[date] = set()
    if "FIXED" in rules:
        days |= {plan.grid.day(f.start) for f in alone.fixed}
    if "LOCKS" in rules:
        days |= {lock.day for lock in _needed_locks(alone, requirement, rules, stop)}
    if "CON-LEAVE-01" in rules:
        leave = set(alone.leave_days.get(plan.agents[a].id, ()))
        touched = leave & days or leave & {d + timedelta(days=1) for d in days}
        days |= touched if touched and "CON-HOURS-01" not in rules else leave
    return tuple(str(d) for d in sorted(days) if plan.grid.first_day <= d < plan.grid.end_day)


def _needed_locks(alone: Plan, requirement: Requirement, rules: tuple[str, ...], stop: Callable[[], bool]) -> tuple[Lock, ...]:
    """A smallest set of locks of one agent that clashes with the other rules."""
    off = [r for r in relaxations(alone) if r not in rules]
    kept = alone.locks
    for lock in alone.locks:
        if stop():
            break
        fewer = tuple(x for x in kept if x is not lock)
        if not np.isfinite(tour_costs(without(replace(alone, locks=fewer), requirement, off))[0]):
            kept = fewer
    return kept
