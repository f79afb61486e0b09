"""Rules and their sources as data."""

from __future__ import annotations

import pytest

from staffing.domain.rule import Citation, RuleSpec


def test_rules_are_valid_from_birth() -> None:
    with pytest.raises(ValueError, match="certainty"):
        RuleSpec("R", "p", "kind", certainty="X")
    with pytest.raises(ValueError, match="severity"):
        RuleSpec("R", "p", "kind", severity="bad")


def test_a_citation_reads_as_one_line() -> None:
    assert str(Citation("Labour Law", "Art. 36", 1994)) == "Labour Law Art. 36 (1994)"
    assert str(Citation()) == ""
