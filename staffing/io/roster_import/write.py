"""The files of an import: the roster as ``staffing check --roster`` reads it, what else the file said, and a report."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from staffing.domain.plan import Plan
from staffing.io.json_file import json_bytes
from staffing.io.output import csv_text, remove, write_files
from staffing.io.roster_file import ROSTER_COLUMNS
from staffing.io.roster_import.pen import ImportedRoster

ROSTER, WORKED, LEAVE, REPORT = "roster.csv", "worked.csv", "leave.csv", "report.json"


def leave_not_in_plan(plan: Plan, found: ImportedRoster) -> int:
    """Leave days of the file that leave.csv does not have."""
    days = 0
    for row in found.leave:
        known = plan.leave_days.get(row.agent, frozenset())
        length = (row.last_day - row.first_day).days + 1
        days += sum(date not in known for date in (row.first_day.fromordinal(row.first_day.toordinal() + k) for k in range(length)))
    return days


def import_report(plan: Plan, found: ImportedRoster, file: str) -> dict[str, Any]:
    """What was read, how, and what was left out."""
    duties = found.roster.duties
    meanings = found.mapping.codes
    return {
        "file": file,
        "form": "people x days" if found.wide else "a row for each shift",
        "days_read_as": found.how,
        "first_day": found.days and found.days[0],
        "last_day": found.days and found.days[1],
        "people": len({d.agent for d in duties}),
        "shifts": len(duties),
        "shifts_before_the_plan": len(found.worked),
        "shifts_after_the_plan_left_out": found.outside,
        "leave_days_not_in_leave_csv": leave_not_in_plan(plan, found),
        "unknown_days": [{"agent": agent, "day": day} for agent, day in found.unknown_days],
        "people_of_the_plan_not_in_the_file": list(found.missing_agents),
        "names_that_differ": [{"agent": agent, "name": name} for agent, name in found.other_names],
        "rows_left_out": [{"row": row, "text": text} for row, text in found.ignored_rows],
        "columns_left_out": list(found.ignored_columns),
        "blank": found.mapping.blank or None,
        "codes": {code: {"meaning": meanings.get(code, ""), "cells": count} for code, count in sorted(found.codes.items())},
    }


def write_import(plan: Plan, found: ImportedRoster, folder: Path, file: str) -> list[Path]:
    """Write ``roster.csv``, ``report.json`` and, where there is any, ``worked.csv`` and ``leave.csv``. Raises OutputProblem."""
    text = cache(plan.grid.text)
    duties = [(d.agent, d.day.isoformat(), d.shift, text(d.start), text(d.end), d.paid_minutes) for d in found.roster.duties]
    files = {folder / ROSTER: csv_text(ROSTER_COLUMNS, duties)}
    if found.worked:
        files[folder / WORKED] = csv_text(
            ("agent", "start", "end", "shift"), [(w.agent, text(w.start), text(w.end), w.shift) for w in found.worked]
        )
    if found.leave:
        rows = [(row.agent, row.first_day.isoformat(), row.last_day.isoformat(), row.kind) for row in found.leave]
        files[folder / LEAVE] = csv_text(("agent", "first_day", "last_day", "kind"), rows)
    contents = {path: content.encode("utf-8", "surrogatepass") for path, content in files.items()}
    contents[folder / REPORT] = json_bytes(import_report(plan, found, file))
    write_files(contents)
    remove(folder / name for name in (WORKED, LEAVE) if folder / name not in files)
    return list(contents)
