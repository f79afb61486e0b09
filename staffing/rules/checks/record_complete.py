"""Records that must be there: working time of the months behind, and a system that keeps it."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.checks.max_overtime_per_month import months
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, texts
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each whole month before the plan in which somebody employed has neither work nor leave on record."""
    first, last = facts.grid.first_day, facts.grid.calendar[-1]
    if spec.params["system_evidence"] and facts.own:
        verdict.checked += 1
        if not facts.evidence.found(spec.params["system_evidence"], spec.id, first, last):
            verdict.add(Outcome.NEEDS_EVIDENCE, "records_system", "", first, last, unit="", kinds=", ".join(spec.params["system_evidence"]))
    since = facts.history_from
    if not spec.params["worked_months"] or since is None:
        return
    for start, end in months(since, first):
        if start < since or end > first:
            continue
        verdict.checked += len(facts.own)
        low, high = facts.days.midnight(start), facts.days.midnight(end)
        bare = [a for a in facts.own if not _on_record(facts, spec, a, start, end, low, high)]
        if bare:
            verdict.add(
                Outcome.NEEDS_EVIDENCE, "records_missing", "", start, end - timedelta(days=1), unit="", month=f"{start:%Y-%m}",
                agents=len(bare), names=", ".join(bare[:10]) + (" ..." if len(bare) > 10 else ""),
            )  # fmt: skip


def _on_record(facts: Facts, spec: RuleSpec, agent_id: str, start: date, end: date, low: int, high: int) -> bool:
    agent = facts.plan.agent_by_id[agent_id]
    if agent.hired is not None and agent.hired > start:
        return True
    if any(s.start < high and s.end > low for s in facts.before.get(agent_id, ())):
        return True
    if any(start <= d < end for d in facts.plan.leave_days.get(agent_id, ())):
        return True
    return facts.evidence.has(spec.params["evidence"], agent, start, spec.id)


KIND = Kind(
    "record_complete",
    judge,
    frozenset({"records_missing", "records_system"}),
    {"worked_months": Parameter(True), "evidence": texts("time-records"), "system_evidence": texts()},
    whole_roster=True,
)
