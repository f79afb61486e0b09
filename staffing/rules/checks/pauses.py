"""Meal and paid breaks lie where the catalogue wants them, and activities fill each shift without gap."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from staffing.domain.roster import Activity
from staffing.domain.rule import RuleSpec
from staffing.domain.shift import MIN_GAP_BETWEEN_PAUSES, Shift
from staffing.rules.days import clip, length
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict

PLAIN = frozenset({"queue", "meal", "break"})
"""Activities that need no entry in fixed.csv."""

EDGE_MINUTES = 60
"""No paid break within this many minutes of the shift's start or end."""


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """At most one finding per duty on its pauses and one on gaps; one for each activity that should not be there."""
    if not facts.own:
        return
    if facts.roster.activities is None:
        verdict.unknown("no_activities", "no_activities", facts.grid.first_day, facts.grid.calendar[-1])
        return
    for agent, stints in facts.own.items():
        inside = 0
        for stint in stints:
            verdict.checked += 1
            items = facts.activities_of(stint, agent)
            inside += len(items)
            kind = facts.plan.shift_by_name.get(stint.shift)
            if kind is not None and (fault := pause_fault(stint.start, kind, items)):
                verdict.breach(fault, agent, stint.day, shift=kind.name, start=facts.when(stint.start))
            _gaps(facts, verdict, agent, stint, items)
        mine = facts.roster.activities_by_agent.get(agent, ())
        if inside < len(mine):
            loose = [a for a in mine if not any(s.start <= a.start and a.end <= s.end for s in stints)]
            if loose:
                _loose(facts, verdict, agent, loose)
    for agent, mine in facts.roster.activities_by_agent.items():
        if agent not in facts.own and agent in facts.plan.agent_by_id:
            _loose(facts, verdict, agent, mine)
    _each(facts, verdict)


def pause_fault(start: int, kind: Shift, items: Sequence[Activity]) -> str | None:
    """The message key of the first thing wrong with the meal and breaks of a shift that starts at ``start``; ``None`` = all lie right."""
    meals = [a for a in items if a.activity == "meal"]
    breaks = [a for a in items if a.activity == "break"]
    if [a.end - a.start for a in meals] != ([kind.unpaid_meal_minutes] if kind.unpaid_meal_minutes else []):
        return "meal_missing"
    if len(breaks) != kind.paid_breaks or any(a.end - a.start != kind.paid_break_minutes for a in breaks):
        return "break_missing"
    low, high = kind.meal_after_minutes or 0, kind.length_minutes if kind.meal_before_minutes is None else kind.meal_before_minutes
    if any(not low <= a.start - start <= high for a in meals):
        return "meal_window"
    n, span = kind.paid_breaks, kind.length_minutes
    for i, item in enumerate(breaks):
        a, b = item.start - start, item.end - start
        if not (i * span <= a * n and b * n <= (i + 1) * span and a >= EDGE_MINUTES and b <= span - EDGE_MINUTES):
            return "break_window"
    pauses = sorted((*meals, *breaks), key=lambda a: (a.start, a.end))
    if any(after.start - before.end < MIN_GAP_BETWEEN_PAUSES for before, after in pairwise(pauses)):
        return "pauses_too_close"
    return None


def _gaps(facts: Facts, verdict: Verdict, agent: str, stint: Stint, items: Sequence[Activity]) -> None:
    """The activities of a duty must fill it, one after the other."""
    filled = sum(a.end - a.start for a in items)
    overlap = any(before.end > after.start for before, after in pairwise(items))
    if filled != stint.end - stint.start or overlap:
        gap = max(0, stint.end - stint.start - length(_union(items)))
        verdict.breach("activities_gap", agent, stint.day, measured=gap, limit=0, deficit=gap, start=facts.when(stint.start))


def _union(items: Sequence[Activity]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for item in items:
        if out and item.start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], item.end))
        else:
            out.append((item.start, item.end))
    return out


def _loose(facts: Facts, verdict: Verdict, agent: str, loose: Sequence[Activity]) -> None:
    """Activities that lie in no duty."""
    minutes = sum(a.end - a.start for a in loose)
    first, last = facts.days.day(loose[0].start), facts.days.day(loose[-1].start)
    verdict.breach("activities_outside", agent, first, last, measured=minutes, limit=0, deficit=minutes)


def _each(facts: Facts, verdict: Verdict) -> None:
    """Every activity lies on the grid and is the queue, a pause or what fixed.csv plans for then."""
    step = facts.grid.step_minutes
    fixed: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in facts.plan.fixed:
        fixed.setdefault((row.agent, row.activity), []).append((row.start, row.end))
    for item in facts.roster.activities or ():
        if item.agent not in facts.plan.agent_by_id:
            continue
        if item.start % step or item.end % step:
            verdict.breach("activity_grid", item.agent, facts.days.day(item.start), start=facts.when(item.start), step_minutes=step)
        if item.activity not in PLAIN:
            planned = length(clip(sorted(fixed.get((item.agent, item.activity), [])), item.start, item.end))
            if planned < item.end - item.start:
                verdict.breach(
                    "activity_unplanned",
                    item.agent,
                    facts.days.day(item.start),
                    activity=item.activity,
                    start=facts.when(item.start),
                )


KIND = Kind(
    "pauses",
    judge,
    frozenset(
        {
            "no_activities",
            "meal_missing",
            "meal_window",
            "break_missing",
            "break_window",
            "pauses_too_close",
            "activities_gap",
            "activities_outside",
            "activity_grid",
            "activity_unplanned",
        }
    ),
)
