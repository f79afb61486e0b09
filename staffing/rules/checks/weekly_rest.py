"""Rest days of each calendar week, and the stricter readings of the same rule."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.finding import Outcome
from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.days import week_start, weeks_between
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, count, minutes
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict

WEEK = 7
READINGS = {"violation": Outcome.FAIL, "advisory": Outcome.ADVISORY}


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """A rest day is a calendar day without a shift start.

    Calendar weeks too short of them are breaches. Weeks whose rest days never lie in an unbroken rest long enough, and seven days in a
    row without rest across two weeks, come out as the pack says (by default ADVISORY). Days not yet planned may still become rest days,
    so they never break the rule; days before the plan that worked.csv does not reach are unknown.
    """
    blind: set[str] = set()
    for agent_id in facts.own:
        agent = facts.plan.agent_by_id[agent_id]
        broken: list[date] = []
        for monday in weeks_between(facts.grid.first_day, facts.grid.end_day):
            if _in_week(facts, spec, agent, monday):
                _week(facts, spec, verdict, agent_id, monday, broken, blind)
        _rolling(facts, spec, verdict, agent, broken)
    if blind:
        first = facts.grid.first_day
        verdict.unknown("history_missing", "history_week", week_start(first), first - timedelta(days=1), agents=len(blind))


def _in_week(facts: Facts, spec: RuleSpec, agent: Agent, monday: date) -> bool:
    days = [monday + timedelta(days=k) for k in range(WEEK)]
    own = facts.own_days[agent.id]
    return any(d in own and in_scope(facts, spec, agent, d) for d in days)


def _week(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: str, monday: date, broken: list[date], blind: set[str]) -> None:
    """One calendar week of one agent."""
    starts, end_day = facts.start_days[agent], facts.grid.end_day
    days = [monday + timedelta(days=k) for k in range(WEEK)]
    rests = [d for d in days if d not in starts and d < end_day and facts.known_since(d)]
    unplanned = sum(d >= end_day for d in days)
    hidden = sum(not facts.known_since(d) for d in days)
    least = spec.params["min_rest_days"]
    if len(rests) < least:
        if len(rests) + unplanned >= least:
            return
        if len(rests) + unplanned + hidden >= least:
            blind.add(agent)
            return
        verdict.checked += 1
        broken.append(monday)
        verdict.breach("no_rest_day", agent, monday, days[-1], measured=len(rests), limit=least, unit="days", deficit=least - len(rests))
        return
    verdict.checked += 1
    reading = READINGS.get(spec.params["continuous_reading"])
    if reading is not None and not hidden and not unplanned:
        longest = max((_rest_around(facts, agent, d) for d in rests), default=None)
        asked = spec.params["min_continuous_minutes"]
        if longest is not None and longest < asked:
            verdict.add(reading, "rest_not_continuous", agent, monday, days[-1], measured=longest, limit=asked, deficit=asked - longest)


def _rest_around(facts: Facts, agent: str, day: date) -> int:
    """Minutes free of work around a day without a shift start; unknown ends count as long."""
    low = facts.days.midnight(day) - 2 * 1440
    high = facts.days.midnight_after(day) + 2 * 1440
    for stint in facts.line[agent]:
        if stint.day < day:
            low = max(low, stint.end)
        else:
            high = min(high, stint.start)
            break
    return high - low


def _rolling(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: Agent, broken: list[date]) -> None:
    """Windows of seven days, whatever day they begin on: one finding for each unbroken stretch of windows without rest."""
    reading = READINGS.get(spec.params["rolling_reading"])
    if reading is None:
        return
    starts, least = facts.start_days[agent.id], spec.params["min_rest_days"]
    first = facts.grid.first_day - timedelta(days=WEEK - 1)
    stretches: list[tuple[date, date, int]] = []
    count, one = sum((first + timedelta(days=k)) in starts for k in range(WEEK)), timedelta(days=1)
    last = first + timedelta(days=WEEK - 1)
    while last < facts.grid.end_day:
        rests = WEEK - count
        if rests < least and facts.known_since(first):
            worked = [d for d in (first + timedelta(days=k) for k in range(WEEK)) if d in starts]
            if all(in_scope(facts, spec, agent, d) for d in worked):
                if stretches and first <= stretches[-1][1]:
                    low, _, fewest = stretches.pop()
                    stretches.append((low, last, min(fewest, rests)))
                else:
                    stretches.append((first, last, rests))
        count -= first in starts
        first, last = first + one, last + one
        count += last in starts
    for low, high, fewest in stretches:
        if not any(low <= monday and monday + timedelta(days=WEEK - 1) <= high for monday in broken):
            verdict.add(
                reading,
                "no_rest_in_seven_days",
                agent.id,
                low,
                high,
                measured=fewest,
                limit=least,
                unit="days",
                deficit=least - fewest,
                days=(high - low).days + 1,
            )


KIND = Kind(
    "weekly_rest",
    judge,
    frozenset({"no_rest_day", "rest_not_continuous", "no_rest_in_seven_days", "history_week"}),
    {
        "min_rest_days": count(1, 0, WEEK),
        "min_continuous_minutes": minutes(1440, 10080),
        "continuous_reading": Parameter("advisory", choices=("off", "advisory", "violation")),
        "rolling_reading": Parameter("advisory", choices=("off", "advisory", "violation")),
    },
)
