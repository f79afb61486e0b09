"""``history.csv``: what arrived, on a regular axis."""

from __future__ import annotations

from datetime import UTC

import numpy as np

from staffing.domain.history import History
from staffing.domain.problems import InputProblems, Problem
from staffing.io.context import Context
from staffing.io.series import Ints, Numbers, Series, read_series, require_rows, spread
from staffing.io.sources import Columns

MOST_CONTACTS, MOST_SECONDS, MOST_AGENTS = 1e6, 86_400.0, 1e5
LONGEST_DAYS = 3660
LARGEST_CELLS = 20_000_000
_REQUIRED = {"offered": Numbers(0, MOST_CONTACTS), "aht_seconds": Numbers(0, MOST_SECONDS, blank=True)}
_OPTIONAL = {
    "answered": Numbers(0, MOST_CONTACTS, blank=True),
    "abandoned": Numbers(0, MOST_CONTACTS, blank=True),
    "mean_wait_seconds": Numbers(0, MOST_SECONDS, blank=True),
    "scheduled_agents": Numbers(0, MOST_AGENTS, blank=True),
    "present_agents": Numbers(0, MOST_AGENTS, blank=True),
}


def read_history(columns: Columns, context: Context) -> History | None:
    """The history, or ``None`` where something was wrong (noted in the context).

    The interval is the most common distance between the rows of a queue. Rows that are not there are NaN, never zero. An AHT of 0
    (nobody was served) or blank is unknown. A local time that the clocks repeat and that stands twice means the first, then the second.
    """
    require_rows(columns)
    problems, before = context.problems, len(context.problems)
    series = read_series(columns, context.grid, context.queues, problems, _REQUIRED, _OPTIONAL, repeated_hours=True)
    if len(problems) > before or not context.grid_known or not len(series.minutes):
        return None
    step = detect_interval(series.minutes, series.queue, context.grid.interval_minutes)
    _check_interval(series, step, context)
    if len(problems) > before:
        return None
    first, last = int(series.minutes.min()), int(series.minutes.max())
    length = (last - first) // step + 1
    queues = tuple(dict.fromkeys(series.queues))
    shape = (len(queues), length)
    if last - first > LONGEST_DAYS * 1440 or length * len(queues) > LARGEST_CELLS:
        worst = int(np.argmin(series.minutes))
        series.wrong(worst, "interval_start", f"a history of at most {LONGEST_DAYS // 366} years", "out-of-range")
        return None
    place = (series.minutes - first) // step
    aht = spread(series, "aht_seconds", shape, place, np.nan)
    aht[aht == 0] = np.nan
    more = {name: spread(series, name, shape, place, np.nan) for name in _OPTIONAL if name in series.values}
    return History(
        zone=context.grid.zone,
        start=context.grid.local(first).astimezone(UTC),
        interval_minutes=step,
        queues=queues,
        offered=spread(series, "offered", shape, place, np.nan),
        aht_seconds=aht,
        answered=more.get("answered"),
        abandoned=more.get("abandoned"),
        mean_wait_seconds=more.get("mean_wait_seconds"),
        scheduled_agents=more.get("scheduled_agents"),
        present_agents=more.get("present_agents"),
    )


def detect_interval(minutes: Ints, queue: Ints, default: int) -> int:
    """The most common distance in minutes between consecutive rows of a queue (the smallest of equals); ``default`` for single rows."""
    order = np.lexsort((minutes, queue))
    same = np.diff(queue[order]) == 0
    steps = np.diff(minutes[order])[same]
    steps = steps[steps > 0]
    if not len(steps):
        return default
    sizes, counts = np.unique(steps, return_counts=True)
    return int(sizes[np.argmax(counts)])


def _check_interval(series: Series, step: int, context: Context) -> None:
    wanted = context.grid.interval_minutes
    file = series.columns.file
    if 1440 % step or (step % wanted and wanted % step):
        expected = f"rows whose distance divides a day and is a multiple or a part of the plan's interval of {wanted} minutes"
        problem = Problem(file, None, "interval_start", f"{step} minutes apart", expected, "bad-interval")
        raise InputProblems([problem])
    off = series.minutes % step != 0
    if step > 60 and off.any():
        expected = f"intervals of at most 60 minutes, as the clocks of {context.grid.zone} change"
        raise InputProblems([Problem(file, None, "interval_start", f"{step} minutes apart", expected, "bad-interval")])
    series.wrong_rows(off, "interval_start", f"a start on the {step}-minute grid of the other rows, counted from midnight", "off-grid")
