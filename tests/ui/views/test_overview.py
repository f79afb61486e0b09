from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.ui import small_plan

Show = Callable[..., AppTest]


def test_the_plan_at_a_glance(show: Show, plan: Path) -> None:
    at = show("overview", plan)
    found = {metric.label: metric.value for metric in at.metric}
    assert (found["Queues"], found["Agents"], found["Kinds of shift"], found["Law packs"]) == ("2", "4", "2", "cn-mainland")
    assert found["Cost"] == "900"
    assert "2026-03-02 – 2026-03-08" in at.caption[0].value


def test_history_is_counted_in_weeks(show: Show, tmp_path: Path) -> None:
    at = show("overview", small_plan.write(tmp_path / "past", demand="history"))
    assert {metric.label: metric.value for metric in at.metric}["History"] == "5.0 weeks"
