"""``requirement.csv``: people needed, given by the user or written by us."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from staffing.domain.requirement import MEASURES, Requirement
from staffing.io.context import Context
from staffing.io.forecast_file import inside_plan
from staffing.io.output import number, write_rows
from staffing.io.series import Numbers, read_series, spread
from staffing.io.sources import Columns

COLUMNS = (
    "interval_start", "queue", "offered", "aht_seconds", "load_erlangs", "agents", "scheduled_agents", "service_level", "asa_seconds",
    "occupancy", "abandonment",
)  # fmt: skip
COMPUTED = ("offered_load_erlangs", "target_chance")
"""Further columns of a requirement that was computed here."""
MOST_AGENTS = 100_000
_REQUIRED = {"agents": Numbers(0, MOST_AGENTS, whole=True)}
_OPTIONAL = {"scheduled_agents": Numbers(0, 100 * MOST_AGENTS, blank=True)} | {name: Numbers(blank=True) for name in MEASURES}


def read_requirement_columns(columns: Columns, context: Context) -> Requirement | None:
    """A given requirement, or ``None`` where something was wrong. No row = nobody needed; rows outside the plan are ignored.

    ``scheduled_agents`` is taken as it stands, and agents / (1 - shrinkage) where it is blank.
    """
    problems, before = context.problems, len(context.problems)
    series = read_series(columns, context.grid, context.queues, problems, _REQUIRED, _OPTIONAL)
    if not context.grid_known or context.settings is None:
        return None
    inside = inside_plan(series, context.grid)
    if len(problems) > before:
        return None
    shape, place = (len(inside.queues), context.grid.length), inside.minutes // context.grid.interval_minutes
    agents = spread(inside, "agents", shape, place, 0.0)
    shrinkage = {queue.name: float(queue.shrinkage) for queue in context.settings.queues}
    scheduled = agents / np.array([[1 - shrinkage.get(name, 0.0)] for name in inside.queues]).reshape(len(inside.queues), 1)
    if "scheduled_agents" in inside.values:
        stated = spread(inside, "scheduled_agents", shape, place, np.nan)
        scheduled = np.where(np.isnan(stated), scheduled, stated)
    measures: dict[str, Any] = {name: spread(inside, name, shape, place, np.nan) for name in MEASURES if name in inside.values}
    return Requirement(context.grid, inside.queues, agents, scheduled, models=("given",) * len(inside.queues), **measures)


def write_requirement(requirement: Requirement, path: Path) -> None:
    """Write ``requirement.csv``, one row for each interval and queue. Raises OutputProblem."""
    grid = requirement.grid
    columns = (*COLUMNS, *(name for name in COMPUTED if getattr(requirement, name) is not None))
    arrays = [getattr(requirement, name) for name in columns[2:]]
    rows = []
    for t, minute in enumerate(grid.interval_starts.tolist()):
        start = grid.text(minute)
        for q, queue in enumerate(requirement.queues):
            rows.append((start, queue, *(number(None if array is None else array[q, t], 9) for array in arrays)))
    write_rows(path, columns, rows)
