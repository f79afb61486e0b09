"""Working time in a window: a shift, a day, a calendar week or any so many days."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.days import week_start
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, clock, count, minutes, reading, texts
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict, clock_text
from staffing.rules.worktime import daily_minutes

Window = tuple[date, date, int, int]
"""First day, last day, minutes, limit."""


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and window above the limit; of overlapping rolling windows, one for each unbroken stretch, by its worst.

    A calendar week cut by the beginning of the plan is UNKNOWN where worked.csv does not reach back to it and what is shown is not enough.
    """
    params, blind = spec.params, 0
    for agent_id in facts.own:
        agent = facts.plan.agent_by_id[agent_id]
        windows, hidden = _windows(facts, spec, agent)
        verdict.checked += len(windows)
        blind += hidden
        for first, last, have, limit in _worst(windows):
            if have > limit and not facts.evidence.has(params["lifted_by"], agent, first, spec.id):
                strong = 0 < params["strong_minutes"] <= have
                key = "hours_in_window_strong" if strong else "hours_in_window"
                verdict.breach(key, agent_id, first, last, measured=have, limit=limit, deficit=have - limit)
        if params["avg_day_minutes"]:
            _average(facts, spec, verdict, agent)
    if params["contract_counts"]:
        _contracts(facts, spec, verdict)
    if blind:
        monday = week_start(facts.grid.first_day)
        verdict.unknown("history_missing", "history_week", monday, facts.grid.first_day - timedelta(days=1), agents=blind)


def _windows(facts: Facts, spec: RuleSpec, agent: Agent) -> tuple[list[Window], bool]:
    """The windows of an agent that a duty of the roster touches, and whether one of them lies partly in the dark."""
    params, own = spec.params, facts.own[agent.id]
    scoped = [s for s in own if in_scope(facts, spec, agent, s.day)]
    if params["window"] in ("shift", "day"):
        out: dict[object, Window] = {}
        for stint in scoped:
            have = stint.end - stint.start if params["count"] == "span" else stint.paid_minutes
            night = facts.night_of(stint, params["night_from"], params["night_to"]) >= params["night_min_minutes"]
            limit = params["night_max_minutes"] if night and params["night_max_minutes"] else params["max_minutes"]
            key = stint.start if params["window"] == "shift" else stint.day
            if key in out:
                before = out[key]
                have, limit = have + before[2], min(limit, before[3])
            out[key] = (stint.day, stint.day, have, limit)
        return list(out.values()), False
    by_day = daily_minutes(facts, agent.id) if params["attribution"] == "split" else _whole(facts, agent.id)
    limit = params["max_minutes"]
    if params["window"] == "week":
        mondays = sorted({week_start(d) for s in scoped for d in facts.days.touched(s.start, s.end)})
        weeks = [(m, m + timedelta(days=6), sum(by_day.get(m + timedelta(days=k), 0) for k in range(7)), limit) for m in mondays]
        return weeks, any(not facts.known_since(first) and have <= limit for first, _, have, _ in weeks)
    n = params["rolling_days"]
    ends = sorted({d + timedelta(days=k) for s in scoped for d in facts.days.touched(s.start, s.end) for k in range(n)})
    inside = [d for d in ends if d < facts.grid.end_day]
    return [
        (end - timedelta(days=n - 1), end, sum(by_day.get(end - timedelta(days=k), 0) for k in range(n)), limit) for end in inside
    ], False


def _whole(facts: Facts, agent: str) -> dict[date, int]:
    """Paid minutes of an agent's duties, each whole on the day it starts."""
    out: dict[date, int] = {}
    for stint in facts.line[agent]:
        out[stint.day] = out.get(stint.day, 0) + stint.paid_minutes
    return out


def _worst(windows: list[Window]) -> list[Window]:
    """Windows above their limit; of those that overlap the worst alone."""
    out: list[Window] = []
    reach: date | None = None
    for window in windows:
        if window[2] <= window[3]:
            continue
        if reach is not None and window[0] <= reach and window[0] != window[1]:
            if window[2] > out[-1][2]:
                out[-1] = window
        else:
            out.append(window)
        reach = window[1]
    return out


def _average(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: Agent) -> None:
    """The average of a calendar week's duty days."""
    limit = spec.params["avg_day_minutes"]
    weeks: dict[date, list[int]] = {}
    for stint in facts.own[agent.id]:
        if in_scope(facts, spec, agent, stint.day):
            weeks.setdefault(week_start(stint.day), []).append(stint.paid_minutes)
    for monday, paid in sorted(weeks.items()):
        average = sum(paid) / len(paid)
        if average > limit and sum(paid) <= spec.params["max_minutes"]:
            verdict.reading(
                spec.params["avg_reading"], "average_day", agent.id, monday, monday + timedelta(days=6), measured=average, limit=limit,
                deficit=average - limit,
            )  # fmt: skip


def _contracts(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """Contracts in scope that promise more than the limit allows."""
    for contract in facts.plan.contracts:
        people = [a for a in facts.plan.agents if a.contract == contract.name and a.id in facts.own]
        least = contract.min_minutes_per_week
        if people and contract.hours_system in spec.scope.get("hours_system", ()) and least > spec.params["max_minutes"]:
            most = spec.params["max_minutes"]
            first, last = facts.grid.first_day, facts.grid.calendar[-1]
            verdict.breach(
                "contract_over_limit", "", first, last, measured=least, limit=most, deficit=least - most, contract=contract.name,
                agents=len(people), least=clock_text(least),
            )  # fmt: skip


KIND = Kind(
    "max_hours_in_window",
    judge,
    frozenset({"hours_in_window", "hours_in_window_strong", "average_day", "contract_over_limit", "history_week"}),
    {
        "window": Parameter("week", choices=("shift", "day", "week", "rolling_days")),
        "rolling_days": count(7, 1, 366),
        "max_minutes": minutes(2880, 527040),
        "strong_minutes": minutes(0, 527040),
        "night_max_minutes": minutes(0, 1440),
        "night_from": clock(1320),
        "night_to": clock(360),
        "night_min_minutes": minutes(180, 1440),
        "attribution": Parameter("split", choices=("split", "start_day")),
        "count": Parameter("paid", choices=("paid", "span")),
        "avg_day_minutes": minutes(0, 1440),
        "avg_reading": reading("advisory"),
        "contract_counts": Parameter(False),
        "lifted_by": texts(),
    },
)
