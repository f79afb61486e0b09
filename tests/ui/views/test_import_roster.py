from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from staffing.i18n import t
from staffing.services.pipeline import load_plan
from staffing.ui.components.mapping_panel import meanings

Show = Callable[..., AppTest]
GRID = "agent,3/2,3/3,3/4,3/5,3/6,3/7,3/8\nA1,{code},{code},off,off,off,off,off\nA2,off,{code},早,off,off,off,off\n"


def shift_of(plan: Path) -> str:
    return next(name for name in meanings(load_plan(plan)) if name != "off")


def upload(at: AppTest, text: str, name: str = "march.csv") -> AppTest:
    return at.get("file_uploader")[0].set_value((name, text.encode(), "text/csv")).run()


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_what_is_not_clear_is_shown_and_nothing_is_written(show: Show, plan: Path, lang: str) -> None:
    at = upload(show("import", plan, lang), GRID.format(code=shift_of(plan)))
    assert not at.exception
    assert t("import.unclear", lang, n=1) in [e.value for e in at.error]
    assert at.button(key="import-save:desk").label == t("import.save_mapping", lang)
    assert not (plan / "mappings").exists()
    at.button(key="import-save:desk").click().run()
    assert '"早" = "?"' in (plan / "mappings" / "roster.toml").read_text("utf-8")
    assert not (plan / "out" / "imported").exists()


def test_a_file_that_is_clear_is_imported_kept_and_judged(show: Show, plan: Path) -> None:
    (plan / "mappings").mkdir()
    (plan / "mappings" / "wall.toml").write_text(f'# ours\n[codes]\n"早" = "{shift_of(plan)}" # early\n', "utf-8")
    at = upload(show("import", plan), GRID.format(code=shift_of(plan)))
    assert [e.value for e in at.error] == []
    at.button(key="import-save:desk").click().run()
    assert not at.exception
    assert "# early" in (plan / "mappings" / "wall.toml").read_text("utf-8")
    assert len((plan / "out" / "imported" / "roster.csv").read_text("utf-8").splitlines()) == 5
    assert t("import.judged") in [s.value for s in at.subheader]
    assert any("message" in frame.value.columns for frame in at.dataframe)


def test_a_file_that_is_no_roster_is_a_list_of_problems(show: Show, plan: Path) -> None:
    at = upload(show("import", plan), "a,b\n1,2\n")
    assert not at.exception
    assert at.error
