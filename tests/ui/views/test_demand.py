from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui import small_plan

Show = Callable[..., AppTest]


def test_figures_of_a_given_forecast(show: Show, plan: Path) -> None:
    at = show("demand", plan)
    found = {metric.label: metric.value for metric in at.metric}
    assert found["Contacts in the plan"] == f"{7 * sum(10 + k % 7 for k in range(24)):,}"
    assert found["Handling time"] == "3 min 20 s"
    assert "forecast.csv" in at.info[0].value


def test_events_are_listed(show: Show, plan: Path) -> None:
    events = next(frame.value for frame in show("demand", plan).dataframe if "event" in frame.value.columns)
    assert list(events["event"]) == ["shopping day"]
    assert list(events["queue"]) == ["All queues"]
    assert list(events["factor"]) == [1.4]


@pytest.mark.parametrize("level", ["interval", "hour", "day"])
def test_every_level_draws(show: Show, plan: Path, level: str) -> None:
    at = show("demand", plan)
    at.segmented_control(key="demand-level").set_value(level).run()
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_no_history_is_said_clearly(show: Show, tmp_path: Path, lang: str) -> None:
    at = show("demand", small_plan.write(tmp_path / "given", demand="requirement"), lang)
    assert "history.csv" in at.info[0].value
    assert not at.metric
