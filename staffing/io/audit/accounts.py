"""``accounts.csv``: a row for each person and month, for payroll."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from staffing.io.output import csv_text, number

_MINUTES = {
    "system_minutes": "system",
    "paid_minutes": "paid",
    "paid_minutes_in_roster": "from_roster",
    "ordinary_minutes": "ordinary",
    "overtime_150_minutes": "extension",
    "overtime_200_minutes": "rest_day",
    "overtime_300_minutes": "holiday",
    "unplaced_minutes": "unplaced",
    "rest_day_due_minutes": "rest_day_due",
    "lieu_taken_minutes": "lieu_taken",
    "rest_day_given_back_minutes": "given_back",
    "night_minutes": "night_minutes",
}
_COUNTS = ("nights", "duty_days", "rest_days", "longest_run", "weekend_days", "holiday_days")
COLUMNS = (
    "agent", "month", "contract", "hours_system", "complete", *_MINUTES, *_COUNTS, "allowance", "premium_pay", "annual_leave_days",
    "other_leave_days", "cycle", "cycle_first_day", "cycle_balance_minutes", "cycle_left_minutes",
)  # fmt: skip
"""Columns; ordinary + overtime_150 + overtime_200 + overtime_300 + unplaced = paid."""


def accounts_csv(people: Iterable[Mapping[str, Any]]) -> bytes:
    """The file, UTF-8. ``people``: rows of the report."""
    rows: list[list[Any]] = []
    for p in people:
        balance, leave = p["balance"] or {}, p["leave_days"]
        row = [p["agent"], f"{p['month']:%Y-%m}", p["contract"], p["hours_system"], int(p["complete"])]
        row += [number(p[key]) for key in _MINUTES.values()]
        row += [p[key] for key in _COUNTS]
        row += [
            number(p["allowance"], 2),
            number(p["premium_pay"], 2),
            leave.get("annual", 0),
            sum(leave.values()) - leave.get("annual", 0),
        ]
        row += [balance.get("cycle", ""), balance.get("first_day", ""), number(balance.get("balance")), number(balance.get("left"))]
        rows.append(row)
    return csv_text(COLUMNS, rows).encode("utf-8", "surrogatepass")
