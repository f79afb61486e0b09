"""What the report may say of a person: pregnancy, health and family only as "protected status"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from staffing.domain.finding import Finding
from staffing.domain.rule import RuleSpec

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
