from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from staffing.ui import data
from tests.ui import small_plan

Show = Callable[..., AppTest]


def steps(at: AppTest) -> str:
    return next(element.value for element in at.markdown if element.value.startswith("1. "))


def test_a_number_is_opened_up(show: Show, plan: Path) -> None:
    at = show("requirement", plan)
    needed = data.need(plan).requirement
    assert needed is not None
    text = steps(at)
    assert "16.00 × 200.0 s ÷ 1,800 s" in text
    assert f"**{16 * 200 / 1800:.3f} erlangs**" in text
    assert "**Carried over**" in text
    load = needed.load_erlangs[0, needed.agents[0].argmax()]
    assert f"**{load:.3f} erlangs**" in text
    agents, scheduled = needed.agents[0].max(), needed.scheduled_agents[0].max()
    assert f"{agents:.0f} ÷ (1 − 10.0 %) = {agents:.0f} ÷ 0.9 = **{scheduled:.2f}**" in text
    assert "Erlang A" in text


def test_one_fewer_is_not_enough(show: Show, plan: Path) -> None:
    at = show("requirement", plan)
    needed = data.need(plan).requirement
    assert needed is not None
    around = next(frame.value for frame in at.dataframe if "Service level" in frame.value.index)
    most = int(needed.agents[0].max())
    level = {int(name): float(around[name].iloc[0].split()[0]) for name in around.columns}
    assert level[most] >= 80 > level[most - 1]


def test_targets_and_formula_of_each_queue(show: Show, plan: Path) -> None:
    at = show("requirement", plan)
    assert "80 % of offered contacts answered within 20 s" in at.markdown[0].value
    at.selectbox(key="requirement-queue:desk").set_value("orders").run()
    assert "Erlang C" in at.markdown[0].value
    assert "occupancy at most 85 %" in at.markdown[0].value


def test_a_day_narrows_figures_and_table(show: Show, plan: Path) -> None:
    at = show("requirement", plan)
    at.selectbox(key="requirement-day:desk").set_value(2).run()
    assert not at.exception
    rows = next(frame.value for frame in at.dataframe if "interval" in frame.value.columns)
    assert len(rows) == 48
    assert set(rows["interval"].str[:10]) == {"2026-03-04"}


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_a_given_requirement_says_so(show: Show, tmp_path: Path, lang: str) -> None:
    at = show("requirement", small_plan.write(tmp_path / "given", demand="requirement"), lang)
    assert "requirement.csv" in at.markdown[0].value
    assert "**2**" in steps(at)
    assert "÷ 0.9 = **2.22**" in steps(at)


def test_a_queue_that_cannot_be_staffed_is_a_problem_not_a_crash(show: Show, tmp_path: Path) -> None:
    folder = small_plan.write(tmp_path / "untargeted")
    text = small_plan.TOML.replace("service_level = 0.8\nanswer_within_seconds = 20\n", "")
    (folder / "plan.toml").write_text(text, "utf-8")
    at = show("requirement", folder)
    assert not at.exception
    assert at.error
    assert "queue[1].service_level" in set(at.dataframe[0].value["column"])
