"""Judging in a line: what one rule says of a roster, with every sentence made in every language on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from staffing.domain.finding import Audit, Finding, Outcome, RuleResult
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.i18n import languages, t
from staffing.rules import check
from tests.factories import make_roster

CN = ("cn-mainland",)


def audit(plan: Plan, roster: Roster | Iterable[Duty], packs: Sequence[str] = CN) -> Audit:
    """The audit of a roster, or of duties with lawful activities; every finding can be spoken in every language."""
    answer = check(plan, roster if isinstance(roster, Roster) else make_roster(plan, roster), packs)
    for finding in answer.findings:
        for lang in languages():
            assert t(f"finding.{finding.key}", lang, **finding.params)
    for result in answer.rules:
        assert not result.reason or all(t(result.reason, lang) for lang in languages())
    return answer


def judged(plan: Plan, roster: Roster | Iterable[Duty], rule: str, packs: Sequence[str] = CN) -> list[Finding]:
    """What one rule found."""
    return [f for f in audit(plan, roster, packs).findings if f.rule == rule]


def result(plan: Plan, roster: Roster | Iterable[Duty], rule: str, packs: Sequence[str] = CN) -> RuleResult:
    """How one rule came out."""
    return next(r for r in audit(plan, roster, packs).rules if r.spec.id == rule)


def numbers(finding: Finding) -> tuple[Outcome, float | None, float | None, float | None]:
    """(outcome, measured, limit, deficit) of a finding."""
    return finding.outcome, finding.measured, finding.limit, finding.deficit
