"""Average working time over a reference period; leave is neutral: its days neither count nor dilute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, clock, count, minutes, texts
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import daily_minutes


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent above the limit, about the worst period; periods that reach back before what is known are UNKNOWN.

    Of a period known in part, what is shown is a lower bound, so a breach is certain.
    """
    params, blind = spec.params, 0
    spans = periods(facts, spec)
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        if not any(in_scope(facts, spec, agent, s.day) for s in own):
            continue
        by_day = daily_minutes(facts, agent_id)
        absent = facts.plan.leave_days.get(agent_id, frozenset())
        worst: tuple[float, date, date] | None = None
        dark = False
        for first, end in spans:
            if facts.evidence.has(params["opt_out"], agent, end - timedelta(days=1), spec.id) or not _concerns(
                facts, spec, agent, first, end
            ):
                continue
            verdict.checked += 1
            length = (end - first).days - sum(first <= d < end for d in absent)
            total = sum(part for d, part in by_day.items() if first <= d < end and d not in absent)
            average = _average(params, total, length)
            if average > params["max_minutes"] + 1e-9 and (worst is None or average > worst[0]):
                worst = (average, first, end)
            dark |= not facts.known_since(first)
        if worst is not None:
            average, limit = worst[0], params["max_minutes"]
            key = "average_week" if params["per"] == "week" else "average_day_of_work"
            last = worst[2] - timedelta(days=1)
            verdict.breach(key, agent_id, worst[1], last, measured=average, limit=limit, deficit=average - limit)
        else:
            blind += dark
    if blind:
        first = min(span[0] for span in spans)
        verdict.unknown("history_missing", "history_reference", first, facts.grid.first_day - timedelta(days=1), agents=blind)


def _average(params: Mapping[str, Any], total: int, length: int) -> float:
    """Minutes a week, or a day of work (the days of the period less those of weekly rest)."""
    if length <= 0:
        return 0.0
    if params["per"] == "week":
        return total * 7 / length
    return float(total / (length * (7 - params["rest_days_per_week"]) / 7))


def _concerns(facts: Facts, spec: RuleSpec, agent: Agent, first: date, end: date) -> bool:
    """Whether the agent is one the rule means in a period: anybody, or somebody who as a normal course works at night."""
    if spec.params["subject"] == "everybody":
        return True
    duties = [s for s in facts.line[agent.id] if first <= s.day < end]
    window = (spec.params["night_from"], spec.params["night_to"])
    nights = sum(facts.night_of(s, *window) >= spec.params["night_min_minutes"] for s in duties)
    return bool(duties) and 100 * nights >= spec.params["night_share_percent"] * len(duties)


def periods(facts: Facts, spec: RuleSpec) -> list[tuple[date, date]]:
    """(first day, day after the last) of the reference periods judged.

    ``rolling``: those that end with a week of the plan or with the plan; ``fixed``: those counted from 1 January (months) or from a
    Monday in 1970 (weeks) that end inside the plan.
    """
    params, first, end = spec.params, facts.grid.first_day, facts.grid.end_day
    weeks, months = params["reference_weeks"], params["reference_months"]
    ends = {end} | {first + timedelta(days=k) for k in range(1, facts.grid.days + 1) if (first + timedelta(days=k)).weekday() == 0}
    if params["alignment"] == "fixed":
        days = [first + timedelta(days=k) for k in range(1, facts.grid.days + 1)]
        if weeks:
            ends = {d for d in days if d.weekday() == 0 and (d - date(1970, 1, 5)).days % (7 * weeks) == 0}
        else:
            ends = {d for d in days if d.day == 1 and (d.month - 1) % months == 0}
    return sorted((e - timedelta(weeks=weeks) if weeks else _months_before(e, months), e) for e in ends)


def _months_before(day: date, months: int) -> date:
    """The day so many months earlier (the last of the month where it is shorter)."""
    index = day.year * 12 + day.month - 1 - months
    for last in (day.day, 30, 29, 28):
        try:
            return date(index // 12, index % 12 + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


KIND = Kind(
    "avg_hours_over_reference",
    judge,
    frozenset({"average_week", "average_day_of_work", "history_reference"}),
    {
        "per": Parameter("week", choices=("week", "day")),
        "max_minutes": minutes(2880, 10080),
        "reference_months": count(4, 1, 12),
        "reference_weeks": count(0, 0, 53),
        "alignment": Parameter("rolling", choices=("rolling", "fixed")),
        "rest_days_per_week": count(1, 0, 6),
        "subject": Parameter("everybody", choices=("everybody", "night_workers")),
        "night_from": clock(1380),
        "night_to": clock(360),
        "night_min_minutes": minutes(180, 1440),
        "night_share_percent": count(33, 1, 100),
        "opt_out": texts(),
    },
)
