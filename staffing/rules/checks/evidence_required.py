"""Something is lawful only with a document that is valid on the day: an approval, a consultation, a health check, an adopted policy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, clock, count, minutes, texts
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict
from staffing.rules.worktime import work_time


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """NEEDS_EVIDENCE where the subject of the rule is in the roster and its document is not; never FAIL."""
    SUBJECTS[spec.params["subject"]](facts, spec, verdict)


def _approvals(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per contract whose special hours system has no approval valid on days its people work."""
    missing: dict[str, tuple[set[str], set[date]]] = {}
    systems = facts.plan.contract_by_name
    for agent_id, own in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        if systems[agent.contract].hours_system == spec.params["subject"]:
            verdict.checked += 1
            bare = {s.day for s in own if facts.hours_system(agent, s.day) == "standard"}
            if bare:
                people, days = missing.setdefault(agent.contract, (set(), set()))
                people.add(agent_id)
                days |= bare
    for name, (people, days) in missing.items():
        system = systems[name].hours_system
        verdict.add(
            Outcome.NEEDS_EVIDENCE,
            "approval_missing",
            "",
            min(days),
            max(days),
            unit="",
            contract=name,
            system=system,
            agents=len(people),
            ended=facts.evidence.ended(name, min(days)) or "-",
        )


def _overtime(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent with overtime, of a day or a week, on days without a document."""
    params = spec.params
    for agent_id, own in facts.own.items():
        time = work_time(facts, agent_id, params["normal_day_minutes"], params["normal_week_minutes"], params["make_up_days_normal"])
        verdict.checked += 1
        if not time.daily and not time.weekly:
            continue
        agent = facts.plan.agent_by_id[agent_id]
        spans = [(s.start, s.end, s.day) for s in own]
        over: dict[date, int] = {}
        for low, high in (*time.daily, *time.weekly):
            for a, b, day in spans:
                if a <= low < b:
                    over[day] = over.get(day, 0) + high - low
                    break
        bare = {
            day: minutes
            for day, minutes in over.items()
            if in_scope(facts, spec, agent, day) and not facts.evidence.has(params["evidence"], agent, day, spec.id)
        }
        if bare:
            total = sum(bare.values())
            verdict.add(
                Outcome.NEEDS_EVIDENCE,
                "overtime_consent",
                agent_id,
                min(bare),
                max(bare),
                measured=total,
                limit=0,
                deficit=total,
                days=len(bare),
            )


def _long_shifts(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for the roster where a shift lasts longer than ``min_span_minutes`` and no document was adopted."""
    long = [s for own in facts.own.values() for s in own if s.end - s.start > spec.params["min_span_minutes"]]
    verdict.checked += len(long)
    first, last = facts.grid.first_day, facts.grid.calendar[-1]
    if long and not facts.evidence.found(spec.params["evidence"], spec.id, first, last):
        longest = max(s.end - s.start for s in long)
        names = ", ".join(sorted({s.shift or "-" for s in long})[:5])
        verdict.add(Outcome.NEEDS_EVIDENCE, "policy_document", "", first, last, measured=longest, shifts=names, count=len(long))


def _always(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for the roster where no document is there on any of its days."""
    first, last = facts.grid.first_day, facts.grid.calendar[-1]
    if facts.own:
        verdict.checked += 1
        if not facts.evidence.found(spec.params["evidence"], spec.id, first, last):
            verdict.add(Outcome.NEEDS_EVIDENCE, "document_missing", "", first, last, unit="", kinds=", ".join(spec.params["evidence"]))


def _night_workers(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per night worker without a document: at least ``min_nights`` duties with enough of the night in any 28 days."""
    params = spec.params
    for agent_id, own in facts.own.items():
        window = (params["night_from"], params["night_to"])
        nights = [s.day for s in own if facts.night_of(s, *window) >= params["night_min_minutes"]]
        least = params["min_nights"]
        many = any(nights[k + least - 1] - nights[k] < timedelta(days=28) for k in range(len(nights) - least + 1))
        if not many:
            continue
        verdict.checked += 1
        agent = facts.plan.agent_by_id[agent_id]
        bare = [d for d in nights if not facts.evidence.has(params["evidence"], agent, d, spec.id)]
        if bare:
            verdict.add(Outcome.NEEDS_EVIDENCE, "health_check", agent_id, bare[0], bare[-1], unit="", days=len(nights))


SUBJECTS: dict[str, Callable[[Facts, RuleSpec, Verdict], None]] = {
    "comprehensive": _approvals,
    "irregular": _approvals,
    "overtime": _overtime,
    "long_shifts": _long_shifts,
    "night_workers": _night_workers,
    "always": _always,
}

KIND = Kind(
    "evidence_required",
    judge,
    frozenset({"approval_missing", "overtime_consent", "policy_document", "document_missing", "health_check"}),
    {
        "subject": Parameter("always", choices=tuple(SUBJECTS)),
        "evidence": texts(),
        "normal_day_minutes": minutes(480, 1440),
        "normal_week_minutes": minutes(2400, 10080),
        "make_up_days_normal": Parameter(True),
        "min_span_minutes": minutes(600, 2880),
        "min_nights": count(4, 1),
        "night_from": clock(1380),
        "night_to": clock(360),
        "night_min_minutes": minutes(180, 1440),
    },
)
