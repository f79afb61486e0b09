"""Findings become sentences here, on the way out."""

from __future__ import annotations

from staffing.domain.finding import Finding
from staffing.i18n import t


def sentence(finding: Finding, lang: str = "en") -> str:
    """The message of a finding in a language."""
    return t(f"finding.{finding.key}", lang, **finding.params)
