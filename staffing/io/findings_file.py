"""``findings.csv`` and ``findings.json``: what a check found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from staffing.domain.finding import Audit, Finding, Outcome
from staffing.io.json_file import json_bytes
from staffing.io.output import csv_text, number, write_files
from staffing.io.tables import read_csv

FINDINGS_CSV, FINDINGS_JSON = "findings.csv", "findings.json"
COLUMNS = (
    "rule", "pack", "certainty", "outcome", "agent", "first_day", "last_day", "measured", "limit", "unit", "deficit", "citation", "message",
)  # fmt: skip


def findings_document(audit: Audit, sentences: Sequence[str]) -> dict[str, Any]:
    """Everything a check found: findings with key and parameters of their sentence and the law's text, and how each rule came out."""
    return {
        "findings": [_finding(finding, message) for finding, message in zip(audit.findings, sentences, strict=True)],
        "counts": {outcome.value: audit.count(outcome) for outcome in Outcome if audit.count(outcome)},
        "rules": [
            {
                "rule": result.spec.id,
                "pack": result.spec.pack,
                "certainty": result.spec.certainty,
                "outcome": result.outcome,
                "checked": result.checked,
                "findings": result.findings,
                "reason": result.reason,
                "facts": dict(result.facts),
            }
            for result in audit.rules
        ],
        "changes": [
            {"rule": c.rule, "parameter": c.parameter, "default": c.default, "value": c.value, "file": c.file} for c in audit.changes
        ],
    }


def _finding(finding: Finding, message: str) -> dict[str, Any]:
    law = finding.citation
    return {
        "rule": finding.rule,
        "pack": finding.pack,
        "certainty": finding.certainty,
        "outcome": finding.outcome,
        "agent": finding.agent,
        "first_day": finding.first_day,
        "last_day": finding.last_day,
        "measured": finding.measured,
        "limit": finding.limit,
        "unit": finding.unit,
        "deficit": finding.deficit,
        "citation": str(law),
        "message": message,
        "key": finding.key,
        "params": finding.params,
        "text_zh": law.text_zh,
        "text_en": law.text_en,
    }


def write_findings(audit: Audit, out_dir: Path, sentences: Sequence[str], suffix: str = "") -> None:
    """Write ``findings.csv`` and ``findings.json``, both or none; ``sentences``: the message of each finding, in order.

    ``suffix`` stands before the dot of both names.

    Raises OutputProblem.
    """
    rows = [
        (
            f.rule, f.pack, f.certainty, f.outcome.value, f.agent, f.first_day.isoformat(), f.last_day.isoformat(), number(f.measured),
            number(f.limit), f.unit, number(f.deficit), str(f.citation), message,
        )
        for f, message in zip(audit.findings, sentences, strict=True)
    ]  # fmt: skip
    write_files(
        {
            out_dir / _named(FINDINGS_CSV, suffix): csv_text(COLUMNS, rows).encode("utf-8", "surrogatepass"),
            out_dir / _named(FINDINGS_JSON, suffix): json_bytes(findings_document(audit, sentences)),
        }
    )


def read_findings(path: Path) -> list[dict[str, str]]:
    """The rows of a ``findings.csv``, as texts by column. Raises InputProblems."""
    table = read_csv(path, path.name)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _named(name: str, suffix: str) -> str:
    stem, dot, kind = name.partition(".")
    return stem + suffix + dot + kind
