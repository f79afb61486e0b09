"""A roster as files for people: a workbook, tables for spreadsheets, a calendar for each person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from staffing import io
from staffing.domain.coverage import Coverage
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.roster import Roster
from staffing.i18n import t
from staffing.io.export.labels import LABELS

FORMATS = ("xlsx", "csv", "ics")
FOLDER = "export"
CALENDARS = "calendars"


def words(lang: str) -> dict[str, str]:
    """The labels of the exports in a language."""
    return {key: t(f"export.{key}", lang, number="{number}") for key in LABELS}


def export(
    plan: Plan,
    roster: Roster,
    format: str,
    out_dir: Path,
    *,
    lang: str = "en",
    coverage: Coverage | None = None,
    stamp: datetime | None = None,
) -> list[Path]:
    """Write a roster for people and return the files written.

    Args:
        format: ``xlsx`` (roster.xlsx: roster, legend, totals, coverage), ``csv`` (roster-wide.csv and roster-long.csv, UTF-8 with BOM) or
            ``ics`` (calendars/AGENT.ics for each agent with a shift; calendars of an earlier export that no longer apply are removed).
        lang: language of headings.
        coverage: for the workbook; ``None`` leaves that sheet out.
        stamp: aware moment at which the roster was made, default now; later exports of a later stamp replace calendar entries.

    Raises OutputProblem, with nothing half-written, and ValueError for an unknown format.
    """
    labels = words(lang)
    files: dict[Path, bytes] = {}
    if format == "xlsx":
        from staffing.io.export.xlsx import roster_workbook

        files[out_dir / "roster.xlsx"] = roster_workbook(plan, roster, labels, coverage)
    elif format == "csv":
        from staffing.io.export.csv import roster_long, roster_wide

        files[out_dir / "roster-wide.csv"] = roster_wide(plan, roster, labels)
        files[out_dir / "roster-long.csv"] = roster_long(plan, roster, labels)
    elif format == "ics":
        from staffing.io.export.ics import calendars, file_names

        names = file_names(plan.agent_by_id)
        made = calendars(plan, roster, labels, stamp or datetime.now(UTC))
        files = {out_dir / CALENDARS / names[agent]: content for agent, content in made.items()}
    else:
        raise ValueError(f"format must be one of {FORMATS}, not {format!r}")
    io.write_files(files)
    if format == "ics":
        io.remove(path for path in sorted((out_dir / CALENDARS).glob("*.ics")) if path not in files)
    return list(files)


def export_folder(folder: Path, format: str, *, lang: str = "en") -> list[Path]:
    """Write the roster in ``out/`` of a plan folder for people, to ``out/export/``.

    Raises InputProblems where the plan is not right or has no roster yet.
    """
    from staffing.services.pipeline import load_plan

    plan = load_plan(folder, needs=("agents", "shifts"))
    out = folder / "out"
    roster_file, activities_file, coverage_file = (out / name for name in ("roster.csv", "activities.csv", "coverage.csv"))
    if not roster_file.exists():
        expected = "a roster to export; make one with `staffing roster`"
        raise InputProblems([Problem("out/roster.csv", None, None, None, expected, "missing-file")])
    roster = io.read_roster(plan, roster_file, activities_file if activities_file.exists() else None)
    coverage = io.read_coverage(plan, coverage_file) if coverage_file.exists() else None
    stamp = datetime.fromtimestamp(int(roster_file.stat().st_mtime), UTC)
    return export(plan, roster, format, out / FOLDER, lang=lang, coverage=coverage, stamp=stamp)
