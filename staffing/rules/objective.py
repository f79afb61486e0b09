"""The objective, recomputed from a roster: the second opinion on what the solver claims."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import numpy as np

from staffing.domain.people import Request
from staffing.domain.plan import Plan
from staffing.domain.report import TERMS
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster
from staffing.rules.coverage import measure
from staffing.rules.days import week_start, weeks_between
from staffing.rules.facts import Facts, Stint

START_CHANGE_MINUTES = 120
DEEP_SHARE = 0.1
SPREAD_AGENTS = 20


def recompute(plan: Plan, requirement: Requirement, roster: Roster) -> dict[str, float]:
    """Money by term of the objective, in the order of :data:`staffing.domain.report.TERMS`; their sum is the objective.

    Duties of people who are not in the plan cost nothing here (the check names them).
    """
    facts = Facts(plan, roster)
    terms = dict.fromkeys(TERMS, 0.0)
    _hours(facts, terms)
    _coverage(plan, requirement, roster, terms)
    _wishes(facts, terms)
    _start_changes(facts, terms)
    _spreads(facts, terms)
    return terms


def _hours(facts: Facts, terms: dict[str, float]) -> None:
    """wage, overtime and allowance."""
    plan, grid = facts.plan, facts.grid
    mondays = weeks_between(grid.first_day, grid.end_day)
    wage = overtime = 0.0
    for agent_id, stints in facts.own.items():
        agent = plan.agent_by_id[agent_id]
        normal = plan.contract_by_name[agent.contract].normal_minutes_per_week
        paid: Counter[object] = Counter()
        for stint in stints:
            paid[week_start(stint.day)] += stint.paid_minutes
            kind = plan.shift_by_name.get(stint.shift)
            if kind is not None:
                terms["allowance"] += kind.allowance
        wage += plan.wage_per_hour(agent) * sum(paid.values()) / 60
        overtime += sum(max(0, paid[monday] - normal) for monday in mondays) / 60
    terms["wage"] = wage
    terms["overtime"] = plan.prices.overtime_per_hour * overtime


def _coverage(plan: Plan, requirement: Requirement, roster: Roster, terms: dict[str, float]) -> None:
    """short and over."""
    coverage = measure(plan, requirement, roster)
    hours = plan.grid.interval_minutes / 60
    deep = np.maximum(0.0, coverage.short - DEEP_SHARE * coverage.required)
    for row, queue in enumerate(plan.queues):
        shallow_price, deep_price = plan.short_prices(queue)
        terms["short"] += hours * float(shallow_price * coverage.short[row].sum() + deep_price * deep[row].sum())
    terms["over"] = plan.prices.over_per_agent_hour * hours * float(coverage.over.sum())


def _wishes(facts: Facts, terms: dict[str, float]) -> None:
    """requests: the weight of every wish for a day of the plan that is not met."""
    grid = facts.grid
    starting: dict[tuple[str, object], list[Stint]] = {}
    for agent, stints in facts.own.items():
        for stint in stints:
            starting.setdefault((agent, stint.day), []).append(stint)
    for wish in facts.plan.requests:
        if grid.first_day <= wish.day < grid.end_day and not _met(facts, wish, starting.get((wish.agent, wish.day), [])):
            terms["requests"] += facts.plan.prices.request_unmet * wish.weight


def _met(facts: Facts, wish: Request, stints: list[Stint]) -> bool:
    if wish.window is not None:
        low, high = (facts.grid.edge(wish.day, clock) for clock in wish.window)
        return all(low <= s.start and s.end <= high for s in stints)
    if wish.wish == "off":
        return not stints
    return any(s.shift == wish.wish for s in stints)


def _start_changes(facts: Facts, terms: dict[str, float]) -> None:
    """start_change: starts on consecutive days of the plan more than 120 minutes apart round the clock."""
    changes = 0
    for stints in facts.line.values():
        for before, after in pairwise(stints):
            if before.own and after.own and after.day - before.day == timedelta(days=1):
                apart = abs(facts.days.clock(after.start) - facts.days.clock(before.start))
                changes += min(apart, 1440 - apart) > START_CHANGE_MINUTES
    terms["start_change"] = facts.plan.prices.start_change * changes


def _spreads(facts: Facts, terms: dict[str, float]) -> None:
    """night_spread and weekend_spread."""
    prices = facts.plan.prices
    nights = {agent: sum(s.night for s in stints) for agent, stints in facts.own.items()}
    weekends = {agent: sum(s.day.weekday() >= 5 for s in stints) for agent, stints in facts.own.items()}
    for group in facts.plan.spread_groups.values():
        if group:
            for name, price, worked in (("night_spread", prices.night_spread, nights), ("weekend_spread", prices.weekend_spread, weekends)):
                counts = [worked.get(agent, 0) for agent in group]
                terms[name] += price * (max(counts) - min(counts)) * len(group) / SPREAD_AGENTS
