from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from staffing.i18n import t

Show = Callable[..., AppTest]


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_every_account_has_its_tab_and_the_hours_add_up(show: Show, plan: Path, lang: str) -> None:
    at = show("accounts", plan, lang)
    assert not at.exception
    assert [tab.label for tab in at.tabs] == [t(f"accounts.tab.{name}", lang) for name in ("months", "leave", "lieu", "balance", "worked")]
    months = next(frame.value for frame in at.dataframe if "x150" in frame.value.columns)
    assert (months["paid"] - months["ordinary"] - months["x150"] - months["x200"] - months["x300"]).abs().max() < 1e-9
    shown = {metric.label: metric.value for metric in at.metric}
    assert float(shown[t("accounts.tile.paid", lang)].replace(",", "")) == pytest.approx(months["paid"].sum(), abs=0.05)
    assert t("accounts.no_record", lang) in [info.value for info in at.info]


def test_what_was_worked_is_compared(show: Show, plan: Path) -> None:
    first = (plan / "out" / "roster.csv").read_text("utf-8").splitlines()[1].split(",")
    head = "agent,shift,start,end\n"
    (plan / "actual.csv").write_text(f"{head}{first[0]},,{first[3]},{first[4][:11]}23:59\n", "utf-8")
    at = show("accounts", plan)
    assert not at.exception
    drift = next(frame.value for frame in at.dataframe if "difference" in frame.value.columns)
    assert t("audit.worked.kind.longer") in list(drift["difference"])
