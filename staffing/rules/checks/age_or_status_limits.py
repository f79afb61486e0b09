"""Limits for people of a status, an hours system or below an age: overtime, nights, holidays, the length of a day, a document, an age."""

from __future__ import annotations

from datetime import date
from typing import Any

from staffing.domain.finding import Outcome
from staffing.domain.people import HOURS_SYSTEMS, STATUSES, Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, Parameter, clock, count, minutes, reading, texts
from staffing.rules.statuses import covers
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per duty that a reading rules out; one per agent for a missing document. Findings name no status."""
    params = spec.params
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        if not _may_concern(facts, spec, agent):
            continue
        lifted = params["lifted_by"]
        mine = [s for s in own if _concerns(facts, spec, agent, s.day) and not facts.evidence.has(lifted, agent, s.day, spec.id)]
        verdict.checked += len(mine)
        if not mine:
            continue
        young = [s.day for s in mine if params["min_age"] and agent.born is not None and age(agent.born, s.day) < params["min_age"]]
        if young:
            verdict.breach("too_young", agent_id, young[0], young[-1], unit="years", limit=params["min_age"], days=len(young))
        paid: dict[date, int] = {}
        for stint in mine:
            paid[stint.day] = paid.get(stint.day, 0) + stint.paid_minutes
            _night_and_holiday(facts, spec, verdict, agent_id, stint)
        for day, minutes_ in sorted(paid.items()):
            over = minutes_ - params["max_day_minutes"]
            if over > 0:
                key, most = "protected_overtime", params["max_day_minutes"]
                verdict.reading(params["overtime"], key, agent_id, day, measured=over, limit=0, deficit=over, allowed=most)
        if params["evidence"]:
            bare = [d for d in sorted(paid) if not facts.evidence.has(params["evidence"], agent, d, spec.id)]
            if bare:
                verdict.add(
                    Outcome.NEEDS_EVIDENCE, "status_document", agent_id, bare[0], bare[-1], unit="", kinds=", ".join(params["evidence"])
                )


def _night_and_holiday(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: str, stint: Stint) -> None:
    params = spec.params
    when: dict[str, Any] = {"start": facts.when(stint.start), "end": facts.when(stint.end)}
    night = facts.night_of(stint, params["night_from"], params["night_to"])
    if night:
        verdict.reading(params["night"], "protected_night", agent, stint.day, measured=night, limit=0, deficit=night, **when)
    if params["holiday"] != "off":
        for day in facts.days.touched(stint.start, stint.end):
            if facts.calendar.is_statutory(day):
                part = min(stint.end, facts.days.midnight_after(day)) - max(stint.start, facts.days.midnight(day))
                verdict.reading(params["holiday"], "protected_holiday", agent, day, measured=part, limit=0, deficit=part, **when)


def _may_concern(facts: Facts, spec: RuleSpec, agent: Agent) -> bool:
    params = spec.params
    if agent.born is not None and params["under_age"]:
        return True
    if any(s.status in params["statuses"] for s in facts.statuses.get(agent.id, ())):
        return True
    return facts.plan.contract_by_name[agent.contract].hours_system in params["hours_systems"]


def _concerns(facts: Facts, spec: RuleSpec, agent: Agent, day: date) -> bool:
    """Whether the limits hold for an agent on a day."""
    params = spec.params
    if params["under_age"] and agent.born is not None and age(agent.born, day) < params["under_age"]:
        return True
    if any(s.status in params["statuses"] and covers(s, day) for s in facts.statuses.get(agent.id, ())):
        return True
    return facts.plan.contract_by_name[agent.contract].hours_system in params["hours_systems"]


def age(born: date, day: date) -> int:
    """Full years on a day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


KIND = Kind(
    "age_or_status_limits",
    judge,
    frozenset({"too_young", "protected_night", "protected_overtime", "protected_holiday", "status_document"}),
    {
        "statuses": Parameter((), choices=STATUSES),
        "hours_systems": Parameter((), choices=HOURS_SYSTEMS),
        "under_age": count(0, 0, 120),
        "min_age": count(0, 0, 120),
        "night": reading("violation"),
        "night_from": clock(1320),
        "night_to": clock(360),
        "overtime": reading("violation"),
        "max_day_minutes": minutes(480, 1440),
        "holiday": reading("off"),
        "evidence": texts(),
        "lifted_by": texts(),
    },
)
