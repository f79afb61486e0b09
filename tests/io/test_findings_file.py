"""findings.csv and findings.json."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from staffing.domain.finding import Audit, Finding, Outcome, RuleChange, RuleResult
from staffing.domain.rule import Citation, RuleSpec
from staffing.io import read_findings, read_json, write_findings

LAW = Citation("Labour Law", "Art. 41", 1994, "用人单位……", "The employer ...")
FINDING = Finding(
    "CN-OT-01",
    "cn-mainland",
    "T",
    Outcome.FAIL,
    "=A1",
    date(2026, 11, 30),
    date(2026, 12, 6),
    40.1 + 0.2,
    36.0,
    "hours",
    None,
    LAW,
    "overtime",
    {"hours": 40.3},
)
AUDIT = Audit((FINDING,), (RuleResult(RuleSpec("CN-OT-01", "cn-mainland", "max_hours", certainty="T"), Outcome.FAIL, 12, 1),))


def test_findings_in_both_files(tmp_path: Path) -> None:
    write_findings(AUDIT, tmp_path, ["40.3 hours, allowed 36"])
    with (tmp_path / "findings.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "rule": "CN-OT-01",
        "pack": "cn-mainland",
        "certainty": "T",
        "outcome": "FAIL",
        "agent": "=A1",
        "first_day": "2026-11-30",
        "last_day": "2026-12-06",
        "measured": "40.3",
        "limit": "36",
        "unit": "hours",
        "deficit": "",
        "citation": "Labour Law Art. 41 (1994)",
        "message": "40.3 hours, allowed 36",
    }
    assert read_findings(tmp_path / "findings.csv") == [row]
    document = read_json(tmp_path / "findings.json")
    (finding,) = document["findings"]
    assert {key: finding[key] for key in ("measured", "deficit", "key", "params", "text_zh")} == {
        "measured": 40.3,
        "deficit": None,
        "key": "overtime",
        "params": {"hours": 40.3},
        "text_zh": "用人单位……",
    }
    assert document["counts"] == {"FAIL": 1}
    assert document["rules"][0]["checked"] == 12


def test_nothing_found(tmp_path: Path) -> None:
    write_findings(Audit((), ()), tmp_path, [])
    assert read_findings(tmp_path / "findings.csv") == []
    assert read_json(tmp_path / "findings.json")["findings"] == []


def test_changes_of_rules_are_written_with_what_was_before(tmp_path: Path) -> None:
    change = RuleChange("CN-OT-02", "valid_from", None, date(2026, 1, 1), "town.toml")
    scope = RuleChange("CN-OT-02", "scope", {"sites": ("A",)}, {}, "town.toml")
    write_findings(Audit((), (), (change, scope)), tmp_path, [])
    assert read_json(tmp_path / "findings.json")["changes"] == [
        {"rule": "CN-OT-02", "parameter": "valid_from", "default": None, "value": "2026-01-01", "file": "town.toml"},
        {"rule": "CN-OT-02", "parameter": "scope", "default": {"sites": ["A"]}, "value": {}, "file": "town.toml"},
    ]


def test_each_finding_needs_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        write_findings(AUDIT, tmp_path, [])
    assert list(tmp_path.iterdir()) == []
