"""``report.json``: how the solve ended, how good the answer is and what it was made from."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from staffing.domain.report import Conflict, SolveReport
from staffing.io.json_file import plain, read_json, write_json


def report_document(report: SolveReport) -> dict[str, Any]:
    """The report as JSON holds it; null where unknown; ``trace`` is a list of [seconds, objective, bound, phase]."""
    document: dict[str, Any] = plain(
        {
            "status": report.status,
            "objective": report.objective,
            "bound": report.bound,
            "gap": report.gap,
            "floor": report.floor,
            "excess_gap": report.excess_gap,
            "seconds": round(report.seconds, 3),
            "seed": report.seed,
            "terms": report.terms,
            "short_agent_minutes": report.short_agent_minutes,
            "trace": [[round(p.seconds, 3), p.objective, p.bound, p.phase] for p in report.trace],
            "conflicts": [conflict_document(c) for c in report.conflicts],
            "input_hash": report.input_hash,
            "versions": report.versions,
        }
    )
    return document


def conflict_document(conflict: Conflict) -> dict[str, Any]:
    """A conflict as JSON holds it, key by key as :class:`staffing.domain.report.Conflict`."""
    document: dict[str, Any] = plain({"key": conflict.key, **asdict(conflict)})
    return document


def write_report(report: SolveReport, path: Path) -> None:
    """Write ``report.json``. Raises OutputProblem."""
    write_json(report_document(report), path)


def read_report(path: Path) -> dict[str, Any]:
    """The document of a ``report.json``. Raises InputProblems."""
    return read_json(path)
