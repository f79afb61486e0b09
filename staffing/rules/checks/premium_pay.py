"""Hours that are owed at more than the wage: overtime of days and weeks, rest days, holidays, nights; what stacks is said by the rule."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.days import Segments, week_start
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, Parameter, clock, minutes, percent, texts
from staffing.rules.money import premium
from staffing.rules.overtime import norms_of, overtime_of
from staffing.rules.scope import in_scope
from staffing.rules.time_off import given_back
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import by_day, work

KINDS = ("workday", "second", "restday", "holiday", "night")
Trigger = tuple[int, int, str]


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent, calendar month and kind of premium; minutes count where they lie, split at midnight."""
    params, blind = spec.params, 0
    first_monday = week_start(facts.grid.first_day)
    rates = {kind: params[f"{kind}_percent"] for kind in KINDS}
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        verdict.checked += 1
        blind += own[0].day < first_monday + timedelta(days=7) and not facts.known_since(first_monday)
        triggers = [t for t in _triggers(facts, spec, agent, own) if rates[t[2]] > 100]
        due: dict[tuple[date, str, int], dict[date, int]] = {}
        for low, high, name, rate in _stacked(triggers, rates, params["stacking"] == "add"):
            if name in params["report"]:
                for day, part in by_day(facts, [(low, high)], low, high).items():
                    days = due.setdefault((day.replace(day=1), name, rate), {})
                    days[day] = days.get(day, 0) + part
        for (month, name, rate), days in sorted(due.items()):
            total = sum(days.values())
            verdict.count(f"{name}_minutes", total)
            first, last = min(days), max(days)
            pay = premium(facts, agent, total, rate)
            verdict.breach(f"premium_{name}", agent_id, first, last, measured=total, month=f"{month:%Y-%m}", days=len(days), **pay)
    if blind:
        last = facts.grid.first_day - timedelta(days=1)
        verdict.unknown("history_missing", "history_week", first_monday, last, agents=blind)


def _triggers(facts: Facts, spec: RuleSpec, agent: Agent, own: tuple[Stint, ...]) -> list[Trigger]:
    """Spans of own duties that earn a premium, each by its kind; spans of several kinds may lie on one another."""
    params, out = spec.params, []
    starts = [s.start for s in own]

    def stint_of(minute: int) -> Stint | None:
        k = bisect_right(starts, minute) - 1
        return own[k] if k >= 0 and minute < own[k].end and in_scope(facts, spec, agent, own[k].day) else None

    found = overtime_of(facts, spec, norms_of(spec), agent)
    out += [(low, high, "workday") for low, high in found.extension if stint_of(low)]
    out += [(low, high, "restday") for low, high in _owed(facts, spec, agent, found.rest_day) if stint_of(low)]
    if params["second_minutes"]:
        beyond_normal = max(0, params["second_minutes"] - params["normal_day_minutes"])
        seen = dict.fromkeys((s.day for s in own), 0)
        for low, high in found.daily:
            if (stint := stint_of(low)) is not None:
                seen[stint.day] += high - low
                if (beyond := seen[stint.day] - beyond_normal) > 0:
                    out.append((max(low, high - beyond), high, "second"))
    holidays = facts.calendar.statutory_between(own[0].day, own[-1].day + timedelta(days=3)) if params["holiday_percent"] > 100 else ()
    for day in holidays:
        for stint in own:
            if stint.start < facts.days.midnight_after(day) and stint.end > facts.days.midnight(day) and stint_of(stint.start) is stint:
                edges = (facts.days.midnight(day), facts.days.midnight_after(day))
                out += [
                    (max(a, edges[0]), min(b, edges[1]), "holiday")
                    for a, b in work(facts, agent.id, stint)
                    if a < edges[1] and b > edges[0]
                ]
    if params["night_percent"] > 100:
        for stint in own:
            if stint_of(stint.start) is stint:
                for low, high in work(facts, agent.id, stint):
                    out += [(a, b, "night") for a, b in facts.days.inside(low, high, params["night_from"], params["night_to"])]
    return out


def _owed(facts: Facts, spec: RuleSpec, agent: Agent, rest: Segments) -> Segments:
    """Work on rest days that no time off has given back; work on statutory holidays is paid, never given back."""
    if not rest:
        return []
    by_holiday = spec.params["holiday_percent"] > 100
    low, high = min(a for a, _ in rest), max(b for _, b in rest)
    earned = {d: m for d, m in by_day(facts, rest, low, high).items() if not (by_holiday and facts.calendar.is_statutory(d))}
    given = {d: g.minutes for d, g in given_back(facts, agent, earned, spec.params["normal_day_minutes"], spec).items()}
    out: Segments = []
    for a, b in sorted(rest, reverse=True):
        for day in reversed(facts.days.touched(a, b)):
            start, end = max(a, facts.days.midnight(day)), min(b, facts.days.midnight_after(day))
            back = min(given.get(day, 0), end - start)
            given[day] = given.get(day, 0) - back
            if end - back > start:
                out.append((start, end - back))
    return sorted(out)


def _stacked(triggers: list[Trigger], rates: dict[str, int], add: bool) -> list[tuple[int, int, str, int]]:
    """Spans with the kind and the rate that hold there: the highest rate, or 100 plus all that comes on top.

    Where rates add up, the span goes under the kind with the highest.
    """
    edges = sorted({edge for low, high, _ in triggers for edge in (low, high)})
    out = []
    for low, high in pairwise(edges):
        names = {name for a, b, name in triggers if a <= low and high <= b}
        names -= {"workday"} if "second" in names else set()
        if names:
            best = max(names, key=lambda name: (rates[name], name))
            out.append((low, high, best, 100 + sum(rates[n] - 100 for n in names) if add else rates[best]))
    return out


KIND = Kind(
    "premium_pay",
    judge,
    frozenset({"history_week", *(f"premium_{name}" for name in KINDS)}),
    {
        "normal_day_minutes": minutes(480, 1440),
        "normal_week_minutes": minutes(2400, 10080),
        "workday_percent": percent(150),
        "second_minutes": minutes(0, 1440),
        "second_percent": percent(200),
        "restday_percent": percent(200),
        "rest_day_from": Parameter(6, 1, 7),
        "holiday_percent": percent(300),
        "night_percent": percent(100),
        "night_from": clock(1320),
        "night_to": clock(360),
        "stacking": Parameter("highest", choices=("highest", "add")),
        "make_up_days_normal": Parameter(True),
        "month_surplus": Parameter(False),
        "lieu_evidence": texts("time-off"),
        "report": Parameter(("workday", "restday"), choices=KINDS),
    },
)
