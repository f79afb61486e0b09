"""Adjustments and refusals row by row: the file stays the user's, and no other row is ever touched."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.forecast import make_forecast
from staffing.services.demand_notes import accept_repair, add_adjustment, refuse_repair, remove_adjustment
from staffing.services.pipeline import load_plan
from tests.services import demand_plan
from tests.services.demand_plan import STORM

WHEN = datetime(2026, 8, 30, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return demand_plan.write(tmp_path / "desk")


def add(folder: Path, value: float = 1.5, **more: object) -> None:
    words = {"queue": "general", "start": 540, "end": 720, "change": "multiply", "who": "Ann", "why": "mail, to all"} | more
    add_adjustment(load_plan(folder), folder, value=value, when=WHEN, **words)  # type: ignore[arg-type]


def test_a_change_is_added_used_and_taken_back(folder: Path) -> None:
    before = make_forecast(load_plan(folder)).forecast.offered
    add(folder)
    assert (folder / "adjustments.csv").read_text().splitlines()[1] == (
        'general,2026-08-31T09:00,2026-08-31T12:00,multiply,1.5,Ann,"mail, to all",2026-08-30T12:00:00Z'
    )
    plan = load_plan(folder)
    result = make_forecast(plan)
    assert result.forecast.offered[0, 9] == pytest.approx(1.5 * before[0, 9])
    assert result.accuracy.to_dict()["adjustments"][0]["when"] == "2026-08-30T12:00:00Z"
    remove_adjustment(plan, folder, 1, plan.adjustments[0])
    assert load_plan(folder).adjustments == ()


def test_an_old_file_keeps_its_own_columns_and_order(folder: Path) -> None:
    path = folder / "adjustments.csv"
    path.write_text("change,value,queue,from,to,who,why,ticket\nadd,3,general,2026-09-01,2026-09-02,Bob,sale,T-9\n", "utf-8")
    add(folder, 2.0)
    lines = path.read_text().splitlines()
    assert lines[0] == "change,value,queue,from,to,who,why,ticket,when"
    assert lines[1] == "add,3,general,2026-09-01,2026-09-02,Bob,sale,T-9,"
    assert lines[2].startswith("multiply,2,general,")


def test_a_wrong_change_is_not_written(folder: Path) -> None:
    add(folder)
    before = (folder / "adjustments.csv").read_bytes()
    for more in ({"end": 540}, {"queue": "nobody"}, {"change": "double"}, {"start": 545}):
        with pytest.raises(InputProblems):
            add(folder, **more)
    assert (folder / "adjustments.csv").read_bytes() == before


def test_a_file_that_changed_meanwhile_is_left_alone(folder: Path) -> None:
    add(folder)
    plan = load_plan(folder)
    add(folder, 3.0, who="Cy")
    rows = (folder / "adjustments.csv").read_text().splitlines()
    (folder / "adjustments.csv").write_text("\n".join([rows[0], rows[2], rows[1]]) + "\n", "utf-8")
    with pytest.raises(InputProblems) as caught:
        remove_adjustment(plan, folder, 1, plan.adjustments[0])
    assert caught.value.problems[0].code == "changed-meanwhile"
    assert len(load_plan(folder).adjustments) == 2


def test_a_repair_is_refused_and_accepted_again(folder: Path) -> None:
    def repair() -> dict[str, object]:
        found = make_forecast(load_plan(folder)).accuracy.to_dict()["repairs"]
        return next(r for r in found if r["kind"] == "outlier-day")

    found = repair()
    assert (found["start"], found["action"]) == (f"{STORM}T00:00", "weighed-less")
    calm = make_forecast(load_plan(folder)).forecast.offered.sum()
    refuse_repair(load_plan(folder), folder, queue="general", kind="outlier-day", start=str(found["start"]), who="Ann")
    assert repair()["action"] == "refused"
    assert make_forecast(load_plan(folder)).forecast.offered.sum() != calm
    moment = datetime.fromisoformat(str(found["start"]))
    accept_repair(load_plan(folder), folder, queue="general", kind="outlier-day", start=moment, end=datetime(2026, 8, 2))
    assert repair()["action"] == "weighed-less"
    assert load_plan(folder).refused_repairs == ()


def test_a_refusal_without_effect_is_said(folder: Path) -> None:
    refuse_repair(load_plan(folder), folder, queue="general", kind="outage", start="2026-07-01T08:00")
    flags = make_forecast(load_plan(folder)).accuracy.to_dict()["flags"]
    assert [f["params"]["kind"] for f in flags if f["code"] == "refusal-without-effect"] == ["outage"]
    with pytest.raises(InputProblems):
        refuse_repair(load_plan(folder), folder, queue="general", kind="gap", start="2026-07-01T08:00")
