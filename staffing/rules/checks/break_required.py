"""A pause within a long duty: enough of it, in pieces long enough, and no stretch of work too long."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, minutes, texts
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per duty of the roster longer than ``after_minutes`` whose pauses are too short.

    Without activities the unpaid minutes stand for the pause; a duty without any is then UNKNOWN, once for all.
    """
    params, blind = spec.params, 0
    least, most = params["break_minutes"], params["longest_stretch_minutes"]
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        for stint in own:
            if stint.end - stint.start <= params["after_minutes"] or not in_scope(facts, spec, agent, stint.day):
                continue
            verdict.checked += 1
            start = facts.when(stint.start)
            if facts.roster.activities is None:
                blind += stint.end - stint.start - stint.paid_minutes < least
                continue
            given, stretch = _pauses(facts, spec, agent_id, stint)
            if given < least:
                verdict.breach("break_short", agent_id, stint.day, measured=given, limit=least, deficit=least - given, start=start)
            elif most and stretch > most:
                verdict.breach("stretch_long", agent_id, stint.day, measured=stretch, limit=most, deficit=stretch - most, start=start)
    if blind:
        verdict.unknown("no_activities", "no_activities", facts.grid.first_day, facts.grid.calendar[-1])


def _pauses(facts: Facts, spec: RuleSpec, agent: str, stint: Stint) -> tuple[int, int]:
    """(minutes of pause in pieces long enough, the longest stretch between them)."""
    total, longest, at = 0, 0, stint.start
    for item in facts.activities_of(stint, agent):
        if item.activity in spec.params["activities"] and item.end - item.start >= spec.params["min_piece_minutes"]:
            total += item.end - item.start
            longest, at = max(longest, item.start - at), item.end
    return total, max(longest, stint.end - at)


KIND = Kind(
    "break_required",
    judge,
    frozenset({"break_short", "stretch_long", "no_activities"}),
    {
        "after_minutes": minutes(360, 1440),
        "break_minutes": minutes(1, 1440),
        "min_piece_minutes": minutes(1, 1440),
        "longest_stretch_minutes": minutes(0, 1440),
        "activities": texts("meal", "break"),
    },
)
