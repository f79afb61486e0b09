from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from staffing.domain.forecast import Forecast
from staffing.domain.history import History
from staffing.domain.people import Event
from staffing.domain.plan import Plan
from staffing.ui.components import demand_charts
from staffing.ui.context import Context
from tests.factories import make_plan

CTX = Context("en", None, (), None)  # type: ignore[arg-type]


@pytest.fixture
def plan() -> Plan:
    offered = np.ones((1, 14 * 24))
    history = History("Asia/Shanghai", datetime(2026, 2, 15, 16, tzinfo=UTC), 60, ("general",), offered, np.full_like(offered, 200.0))
    return make_plan(history=history)


def forecast(plan: Plan, quantiles: bool = True) -> Forecast:
    shape = (1, plan.grid.length)
    made = Forecast(plan.grid, ("general",), np.full(shape, 2.0), np.full(shape, 180.0))
    return replace(made, offered_p10=np.ones(shape), offered_p90=np.full(shape, 3.0)) if quantiles else made


def names(option: dict[str, Any]) -> list[str]:
    return [series["name"] for series in option["series"]]


@pytest.mark.parametrize(("level", "value", "points"), [("hour", 8.0, 168), ("day", 192.0, 7)])
def test_sums_are_kept_at_every_level(plan: Plan, level: str, value: float, points: int) -> None:
    option = demand_charts.chart(CTX, plan, forecast(plan), "general", level)
    line = option["series"][-1]["data"]
    assert len(line) == points
    assert line[0][1] == value


def test_intervals_are_as_long_as_the_coarser_of_history_and_plan(plan: Plan) -> None:
    option = demand_charts.chart(CTX, plan, forecast(plan), "general", "interval")
    history, line = option["series"][0]["data"], option["series"][-1]["data"]
    assert history[0][1] == 1.0
    assert line[0][1] == 8.0
    assert line[0][0] - history[-1][0] == 3_600_000


def test_the_band_needs_quantiles(plan: Plan) -> None:
    assert names(demand_charts.chart(CTX, plan, forecast(plan), "general", "hour")) == ["History", "p10 to p90 ", "p10 to p90", "Forecast"]
    assert names(demand_charts.chart(CTX, plan, forecast(plan, False), "general", "hour")) == ["History", "Forecast"]


def test_without_history_there_is_only_the_forecast() -> None:
    plan = make_plan()
    assert names(demand_charts.chart(CTX, plan, forecast(plan, False), "general", "hour")) == ["Forecast"]


def test_unknown_hours_stay_blank(plan: Plan) -> None:
    made = forecast(plan, False)
    made.offered[0, 5] = np.nan
    line = demand_charts.chart(CTX, plan, made, "general", "hour")["series"][-1]["data"]
    assert line[1][1] is None
    assert line[2][1] == 8.0


def test_a_long_history_is_cut_by_level() -> None:
    days = 400
    offered = np.ones((1, days * 24))
    start = datetime(2026, 3, 1, 16, tzinfo=UTC) - timedelta(days=days)
    plan = make_plan(history=History("Asia/Shanghai", start, 60, ("general",), offered, np.full_like(offered, 200.0)))
    drawn = {
        level: len(demand_charts.chart(CTX, plan, forecast(plan, False), "general", level)["series"][0]["data"])
        for level in demand_charts.LEVELS
    }
    assert drawn == {"interval": 56 * 24, "hour": 182 * 24, "day": days}


def test_events_of_the_queue_are_shaded(plan: Plan) -> None:
    events = (
        Event(date(2026, 3, 3), date(2026, 3, 4), "sale"),
        Event(date(2026, 3, 5), date(2026, 3, 5), "other", queue="orders"),
    )
    option = demand_charts.chart(CTX, replace(plan, events=events), forecast(plan), "general", "hour")
    spans = option["series"][-1]["markArea"]["data"]
    assert [span[0]["name"] for span in spans] == ["sale"]
    assert spans[0][1]["xAxis"] - spans[0][0]["xAxis"] == 2 * demand_charts.DAY_MS
