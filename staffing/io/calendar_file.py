"""``calendar.csv``: days of the national calendar that the plan sets itself, e.g. from a notice that came after this program."""

from __future__ import annotations

from staffing.domain.work_calendar import CALENDAR_KINDS, CALENDAR_STATUSES, CalendarDay
from staffing.io.context import Context
from staffing.io.rows import check_columns, read_rows
from staffing.io.tables import Table


def read_calendar(table: Table, context: Context) -> tuple[CalendarDay, ...]:
    """Statutory holidays, other days off and make-up working days; a blank status is ``official``."""
    check_columns(table, ("date", "kind"), ("name", "status", "notice"))
    days: dict[object, CalendarDay] = {}
    for row in read_rows(table, context.problems):
        day, kind, status = row.day("date"), row.text("kind").casefold(), row.raw("status").casefold() or "official"
        if kind and kind not in CALENDAR_KINDS:
            row.wrong("kind", f"one of {', '.join(CALENDAR_KINDS)}", "unknown-name")
        if status not in CALENDAR_STATUSES:
            row.wrong("status", f"{' or '.join(CALENDAR_STATUSES)}, or blank for official", "unknown-name")
        if day in days and row.good("date"):
            row.wrong("date", "each date once", "duplicate")
        if row.ok:
            days[day] = CalendarDay(day, kind, row.raw("name"), status, row.raw("notice"))
    return tuple(days.values())
