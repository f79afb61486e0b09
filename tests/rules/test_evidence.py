"""Documents hold for their agent, contract, rule and days."""

from __future__ import annotations

import pytest

from staffing.domain.people import Contract, Evidence
from staffing.rules.evidence import EvidenceBook
from tests.factories import day, make_agent, make_plan

RULE = "CN-OT-01"


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Evidence("consent", "r"), True),
        (Evidence("consent", "r", agent="A1", contract="full-time", rule=RULE), True),
        (Evidence("Consent", "r"), True),
        (Evidence("approval", "r"), False),
        (Evidence("consent", "r", agent="A2"), False),
        (Evidence("consent", "r", contract="other"), False),
        (Evidence("consent", "r", rule="CN-OT-02"), False),
        (Evidence("consent", "r", valid_from=day("2026-03-02"), valid_to=day("2026-03-02")), True),
        (Evidence("consent", "r", valid_from=day("2026-03-03")), False),
        (Evidence("consent", "r", valid_to=day("2026-03-01")), False),
    ],
)
def test_when_a_document_holds(row: Evidence, holds: bool) -> None:
    book = EvidenceBook(make_plan(evidence=(row,)))
    assert book.has(("consent", "consultation"), make_agent("A1"), day("2026-03-02"), RULE) is holds


@pytest.mark.parametrize(
    ("system", "rows", "judged_as"),
    [
        ("standard", (), "standard"),
        ("part-time", (), "part-time"),
        ("comprehensive", (), "standard"),
        ("irregular", (), "standard"),
        ("comprehensive", (Evidence("approval", "r", rule="CN-COMP-03"),), "comprehensive"),
        ("irregular", (Evidence("approval", "r"),), "irregular"),
        ("comprehensive", (Evidence("approval", "r", valid_to=day("2026-03-01")),), "standard"),
    ],
)
def test_special_hours_hold_only_with_an_approval(system: str, rows: tuple[Evidence, ...], judged_as: str) -> None:
    book = EvidenceBook(make_plan(contracts=(Contract("full-time", system),), evidence=rows))
    assert book.hours_system(make_agent("A1"), day("2026-03-02")) == judged_as
    assert book.special(make_agent("A1")) is (system in ("comprehensive", "irregular"))
