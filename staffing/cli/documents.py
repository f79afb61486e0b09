"""The JSON documents of the commands: numbers and codes, ``null`` where unknown."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from staffing.domain.coverage import Coverage
from staffing.domain.finding import Audit, Finding
from staffing.domain.plan import Plan
from staffing.domain.report import SolveReport
from staffing.domain.requirement import Requirement
from staffing.io import conflict_document
from staffing.services.sentences import sentence
from staffing.services.stages import Chain, Rostered


def known(value: float | None, digits: int = 6) -> float | None:
    """A rounded number, ``None`` for unknown, NaN or infinite."""
    return None if value is None or not math.isfinite(value) else round(float(value), digits)


def requirement_document(plan: Plan, requirement: Requirement) -> dict[str, Any]:
    """Totals by queue."""
    hours = requirement.agents.sum(axis=1) * plan.grid.interval_minutes / 60
    scheduled = requirement.scheduled_agents.sum(axis=1) * plan.grid.interval_minutes / 60
    return {
        "queues": [
            {
                "queue": name,
                "agent_hours": known(hours[k]),
                "scheduled_hours": known(scheduled[k]),
                "peak_agents": known(requirement.agents[k].max()),
                "model": requirement.models[k] if requirement.models else None,
            }
            for k, name in enumerate(requirement.queues)
        ],
        "background": [
            {
                "queue": work.queue,
                "opening_hours": known(work.opening_hours),
                "arriving_hours": known(work.arriving_hours.sum()),
                "spare_hours": known(work.spare_hours.sum()),
                "left_hours": known(work.waiting_hours[-1]),
            }
            for work in requirement.background
        ],
        "blends": [
            {
                "queue": blend.queue,
                "reserve_agents": blend.reserve_agents,
                "added_hours": known(blend.added_hours),
                "spare_hours": known(blend.spare_hours.sum()),
            }
            for blend in requirement.blends
        ],
    }


def report_document(report: SolveReport) -> dict[str, Any]:
    """How the solve ended and how good the answer is."""
    return {
        "status": report.status.value,
        "objective": known(report.objective),
        "bound": known(report.bound),
        "gap": known(report.gap),
        "floor": known(report.floor),
        "excess_gap": known(report.excess_gap),
        "seconds": known(report.seconds, 3),
        "seed": report.seed,
        "terms": {name: known(value) for name, value in report.terms.items()},
        "short_agent_minutes": known(report.short_agent_minutes),
        "conflicts": [conflict_document(c) for c in report.conflicts],
    }


def worst_shortages(coverage: Coverage, most: int = 5) -> list[dict[str, Any]]:
    """The deepest shortages, at most one for each queue and day, deepest first."""
    short = coverage.short
    found = []
    for q, name in enumerate(coverage.queues):
        for d in range(coverage.grid.days):
            cells = np.flatnonzero(coverage.grid.interval_day == d)
            t = int(cells[np.argmax(short[q, cells])])
            if short[q, t] > 1e-9:
                found.append((float(short[q, t]), q, t, name))
    found.sort(key=lambda item: (-item[0], item[2], item[1]))
    return [
        {
            "interval_start": coverage.grid.text(int(coverage.grid.interval_starts[t])),
            "queue": name,
            "required": known(coverage.required[q, t]),
            "staffed": known(coverage.staffed[q, t]),
            "short": known(depth),
        }
        for depth, q, t, name in found[:most]
    ]


def coverage_document(coverage: Coverage) -> dict[str, Any]:
    """Hours required, short and over, by queue and in all, and the worst places."""
    hours = coverage.grid.interval_minutes / 60
    return {
        "required_hours": known(coverage.required.sum() * hours),
        "short_hours": known(coverage.short.sum() * hours),
        "over_hours": known(coverage.over.sum() * hours),
        "by_queue": [
            {
                "queue": name,
                "required_hours": known(coverage.required[q].sum() * hours),
                "short_hours": known(coverage.short[q].sum() * hours),
                "over_hours": known(coverage.over[q].sum() * hours),
            }
            for q, name in enumerate(coverage.queues)
        ],
        "worst": worst_shortages(coverage),
    }


def roster_document(made: Rostered) -> dict[str, Any]:
    """The report with the coverage and the size of the roster."""
    document = report_document(made.result.report)
    roster = made.result.roster
    document["shifts"] = None if roster is None else len(roster.duties)
    document["coverage"] = None if made.coverage is None else coverage_document(made.coverage)
    return document


def finding_document(finding: Finding, lang: str) -> dict[str, Any]:
    """One finding with its sentence."""
    return {
        "rule": finding.rule,
        "pack": finding.pack,
        "certainty": finding.certainty,
        "outcome": finding.outcome.value,
        "agent": finding.agent,
        "first_day": finding.first_day.isoformat(),
        "last_day": finding.last_day.isoformat(),
        "measured": known(finding.measured),
        "limit": known(finding.limit),
        "unit": finding.unit,
        "deficit": known(finding.deficit),
        "citation": finding.citation.text(lang),
        "message": sentence(finding, lang),
    }


def audit_document(plan: Plan, audit: Audit, lang: str) -> dict[str, Any]:
    """Findings and how each rule came out."""
    return {
        "plan": plan.name,
        "input_hash": plan.input_hash,
        "failed": audit.failed,
        "rules": [
            {
                "rule": r.spec.id,
                "pack": r.spec.pack,
                "certainty": r.spec.certainty,
                "outcome": r.outcome.value,
                "checked": r.checked,
                "findings": r.findings,
            }
            for r in audit.rules
        ],
        "findings": [finding_document(f, lang) for f in audit.findings],
    }


def chain_document(chain: Chain, lang: str) -> dict[str, Any]:
    """Everything a run of the chain made."""
    made = chain.forecast
    return {
        "plan": chain.plan.name,
        "input_hash": chain.plan.input_hash,
        "forecast": None
        if made is None
        else {"methods": dict(zip(made.forecast.queues, made.forecast.methods, strict=False)), "accuracy": made.accuracy},
        "requirement": requirement_document(chain.plan, chain.requirement),
        "roster": roster_document(chain.rostered),
        "check": None if chain.audit is None else audit_document(chain.plan, chain.audit, lang),
        "left_out": list(LEFT_OUT),
        "seconds": {stage: round(s, 3) for stage, s in chain.seconds.items()},
    }


LEFT_OUT = ("simulate",)
"""Stages of the chain that this version does not have yet."""
