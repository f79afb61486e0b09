"""While a protected status holds: no overtime, no night work, and a paid pause each day where the law gives one."""

from __future__ import annotations

from datetime import date
from typing import Any

from staffing.domain.finding import Outcome
from staffing.domain.people import STATUSES, Agent, Status
from staffing.domain.rule import RuleSpec
from staffing.rules.days import Segments, clip
from staffing.rules.evidence import SPECIAL_SYSTEMS
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, clock, count, minutes
from staffing.rules.statuses import week_begins
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import by_day, work_time


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """Findings name no status: the message says "protected status" and the rule says the rest to those who may read it.

    A breach inside the period is the rule's severity; one inside the earlier, disputed part of it (``advisory_gestation_weeks``) is
    ADVISORY. A period that cannot be dated is UNKNOWN where it matters.
    """
    for status in facts.plan.statuses:
        if status.status == spec.params["status"] and status.agent in facts.own:
            agent = facts.plan.agent_by_id[status.agent]
            weeks = spec.params["from_gestation_weeks"]
            if weeks and status.last_day is None:
                _undated(facts, spec, verdict, agent, status)
                continue
            span = _period(facts, status, weeks)
            _breaches(facts, spec, verdict, agent, span, None)
            early = spec.params["advisory_gestation_weeks"]
            if weeks and 0 < early < weeks:
                before = _period(facts, status, early)
                _breaches(facts, spec, verdict, agent, (before[0], min(before[1], max(before[0], span[0]))), Outcome.ADVISORY)
            if spec.params["daily_pause_minutes"]:
                _pauses(facts, spec, verdict, agent, span)


def _period(facts: Facts, status: Status, weeks: int) -> tuple[int, int]:
    """The protected span in axis minutes; without a last day it has no end in sight."""
    first = status.first_day
    if weeks and status.last_day is not None:
        first = max(first, week_begins(status.last_day, weeks))
    end = max((s.end for s in facts.own[status.agent]), default=0)
    return facts.days.midnight(first), end if status.last_day is None else facts.days.midnight_after(status.last_day)


def _nights(facts: Facts, spec: RuleSpec, agent: str, span: tuple[int, int]) -> list[tuple[date, int, int, int]]:
    """(start day, minutes of night inside the span, start, end) of each duty with enough of them."""
    out = []
    for stint in facts.own[agent]:
        low, high = max(stint.start, span[0]), min(stint.end, span[1])
        night = facts.days.overlap(low, high, spec.params["night_from"], spec.params["night_to"])
        if night >= spec.params["night_min_minutes"]:
            out.append((facts.days.day(low), night, stint.start, stint.end))
    return out


def _overtime(facts: Facts, spec: RuleSpec, agent: str, span: tuple[int, int]) -> dict[date, int]:
    """Overtime minutes of the roster's duties inside the span, by day, above what is allowed."""
    time = work_time(
        facts, agent, spec.params["normal_day_minutes"], spec.params["normal_week_minutes"], spec.params["make_up_days_normal"]
    )
    own: Segments = [(s.start, s.end) for s in facts.own[agent]]
    out: dict[date, int] = {}
    for segments in (time.daily, time.weekly):
        for low, high in segments:
            for a, b in clip(own, low, high):
                for day, part in by_day(facts, [(a, b)], *span).items():
                    out[day] = out.get(day, 0) + part
    return {day: part for day, part in sorted(out.items()) if part > spec.params["max_overtime_minutes"]}


def _breaches(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: Agent, span: tuple[int, int], outcome: Outcome | None) -> None:
    """Nights and overtime inside a span; ``outcome`` None = the rule's severity."""
    if span[1] <= span[0]:
        return
    verdict.checked += sum(s.start < span[1] and s.end > span[0] for s in facts.own[agent.id])
    for day, night, start, end in _nights(facts, spec, agent.id, span):
        texts: dict[str, Any] = {"start": facts.when(start), "end": facts.when(end)}
        if outcome is None:
            verdict.breach("protected_night", agent.id, day, measured=night, limit=0, deficit=night, **texts)
        else:
            verdict.add(outcome, "protected_night_early", agent.id, day, measured=night, limit=0, deficit=night, **texts)
    most = spec.params["max_overtime_minutes"]
    for day, over in _overtime(facts, spec, agent.id, span).items():
        summed = facts.hours_system(agent, day) in SPECIAL_SYSTEMS
        if outcome is None and not summed:
            verdict.breach("protected_overtime", agent.id, day, measured=over, limit=most, deficit=over - most)
        else:
            key = "protected_overtime_summed" if outcome is None else "protected_overtime_early"
            verdict.add(Outcome.ADVISORY, key, agent.id, day, measured=over, limit=most, deficit=over - most)


def _undated(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: Agent, status: Status) -> None:
    """Without its last day the period cannot be counted back: say so where a breach may lie in it."""
    span = _period(facts, status, 0)
    days = [day for day, *_ in _nights(facts, spec, agent.id, span)] + list(_overtime(facts, spec, agent.id, span))
    if days:
        verdict.unknown("dates_missing", "protected_undated", min(days), max(days), agent.id)


def _pauses(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: Agent, span: tuple[int, int]) -> None:
    """A daily pause that the roster does not show needs a record: one finding per agent."""
    asked, names = spec.params["daily_pause_minutes"], spec.params["pause_activities"]
    given: dict[date, int] = {}
    for stint in facts.own[agent.id]:
        if span[0] <= stint.start < span[1]:
            shown = sum(a.end - a.start for a in facts.activities_of(stint, agent.id) if a.activity in names)
            given[stint.day] = given.get(stint.day, 0) + shown
    bare = [
        day
        for day, shown in sorted(given.items())
        if shown < asked and not facts.evidence.has(spec.params["pause_evidence"], agent, day, spec.id)
    ]
    if bare:
        shown = min(given[day] for day in bare)
        verdict.add(
            Outcome.NEEDS_EVIDENCE,
            "protected_pause",
            agent.id,
            bare[0],
            bare[-1],
            measured=shown,
            limit=asked,
            deficit=asked - shown,
            days=len(bare),
        )


KIND = Kind(
    "forbidden_for_status",
    judge,
    frozenset(
        {
            "protected_night",
            "protected_night_early",
            "protected_overtime",
            "protected_overtime_early",
            "protected_overtime_summed",
            "protected_undated",
            "protected_pause",
        }
    ),
    {
        "status": Parameter("pregnant", choices=STATUSES),
        "from_gestation_weeks": count(0, 0, 42),
        "advisory_gestation_weeks": count(0, 0, 42),
        "max_overtime_minutes": minutes(0, 1440),
        "normal_day_minutes": minutes(480, 1440),
        "normal_week_minutes": minutes(2400, 10080),
        "make_up_days_normal": Parameter(True),
        "night_from": clock(1320),
        "night_to": clock(360),
        "night_min_minutes": count(1, 1, 1440),
        "daily_pause_minutes": minutes(0, 480),
        "pause_activities": Parameter(("nursing",)),
        "pause_evidence": Parameter(("nursing",)),
    },
)
