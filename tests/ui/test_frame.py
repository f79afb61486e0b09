from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from staffing.i18n import catalogue, languages, t
from staffing.services import plan_list
from staffing.store.database import open_store
from staffing.ui import frame
from tests.ui import small_plan

Show = Callable[..., AppTest]
HAN = re.compile(r"[\u3400-\u9fff]")


def texts(at: AppTest) -> str:
    """All text of a page."""
    parts = [element.value for kind in (at.title, at.subheader, at.caption, at.markdown, at.info, at.warning, at.error) for element in kind]
    return "\n".join(str(part) for part in parts)


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("page", list(frame.VIEWS))
def test_every_page_speaks_both_languages(show: Show, plan: Path, page: str, lang: str) -> None:
    at = show(page, plan, lang)
    assert not at.exception
    assert [error.value for error in at.error] == []
    assert at.title[0].value == ("Small desk" if page == "overview" else t(f"page.{page}", lang))
    said = at.caption[0].value + "".join(tab.label for tab in at.tabs) if page == "compliance" else texts(at)  # the law is quoted in both
    assert bool(HAN.search(said)) == (lang == "zh_CN")


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("page", list(frame.VIEWS))
def test_every_page_has_a_state_without_roster_or_demand(show: Show, tmp_path: Path, page: str, lang: str) -> None:
    at = show(page, small_plan.write(tmp_path / "bare", demand="requirement"), lang)
    assert not at.exception
    assert [error.value for error in at.error] == []
    if page != "requirement":
        assert at.info[0].value in catalogue(lang).values()


@pytest.mark.parametrize("page", list(frame.VIEWS))
def test_a_plan_with_problems_shows_them_all_on_every_page(show: Show, plan: Path, page: str) -> None:
    (plan / "agents.csv").write_text("agent,name,contract,skills\nA1,Li,fulltime,general\nA2,Wang,full-time,chat\n", "utf-8")
    at = show(page, plan)
    assert not at.exception
    assert re.match(r"\d+ problem", at.error[0].value)
    table = at.dataframe[0].value
    assert {"agents.csv"} <= set(table["file"])
    assert {"fulltime", "chat"} <= set(table["value"])
    assert list(table.columns) == ["file", "row", "column", "value", "expected"]


@pytest.mark.parametrize("page", list(frame.VIEWS))
def test_an_empty_store_says_what_to_do(show: Show, page: str) -> None:
    at = show(page)
    assert not at.exception
    assert "staffing app DIR" in at.info[0].value


def test_a_fault_of_ours_ends_in_a_short_notice(show: Show, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_ctx: Any) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setitem(frame.VIEWS, "demand", (broken, ""))
    at = show("demand", plan)
    assert not at.exception
    assert "ZeroDivisionError" in at.error[0].value
    assert "secret detail" not in at.error[0].value


def test_the_language_switch_changes_page_and_address(show: Show, plan: Path) -> None:
    at = show("roster", plan)
    at.segmented_control(key="lang_choice").set_value("zh_CN").run()
    assert at.title[0].value == t("page.roster", "zh_CN")
    assert at.query_params["lang"] == "zh_CN"


def test_inputs_keep_their_values_when_the_language_changes(show: Show, plan: Path) -> None:
    at = show("roster", plan)
    at.number_input(key="solve-seconds").set_value(33).run()
    at.segmented_control(key="lang_choice").set_value("zh_CN").run()
    assert at.number_input(key="solve-seconds").value == 33


def test_the_plan_switch_shows_another_plan(show: Show, plan: Path, store: Path, tmp_path: Path) -> None:
    other = small_plan.write(tmp_path / "other", demand="requirement")
    (other / "plan.toml").write_text(small_plan.TOML.replace("Small desk", "Other desk"), "utf-8")
    at = show("overview", plan)
    plan_list.add(open_store(store), other)
    at.run()
    assert at.title[0].value == "Small desk"
    at.selectbox(key="plan_choice").set_value("other").run()
    assert at.title[0].value == "Other desk"
    assert at.query_params["plan"] == "other"


def test_an_edited_file_shows_at_the_next_click(show: Show, plan: Path) -> None:
    at = show("overview", plan)
    (plan / "plan.toml").write_text(small_plan.TOML.replace("Small desk", "Renamed desk"), "utf-8")
    at.run()
    assert at.title[0].value == "Renamed desk"
