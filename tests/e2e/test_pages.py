from __future__ import annotations

import pytest
from playwright.sync_api import expect

from staffing.i18n import languages, t
from tests.e2e.browser import Watched

pytestmark = pytest.mark.e2e
PAGES = ("demand", "requirement", "roster", "compliance")


@pytest.mark.parametrize("lang", languages())
def test_all_pages_by_their_links(watched: Watched, lang: str) -> None:
    watched.open(f"/?lang={lang}&plan=desk")
    for name in PAGES:
        watched.page.get_by_test_id("stSidebarNavLink").filter(has_text=t(f"page.{name}", lang)).click()
        expect(watched.page.get_by_role("heading", name=t(f"page.{name}", lang), exact=True)).to_be_visible()
        watched.settle()
        assert f"/{name}" in watched.page.url
        assert watched.page.get_by_test_id("stAlertContentError").count() == 0
        assert "[" + name not in watched.page.inner_text("body")
    expect(watched.page.locator("canvas").first).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_by_its_address(watched: Watched, name: str) -> None:
    watched.open(f"/{name}?lang=zh_CN&plan=desk")
    expect(watched.page.get_by_role("heading", name=t(f"page.{name}", "zh_CN"), exact=True)).to_be_visible()
    assert watched.page.locator("html").get_attribute("lang") == "zh-CN"


def test_the_language_stays_when_the_page_changes(watched: Watched) -> None:
    watched.open("/roster?plan=desk")
    watched.page.get_by_text(t("language.name", "zh_CN"), exact=True).click()
    expect(watched.page.get_by_role("heading", name=t("page.roster", "zh_CN"), exact=True)).to_be_visible()
    watched.page.get_by_test_id("stSidebarNavLink").filter(has_text=t("page.compliance", "zh_CN")).click()
    expect(watched.page.get_by_role("heading", name=t("page.compliance", "zh_CN"), exact=True)).to_be_visible()
    watched.settle()
    assert "lang=zh_CN" in watched.page.url


def test_the_demo_plan_shows_history_forecast_and_accuracy(watched: Watched) -> None:
    watched.open("/demand?plan=hotline")
    expect(watched.page.get_by_text(t("demand.total"))).to_be_visible(timeout=90_000)
    watched.settle()
    for name in ("totals", "accuracy", "adjustments", "repairs", "events"):
        watched.page.get_by_role("tab", name=t(f"demand.{name}"), exact=True).click()
        watched.settle()
        assert watched.page.get_by_test_id("stAlertContentError").count() == 0
    watched.open("/requirement?plan=hotline")
    expect(watched.page.get_by_text(t("requirement.derivation"))).to_be_visible(timeout=60_000)


def test_the_grid_tells_what_is_under_the_mouse_and_takes_a_click(watched: Watched) -> None:
    watched.open("/roster?plan=desk")
    frame = watched.page.locator(".frame[data-ready='1']")
    expect(frame).to_be_visible()
    size = {name: float(frame.get_attribute(f"data-{name}") or 0) for name in ("name-width", "cell-width", "row-height", "head-height")}
    x, y = size["name-width"] + 2.5 * size["cell-width"], size["head-height"] + 0.5 * size["row-height"]
    canvas = frame.locator("canvas")
    canvas.hover(position={"x": x, "y": y})
    tip = frame.locator(".tip")
    expect(tip).to_be_visible()
    assert "Li Na" in tip.inner_text()
    assert "D8 08:00–16:30" in tip.inner_text()
    canvas.click(position={"x": x, "y": y})
    expect(watched.page.get_by_role("heading", name="Li Na · Wed 03-04")).to_be_visible()
    expect(watched.page.get_by_role("heading", name=t("coverage.title", day="Wed 03-04"))).to_be_visible()


def test_the_grid_can_be_walked_with_the_keyboard(watched: Watched) -> None:
    watched.open("/roster?plan=desk")
    grid = watched.page.get_by_role("grid", name=t("grid.label"))
    grid.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        grid.press(key)
    expect(watched.page.locator(".live")).to_contain_text("Wang Lei")
    expect(watched.page.locator(".live")).to_contain_text("Tue 03-03")
    grid.press("Enter")
    expect(watched.page.get_by_role("heading", name="Wang Lei · Tue 03-03")).to_be_visible()


def test_a_plan_with_problems_shows_file_row_column_and_value(watched: Watched) -> None:
    watched.open("/roster?plan=broken")
    expect(watched.page.get_by_text("problem(s) in the plan's files")).to_be_visible()
    expect(watched.page.get_by_test_id("stDataFrame")).to_be_visible()


def test_a_roster_can_be_downloaded(watched: Watched) -> None:
    watched.open("/roster?plan=desk")
    with watched.page.expect_download() as waiting:
        watched.page.get_by_role("button", name=t("roster.download_xlsx"), exact=True).click()
    assert waiting.value.suggested_filename == "roster-20260302-20260308.xlsx"
    with open(waiting.value.path(), "rb") as file:
        assert file.read(2) == b"PK"


@pytest.mark.parametrize("name", ["", *PAGES])
def test_nothing_overflows_on_a_phone(watched: Watched, name: str) -> None:
    watched.page.set_viewport_size({"width": 390, "height": 844})
    watched.open(f"/{name}?plan=desk")
    watched.page.wait_for_timeout(300)
    assert watched.width() <= 390
