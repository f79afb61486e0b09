"""Findings as data."""

from __future__ import annotations

from datetime import date

import pytest

from staffing.domain.finding import Audit, Finding, Outcome
from staffing.domain.rule import Citation

DAY = date(2026, 11, 30)


def finding(outcome: Outcome) -> Finding:
    return Finding("R", "p", "policy", outcome, "A", DAY, DAY, 1.0, 2.0, "hours", 1.0, Citation(), "key")


def test_a_finding_is_never_pass() -> None:
    for outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
        with pytest.raises(ValueError, match="PASS"):
            finding(outcome)


def test_an_audit_counts() -> None:
    audit = Audit((finding(Outcome.UNKNOWN), finding(Outcome.PAY_DUE)), ())
    assert (audit.count(Outcome.UNKNOWN), audit.count(Outcome.FAIL), audit.failed) == (1, 0, False)
    assert Audit((finding(Outcome.FAIL),), ()).failed
