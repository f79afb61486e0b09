"""Changing the forecast and refusing repairs on the page: what is done lands in the plan's files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from staffing.services.pipeline import load_plan
from tests.services import demand_plan

Show = Callable[..., AppTest]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return demand_plan.write(tmp_path / "desk")


def key(at: AppTest, kind: str, start: str) -> str:
    return next(str(w.key) for w in getattr(at, kind) if str(w.key).startswith(start))


def fill(at: AppTest, who: str, why: str) -> AppTest:
    at.text_input(key=key(at, "text_input", "adjust-who")).set_value(who)
    at.text_input(key=key(at, "text_input", "adjust-why-text")).set_value(why)
    at.number_input(key=key(at, "number_input", "adjust-value")).set_value(1.5)
    return at.button(key=key(at, "button", "adjust-add")).click().run()


def test_a_change_is_made_shown_with_its_outcome_and_taken_back(show: Show, folder: Path) -> None:
    at = fill(show("demand", folder), "Ann", "mail to all")
    assert not at.exception
    (item,) = load_plan(folder).adjustments
    assert (item.queue, item.start, item.end, item.change, item.value, item.who, item.why) == (
        "general", 0, 1440, "multiply", 1.5, "Ann", "mail to all",
    )  # fmt: skip
    assert item.when.endswith("Z")
    captions = " ".join(c.value for c in at.caption)
    assert "It helped" in captions
    assert "mail to all" in captions
    at.button(key=key(at, "button", "adjust-remove")).click().run()
    assert not at.exception
    assert load_plan(folder).adjustments == ()


def test_a_change_needs_a_name_and_a_reason(show: Show, folder: Path) -> None:
    at = fill(show("demand", folder), "", "")
    assert not (folder / "adjustments.csv").exists()
    assert not at.exception
    shown = " ".join(str(frame.value.to_dict()) for frame in at.dataframe) + " ".join(str(m.value) for m in (*at.markdown, *at.error))
    assert "a reason that others will understand" in shown


def test_a_repair_is_refused_and_taken_back(show: Show, folder: Path) -> None:
    at = show("demand", folder, "zh_CN")
    at.button(key=key(at, "button", "repair-button-general-outlier-day")).click().run()
    assert not at.exception
    (item,) = load_plan(folder).refused_repairs
    assert (item.queue, item.kind) == ("general", "outlier-day")
    at.button(key=key(at, "button", "repair-button-general-outlier-day")).click().run()
    assert load_plan(folder).refused_repairs == ()


def test_every_part_of_the_accuracy_draws_and_totals_are_listed(show: Show, folder: Path) -> None:
    at = show("demand", folder)
    for by in ("month", "horizon", "hour", "weekday"):
        at.segmented_control(key="parts-by").set_value(by).run()
        assert not at.exception
        assert not at.error
        table = next(frame.value for frame in at.dataframe if "floor" in frame.value.columns)
        assert (table["floor"] > 0).all()
    totals = next(frame.value for frame in at.dataframe if {"p10", "expected"} <= set(frame.value.columns))
    assert len(totals) == 8
    assert (totals["p10"] < totals["p90"]).all()
