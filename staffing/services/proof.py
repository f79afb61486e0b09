"""The second path to the truth: what the solver claims is recomputed from the roster by code that never saw the solver."""

from __future__ import annotations

from dataclasses import dataclass

from staffing.domain.coverage import Coverage
from staffing.domain.finding import Finding, Outcome
from staffing.domain.plan import Plan
from staffing.domain.report import TERMS, SolveReport
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster

TOLERANCE = 1e-6


class ProofError(RuntimeError):
    """The solver's claim and the recomputation differ: a fault of the program, never of the input."""


@dataclass(frozen=True)
class Proof:
    """What the recomputation found.

    Attributes:
        terms: money by term, recomputed.
        objective: their sum.
        coverage: required and staffed.
        broken: FAIL findings of the packs every plan has; empty for a roster of ours.
    """

    terms: dict[str, float]
    objective: float
    coverage: Coverage
    broken: tuple[Finding, ...]


def prove(plan: Plan, requirement: Requirement, roster: Roster, report: SolveReport) -> Proof:
    """Recompute terms, coverage and hard rules of a roster and compare them with the report.

    Raises ProofError where the objective, a term or the shortage differs, where the bound lies above the objective, or where a hard rule
    is broken.
    """
    from staffing.rules import check
    from staffing.rules.coverage import measure
    from staffing.rules.objective import recompute

    terms = recompute(plan, requirement, roster)
    objective = sum(terms.values())
    coverage = measure(plan, requirement, roster)
    audit = check(plan, roster, packs=())
    broken = tuple(f for f in audit.findings if f.outcome is Outcome.FAIL)
    faults = []
    scale = max(1.0, abs(objective))
    if report.objective is None or abs(report.objective - objective) > TOLERANCE * scale:
        faults.append(f"objective {report.objective} reported, {objective} recomputed")
    for name in TERMS:
        if abs(report.terms.get(name, 0.0) - terms[name]) > TOLERANCE * scale:
            faults.append(f"term {name}: {report.terms.get(name)} reported, {terms[name]} recomputed")
    if report.bound is not None and report.bound > objective + TOLERANCE * scale:
        faults.append(f"bound {report.bound} above objective {objective}")
    short = coverage.short_agent_minutes
    if report.short_agent_minutes is not None and abs(report.short_agent_minutes - short) > 1e-4 * max(1.0, short):
        faults.append(f"short_agent_minutes {report.short_agent_minutes} reported, {short} recomputed")
    faults += [f"{f.rule} broken by {f.agent or 'the roster'} on {f.first_day}" for f in broken]
    if faults:
        raise ProofError("the roster and its report disagree: " + "; ".join(faults[:10]))
    return Proof(terms, objective, coverage, broken)
