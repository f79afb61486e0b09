"""A foreign roster read: its layout found, then every row by the reader of that layout."""

from __future__ import annotations

from datetime import date

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems
from staffing.domain.roster import Roster
from staffing.io.roster_import.headings import find_layout
from staffing.io.roster_import.long import read_long
from staffing.io.roster_import.mapping import Mapping
from staffing.io.roster_import.pen import ImportedRoster, Pen
from staffing.io.roster_import.raw import Sheet
from staffing.io.roster_import.wide import read_wide


def import_roster(
    plan: Plan, sheet: Sheet, mapping: Mapping, *, month: tuple[int, int] | None = None, first_day: date | None = None
) -> ImportedRoster:
    """Read one sheet. ``month``: (year, month) of the first day column; ``first_day``: its day. Never raises for what a file may hold."""
    result = ImportedRoster(Roster(plan.grid, ()), mapping)
    try:
        layout = find_layout(sheet, mapping.columns)
    except InputProblems as found:
        result.problems += found.problems
        return result
    result.wide, result.ignored_columns = layout.wide, layout.ignored
    pen = Pen(plan, sheet, layout, result)
    read = read_wide if layout.wide else read_long
    read(pen, month or layout.month, first_day)
    pen.finish()
    return result
