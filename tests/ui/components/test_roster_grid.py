from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from staffing.domain.coverage import Coverage
from staffing.domain.finding import Audit, Finding, Outcome
from staffing.domain.people import Leave
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.domain.rule import Citation
from staffing.ui.components import roster_grid
from staffing.ui.components.roster_grid import LETTERS, Pick, payload
from staffing.ui.context import Context
from tests.factories import MONDAY, make_duty, make_plan

CTX = Context("en", None, (), None)  # type: ignore[arg-type]


def kind_of(data: dict[str, Any], row: int, day: int) -> dict[str, Any] | None:
    letters = data["rows"][row]["cells"][2 * day : 2 * day + 2]
    return None if letters == ".." else data["kinds"][LETTERS.index(letters[0]) * 64 + LETTERS.index(letters[1])]


def finding(agent: str, first: int, last: int, outcome: Outcome = Outcome.FAIL) -> Finding:
    days = [date.fromordinal(MONDAY.toordinal() + k) for k in (first, last)]
    return Finding("POL-X", "policy", "policy", outcome, agent, *days, None, None, "", None, Citation(), "x")


def draw(plan: Plan, roster: Roster, *findings: Finding, coverage: Coverage | None = None, **more: Any) -> dict[str, Any]:
    return payload(CTX, plan, roster, coverage, Audit(findings, ()), plan.agents, lambda _: "because", **more)


def test_cells_hold_shift_leave_and_days_off() -> None:
    plan = make_plan(leave=(Leave("A2", MONDAY, MONDAY, "annual"),))
    roster = Roster(plan.grid, (make_duty(plan, "A1", MONDAY, "D8", "09:00"), make_duty(plan, "A1", "2026-03-03", "N8")))
    data = draw(plan, roster)
    day, night, leave = kind_of(data, 0, 0), kind_of(data, 0, 1), kind_of(data, 1, 0)
    assert day is not None
    assert night is not None
    assert leave is not None
    assert (day["code"], day["text"]) == ("D8", "09:00–17:30")
    assert (night["text"], night["ink"]) == ("22:00–06:30", "#ffffff")
    assert leave["leave"] == 1
    assert "annual" in leave["tip"]
    assert kind_of(data, 0, 2) is None
    assert data["rows"][0]["hours"] == "16.0"


def test_two_duties_on_one_day_both_show() -> None:
    plan = make_plan()
    roster = Roster(plan.grid, (make_duty(plan, "A1", MONDAY, "D6"), make_duty(plan, "A1", MONDAY, "E8")))
    both = kind_of(draw(plan, roster), 0, 0)
    assert both is not None
    assert both["code"] == "D6+E8"
    assert both["tip"].count(";") == 1


def test_a_shift_unknown_to_the_catalogue_still_shows() -> None:
    plan = make_plan()
    duty = make_duty(plan, "A1", MONDAY, "D8")
    odd = kind_of(draw(plan, Roster(plan.grid, (type(duty)("A1", duty.start, duty.end, duty.day, "ZZ", None),))), 0, 0)
    assert odd is not None
    assert odd["code"] == "ZZ"
    assert "–" in odd["tip"]


def test_short_findings_mark_cells_and_long_ones_the_name() -> None:
    plan = make_plan()
    data = draw(plan, Roster(plan.grid, ()), finding("A1", 1, 2), finding("A2", 0, 6, Outcome.ADVISORY), finding("", 0, 0))
    assert sorted(data["marks"]) == ["0:1", "0:2"]
    assert data["marks"]["0:1"] == [2, ["⚑ POL-X: because"]]
    assert data["rows"][1]["mark"][0] == 1
    assert "mark" not in data["rows"][0]


def test_the_gravest_finding_colours_a_cell_and_unknown_ones_none() -> None:
    plan = make_plan()
    data = draw(
        plan, Roster(plan.grid, ()), finding("A1", 0, 0, Outcome.ADVISORY), finding("A1", 0, 0), finding("A2", 0, 0, Outcome.UNKNOWN)
    )
    assert data["marks"]["0:0"][0] == 2
    assert len(data["marks"]["0:0"][1]) == 2
    assert "1:0" not in data["marks"]


def test_findings_outside_the_plan_do_not_break_the_grid() -> None:
    plan = make_plan()
    data = draw(plan, Roster(plan.grid, ()), finding("A1", -2, -1), finding("A1", 6, 7))
    assert sorted(data["marks"]) == ["0:6"]
    assert data["rows"][0]["mark"][0] == 2


def test_the_strip_holds_shortage_and_surplus_of_every_interval() -> None:
    plan = make_plan()
    required, staffed = np.zeros((1, plan.grid.length)), np.zeros((1, plan.grid.length))
    required[0, 4], staffed[0, 100] = 3.0, 2.0
    data = draw(plan, Roster(plan.grid, ()), coverage=Coverage(plan.grid, ("general",), required, staffed, staffed))
    strip = data["strip"]
    assert strip["short"][0][4] == 3.0
    assert strip["over"][1][4] == 2.0
    assert strip["clocks"][0][4] == "01:00"
    assert (strip["span"], strip["share"]) == (5.0, 0.6)
    assert "0.8 h" in strip["shortText"]


def test_no_coverage_means_no_strip() -> None:
    plan = make_plan()
    assert draw(plan, Roster(plan.grid, ()))["strip"] is None


def test_the_pick_is_given_by_row_and_survives_a_filter() -> None:
    plan = make_plan(agents=3)
    some = payload(CTX, plan, Roster(plan.grid, ()), None, None, plan.agents[1:], lambda _: "", picked=Pick("A3", 2))
    assert some["pick"] == {"row": 1, "day": 2}
    gone = payload(CTX, plan, Roster(plan.grid, ()), None, None, plan.agents[:1], lambda _: "", picked=Pick("A3", 2))
    assert gone["pick"] == {"row": -1, "day": 2}


@pytest.mark.parametrize("days", [28, 92])
def test_a_big_roster_stays_small_on_the_wire(days: int) -> None:
    plan = make_plan(days=days, agents=400)
    duties = [make_duty(plan, a.id, d, "D8") for a in plan.agents for k, d in enumerate(plan.grid.calendar) if k % 7 < 5]
    size = len(json.dumps(draw(plan, Roster(plan.grid, tuple(duties)))))
    assert size < 400 * (110 + 2 * days) + 10_000


def test_script_and_style_are_beside_the_module() -> None:
    folder = Path(roster_grid.__file__).parent
    assert "export default" in (folder / "roster_grid.js").read_text("utf-8")
    assert LETTERS in (folder / "roster_grid.js").read_text("utf-8")
    assert (folder / "roster_grid.css").is_file()
