from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import staffing.ui

UI = Path(staffing.ui.__file__).parent
CODE = """
from starlette.testclient import TestClient
import streamlit as st
from staffing.ui.server import app
with TestClient(app) as client:
    answer = client.get("/healthz")
    print(answer.status_code, answer.json()["status"])
    page = client.get("/roster", headers={"accept": "text/html"})
    print(page.status_code, "BACKEND_BASE_URL" in page.text)
print(st.get_option("browser.gatherUsageStats"), st.get_option("server.address"), st.get_option("client.toolbarMode"))
"""


def test_healthz_page_and_settings_whatever_the_working_directory(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines() == ["200 ok", "200 True", "False 127.0.0.1 minimal"], done.stderr


def test_the_colours_of_charts_and_theme_are_one_palette() -> None:
    from staffing.ui.components import colors

    theme = tomllib.loads((UI / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    okabe = [colors.BLUE, colors.ORANGE, colors.GREEN, colors.PINK, colors.SKY, colors.VERMILLION]
    assert theme["chartCategoricalColors"][:6] == okabe


def test_no_folder_is_called_pages() -> None:
    assert [path for path in UI.rglob("pages") if path.is_dir()] == []


def test_views_stay_small() -> None:
    long = {path.name: n for path in (UI / "views").glob("*.py") if (n := len(path.read_text("utf-8").splitlines())) > 100}
    assert long == {}


def test_pages_open_without_the_solver() -> None:
    code = "import sys, staffing.ui.frame; print(sorted({'ortools', 'scipy', 'numba', 'statsmodels'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
