"""``measured.csv``: what the history says about patience, handling time and shrinkage."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from staffing.io.output import number, write_rows

COLUMNS = ("queue", "quantity", "hours", "value", "low", "high", "events")
Row = tuple[str, str, tuple[int, int], float | None, float | None, float | None, float]


def write_measured(rows: Iterable[Row], path: Path) -> None:
    """Write ``measured.csv``; blank = unknown. Raises OutputProblem."""
    cells = [
        (queue, quantity, f"{hours[0]:02d}-{hours[1]:02d}", *(number(value, 4) for value in (value, low, high, events)))
        for queue, quantity, hours, value, low, high, events in rows
    ]
    write_rows(path, COLUMNS, cells)
