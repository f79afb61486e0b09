"""Sheets of a workbook as tables; what is no workbook is a problem."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.problems import InputProblems, Problem
from staffing.io import workbook
from staffing.io.workbook import cell_text, read_workbook, sheet_name


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def the_problem(path: Path) -> Problem:
    with pytest.raises(InputProblems) as error:
        read_workbook(path, "plan.xlsx")
    assert len(error.value.problems) == 1
    return error.value.problems[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "1"),
        (False, "0"),
        (7.0, "7"),
        (7.25, "7.25"),
        (3, "3"),
        ("  x ", "  x "),
        (datetime(2026, 11, 30), "2026-11-30"),
        (date(2026, 11, 30), "2026-11-30"),
        (datetime(2026, 11, 30, 8, 15), "2026-11-30T08:15"),
        (datetime(2026, 11, 30, 8, 14, 59, 999_990), "2026-11-30T08:15"),
        (datetime(2026, 11, 30, 8, 15, 30), "2026-11-30T08:15:30"),
        (time(6, 0), "06:00"),
        (timedelta(days=1), "24:00"),
        (timedelta(hours=8, minutes=5), "08:05"),
        (datetime(1899, 12, 31), "24:00"),
        (datetime(1899, 12, 30, 9, 30), "09:30"),
    ],
)
def test_cells_read_as_a_csv_would_hold_them(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_sheets_by_name(tmp_path: Path) -> None:
    path = book(tmp_path / "plan.xlsx", **{" Agents ": [["agent"], ["A1"]], "leave.csv": [["agent"], [None], ["A2"]], "Notes": [["x"]]})
    tables = read_workbook(path, "plan.xlsx", frozenset({"agents", "leave", "shifts"}))
    assert sorted(tables) == ["agents", "leave"]
    assert tables["agents"].rows == [["A1"]]
    assert tables["leave"].lines == [3]
    assert tables["leave"].file == "plan.xlsx, sheet leave.csv"
    assert sheet_name("Agents.CSV") == "agents"


def test_one_sheet_of_a_name(tmp_path: Path) -> None:
    assert the_problem(book(tmp_path / "a.xlsx", **{"agents": [["a"]], "Agents ": [["a"]]})).code == "duplicate-sheet"


def test_problems_of_a_sheet_name_it(tmp_path: Path) -> None:
    found = the_problem(book(tmp_path / "a.xlsx", agents=[["a", "b"], [1, 2, 3]]))
    assert (found.file, found.row, found.code) == ("plan.xlsx, sheet agents", 2, "ragged-row")


def test_an_empty_sheet(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", agents=[], notes=[["x"]])
    assert list(read_workbook(path, "plan.xlsx")) == ["notes"]
    with pytest.raises(InputProblems) as error:
        read_workbook(path, "plan.xlsx", frozenset({"agents"}))
    assert error.value.problems[0].code == "empty-file"


@pytest.mark.parametrize(
    "data", [b"agent,name\nA1,Ann\n", b"", b"PK\x03\x04 and no archive", b"\xd0\xcf\x11\xe0 an old workbook", bytes(1000)]
)
def test_a_file_that_is_no_workbook(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    assert the_problem(tmp_path / "a.xlsx").code == "not-xlsx"


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert the_problem(tmp_path / "a.xlsx").code == "not-xlsx"


def test_a_damaged_workbook(tmp_path: Path) -> None:
    source, target = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(source)
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as spoilt:
        for entry in archive.infolist():
            spoilt.writestr(entry, "<broken" if entry.filename == "xl/workbook.xml" else archive.read(entry))
    (tmp_path / "a.xlsx").write_bytes(target.getvalue())
    assert the_problem(tmp_path / "a.xlsx").code == "not-xlsx"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as entry:
        for _ in range(50):
            entry.write(bytes(10_000_000))
    assert (tmp_path / "a.xlsx").stat().st_size < 1_000_000
    found = the_problem(tmp_path / "a.xlsx")
    assert (found.code, found.value) == ("too-large", "500 MB")


def test_rows_beyond_the_last_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 3)
    assert the_problem(book(tmp_path / "a.xlsx", agents=[["a"]] * 5)).code == "too-large"


@settings(max_examples=30, deadline=None)
@given(cut=st.integers(1, 4000), flip=st.integers(0, 4000))
def test_any_damage_is_a_problem_or_a_table(tmp_path_factory: pytest.TempPathFactory, cut: int, flip: int) -> None:
    path = book(tmp_path_factory.mktemp("x") / "a.xlsx", agents=[["agent", "name"], ["A1", "Ann"]])
    data = bytearray(path.read_bytes())
    data[flip % len(data)] ^= 0xFF
    path.write_bytes(bytes(data[: -cut % len(data) or None]))
    codes = []
    try:
        read_workbook(path, "plan.xlsx")
    except InputProblems as found:
        codes = [problem.code for problem in found.problems]
    assert set(codes) <= {"not-xlsx", "too-large", "empty-file", "ragged-row"}
