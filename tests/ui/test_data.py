from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from staffing.ui import data
from tests.ui import small_plan


@pytest.fixture(autouse=True)
def _fresh(store: Path) -> None:
    """Nothing kept from another test."""


def test_a_plan_is_read_once_until_a_file_changes(plan: Path) -> None:
    first = data.plan(plan)
    assert data.plan(plan) is first
    (plan / "leave.csv").write_text("agent,first_day,last_day,kind\n", "utf-8")
    second = data.plan(plan)
    assert second is not first
    assert second.plan is not None
    assert second.plan.leave == ()


def test_the_same_size_with_another_time_counts_as_a_change(plan: Path) -> None:
    before = data.inputs(plan)
    os.utime(plan / "agents.csv", ns=(1, 1))
    assert data.inputs(plan) != before


def test_a_rule_pack_in_a_folder_of_the_plan_counts_as_an_input(plan: Path) -> None:
    before = data.inputs(plan)
    (plan / "packs").mkdir()
    (plan / "packs" / "house.toml").write_text("", "utf-8")
    assert data.inputs(plan) != before
    before = data.inputs(plan)
    (plan / "out" / "x.toml").write_text("", "utf-8")
    assert data.inputs(plan) == before


def test_problems_are_kept_as_data(plan: Path) -> None:
    (plan / "plan.toml").unlink()
    read = data.plan(plan)
    assert read.plan is None
    assert {problem.file for problem in read.problems} == {"plan.toml"}


def test_a_folder_that_vanishes_is_a_problem_not_a_crash(tmp_path: Path) -> None:
    read = data.plan(tmp_path / "gone")
    assert read.plan is None
    assert read.problems


def test_demand_and_need_of_a_given_forecast(plan: Path) -> None:
    demand = data.demand(plan)
    assert demand.forecast is not None
    assert demand.accuracy is None
    need = data.need(plan)
    assert need.requirement is not None
    assert need.requirement.models == ("erlang-a", "erlang-c")


def test_a_given_requirement_has_no_demand(tmp_path: Path) -> None:
    folder = small_plan.write(tmp_path / "plan", demand="requirement")
    assert data.demand(folder) == data.Demand(None, None)
    need = data.need(folder)
    assert need.requirement is not None
    assert need.requirement.agents.max() == 2


def test_work_holds_roster_coverage_and_audit(plan: Path) -> None:
    work = data.work(plan)
    assert work.roster is not None
    assert work.coverage is not None
    assert work.audit is not None
    assert work.report is not None
    assert work.audit.failed
    assert not work.stale
    assert data.work(plan) is work


def test_a_roster_is_stale_once_an_input_changed(plan: Path) -> None:
    (plan / "leave.csv").write_text("agent,first_day,last_day,kind\n", "utf-8")
    assert data.work(plan).stale


def test_a_broken_roster_file_shows_its_problems(plan: Path) -> None:
    (plan / "out" / "roster.csv").write_text("agent,day\nA1,2026-03-02\n", "utf-8")
    work = data.work(plan)
    assert work.roster is None
    assert work.problems[0].file == "roster.csv"


def test_without_a_roster_there_is_nothing_to_show(tmp_path: Path) -> None:
    assert data.work(small_plan.write(tmp_path / "plan")) == data.Work(None, None, None, None)


def test_an_imported_roster_is_judged_by_the_plan(plan: Path) -> None:
    roster, activities = (data.Upload(f"my {name}.CSV", (plan / "out" / f"{name}.csv").read_bytes()) for name in ("roster", "activities"))
    with_activities = data.imported(plan, roster, activities)
    alone = data.imported(plan, roster, None)
    assert with_activities.audit is not None
    assert alone.audit is not None
    assert with_activities.audit.failed
    unknown = {result.spec.id for result in alone.audit.rules if result.outcome == "UNKNOWN"}
    assert "CON-MEAL-01" in unknown


@pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx"])
def test_a_file_that_is_no_roster_is_a_problem(plan: Path, name: str) -> None:
    assert data.imported(plan, data.Upload(name, b"nonsense"), None).problems


def test_an_imported_roster_may_be_a_workbook(plan: Path) -> None:
    rows = [line.split(",") for line in (plan / "out" / "roster.csv").read_text("utf-8-sig").splitlines()]
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    content = BytesIO()
    book.save(content)
    work = data.imported(plan, data.Upload("Roster March.xlsx", content.getvalue()), None)
    assert work.problems == ()
    assert work.roster is not None
    assert len(work.roster.duties) == len(rows) - 1
