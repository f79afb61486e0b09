"""Work on statutory holidays is owed at a multiple of the wage, split by the minute at midnight."""

from __future__ import annotations

from datetime import date

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.calendar import china_year
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, count
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import by_day, pauses_known, work


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and statutory holiday worked; one advisory for each year whose calendar is not official yet."""
    years = sorted({d.year for d in facts.grid.calendar} | {s.day.year for own in facts.own.values() for s in own})
    holidays = {day for year in (*years, years[-1] + 1) for day in china_year(year).statutory}
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        due: dict[date, int] = {}
        guessed: set[date] = set()
        for stint in own:
            days = facts.days.touched(stint.start, stint.end)
            verdict.checked += 1
            if holidays.isdisjoint(days) or not in_scope(facts, spec, agent, stint.day):
                continue
            for day, part in by_day(facts, work(facts, agent_id, stint), stint.start, stint.end).items():
                if day in holidays:
                    due[day] = due.get(day, 0) + part
                    if len(days) > 1 and not pauses_known(facts, agent_id, stint):
                        guessed.add(day)
        for day, minutes in sorted(due.items()):
            verdict.count("premium_minutes", minutes)
            key = "holiday_pay_estimated" if day in guessed else "holiday_pay"
            verdict.breach(key, agent_id, day, measured=minutes, percent=spec.params["percent"])
    for year in sorted({d.year for d in facts.grid.calendar}):
        if china_year(year).provisional:
            days_ = [d for d in facts.grid.calendar if d.year == year]
            verdict.add(Outcome.ADVISORY, "calendar_provisional", "", days_[0], days_[-1], unit="", year=year)


KIND = Kind(
    "holiday_premium",
    judge,
    frozenset({"holiday_pay", "holiday_pay_estimated", "calendar_provisional"}),
    {"percent": count(300, 100, 1000)},
)
