"""What people know of the demand, changed row by row: adjustments of the forecast, and repairs of the history they refuse."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from staffing.domain.people import Adjustment
from staffing.domain.plan import Plan
from staffing.io.demand_notes import read_adjustments, read_refused
from staffing.io.output import number
from staffing.io.row_files import add_row, remove_row

ADJUSTMENTS = ("queue", "from", "to", "change", "value", "who", "why", "when")
REFUSED = ("queue", "kind", "start", "who", "why")


def add_adjustment(
    plan: Plan,
    folder: Path,
    *,
    queue: str,
    start: int,
    end: int,
    change: str,
    value: float,
    who: str,
    why: str,
    when: datetime | None = None,
) -> None:
    """Write one more change into adjustments.csv.

    Args:
        start, end: axis minutes of the plan.
        change: set, add, multiply, min or max.
        when: now by default; kept with the change.

    Raises InputProblems where the change is not valid; the file then stays as it was.
    """
    grid = plan.grid
    row = {
        "queue": queue,
        "from": grid.text(start),
        "to": grid.text(end),
        "change": change,
        "value": number(value),
        "who": who.strip(),
        "why": why.strip(),
        "when": (when or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    }
    add_row(plan, folder, "adjustments", ADJUSTMENTS, row, read_adjustments)


def remove_adjustment(plan: Plan, folder: Path, line: int, item: Adjustment) -> None:
    """Remove the change at ``line`` (1-based, as in the report); never another one than ``item``."""
    same = {"queue": item.queue, "who": item.who, "why": item.why}
    remove_row(plan, folder, "adjustments", line - 1, read_adjustments, same)


def refuse_repair(plan: Plan, folder: Path, *, queue: str, kind: str, start: str, who: str = "", why: str = "") -> None:
    """Write into refused.csv that a repair of the history is not to be made.

    Args:
        kind, start: as in the list of repairs; ``start`` is local time.
    """
    row = {"queue": queue, "kind": kind, "start": start, "who": who.strip(), "why": why.strip()}
    add_row(plan, folder, "refused", REFUSED, row, read_refused)


def accept_repair(plan: Plan, folder: Path, *, queue: str, kind: str, start: datetime, end: datetime) -> None:
    """Take back every refusal that concerns a repair of this queue alone. Raises InputProblems where a refusal of all queues does."""
    from staffing.domain.problems import InputProblems, Problem

    found = [(k, r) for k, r in enumerate(plan.refused_repairs) if r.kind == kind and r.queue in ("", queue) and start <= r.start < end]
    if any(not r.queue for _, r in found):
        expected = "a refusal of one queue; this one holds for all queues, change the file"
        raise InputProblems([Problem("refused.csv", None, "queue", None, expected, "all-queues")])
    for k, item in reversed(found):
        remove_row(plan, folder, "refused", k, read_refused, {"queue": item.queue})
