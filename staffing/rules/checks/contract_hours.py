"""Paid minutes per calendar week lie within the contract's minimum and maximum."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.days import week_start, weeks_between
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict

ROUNDING = 1e-9


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and week outside the limits; only the roster counts, not worked.csv.

    The minimum is scaled by the days of the week inside the plan / 7, then lowered by normal / 5 for each leave day among them.
    """
    grid = facts.grid
    weeks = [
        (monday, tuple(d for d in (monday + timedelta(days=k) for k in range(7)) if grid.first_day <= d < grid.end_day))
        for monday in weeks_between(grid.first_day, grid.end_day)
    ]
    for agent in facts.plan.agents:
        contract = facts.plan.contract_by_name[agent.contract]
        leave = facts.plan.leave_days.get(agent.id, frozenset())
        paid: Counter[date] = Counter()
        for stint in facts.own.get(agent.id, ()):
            paid[week_start(stint.day)] += stint.paid_minutes
        for monday, inside in weeks:
            verdict.checked += 1
            absent = sum(d in leave for d in inside)
            low = contract.min_minutes_per_week * len(inside) / 7 - contract.normal_minutes_per_week / 5 * absent
            high = contract.max_minutes_per_week
            have = paid[monday]
            if have < low - ROUNDING:
                verdict.breach(
                    "hours_below",
                    agent.id,
                    inside[0],
                    inside[-1],
                    measured=have,
                    limit=low,
                    deficit=low - have,
                    contract=contract.name,
                )
            elif have > high:
                verdict.breach(
                    "hours_above",
                    agent.id,
                    inside[0],
                    inside[-1],
                    measured=have,
                    limit=high,
                    deficit=have - high,
                    contract=contract.name,
                )


KIND = Kind("contract_hours", judge, frozenset({"hours_below", "hours_above"}))
