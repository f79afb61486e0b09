"""The audit of a roster, as files for people and machines under ``out/audit/``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from staffing import io
from staffing.domain.problems import InputProblems, Problem
from staffing.io.audit.accounts import accounts_csv
from staffing.io.json_file import json_bytes, plain
from staffing.services.auditing.collect import collect
from staffing.services.auditing.layout import lay_out
from staffing.services.certificate import judge
from staffing.services.stages import beside

FOLDER = "audit"
FORMATS = ("xlsx", "pdf", "json")
JSON = "audit.json"


@dataclass(frozen=True)
class Audited:
    """What was found and written."""

    data: Mapping[str, Any]
    files: tuple[Path, ...]


def audit_folder(
    folder: Path,
    format: str = "xlsx",
    *,
    roster_file: Path | None = None,
    activities_file: Path | None = None,
    worked_file: Path | None = None,
    lang: str = "en",
    lieu_days: int | None = None,
    now: datetime | None = None,
    font: Path | None = None,
) -> Audited:
    """Judge a roster and write ``audit.json`` and ``accounts.csv``, with ``audit.xlsx`` or ``audit.pdf`` where asked.

    Args:
        roster_file, activities_file: ``None`` = those in ``out/``. The report on another file stands in a folder named by it.
        worked_file: what was worked, in the columns of a roster; ``None`` = actual.csv where it is there.
        lieu_days: days within which time off in lieu should be given.
        now: aware moment of the run.
        font: for the PDF; ``None`` = the best on this machine.

    Raises InputProblems where the plan or roster cannot be read, or no font for the PDF is there; ValueError for an unknown format.
    """
    if format not in FORMATS:
        raise ValueError(f"format must be one of {FORMATS}, not {format!r}")
    if lieu_days is not None and not 0 <= lieu_days <= 3650:
        raise InputProblems([Problem("--lieu-days", None, None, str(lieu_days), "a number of days from 0 to 3650", "out-of-range")])
    if format == "pdf" and font is None:
        from staffing.io.audit.fonts import find_font

        font = find_font()
    judged = judge(folder, roster_file, activities_file, worked_file)
    out = folder / "out" / (FOLDER + beside(folder, roster_file))
    data = collect(judged, lang, now=now, lieu_days=lieu_days)
    data["since_last"] = _since(data, out / JSON)
    files = {out / JSON: json_bytes(data), out / "accounts.csv": accounts_csv(data["people"])}
    if format != "json":
        files[out / f"audit.{format}"] = content(data, format, lang, font)
    io.write_files(files)
    return Audited(data, tuple(sorted(files)))


def content(data: Mapping[str, Any], format: str, lang: str = "en", font: Path | None = None) -> bytes:
    """The bytes of a collected report as ``xlsx``, ``pdf``, ``json``, or ``accounts`` (the CSV for payroll).

    Raises InputProblems where no font for the PDF is there; ValueError for an unknown format.
    """
    if format == "json":
        return json_bytes(data)
    if format == "accounts":
        return accounts_csv(data["people"])
    if format == "xlsx":
        from staffing.io.audit.xlsx import audit_workbook

        return audit_workbook(lay_out(data, lang))
    if format != "pdf":
        raise ValueError(f"format must be one of {(*FORMATS, 'accounts')}, not {format!r}")
    from staffing.io.audit.fonts import find_font
    from staffing.io.audit.pdf import audit_pdf

    return audit_pdf(lay_out(data, lang), font or find_font())


def _since(data: Mapping[str, Any], before: Path) -> dict[str, Any] | None:
    """Findings that are new and those settled since the last report; ``None`` where there is no earlier one that can be read."""
    try:
        last = io.read_json(before)
        then = Counter(_key(finding) for finding in last["findings"])
        made = str(last["header"]["made"])
    except (InputProblems, KeyError, TypeError):
        return None
    now = Counter(_key(finding) for finding in plain(data)["findings"])
    return {"made": made, "new": (now - then).total(), "settled": (then - now).total()}


def _key(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(finding[name] for name in ("outcome", "rule", "agent", "first_day", "last_day"))
