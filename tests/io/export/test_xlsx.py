"""The workbook, opened again."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from staffing.domain.coverage import Coverage
from staffing.domain.roster import Roster
from staffing.io.export.xlsx import COLOURS, roster_workbook
from tests.factories import make_plan, make_requirement, make_roster, make_shift, stated_duty, week_of
from tests.io.export.rosters import LABEL, published

DAYS = ["D8\n08:00-16:30", "D8\n08:00-16:30", None, "E8\n15:00-23:30", "E8\n15:00-23:30", None, None]


def opened(coverage: bool = False) -> Any:
    plan, roster = published()
    measured = None
    if coverage:
        need = make_requirement(plan, 2.0).agents
        measured = Coverage(plan.grid, ("general",), need, need * 0 + 1.5, need * 0 + 2)
    return openpyxl.load_workbook(io.BytesIO(roster_workbook(plan, roster, LABEL, measured)))


def values(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_every_page_says_what_it_is_and_of_when() -> None:
    for sheet in opened(coverage=True):
        assert sheet.oddHeader.center.text == sheet.title
        assert sheet.oddHeader.right.text == "2026-03-02 - 2026-03-08"
        assert "&P" in (sheet.oddFooter.right.text or "")
        assert sheet.page_setup.orientation == "landscape"


def test_sheets() -> None:
    assert opened().sheetnames == ["ROSTER", "LEGEND", "TOTALS"]
    assert opened(coverage=True).sheetnames == ["ROSTER", "LEGEND", "TOTALS", "COVERAGE"]


def test_people_and_days() -> None:
    sheet = opened()["ROSTER"]
    rows = values(sheet)
    assert rows[0][:6] == ["AGENT", "NAME", "SITE", "CONTRACT", "SKILLS", datetime(2026, 3, 2)]
    assert rows[1][5:] == [f"WEEKDAY {k}" for k in range(7)]
    assert rows[2] == ["A1", "A1", "North", "full-time", "general", *DAYS]
    assert rows[4][6] == "'+annual"
    assert sheet.freeze_panes == "C3"


def test_texts_of_users_are_no_formulas() -> None:
    book = opened(coverage=True)
    assert values(book["ROSTER"])[3][0] == '\'=HYPERLINK("x")'
    assert values(book["ROSTER"])[3][4] == "general:0.8"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_each_shift_has_its_colour() -> None:
    sheet = opened()["ROSTER"]
    d8, e8, n8 = (sheet[cell].fill.fgColor.rgb for cell in ("F3", "I3", "F4"))
    assert [d8, e8, n8] == [f"FF{colour[1:]}" for colour in COLOURS[:3]]


def test_more_shifts_than_colours_get_a_pattern() -> None:
    shifts = [make_shift(f"S{k}", "08:00", 240) for k in range(len(COLOURS) + 1)]
    plan = make_plan(agents=2, shifts=shifts)
    roster = make_roster(plan, week_of(plan, {"A1": "S0", "A2": f"S{len(COLOURS)}"}))
    sheet = openpyxl.load_workbook(io.BytesIO(roster_workbook(plan, roster, LABEL))).worksheets[0]
    assert sheet["F3"].fill.fill_type == "solid"
    assert sheet["F4"].fill.fill_type != "solid"


def test_the_legend() -> None:
    rows = values(opened()["LEGEND"])
    assert rows[1] == ["D8", "08:00-10:00 (15 min)", 8.5, 8, 30, "2 x 15", 0]
    assert rows[3][0:2] == ["N8", "22:00"]
    assert rows[-1][0] == "LEAVE"


def test_totals_and_heads() -> None:
    rows = values(opened()["TOTALS"])
    assert rows[0][:9] == ["AGENT", "NAME", "CONTRACT", "WEEK 10 (2026-03-02)", "PAID HOURS", "SHIFTS", "NIGHTS", "WEEKENDS", "LEAVE DAYS"]
    assert rows[1][:9] == ["A1", "A1", "full-time", 32, 32, 4, 0, 0, 0]
    assert rows[2][3:9] == [32, 32, 4, 4, 2, 0]
    assert rows[6][:7] == ["DAY", "WEEKDAY", "HEADS", "D8", "E8", "N8", "D6"]
    assert rows[7][:7] == ["2026-03-02", "WEEKDAY 0", 3, 1, 0, 1, 1]
    assert rows[13][2] == 1


def test_coverage_by_day() -> None:
    rows = values(opened(coverage=True)["COVERAGE"])
    assert rows[0] == ["DAY", "WEEKDAY", "QUEUE", "REQUIRED HOURS", "STAFFED HOURS", "SHORT HOURS", "OVER HOURS"]
    assert rows[1] == ["2026-03-02", "WEEKDAY 0", "general", 48, 36, 12, 0]
    assert len(rows) == 8


@pytest.mark.parametrize("activities", [True, False])
def test_an_imported_roster_with_shifts_nobody_knows(activities: bool) -> None:
    plan = make_plan()
    duties = [
        stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T12:00", "=X"),
        stated_duty(plan, "A1", "2026-03-02T14:00", "2026-03-02T18:00", "Y"),
    ]
    book = openpyxl.load_workbook(io.BytesIO(roster_workbook(plan, Roster(plan.grid, tuple(duties), () if activities else None), LABEL)))
    assert book.worksheets[0]["F3"].value == "'=X\n08:00-12:00\nY\n14:00-18:00"
    assert "'=X" in [cell.value for row in book.worksheets[2].iter_rows() for cell in row]


def test_an_empty_roster() -> None:
    plan = make_plan(agents=0, shifts=())
    book = openpyxl.load_workbook(io.BytesIO(roster_workbook(plan, Roster(plan.grid, ()), LABEL)))
    assert len(book.sheetnames) == 3
