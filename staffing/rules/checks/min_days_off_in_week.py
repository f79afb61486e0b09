"""In each calendar week a minimum of days has no shift start."""

from __future__ import annotations

from datetime import timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.days import weeks_between
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, count
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and week; leave counts as off, and so do days outside the plan unless worked.csv shows work."""
    least = spec.params["min_days_off"]
    mondays = weeks_between(facts.grid.first_day, facts.grid.end_day)
    for agent in facts.plan.agents:
        starts = facts.start_days.get(agent.id)
        if starts is None:
            continue
        for monday in mondays:
            week = [monday + timedelta(days=k) for k in range(7)]
            verdict.checked += 1
            off = sum(day not in starts for day in week)
            if off < least:
                verdict.breach("few_days_off", agent.id, monday, week[-1], measured=off, limit=least, unit="days", deficit=least - off)


KIND = Kind("min_days_off_in_week", judge, frozenset({"few_days_off"}), {"min_days_off": count(1, 0, 7)})
