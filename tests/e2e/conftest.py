"""The real app: ``staffing app`` in a process of its own, with its worker and a store of its own, and a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from staffing.services import plan_list
from staffing.services.templates import new_plan
from staffing.store.database import open_store
from tests.e2e.browser import ARGS, Watched, chromium
from tests.ui import small_plan


def free_port() -> int:
    """A port nobody uses right now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_for(base: str, process: subprocess.Popen[bytes], seconds: float = 60.0) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, f"the app ended with {process.returncode}"
        try:
            with urllib.request.urlopen(f"{base}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the app did not answer")


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base address of a running app with three plans: ``desk`` (small, with a roster), ``hotline`` (the demo), ``broken``."""
    place = tmp_path_factory.mktemp("app")
    desk = small_plan.write(place / "desk")
    small_plan.write_roster(desk)
    hotline = new_plan(place / "hotline")
    broken = small_plan.write(place / "broken")
    (broken / "agents.csv").write_text("agent,name,contract,skills\nA1,Li,fulltime,chat\n", "utf-8")
    engine = open_store(place / "store")
    for folder in (desk, hotline, broken):
        plan_list.add(engine, folder)
    port = free_port()
    command = [sys.executable, "-m", "staffing.cli.main", "app", str(desk), "--port", str(port), "--store", str(place / "store")]
    environment = {**os.environ, "STAFFING_STRICT_TEXTS": "1"}
    with (place / "app.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    assert "Traceback" not in Path(place / "app.log").read_text("utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    path = chromium()
    if path is None:
        pytest.skip("BROWSER TESTS SKIPPED: there is no chromium here (Debian: apt-get install chromium fonts-wqy-microhei)")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield found
        found.close()


@pytest.fixture
def watched(browser: Browser, app: str) -> Iterator[Watched]:
    """A fresh page of the app at 1440 x 900; the test fails when its console saw an error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US")
    page = Watched(context.new_page(), app)
    yield page
    context.close()
    assert page.errors == []
