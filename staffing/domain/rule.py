"""A rule as data: what the law, the contract or the house asks, with its parameters and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

CERTAINTIES = ("T", "S", "G", "policy", "contract")


@dataclass(frozen=True)
class Citation:
    """Where a rule stands: law and article; the original text only where it was read (certainty T)."""

    law: str = ""
    article: str = ""
    year: int | None = None
    text_zh: str = ""
    text_en: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.law, self.article, f"({self.year})" if self.year else "") if part)


@dataclass(frozen=True)
class RuleSpec:
    """One rule of a pack.

    Attributes:
        id: e.g. ``CN-OT-02``; unique over all packs in force.
        pack: e.g. ``cn-mainland``.
        kind: name of the checker, e.g. ``max_hours_in_window``.
        params: parameters of the kind; names carry units.
        severity: ``violation``, ``pay_due``, ``needs_evidence`` or ``advisory``: the outcome of a breach.
        certainty: T (text read), S (secondary source), G (general knowledge: never more than advisory), policy or contract.
        scope: predicates that limit it, e.g. ``{"hours_system": ["standard"]}``.
        title_en, title_zh: a short name in both languages.
        enabled: False = switched off by the plan.
    """

    id: str
    pack: str
    kind: str
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    severity: str = "violation"
    certainty: str = "G"
    scope: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    citation: Citation = Citation()
    title_en: str = ""
    title_zh: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    enabled: bool = True

    def __post_init__(self) -> None:
        if self.certainty not in CERTAINTIES:
            raise ValueError(f"certainty must be one of {CERTAINTIES}, not {self.certainty!r}")
        if self.severity not in ("violation", "pay_due", "needs_evidence", "advisory"):
            raise ValueError(f"unknown severity {self.severity!r}")
