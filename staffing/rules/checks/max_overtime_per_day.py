"""Overtime of a day: a little is free, more needs a document, beyond the limit it is forbidden."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, minutes
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict, clock_text


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and day; a duty belongs whole to the day it starts."""
    params = spec.params
    normal, free, most = params["normal_day_minutes"], params["free_minutes"], params["max_minutes"]
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        paid: dict[object, int] = {}
        for stint in own:
            paid[stint.day] = paid.get(stint.day, 0) + stint.paid_minutes
        for day in sorted(facts.own_days[agent_id]):
            if not in_scope(facts, spec, agent, day):
                continue
            verdict.checked += 1
            over = max(0, paid[day] - normal)
            if over <= free or facts.evidence.has(params["lifted_by"], agent, day, spec.id):
                continue
            if over > most:
                verdict.breach(
                    "overtime_over_limit", agent_id, day, measured=over, limit=most, deficit=over - most, worked=clock_text(paid[day])
                )
            elif not facts.evidence.has(params["evidence"], agent, day, spec.id):
                verdict.add(
                    Outcome.NEEDS_EVIDENCE,
                    "overtime_needs_consultation",
                    agent_id,
                    day,
                    measured=over,
                    limit=free,
                    deficit=over - free,
                    worked=clock_text(paid[day]),
                )


KIND = Kind(
    "max_overtime_per_day",
    judge,
    frozenset({"overtime_over_limit", "overtime_needs_consultation"}),
    {
        "normal_day_minutes": minutes(480, 1440),
        "free_minutes": minutes(60, 1440),
        "max_minutes": minutes(180, 1440),
        "evidence": Parameter(("consultation", "consent")),
        "lifted_by": Parameter(("emergency",)),
    },
)
