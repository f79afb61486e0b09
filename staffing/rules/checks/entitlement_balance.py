"""Paid annual leave: earned, taken, left, and what is owed for days not taken. Judged when the plan holds the last day of a year."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor
from typing import Any

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, count, percent, texts
from staffing.rules.money import DAY_HOURS, premium
from staffing.rules.verdict import Verdict

BANDS = ((20, 15), (10, 10), (1, 5))
"""(full years of cumulative service, days of leave) under China's 2007 order, Art. 3."""


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and year with days left; one for all whose service or leave nobody knows (UNKNOWN)."""
    for year in sorted({d.year for d in facts.grid.calendar if (d.month, d.day) == (12, 31)}):
        blind: list[str] = []
        first, last = date(year, 1, 1), date(year, 12, 31)
        for agent in facts.plan.agents:
            if agent.id not in facts.own:
                continue
            earned = entitlement(agent, year, spec)
            recorded = facts.evidence.has(spec.params["record_evidence"], agent, last, spec.id)
            taken = leave_taken(facts, agent, spec, first, last)
            if earned is None or not (recorded or taken >= earned):
                blind.append(agent.id)
                continue
            verdict.checked += 1
            verdict.count("days_earned", earned)
            verdict.count("days_taken", taken)
            left = max(0, earned - taken)
            if left and not facts.evidence.has(spec.params["lifted_by"], agent, last, spec.id):
                _left(facts, spec, verdict, agent, (first, last), earned, taken)
        if blind:
            verdict.unknown("leave_unknown", "leave_unknown", first, last, agents=len(blind), year=year)


def _left(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: Agent, span: tuple[date, date], earned: int, taken: int) -> None:
    left = earned - taken
    key = "leave_left"
    more: dict[str, Any] = {}
    if spec.params["percent"] > 100:
        key = "leave_pay"
        more = premium(facts, agent, left * DAY_HOURS * 60, spec.params["percent"])
        more["extra"] = premium(facts, agent, left * DAY_HOURS * 60, spec.params["percent"] - 100)["amount"]
    verdict.breach(key, agent.id, *span, measured=left, limit=0, unit="days", deficit=left, earned=earned, taken=taken, **more)


def entitlement(agent: Agent, year: int, spec: RuleSpec) -> int | None:
    """Days earned for a year; ``None`` where the service is not known.

    Cumulative service runs from the column ``service_since`` of agents.csv (first employment anywhere), else from ``hired``. In the year
    of hiring: remaining calendar days / 365 x days, cut off to whole days; nothing before twelve months of service.
    """
    fixed = int(spec.params["fixed_days"])
    if fixed and agent.hired is None:
        return fixed
    since = _day(dict(agent.extra).get("service_since", "")) or agent.hired
    if since is None:
        return None
    last = date(year, 12, 31)
    years = year - since.year - ((since.month, since.day) > (12, 31))
    days = fixed or next((d for full, d in BANDS if years >= full), 0)
    hired = agent.hired
    if hired is None or hired.year < year:
        return days
    return floor(max(0, (last - hired).days + 1) * days / 365)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def leave_taken(facts: Facts, agent: Agent, spec: RuleSpec, first: date, last: date) -> int:
    """Days of annual leave in a year; holidays and rest days of the calendar do not count."""
    days = {
        row.first_day + timedelta(days=k)
        for row in facts.plan.leave
        if row.agent == agent.id and row.kind.casefold() in spec.params["leave_kinds"]
        for k in range((row.last_day - row.first_day).days + 1)
    }
    national = spec.params["working_days"] == "calendar"
    return sum(first <= d <= last and (facts.calendar.is_working_day(d) if national else d.weekday() < 5) for d in days)


KIND = Kind(
    "entitlement_balance",
    judge,
    frozenset({"leave_left", "leave_pay", "leave_unknown"}),
    {
        "fixed_days": count(0),
        "working_days": Parameter("calendar", choices=("calendar", "weekdays")),
        "percent": percent(100),
        "leave_kinds": texts("annual", "年休假"),
        "record_evidence": texts("leave-record"),
        "lifted_by": texts("carry-over", "leave-waiver"),
    },
)
