from __future__ import annotations

import io as memory
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from staffing import io
from staffing.domain.report import Conflict, SolveReport, SolveStatus
from staffing.services import jobs
from staffing.store import jobs as table
from staffing.store.database import open_store
from staffing.store.jobs import JobEvent, WorkerId
from staffing.ui import data
from staffing.ui.components import downloads, solve_panel
from tests.ui import small_plan

Show = Callable[..., AppTest]


@pytest.fixture
def engine(store: Path) -> Engine:
    return open_store(store)


def values(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def test_figures_come_from_report_coverage_and_audit(show: Show, plan: Path) -> None:
    found = values(show("roster", plan))
    assert found["Cost"] == "900"
    assert found["Gap"] == "5.56 %"
    assert found["Gap of the part to influence"] == "12.5 %"
    assert float(found["Short hours"]) > 0
    assert int(found["Rules broken"]) >= 3


def test_terms_of_the_cost_are_named(show: Show, plan: Path) -> None:
    at = show("roster", plan)
    terms = next(frame.value for frame in at.dataframe if "term" in frame.value.columns)
    assert list(terms["term"])[:2] == ["Wages", "Overtime"]
    assert terms["money"].sum() == 900


def test_an_outdated_roster_is_called_so(show: Show, plan: Path) -> None:
    (plan / "leave.csv").write_text("agent,first_day,last_day,kind\n", "utf-8")
    assert "changed after this roster" in show("roster", plan).warning[0].value


def test_make_roster_orders_a_job_with_the_options_shown(show: Show, plan: Path, engine: Engine) -> None:
    at = show("roster", plan)
    at.number_input(key="solve-seconds").set_value(25)
    at.number_input(key="solve-seed").set_value(4)
    at.button(key="solve-start").click().run()
    job = jobs.latest(engine, plan)
    assert job is not None
    assert (job.status, job.params) == ("queued", {"time_limit": 25.0, "seed": 4, "workers": None})
    assert any("Waiting for a worker" in element.value for element in at.markdown)
    assert not [button for button in at.button if button.key == "solve-start"]


def test_a_running_job_shows_its_course_and_can_be_stopped(show: Show, plan: Path, engine: Engine) -> None:
    worker = WorkerId()
    job = jobs.order_roster(engine, plan, time_limit=60)
    table.claim(engine, worker)
    for second, cost, bound in ((1.0, 200.0, 50.0), (2.0, 160.0, 120.0)):
        table.record(engine, job.id, worker, JobEvent(second, "roster", cost, bound))
    at = show("roster", plan)
    assert not at.exception
    found = values(at)
    assert found["Proven bound"] == "120"
    assert any(metric.value == "25.00 %" for metric in at.metric)
    at.button(key="solve-cancel").click().run()
    assert table.beat(engine, job.id, worker) is False
    assert any("Stopping" in element.value for element in at.markdown)


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("ending", ["lost", "failed", "input", "cancelled", "cancelled-empty", "infeasible", "no_solution_yet", "done"])
def test_every_ending_is_told(show: Show, plan: Path, engine: Engine, ending: str, lang: str) -> None:
    worker = WorkerId()
    job = jobs.order_roster(engine, plan)
    table.claim(engine, worker, now=time.time() if ending != "lost" else 1.0)
    result = {"status": "feasible", "objective": 5.0, "bound": 4.0}
    if ending == "failed":
        table.finish(engine, job.id, worker, "failed", error={"code": "crash", "type": "ValueError", "text": "boom"})
    elif ending == "input":
        problem = {"file": "agents.csv", "row": 2, "column": "contract", "value": "x", "expected": "a contract", "code": "unknown-name"}
        table.finish(engine, job.id, worker, "failed", error={"code": "input", "problems": [problem]})
    elif ending.startswith("cancelled"):
        table.finish(engine, job.id, worker, "cancelled", result if ending == "cancelled" else None)
    elif ending != "lost":
        table.finish(engine, job.id, worker, "done", {**result, "status": "feasible" if ending == "done" else ending})
    at = show("roster", plan, lang)
    assert not at.exception
    told = [element.value for kind in (at.error, at.warning) for element in kind]
    assert len(told) == (0 if ending == "done" else 1)
    assert at.button(key="solve-start").disabled is False


@pytest.mark.parametrize(("lang", "words"), [("en", "no work on leave days"), ("zh_CN", "休假日不上班")])
def test_what_clashes_is_told_where_no_roster_can_exist(show: Show, tmp_path: Path, lang: str, words: str) -> None:
    folder = small_plan.write(tmp_path / "desk")
    clash = Conflict(("A1", "A2"), ("CON-LEAVE-01", "CON-HOURS-01"), ("2026-03-04",))
    io.write_report(SolveReport(SolveStatus.INFEASIBLE, None, None, 1.0, 1, conflicts=(clash,)), folder / "out" / "report.json")
    at = show("roster", folder, lang)
    told = at.warning[0].value.replace("\\", "")
    assert words in told
    assert "CON-LEAVE-01" in told
    assert "Li Na (A1)" in told
    assert "03-04" in told
    assert not at.info, "not beside the words that there is no roster yet"


def test_gap() -> None:
    assert solve_panel.gap(200.0, 150.0) == 0.25
    assert solve_panel.gap(100.0, 101.0) == 0.0
    assert solve_panel.gap(None, 1.0) is None
    assert solve_panel.gap(1.0, None) is None
    assert solve_panel.gap(0.0, 0.0) is None


def test_downloads_hold_the_roster(store: Path, plan: Path) -> None:
    loaded, work = data.plan(plan).plan, data.work(plan)
    assert loaded is not None
    assert work.roster is not None
    stamp = datetime(2026, 3, 1, tzinfo=UTC)
    book = load_workbook(memory.BytesIO(downloads.content(loaded, work.roster, work.coverage, "xlsx", "zh_CN", stamp)))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert any("Li Na" in cell for cell in cells)
    for kind, ending in (("csv", ".csv"), ("ics", ".ics")):
        with zipfile.ZipFile(memory.BytesIO(downloads.content(loaded, work.roster, work.coverage, kind, "en", stamp))) as archive:
            names = archive.namelist()
            assert names
            assert all(name.endswith(ending) for name in names)
    assert len(names) == 4
