"""Findings as the report shows them: with evidence, remedy and status, and without what it must not tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from staffing.domain.finding import Finding, Outcome, RuleResult
from staffing.i18n import t
from staffing.services.auditing.privacy import PROTECTED_RULE, rule_protected
from staffing.services.auditing.swaps import Swap
from staffing.services.certificate import Judged, accepts
from staffing.services.sentences import sentence

MOST_DUTIES = 6
"""Duties shown as evidence of a finding."""


def finding_row(
    judged: Judged, finding: Finding, hidden: bool, number: int, lang: str, swaps: Sequence[Swap], today: date
) -> dict[str, Any]:
    """One finding. ``hidden``: about protected status: no rule, no law, no text that would tell which."""
    titles = {r.spec.id: r.spec for r in judged.audit.rules}
    spec = titles.get(finding.rule)
    waiver = next((w for w in judged.waivers if accepts(w, finding, spec, today)), None)
    rule = PROTECTED_RULE if hidden else finding.rule
    days = (finding.first_day, finding.last_day)
    followup = next((f for f in judged.followups if f.speaks_of(rule, finding.agent, *days)), None)
    title = "" if spec is None else spec.title_zh if lang == "zh_CN" else spec.title_en
    agent = judged.plan.agent_by_id.get(finding.agent)
    return {
        "number": number,
        "outcome": finding.outcome.value,
        "rule": None if hidden else finding.rule,
        "title": t("audit.protected.title", lang) if hidden else title,
        "pack": None if hidden else finding.pack,
        "certainty": None if hidden else finding.certainty,
        "law": "" if hidden else finding.citation.text(lang),
        "agent": finding.agent,
        "name": agent.name if agent else "",
        "first_day": finding.first_day,
        "last_day": finding.last_day,
        "measured": finding.measured if not hidden else None,
        "limit": finding.limit if not hidden else None,
        "unit": finding.unit if not hidden else "",
        "deficit": finding.deficit,
        "deficit_unit": finding.unit,
        "message": t("audit.protected.message", lang, agent=finding.agent, day=finding.first_day) if hidden else sentence(finding, lang),
        "duties": _duties(judged, finding),
        "suggestions": [vars(s) for s in swaps],
        "status": "waived" if waiver else "open",
        "accepted_by": waiver.name if waiver else "",
        "reason": waiver.reason if waiver else "",
        "accepted_until": waiver.expires if waiver else None,
        "owner": followup.owner if followup else "",
        "due": followup.due if followup else None,
        "overdue": bool(followup and followup.due and followup.due < today and not waiver),
        "note": followup.note if followup else "",
    }


def _duties(judged: Judged, finding: Finding) -> dict[str, Any]:
    """The duties a finding rests on: those of the person that touch its days, the first few whole and how many there are."""
    text = judged.plan.grid.text
    mine = [
        d
        for d in judged.roster.by_agent.get(finding.agent, ())
        if d.day <= finding.last_day and judged.plan.grid.day(max(d.start, d.end - 1)) >= finding.first_day
    ]
    shown = [{"shift": d.shift, "start": text(d.start), "end": text(d.end), "row": d.row} for d in mine[:MOST_DUTIES]]
    return {"count": len(mine), "first": shown}


def needs_rows(findings: Sequence[Finding], hidden: Sequence[bool], lang: str) -> list[dict[str, Any]]:
    """What documents are asked for: one row for each rule, with how many findings and people, and the first of them."""
    groups: dict[str, list[Finding]] = {}
    for finding, secret in zip(findings, hidden, strict=True):
        if finding.outcome is Outcome.NEEDS_EVIDENCE:
            groups.setdefault("" if secret else finding.rule, []).append(finding)
    return [
        {
            "rule": rule or None,
            "findings": len(mine),
            "people": len({f.agent for f in mine if f.agent}),
            "first_day": min(f.first_day for f in mine),
            "last_day": max(f.last_day for f in mine),
            "example": sentence(mine[0], lang) if rule else t("audit.protected.title", lang),
        }
        for rule, mine in groups.items()
    ]


def not_checked_rows(rules: Sequence[RuleResult], findings: Sequence[Finding], hidden: Sequence[bool], lang: str) -> list[dict[str, Any]]:
    """What could not be judged, and rules that had nothing to judge, each with its reason."""
    rows = [
        {
            "rule": None if secret else f.rule,
            "outcome": f.outcome.value,
            "agent": f.agent,
            "why": t("audit.protected.title", lang) if secret else sentence(f, lang),
        }
        for f, secret in zip(findings, hidden, strict=True)
        if f.outcome is Outcome.UNKNOWN
    ]
    for result in rules:
        if result.outcome is Outcome.NOT_APPLICABLE and not rule_protected(result.spec):  # which of them is missing would tell
            why = t(f"reason.{result.reason.removeprefix('reason.')}", lang) if result.reason else ""
            rows.append({"rule": result.spec.id, "outcome": result.outcome.value, "agent": "", "why": why})
    return rows
