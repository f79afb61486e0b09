from __future__ import annotations

import pytest
from playwright.sync_api import expect

from staffing.i18n import t
from tests.e2e.browser import Watched

pytestmark = pytest.mark.e2e


def start(watched: Watched, seconds: int) -> None:
    limit = watched.page.get_by_label(t("solve.seconds"), exact=True)
    limit.fill(str(seconds))
    limit.press("Enter")
    watched.settle()
    watched.page.get_by_role("button", name=t("solve.start")).click()


def test_a_short_solve_ends_and_shows_its_roster(watched: Watched) -> None:
    watched.open("/roster?plan=desk")
    start(watched, 8)
    stop = watched.page.get_by_role("button", name=t("solve.cancel"))
    expect(stop).to_be_visible(timeout=10_000)
    expect(watched.page.get_by_text("Last made at")).to_be_visible(timeout=60_000)
    expect(stop).to_be_hidden()
    expect(watched.page.get_by_role("button", name=t("solve.start"))).to_be_visible()
    watched.settle()
    broken = watched.page.get_by_test_id("stMetric").filter(has_text=t("kpi.broken"))
    assert broken.get_by_test_id("stMetricValue").inner_text().strip() == "0"


def test_a_solve_survives_a_reload_and_stops_when_told(watched: Watched) -> None:
    watched.open("/roster?plan=hotline")
    start(watched, 120)
    running = watched.page.get_by_test_id("stProgress")
    expect(running).to_be_visible(timeout=15_000)
    watched.open("/roster?plan=hotline")
    expect(running).to_be_visible(timeout=10_000)
    expect(watched.page.get_by_text(t("kpi.bound"), exact=True).first).to_be_visible()
    watched.page.wait_for_timeout(3_000)
    watched.page.get_by_role("button", name=t("solve.cancel")).click()
    expect(watched.page.get_by_text("Stopped at")).to_be_visible(timeout=20_000)
