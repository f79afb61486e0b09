"""Days against times of day, as colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.ui import format
from staffing.ui.components.charts import Option, draw
from staffing.ui.components.colors import MUTED, SEQUENTIAL


def option(grid: TimeGrid, values: NDArray[np.float64], name: str, lang: str, digits: int = 1) -> Option:
    """The chart of ``values`` (shape (T,)); unknown intervals stay blank, the second of two equal clock times is added to the first."""
    step = grid.interval_minutes
    table: dict[tuple[int, int], float] = {}
    for day, clock, value in zip(grid.interval_day, grid.interval_clock, values, strict=True):
        if np.isfinite(value):
            cell = (int(clock) // step, int(day))
            table[cell] = table.get(cell, 0.0) + float(value)
    top = max(table.values(), default=1.0) or 1.0
    return {
        "animation": False,
        "grid": {"left": 8, "right": 12, "top": 8, "bottom": 44, "containLabel": True},
        "tooltip": {"position": "top", "confine": True},
        "xAxis": {
            "type": "category",
            "data": [format.clock(k * step) for k in range(1440 // step)],
            "axisLabel": {"color": MUTED, "interval": 120 // step - 1, "hideOverlap": True},
            "axisTick": {"show": False},
        },
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [format.day(day, lang) for day in grid.calendar],
            "axisLabel": {"color": MUTED},
            "axisTick": {"show": False},
        },
        "visualMap": {
            "min": 0,
            "max": round(top, digits),
            "calculable": False,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "itemHeight": 160,
            "itemWidth": 10,
            "precision": digits,
            "text": [format.number(top, digits), "0"],
            "inRange": {"color": SEQUENTIAL},
        },
        "series": [{"type": "heatmap", "name": name, "data": [[x, y, round(value, digits)] for (x, y), value in table.items()]}],
    }


def show(grid: TimeGrid, values: NDArray[np.float64], name: str, lang: str, *, key: str) -> None:
    """Draw it, as high as the days need."""
    draw(option(grid, values, name, lang), key=key, height=min(760, 90 + 24 * grid.days), alt=name)
