from __future__ import annotations

from datetime import date

import numpy as np

from staffing.domain.grid import TimeGrid
from staffing.ui.components import heatmap


def test_days_down_and_times_across() -> None:
    grid = TimeGrid(date(2026, 11, 30), 2, 60, "Asia/Shanghai")
    values = np.arange(48, dtype=np.float64)
    values[3] = np.nan
    option = heatmap.option(grid, values, "x", "zh_CN")
    cells = {(x, y): value for x, y, value in option["series"][0]["data"]}
    assert (3, 0) not in cells
    assert cells[5, 1] == 29
    assert option["yAxis"]["data"] == ["周一 11-30", "周二 12-01"]
    assert option["xAxis"]["data"][:2] == ["00:00", "01:00"]
    assert option["visualMap"]["max"] == 47


def test_the_second_of_two_equal_clock_times_is_added_to_the_first() -> None:
    grid = TimeGrid(date(2026, 10, 25), 1, 60, "Europe/Berlin")
    option = heatmap.option(grid, np.ones(25), "x", "en")
    cells = {(x, y): value for x, y, value in option["series"][0]["data"]}
    assert cells[2, 0] == 2
    assert sum(cells.values()) == 25


def test_nothing_known_is_an_empty_map() -> None:
    grid = TimeGrid(date(2026, 11, 30), 1, 60, "UTC")
    assert heatmap.option(grid, np.full(24, np.nan), "x", "en")["series"][0]["data"] == []
