"""evidence.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.domain.people import Evidence
from tests.io.folders import loaded, places, problems_of, small

HEAD = "kind,reference,agent,contract,rule,valid_from,valid_to\n"


def test_evidence(tmp_path: Path) -> None:
    plan = loaded(small(tmp_path, evidence=HEAD + "Approval,CN-2026-7,,full-time,,2026-01-01,2026-12-31\nconsent,C1,A1,,CN-OT-01,,\n"))
    assert plan.evidence == (
        Evidence("approval", "CN-2026-7", "", "full-time", "", date(2026, 1, 1), date(2026, 12, 31)),
        Evidence("consent", "C1", "A1", "", "CN-OT-01"),
    )


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (",R,,,,,", "kind", "missing-value"),
        ("consent,,,,,,", "reference", "missing-value"),
        ("consent,R,A9,,,,", "agent", "unknown-name"),
        ("consent,R,,half-time,,,", "contract", "unknown-name"),
        ("consent,R,,,,2026-12-01,2026-11-30", "valid_to", "out-of-range"),
        ("consent,R,,,,now,", "valid_from", "bad-date"),
    ],
)
def test_one_mistake(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, evidence=HEAD + row + "\n"))) == [("evidence.csv", 2, column, code)]
