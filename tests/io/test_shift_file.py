"""shifts.csv."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.domain.shift import Shift
from tests.io.folders import FILES, loaded, places, problems_of, small, with_plan

HEAD = "shift,start_from,start_to,step_minutes,length_minutes,unpaid_meal_minutes,sites,meal_after_minutes,meal_before_minutes,paid_breaks,"
HEAD += "paid_break_minutes,allowance,volunteers_only,rest_days_after,tags\n"


def alone(folder: Path, rows: str, head: str = HEAD) -> Path:
    return small(folder, shifts=head + rows, agents=None)


def test_every_column(tmp_path: Path) -> None:
    plan = loaded(alone(tmp_path, "N12,19:00,20:00,30,720,60,one;two,240,420,3,15,90.5,true,1,night;long\n"))
    assert plan.shifts == (Shift("N12", 1140, 1200, 30, 720, 60, 240, 420, 3, 15, 90.5, ("one", "two"), True, 1, ("night", "long")),)


def test_blanks_have_their_meaning(tmp_path: Path) -> None:
    assert loaded(alone(tmp_path, "D,08:00,10:00,,240,0,,,,,,,,,\n")).shifts == (Shift("D", 480, 600, 15, 240),)
    assert loaded(alone(tmp_path, "D,8:00,10:00,0,240,0,,,,,,,,,\n")).shifts[0].step_minutes == 15


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (",08:00,10:00,,240,0,,,,,,,,,", "shift", "missing-value"),
        ("off,08:00,10:00,,240,0,,,,,,,,,", "shift", "reserved-name"),
        ("08:00-16:00,08:00,10:00,,240,0,,,,,,,,,", "shift", "reserved-name"),
        ("a；b,08:00,10:00,,240,0,,,,,,,,,", "shift", "reserved-name"),
        ("D,24:00,23:00,,240,0,,,,,,,,,", "start_from", "bad-clock"),
        ("D,10:00,08:00,,240,0,,,,,,,,,", "start_to", "out-of-range"),
        ("D,08:10,10:00,,240,0,,,,,,,,,", "start_from", "off-grid"),
        ("D,08:00,10:10,,240,0,,,,,,,,,", "start_to", "off-grid"),
        ("D,08:00,10:00,20,240,0,,,,,,,,,", "step_minutes", "off-grid"),
        ("D,08:00,10:00,,250,0,,,,,,,,,", "length_minutes", "off-grid"),
        ("D,08:00,10:00,,0,0,,,,,,,,,", "length_minutes", "out-of-range"),
        ("D,08:00,10:00,,1500,0,,,,,,,,,", "length_minutes", "out-of-range"),
        ("D,08:00,10:00,,240.5,0,,,,,,,,,", "length_minutes", "bad-number"),
        ("D,08:00,10:00,,,0,,,,,,,,,", "length_minutes", "missing-value"),
        ("D,08:00,10:00,,240,20,,,,,,,,,", "unpaid_meal_minutes", "off-grid"),
        ("D,08:00,10:00,,240,240,,,,,,,,,", "unpaid_meal_minutes", "out-of-range"),
        ("D,08:00,10:00,,480,30,,300,200,,,,,,", "meal_before_minutes", "out-of-range"),
        ("D,08:00,10:00,,480,30,,500,600,,,,,,", "unpaid_meal_minutes", "no-room-for-pauses"),
        ("D,08:00,10:00,,480,0,,,,1,10,,,,", "paid_break_minutes", "off-grid"),
        ("D,08:00,10:00,,480,0,,,,2,,,,,", "paid_break_minutes", "missing-value"),
        ("D,08:00,10:00,,120,0,,,,1,15,,,,", "paid_breaks", "no-room-for-pauses"),
        ("D,08:00,10:00,,480,0,,,,-1,15,,,,", "paid_breaks", "out-of-range"),
        ("D,08:00,10:00,,480,0,,,,,,-5,,,", "allowance", "out-of-range"),
        ("D,08:00,10:00,,480,0,,,,,,,maybe,,", "volunteers_only", "bad-yes-no"),
        ("D,08:00,10:00,,480,0,,,,,,,,1.5,", "rest_days_after", "bad-number"),
    ],
)
def test_one_mistake_one_problem(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(alone(tmp_path, row + "\n"))) == [("shifts.csv", 2, column, code)]


def test_the_grid_follows_the_interval(tmp_path: Path) -> None:
    folder = alone(tmp_path, "D,08:10,10:00,10,250,20,,,,,,,,,\n")
    assert {p.code for p in problems_of(folder)} == {"off-grid"}
    assert loaded(with_plan(folder, "interval_minutes = 30", "interval_minutes = 10")).shifts[0].start_from == 490


def test_names_are_unique(tmp_path: Path) -> None:
    folder = alone(tmp_path, "D,08:00,10:00,,240,0,,,,,,,,,\nD,09:00,10:00,,240,0,,,,,,,,,\n")
    assert places(problems_of(folder)) == [("shifts.csv", 3, "shift", "duplicate")]
    assert "row 2" in problems_of(folder)[0].expected


def test_missing_columns(tmp_path: Path) -> None:
    found = problems_of(small(tmp_path, shifts="shift,start_from\nD,08:00\n", agents=None))
    assert [p.column for p in found] == ["start_to", "step_minutes", "length_minutes", "unpaid_meal_minutes"]
    assert {p.code for p in found} == {"missing-column"}


def test_a_wrong_shift_still_has_its_name(tmp_path: Path) -> None:
    bad = FILES["shifts.csv"].replace("21:00,23:30", "21:00,99:30")
    assert places(problems_of(small(tmp_path, shifts=bad))) == [
        ("shifts.csv", 3, "start_to", "bad-clock")
    ]  # A1 volunteers for it: no second problem
