"""A plan with a change made to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from staffing.domain.explanation import Change
from staffing.domain.people import Agent, Availability, Leave, Worked
from staffing.domain.plan import Plan


def apply(plan: Plan, changes: Iterable[Change]) -> Plan:
    """The plan after some changes, in their order."""
    for change in changes:
        plan = _MAKERS[change.kind](plan, change)
    return plan


def _worked(plan: Plan, change: Change) -> Plan:
    shift = plan.shift_by_name[change.shift]
    start = plan.grid.edge(plan.grid.first_day - timedelta(days=1), change.start_clock or 0)
    rows = tuple(Worked(agent, start, start + shift.length_minutes, shift.name, change.queue) for agent in change.agents)
    return replace(plan, worked=(*plan.worked, *rows))


def _unlock(plan: Plan, change: Change) -> Plan:
    return replace(plan, locks=tuple(x for x in plan.locks if x.agent not in change.agents or str(x.day) not in change.days))


def _unfix(plan: Plan, change: Change) -> Plan:
    day = plan.grid.day
    return replace(plan, fixed=tuple(x for x in plan.fixed if x.agent not in change.agents or str(day(x.start)) not in change.days))


def _max_hours(plan: Plan, change: Change) -> Plan:
    assert change.after is not None
    if not change.agents:
        contracts = (replace(c, max_minutes_per_week=change.after) if c.name == change.contract else c for c in plan.contracts)
        return replace(plan, contracts=tuple(contracts))
    return _own_contract(plan, change, "max_minutes_per_week", change.after)


def _min_hours(plan: Plan, change: Change) -> Plan:
    assert change.after is not None
    return _own_contract(plan, change, "min_minutes_per_week", change.after)


def _own_contract(plan: Plan, change: Change, limit: str, minutes: int) -> Plan:
    """Some agents get a copy of their contract with other hours."""
    contracts = list(plan.contracts)
    agents = []
    made: dict[str, str] = {}
    for agent in plan.agents:
        if agent.id in change.agents:
            if agent.contract not in made:
                made[agent.contract] = _free_name(f"{agent.contract} *", {c.name for c in contracts})
                own: dict[str, Any] = {"name": made[agent.contract], limit: minutes}
                contracts.append(replace(plan.contract_by_name[agent.contract], **own))
            agent = replace(agent, contract=made[agent.contract])
        agents.append(agent)
    return replace(plan, contracts=tuple(contracts), agents=tuple(agents))


def _available(plan: Plan, change: Change) -> Plan:
    days = {date.fromisoformat(day) for day in change.days}
    kept = tuple(x for x in plan.availability if x.agent not in change.agents or x.day not in days)
    return replace(plan, availability=(*kept, *(Availability(agent, day, None) for agent in change.agents for day in sorted(days))))


def _leave_day(plan: Plan, change: Change) -> Plan:
    rows: list[Leave] = []
    for row in plan.leave:
        if row.agent not in change.agents:
            rows.append(row)
            continue
        span = [row.first_day + timedelta(days=k) for k in range((row.last_day - row.first_day).days + 1)]
        rows.extend(replace(row, first_day=day, last_day=day) for day in span if str(day) not in change.days)
    return replace(plan, leave=tuple(rows))


def _any_shift(plan: Plan, change: Change) -> Plan:
    extra = tuple(s.name for s in plan.shifts if s.volunteers_only)
    sites = {site for s in plan.shifts for site in s.sites}
    agents = []
    for agent in plan.agents:
        if agent.id in change.agents:
            volunteers = (*agent.volunteers, *(name for name in extra if name not in agent.volunteers))
            site = agent.site if agent.site in sites or not sites else sorted(sites)[0]
            agent = replace(agent, volunteers=volunteers, site=site)
        agents.append(agent)
    return replace(plan, agents=tuple(agents))


def _skill(plan: Plan, change: Change) -> Plan:
    def learned(agent: Agent) -> Agent:
        return replace(agent, skills=(*agent.skills, *(s for s in change.skills if agent.speed(s[0]) is None)))

    return replace(plan, agents=tuple(learned(a) if a.id in change.agents else a for a in plan.agents))


def _shift(plan: Plan, change: Change) -> Plan:
    assert change.start_clock is not None
    assert change.end_clock is not None
    kind = plan.shift_by_name[change.template]
    made = replace(kind, name=change.shift, start_from=change.start_clock, start_to=change.end_clock, volunteers_only=False)
    return replace(plan, shifts=(*plan.shifts, made))


def _hire(plan: Plan, change: Change) -> Plan:
    taken = {a.id for a in plan.agents}
    people = []
    for k in range(change.count):
        name = _free_name(f"NEW-{k + 1}", taken)
        taken.add(name)
        people.append(Agent(name, name, change.contract, change.skills, change.site))
    return replace(plan, agents=(*plan.agents, *people))


def _floor(plan: Plan, change: Change) -> Plan:
    assert change.after is not None
    return replace(plan, queues=tuple(replace(q, hard_min_agents=change.after) if q.name == change.queue else q for q in plan.queues))


def _rule(plan: Plan, change: Change) -> Plan:
    given = {**plan.rules.get(change.rule, {}), **({change.parameter: change.after} if change.parameter else {"enabled": False})}
    return replace(plan, rules=MappingProxyType({**plan.rules, change.rule: given}))


def _free_name(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    return name


_MAKERS: dict[str, Callable[[Plan, Change], Plan]] = {
    "worked": _worked,
    "unlock": _unlock,
    "unfix": _unfix,
    "max-hours": _max_hours,
    "min-hours": _min_hours,
    "available": _available,
    "any-shift": _any_shift,
    "shift": _shift,
    "leave-day": _leave_day,
    "floor": _floor,
    "skill": _skill,
    "rule": _rule,
    "hire": _hire,
}
