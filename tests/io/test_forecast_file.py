"""forecast.csv, given and written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.forecast import Forecast
from staffing.domain.grid import TimeGrid
from staffing.io import read_forecast, write_forecast
from tests.factories import make_plan
from tests.io.folders import loaded, places, problems_of, small

HEAD = "interval_start,queue,offered,aht_seconds\n"


def test_a_given_forecast_stands_as_it_is(tmp_path: Path) -> None:
    rows = (
        "2026-11-30T08:00,complaint,12.5,180\n2026-11-30T08:30,complaint,0,\n2026-11-29T08:00,general,1,60\n2026-12-07T00:00,general,1,60\n"
    )
    given = loaded(small(tmp_path, forecast=HEAD + rows)).forecast
    assert given is not None
    assert given.queues == ("general", "complaint")
    assert (given.offered[1, 16], given.aht_seconds[1, 16], given.offered[1, 17]) == (12.5, 180, 0)
    assert np.isnan(given.aht_seconds[1, 17])
    assert np.isfinite(given.offered).sum() == 2  # rows outside the plan are left out, the rest is unknown
    assert given.offered_p10 is None
    assert given.methods == ("given", "given")


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2026-11-30T08:10,general,1,60", "interval_start", "off-grid"),
        ("2026-11-30T08:00,general,1,", "aht_seconds", "missing-value"),
        ("2026-11-30T08:00,general,1,0", "aht_seconds", "missing-value"),
        ("2026-11-30T08:00,general,-1,60", "offered", "out-of-range"),
        ("2026-11-30T08:00,vip,1,60", "queue", "unknown-name"),
        ("2026-11-29T08:00,vip,1,60", "queue", "unknown-name"),
    ],
)
def test_one_mistake_one_problem(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, forecast=HEAD + row + "\n"))) == [("forecast.csv", 2, column, code)]


@pytest.mark.parametrize(
    ("zone", "first"), [("Asia/Shanghai", date(2026, 3, 2)), ("Europe/Berlin", date(2026, 10, 25)), ("Europe/Berlin", date(2026, 3, 29))]
)
def test_what_is_written_is_read_back(tmp_path: Path, zone: str, first: date) -> None:
    plan = make_plan(first, 1, zone=zone)
    shape = (1, plan.grid.length)
    offered = np.round(np.random.default_rng(1).gamma(2, 10, shape), 3)
    offered[0, 3] = np.nan
    made = Forecast(plan.grid, ("general",), offered, offered + 100, offered * 0.5, offered, offered * 2, methods=("profile",))
    write_forecast(made, tmp_path / "forecast.csv")
    back = read_forecast(plan, tmp_path / "forecast.csv")
    for name in ("offered", "aht_seconds", "offered_p10", "offered_p50", "offered_p90"):
        np.testing.assert_allclose(getattr(back, name), getattr(made, name), atol=1e-6)


def test_the_columns_and_numbers_of_the_file(tmp_path: Path) -> None:
    grid = TimeGrid(date(2026, 11, 30), 1, 60, "Asia/Shanghai")
    ones = np.full((1, 24), 0.1 + 0.2)
    write_forecast(Forecast(grid, ("a",), ones, ones * 100), tmp_path / "forecast.csv")
    lines = (tmp_path / "forecast.csv").read_bytes().decode().split("\n")
    assert lines[:2] == ["interval_start,queue,offered,offered_p10,offered_p50,offered_p90,aht_seconds", "2026-11-30T00:00,a,0.3,,,,30"]
    assert len(lines) == 26
