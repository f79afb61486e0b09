"""What the report may say of a person: pregnancy, health and family only as "protected status"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from staffing.domain.finding import SEVERITY_ORDER, Audit, Finding, Outcome, RuleResult
from staffing.domain.rule import Citation, RuleSpec
from staffing.i18n import t

SENSITIVE = frozenset({"pregnant", "nursing", "maternity", "disabled", "night-unfit", "sick", "parental", "miscarriage"})
"""Statuses that tell of health or family."""

_KINDS = frozenset({"forbidden_for_status", "maternity_leave"})
_KEYS = ("protected_", "night_unfit", "maternity_")


def rule_protected(spec: RuleSpec) -> bool:
    """Whether a finding of the rule tells of health or family."""
    return spec.kind in _KINDS or _names_sensitive(spec.params)


def _names_sensitive(params: Mapping[str, Any]) -> bool:
    values = params.get("statuses", ())
    return bool(SENSITIVE & set(values if isinstance(values, tuple | list) else (values,)))


def finding_protected(finding: Finding, spec: RuleSpec | None) -> bool:
    """Whether a finding must not show its rule and text."""
    return (spec is not None and rule_protected(spec)) or finding.key.startswith(_KEYS) or finding.params.get("status") in SENSITIVE


PROTECTED_RULE = "PROTECTED"
"""Id under which everything about protected status stands together."""


def masked(audit: Audit) -> Audit:
    """The audit as it may leave the house of those who know: findings that tell of health or family name no rule, no law and no measure.

    Person, days and gravity stay, so that somebody can act. The rules behind them are one result, :data:`PROTECTED_RULE`: their worst.
    """
    specs = {result.spec.id: result.spec for result in audit.rules}
    hidden = [finding_protected(finding, specs.get(finding.rule)) for finding in audit.findings]
    findings = tuple(_masked(f) if secret else f for f, secret in zip(audit.findings, hidden, strict=True))
    open_ = [f for f, secret in zip(audit.findings, hidden, strict=True) if not secret]
    rules = [_without(r, [f for f in open_ if f.rule == r.spec.id]) for r in audit.rules if not rule_protected(r.spec)]
    protected = [result for result in audit.rules if rule_protected(result.spec)]
    if protected or any(hidden):
        order = {outcome: k for k, outcome in enumerate(SEVERITY_ORDER)}
        worst = min([r.outcome for r in protected] + [f.outcome for f in findings if f.rule == PROTECTED_RULE], key=order.__getitem__)
        certainty = protected[0].spec.certainty if protected else "T"
        english, chinese = t("audit.protected.title", "en"), t("audit.protected.title", "zh_CN")
        spec = RuleSpec(PROTECTED_RULE, "", "protected", certainty=certainty, title_en=english, title_zh=chinese)
        reason = "reason.nobody_in_scope" if worst is Outcome.NOT_APPLICABLE else ""
        rules.append(RuleResult(spec, worst, sum(r.checked for r in protected), sum(hidden), reason))
    return Audit(findings, tuple(rules), audit.changes)


def _masked(finding: Finding) -> Finding:
    days = {"day": finding.first_day.isoformat(), "last_day": finding.last_day.isoformat()}
    return replace(
        finding, rule=PROTECTED_RULE, pack="", citation=Citation(), measured=None, limit=None, deficit=None, unit="",
        key="protected_status", params={"agent": finding.agent} | days,
    )  # fmt: skip


def _without(result: RuleResult, findings: list[Finding]) -> RuleResult:
    """A result counted over the findings that are not masked."""
    if len(findings) == result.findings:
        return result
    outcomes = {f.outcome for f in findings}
    worst = next((o for o in SEVERITY_ORDER if o in outcomes), Outcome.PASS)
    return replace(result, outcome=worst, findings=len(findings), facts={})
