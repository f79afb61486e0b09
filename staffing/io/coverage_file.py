"""``coverage.csv``: who is needed and who is there, interval by interval."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from staffing.domain.coverage import Coverage
from staffing.io.context import Context
from staffing.io.forecast_file import inside_plan
from staffing.io.output import number, write_rows
from staffing.io.series import Numbers, read_series, spread
from staffing.io.sources import Columns

COLUMNS = ("interval_start", "queue", "required", "staffed", "short", "over", "heads")
_REQUIRED = {"required": Numbers(), "staffed": Numbers()}
_OPTIONAL = {"heads": Numbers(), "short": Numbers(), "over": Numbers()}


def write_coverage(coverage: Coverage, path: Path) -> None:
    """Write ``coverage.csv``, one row for each interval and queue; ``heads`` are people before speed and shrinkage.

    Raises OutputProblem.
    """
    short, over = coverage.short, coverage.over
    rows = []
    for t, minute in enumerate(coverage.grid.interval_starts.tolist()):
        start = coverage.grid.text(minute)
        for q, queue in enumerate(coverage.queues):
            values = (coverage.required[q, t], coverage.staffed[q, t], short[q, t], over[q, t], coverage.heads[q, t])
            rows.append((start, queue, *(number(value, 9) for value in values)))
    write_rows(path, COLUMNS, rows)


def read_coverage_columns(columns: Columns, context: Context) -> Coverage | None:
    """Coverage as written by :func:`write_coverage`, or ``None`` where something was wrong; no row = nobody needed and nobody there."""
    series = inside_plan(read_series(columns, context.grid, context.queues, context.problems, _REQUIRED, _OPTIONAL), context.grid)
    if len(context.problems):
        return None
    shape, place = (len(series.queues), context.grid.length), series.minutes // context.grid.interval_minutes
    heads = spread(series, "heads", shape, place, 0.0) if "heads" in series.values else np.zeros(shape)
    return Coverage(
        context.grid, series.queues, spread(series, "required", shape, place, 0.0), spread(series, "staffed", shape, place, 0.0), heads
    )
