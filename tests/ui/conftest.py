"""Pages run without a browser: a store, a plan in it, and a page of choice in a language of choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from staffing.services import plan_list
from staffing.store.database import open_store
from tests.ui import small_plan

Show = Callable[..., AppTest]


def _script() -> None:
    import streamlit as st

    from staffing.ui import context, frame
    from staffing.ui.components import shell

    ctx = context.current()
    shell.sidebar(ctx)
    frame.run(ctx, st.session_state["test-page"])


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty store."""
    monkeypatch.setenv("STAFFING_STORE", str(tmp_path / "store"))
    monkeypatch.delenv("STAFFING_APP_PLAN", raising=False)
    st.cache_resource.clear()
    yield tmp_path / "store"
    st.cache_resource.clear()


@pytest.fixture
def show(store: Path) -> Show:
    """``show(page, folder, lang)`` runs a page; without a folder the store stays empty."""

    def run(page: str, folder: Path | None = None, lang: str = "en", **state: object) -> AppTest:
        if folder is not None:
            plan_list.add(open_store(store), folder)
        at = AppTest.from_function(_script, default_timeout=30)
        at.session_state["test-page"] = page
        at.query_params["lang"] = lang
        for key, value in state.items():
            at.session_state[key] = value
        return at.run()

    return run


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan with a forecast and a roster."""
    folder = small_plan.write(tmp_path / "desk")
    small_plan.write_roster(folder)
    return folder
