"""What is wrong in rosters, statuses, packs, approvals and calendars is named at once; what was not judged is listed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.services.audit import audit_folder
from staffing.services.stages import check
from tests.services.auditing.rosters import desk

PACK = """[pack]
name = "my"
[[rule]]
id = "X-1"
kind = "max_hourz"
certainty = "T"
[[rule]]
id = "X-2"
kind = "max_run_of_days"
certainty = "T"
[rule.params]
max_dayz = 3
max_days = "six"
"""
HEAD = "agent,shift,start,end\n"


def problems(folder: Path, roster: Path | None = None) -> set[tuple[str, int | None, str | None, str | None]]:
    with pytest.raises(InputProblems) as found:
        check(folder, roster_file=roster)
    assert not (folder / "out" / "findings.csv").exists()
    return {(p.file, p.row, p.column, p.value) for p in found.value.problems}


def test_packs_and_statuses(tmp_path: Path) -> None:
    folder = desk(tmp_path / "d")
    (folder / "my.toml").write_text(PACK, "utf-8")
    (folder / "statuses.csv").write_text("agent,status,first_day,last_day\nP1,pregnat,2026-01-01,\nP9,nursing,2026-01-01,\n", "utf-8")
    toml = folder / "plan.toml"
    toml.write_text(toml.read_text("utf-8").replace('["cn-mainland"]', '["cn-mainland", "my.toml", "cn-atlantis"]'), "utf-8")
    assert {(file, column, value) for file, _, column, value in problems(folder)} == {
        ("plan.toml", "plan.rule_packs", "cn-atlantis"),
        ("statuses.csv", "status", "pregnat"),
        ("statuses.csv", "agent", "P9"),
        ("my.toml", "rule[X-1].kind", "max_hourz"),
        ("my.toml", "rule[X-2].params.max_dayz", "3"),
        ("my.toml", "rule[X-2].params.max_days", "six"),
    }


def test_ends_before_starts_and_unknown_people(tmp_path: Path) -> None:
    folder = desk(tmp_path / "d")
    file = tmp_path / "r.csv"
    file.write_text(
        f"{HEAD}P1,D,2026-06-15T18:00,2026-06-15T08:00\nP9,D,2026-06-15T08:00,2026-06-15T17:00\nP1,D,soon,2026-06-15T17:00\n", "utf-8"
    )
    assert problems(folder, file) == {
        ("r.csv", 2, "end", "2026-06-15T08:00"),
        ("r.csv", 3, "agent", "P9"),
        ("r.csv", 4, "start", "soon"),
    }


def test_overlapping_shifts_and_unknown_codes_are_findings(tmp_path: Path) -> None:
    folder = desk(tmp_path / "d")
    file = tmp_path / "r.csv"
    file.write_text(f"{HEAD}P1,D,2026-06-15T08:00,2026-06-15T17:00\nP1,XX,2026-06-15T16:00,2026-06-15T22:00\n", "utf-8")
    keys = {(f.key, f.agent, f.first_day.isoformat()) for f in check(folder, roster_file=file)[1].findings if f.agent == "P1"}
    assert {("overlapping_shifts", "P1", "2026-06-15"), ("unknown_shift", "P1", "2026-06-15")} <= keys


def test_an_expired_approval_and_a_year_without_a_calendar_are_told_in_the_report(tmp_path: Path) -> None:
    folder = desk(tmp_path / "d", {"P1": "DD-----"})
    for name in ("plan.toml", "out/roster.csv"):
        path = folder / name
        text = path.read_text("utf-8").replace("2026-06-1", "2027-06-1").replace("2026-06-2", "2027-06-2")
        path.write_text(text.replace('name = "staff"\n', 'name = "staff"\nhours_system = "comprehensive"\n'), "utf-8")
    (folder / "evidence.csv").write_text(
        "kind,reference,contract,valid_from,valid_to\napproval,2026-17,staff,2026-01-01,2026-12-31\n", "utf-8"
    )
    data = audit_folder(folder, "json", now=datetime(2027, 6, 10, tzinfo=UTC)).data
    said = {f["rule"]: f["message"] for f in data["findings"]}
    assert "2026-17: 2026-12-31" in said["CN-COMP-03"]
    assert "2027" in said["CN-HOL-01"]
    assert data["header"]["calendar"] == [{"year": 2027, "official": False}]
    unknown = {row["rule"] for row in data["not_checked"] if row["outcome"] == "UNKNOWN"}
    assert {"CON-MEAL-01", "CN-OT-02"} <= unknown
    assert all(row["why"] for row in data["not_checked"])
