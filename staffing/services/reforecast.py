"""The rest of today, made anew from what has come so far."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from staffing import io
from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.forecast import make_forecast
from staffing.forecast.intraday import Update, reforecast
from staffing.forecast.outcome import spread_on

FILE = "reforecast.csv"


@dataclass(frozen=True, eq=False)
class Reforecast:
    """What was found.

    Attributes:
        now: axis minute up to which intervals counted as seen.
        forecast: before; made: after.
        updates: by queue.
        file: written.
    """

    plan: Plan
    now: int
    forecast: Forecast
    made: Forecast
    updates: tuple[Update, ...]
    file: Path


def reforecast_day(folder: Path, now: str = "") -> Reforecast:
    """Write out/reforecast.csv: the plan's forecast, with the rest of the day of ``now`` moved by what history.csv says came that day.

    Args:
        now: local time; ``""`` = the end of the last interval of the plan that history.csv holds.

    A forecast.csv of the user's is moved like our own. Raises InputProblems where the plan has no history, nothing has come yet, or ``now``
    is no time of the plan.
    """
    from staffing.services import pipeline

    plan = pipeline.load_plan(folder, needs=("history",))
    grid = plan.grid
    result = make_forecast(plan)
    forecast = plan.forecast or result.forecast
    assert plan.history is not None, "needed above"
    actual = spread_on(grid, plan.history, forecast)
    come = np.flatnonzero((~np.isnan(actual)).any(axis=0))
    if now:
        at = _moment(now, plan)
    elif len(come):
        at = int(grid.interval_starts[come[-1]]) + grid.interval_minutes
        at = min(at, grid.end - 1) if int(come[-1]) == grid.length - 1 else _same_day(grid.interval_day, int(come[-1]), at)
    else:
        days = f"{grid.first_day} to {grid.calendar[-1]}"
        expected = f"rows of the plan's days ({days}) that have come"
        raise InputProblems([Problem("history.csv", None, "interval_start", None, expected, "nothing-came")])
    made, updates = reforecast(forecast, actual, at, result.levels)
    path = folder / "out" / FILE
    io.write_forecast(made, path)
    return Reforecast(plan, at, forecast, made, updates, path)


def _same_day(day: NDArray[np.int64], last: int, at: int) -> int:
    """Just before midnight where the day is over, so that its own intervals are those seen."""
    return at - 1 if day[last + 1] != day[last] else at


def _moment(text: str, plan: Plan) -> int:
    from staffing.io.cells import CellError, parse_minute

    try:
        at = parse_minute(text, plan.grid)
    except CellError as error:
        raise InputProblems([Problem("--now", None, None, text, error.expected, error.code)]) from None
    if not 0 <= at < plan.grid.end:
        expected = f"a time of the plan, {plan.grid.first_day} to {plan.grid.calendar[-1]}"
        raise InputProblems([Problem("--now", None, None, text, expected, "out-of-range")])
    return at
