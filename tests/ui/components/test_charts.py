from __future__ import annotations

import json
from datetime import UTC, date, datetime

import numpy as np

from staffing.domain.grid import TimeGrid
from staffing.ui.components import charts


def test_charts_show_local_time_in_any_browser() -> None:
    grid = TimeGrid(date(2026, 11, 30), 2, 60, "Asia/Shanghai")
    times = charts.wall_clock(grid)
    assert datetime.fromtimestamp(int(times[0]) / 1000, UTC).isoformat() == "2026-11-30T00:00:00+00:00"
    assert datetime.fromtimestamp(int(times[25]) / 1000, UTC).isoformat() == "2026-12-01T01:00:00+00:00"


def test_a_day_of_25_hours_keeps_to_its_day() -> None:
    grid = TimeGrid(date(2026, 10, 25), 1, 60, "Europe/Berlin")
    times = charts.wall_clock(grid)
    assert len(times) == 25
    assert int(times[-1]) - int(times[0]) == 23 * 3_600_000


def test_points_leave_gaps_where_nothing_is_known() -> None:
    times = np.array([0, 1, 2], dtype=np.int64)
    assert charts.points(times, np.array([1.234, np.nan, np.inf]), 1) == [[0, 1.2], [1, None], [2, None]]


def test_a_band_is_its_low_curve_and_the_height_on_it() -> None:
    times = np.array([0, 1], dtype=np.int64)
    low, height = charts.band("b", times, np.array([1.0, 2.0]), np.array([4.0, 6.0]), "#000")
    assert low["data"] == [[0, 1.0], [1, 2.0]]
    assert height["data"] == [[0, 3.0], [1, 4.0]]
    assert low["stack"] == height["stack"]


def test_a_frame_is_plain_json() -> None:
    option = charts.frame(y_name="people", zoom=(10, 100))
    option["series"] = [charts.line("x", [[0, 1]], "#000", step=True)]
    assert json.loads(json.dumps(option))["series"][0]["step"] == "end"
    assert "dataZoom" not in charts.frame()
