"""report.json."""

from __future__ import annotations

from pathlib import Path

from staffing.domain.report import Conflict, SolveReport, SolveStatus, TracePoint
from staffing.io import read_report, write_report


def test_a_report_holds_its_proof(tmp_path: Path) -> None:
    report = SolveReport(
        SolveStatus.FEASIBLE,
        200.0000000001,
        150.0,
        12.34567,
        7,
        100.0,
        {"wage": 0.1 + 0.2},
        15.0,
        (TracePoint(1.00049, None, 120.0, "bound"), TracePoint(2.0, 200.0, 150.0, "dive")),
        (Conflict(("A1",), ("CON-HOURS-01",), ("2026-11-30",)),),
        "abc",
        {"staffing": "0.1.0"},
    )
    write_report(report, tmp_path / "report.json")
    assert read_report(tmp_path / "report.json") == {
        "status": "feasible",
        "objective": 200.0,
        "bound": 150.0,
        "gap": 0.25,
        "floor": 100.0,
        "excess_gap": 0.5,
        "seconds": 12.346,
        "seed": 7,
        "terms": {"wage": 0.3},
        "short_agent_minutes": 15.0,
        "trace": [[1.0, None, 120.0, "bound"], [2.0, 200.0, 150.0, "dive"]],
        "conflicts": [
            {
                "key": "conflict",
                "agents": ["A1"],
                "rules": ["CON-HOURS-01"],
                "days": ["2026-11-30"],
                "queues": [],
                "start": None,
                "end": None,
                "asked": None,
                "possible": None,
                "minimal": True,
            }
        ],
        "input_hash": "abc",
        "versions": {"staffing": "0.1.0"},
    }


def test_what_is_unknown_is_null(tmp_path: Path) -> None:
    write_report(SolveReport(SolveStatus.INFEASIBLE, None, None, 1.0, 1), tmp_path / "report.json")
    back = read_report(tmp_path / "report.json")
    assert [back[name] for name in ("objective", "bound", "gap", "floor", "excess_gap", "short_agent_minutes")] == [None] * 6
    assert (back["status"], back["terms"], back["trace"]) == ("infeasible", {}, [])
