"""``forecast.csv``: expected contacts and handling time, given by the user or written by us."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from staffing.domain.forecast import Forecast
from staffing.domain.grid import TimeGrid
from staffing.io.context import Context
from staffing.io.history_file import MOST_CONTACTS, MOST_SECONDS
from staffing.io.output import number, remove, write_rows
from staffing.io.series import Numbers, Series, read_series, spread
from staffing.io.sources import Columns

QUANTILES = ("offered_p10", "offered_p50", "offered_p90")
TOTALS_COLUMNS = ("period", "first_day", "queue", "offered", *QUANTILES)
COLUMNS = ("interval_start", "queue", "offered", *QUANTILES, "aht_seconds")
_REQUIRED = {"offered": Numbers(0, MOST_CONTACTS), "aht_seconds": Numbers(0, MOST_SECONDS, blank=True)}
_OPTIONAL = {name: Numbers(0, MOST_CONTACTS, blank=True) for name in QUANTILES}


def read_forecast_columns(columns: Columns, context: Context) -> Forecast | None:
    """A given forecast, or ``None`` where something was wrong. Intervals without a row are NaN; rows outside the plan are ignored."""
    problems, before = context.problems, len(context.problems)
    series = read_series(columns, context.grid, context.queues, problems, _REQUIRED, _OPTIONAL)
    series.wrong_rows(
        (series.values["offered"] > 0) & ~(series.values["aht_seconds"] > 0), "aht_seconds",
        "seconds above 0 where contacts are expected", "missing-value",
    )  # fmt: skip
    if not context.grid_known:
        return None
    inside = inside_plan(series, context.grid)
    if len(problems) > before:
        return None
    shape, place = (len(inside.queues), context.grid.length), inside.minutes // context.grid.interval_minutes
    quantiles = {name: spread(inside, name, shape, place, np.nan) for name in QUANTILES if name in inside.values}
    aht = spread(inside, "aht_seconds", shape, place, np.nan)
    aht[aht == 0] = np.nan
    offered = spread(inside, "offered", shape, place, np.nan)
    return Forecast(context.grid, inside.queues, offered, aht, **quantiles, methods=("given",) * len(inside.queues))


def inside_plan(series: Series, grid: TimeGrid) -> Series:
    """The rows inside the plan; those of them that are not on an interval's start are noted as problems."""
    inside = (series.minutes >= 0) & (series.minutes < grid.end)
    kept = Series(
        series.minutes[inside], series.queue[inside], series.queues, {name: array[inside] for name, array in series.values.items()},
        series.row[inside], series.columns, series.problems,
    )  # fmt: skip
    off = kept.minutes % grid.interval_minutes != 0
    expected = f"the start of an interval of {grid.interval_minutes} minutes, counted from midnight"
    kept.wrong_rows(off, "interval_start", expected, "off-grid")
    return kept


def write_forecast(forecast: Forecast, path: Path) -> None:
    """Write ``forecast.csv``; intervals about which nothing is known (NaN) get no row. Raises OutputProblem."""
    grid = forecast.grid
    rows = []
    for t, minute in enumerate(grid.interval_starts.tolist()):
        start = grid.text(minute)
        for q, queue in enumerate(forecast.queues):
            if np.isnan(forecast.offered[q, t]):
                continue
            quantiles = (None if array is None else array[q, t] for array in map(forecast.__getattribute__, QUANTILES))
            rows.append((start, queue, number(forecast.offered[q, t]), *map(number, quantiles), number(forecast.aht_seconds[q, t])))
    write_rows(path, COLUMNS, rows)


def write_totals(rows: Iterable[Sequence[object]], path: Path) -> None:
    """Write ``forecast_totals.csv`` from (period, first day, queue or blank for all, expected, p10, p50, p90); no rows, no file."""
    table = [(period, first, queue, *map(number, figures)) for period, first, queue, *figures in rows]
    if table:
        write_rows(path, TOTALS_COLUMNS, table)
    else:
        remove([path])
