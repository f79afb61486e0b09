"""Work on statutory holidays is owed at a multiple of the wage, split by the minute at midnight."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, percent
from staffing.rules.money import premium
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import by_day, pauses_known, work


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and statutory holiday worked."""
    ends = [s.day for own in facts.own.values() for s in (own[0], own[-1])] or [facts.grid.first_day]
    holidays = sorted(facts.calendar.statutory_between(min(ends), max(ends) + timedelta(days=3)))
    spans = [(facts.days.midnight(day), facts.days.midnight_after(day)) for day in holidays]
    for agent_id, own in facts.own.items():
        verdict.checked += len(own)
        if not spans:
            continue
        agent = facts.plan.agent_by_id[agent_id]
        due: dict[date, int] = {}
        guessed: set[date] = set()
        for stint in own:
            if not any(stint.start < high and stint.end > low for low, high in spans) or not in_scope(facts, spec, agent, stint.day):
                continue
            over_midnight = len(facts.days.touched(stint.start, stint.end)) > 1
            for day, part in by_day(facts, work(facts, agent_id, stint), stint.start, stint.end).items():
                if facts.calendar.is_statutory(day):
                    due[day] = due.get(day, 0) + part
                    if over_midnight and not pauses_known(facts, agent_id, stint):
                        guessed.add(day)
        for day, minutes in sorted(due.items()):
            verdict.count("premium_minutes", minutes)
            key = "holiday_pay_estimated" if day in guessed else "holiday_pay"
            if facts.calendar.year(day.year).provisional:
                key = "holiday_pay_provisional"
            verdict.breach(key, agent_id, day, measured=minutes, **premium(facts, agent, minutes, spec.params["percent"]))


KIND = Kind(
    "holiday_premium",
    judge,
    frozenset({"holiday_pay", "holiday_pay_estimated", "holiday_pay_provisional"}),
    {"percent": percent(300)},
)
