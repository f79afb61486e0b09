"""A rule as data: what the law, the contract or the house asks, with its parameters and its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

CERTAINTIES = ("T", "S", "G", "policy", "contract")


@dataclass(frozen=True)
class Citation:
    """Where a rule stands: law and article; the original text only where it was read (certainty T).

    Attributes:
        law: its name; a Chinese law with its English name in brackets.
        article: numbers, e.g. ``3, 7``; other texts (``Rule 4``) stand as they are.
        also: further places that say the same, written out.
    """

    law: str = ""
    article: str = ""
    year: int | None = None
    text_zh: str = ""
    text_en: str = ""
    also: str = ""

    def __str__(self) -> str:
        return self.text("en")

    def text(self, lang: str) -> str:
        """The place in a line: ``劳动法 (Labour Law), Art. 41 (1994); ...``, in Chinese ``劳动法第41条（1994年）；……``."""
        if not self.law:
            return ""
        year = f"（{self.year}年）" if lang == "zh_CN" else f" ({self.year})"
        if self.year is None or str(self.year) in self.law:
            year = ""
        if lang == "zh_CN" and (name := _CHINESE_NAME.match(self.law)):
            article = f"第{self.article.replace(', ', '、')}条" if self.article[:1].isdigit() else self.article
            also = _BRACKETED.sub("", self.also).replace("; ", "；")
            also = _ARTICLE.sub(lambda found: f"第{found[1].replace(', ', '、')}条", also)
            return f"{name[1]}{article}{year}" + (f"；{also}" if also else "")
        article = f", Art. {self.article}" if self.article[:1].isdigit() else f" {self.article}" if self.article else ""
        return f"{self.law}{article}{year}" + (f"; {self.also}" if self.also else "")


_CHINESE_NAME = re.compile(r"([^\x00-\x7f][^(;]*?)\s*(?:\([^)]*\))?$")
_BRACKETED = re.compile(r" \([^)]*[A-Za-z][^)]*\)")
_ARTICLE = re.compile(r",? Art\. ([\d(), -]*\d\)?)")


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
