"""The objective of a finished roster, recomputed in plain Python from its duties and activities.

Another code path than the kernels: no option numbers, no ticks, no classes. :mod:`engine` refuses to return a roster on which the two
disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

from staffing.domain.grid import is_night
from staffing.domain.people import Request
from staffing.domain.plan import Plan
from staffing.domain.report import TERMS
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Duty, Roster


def objective_terms(plan: Plan, requirement: Requirement, roster: Roster) -> tuple[dict[str, float], float]:
    """(money by term, minutes of shortage) of a roster with activities."""
    terms = dict.fromkeys(TERMS, 0.0)
    _pay(plan, roster, terms)
    short_minutes = _service(plan, requirement, roster, terms)
    _wishes(plan, roster, terms)
    _start_changes(plan, roster, terms)
    _spreads(plan, roster, terms)
    return terms, short_minutes


def _pay(plan: Plan, roster: Roster, terms: dict[str, float]) -> None:
    """wage, overtime, allowance."""
    for agent in plan.agents:
        normal = plan.contract_by_name[agent.contract].normal_minutes_per_week
        weeks: Counter[object] = Counter()
        for duty in roster.by_agent.get(agent.id, ()):
            paid = duty.paid_minutes or 0
            terms["wage"] += plan.wage_per_hour(agent) * paid / 60
            terms["allowance"] += plan.shift_by_name[duty.shift].allowance
            weeks[duty.day - timedelta(days=duty.day.weekday())] += paid
        terms["overtime"] += sum(plan.prices.overtime_per_hour * max(0, paid - normal) / 60 for paid in weeks.values())


def _service(plan: Plan, requirement: Requirement, roster: Roster, terms: dict[str, float]) -> float:
    """short, over; returns minutes of shortage."""
    grid = plan.grid
    interval = grid.interval_minutes
    staffed = {q.name: [0.0] * grid.length for q in plan.queues}

    def serve(agent: str, queue: str, start: int, end: int) -> None:
        speed = plan.agent_by_id[agent].speed(queue)
        if queue not in staffed or not speed:
            return
        share = speed * (1.0 - float(plan.queue_by_name[queue].shrinkage)) / interval
        low, high = max(start, 0), min(end, grid.end)
        for t in range(low // interval, -(-high // interval)):
            staffed[queue][t] += share * (min(high, (t + 1) * interval) - max(low, t * interval))

    for activity in roster.activities or ():
        if activity.activity == "queue":
            serve(activity.agent, activity.queue, activity.start, activity.end)
    for row in plan.worked:
        skills = plan.agent_by_id[row.agent].skills
        serve(row.agent, row.queue or (skills[0][0] if len(skills) == 1 else ""), row.start, row.end)
    asked_of = {name: requirement.agents[k] for k, name in enumerate(requirement.queues)}
    minutes = 0.0
    for queue in plan.queues:
        shallow, deep = plan.short_prices(queue)
        for t, have in enumerate(staffed[queue.name]):
            asked = float(asked_of[queue.name][t]) if queue.name in asked_of else 0.0
            short = max(0.0, asked - have)
            minutes += short * interval
            terms["short"] += (shallow * short + deep * max(0.0, short - 0.1 * asked)) * interval / 60
            terms["over"] += plan.prices.over_per_agent_hour * max(0.0, have - asked) * interval / 60
    return minutes


def _wishes(plan: Plan, roster: Roster, terms: dict[str, float]) -> None:
    """requests."""
    for request in plan.requests:
        if plan.grid.first_day <= request.day < plan.grid.end_day:
            today = [d for d in roster.by_agent.get(request.agent, ()) if d.day == request.day]
            if not _met(plan, request, today):
                terms["requests"] += plan.prices.request_unmet * request.weight


def _met(plan: Plan, request: Request, today: Sequence[Duty]) -> bool:
    if request.wish == "off":
        return not today
    if request.window is not None:
        low, high = (plan.grid.edge(request.day, x) for x in request.window)
        return all(low <= d.start and d.end <= high for d in today)
    return any(d.shift == request.wish for d in today)


def _start_changes(plan: Plan, roster: Roster, terms: dict[str, float]) -> None:
    """start_change."""
    for duties in roster.by_agent.values():
        for before, after in pairwise(duties):
            if (after.day - before.day).days == 1:
                apart = abs(plan.grid.clock(after.start) - plan.grid.clock(before.start))
                terms["start_change"] += plan.prices.start_change * (min(apart, 1440 - apart) > 120)


def _spreads(plan: Plan, roster: Roster, terms: dict[str, float]) -> None:
    """night_spread, weekend_spread."""
    for members in plan.spread_groups.values():
        if not members:
            continue
        nights = [sum(is_night(plan.grid, d.start, d.end) for d in roster.by_agent.get(m, ())) for m in members]
        weekends = [sum(d.day.weekday() >= 5 for d in roster.by_agent.get(m, ())) for m in members]
        share = len(members) / 20
        terms["night_spread"] += plan.prices.night_spread * (max(nights) - min(nights)) * share
        terms["weekend_spread"] += plan.prices.weekend_spread * (max(weekends) - min(weekends)) * share
