from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from staffing.domain.problems import InputProblems
from staffing.io.roster_import import Mapping, import_roster, read_sheets
from staffing.io.roster_import.raw import column_name
from tests.io.roster_import.sheets import cells, plan


def workbook(path: Path) -> Path:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("说明").write(0, 0, "see the next sheet")
    sheet = book.add_worksheet("6月")
    sheet.merge_range(0, 0, 0, 4, "客服部六月班表")
    sheet.merge_range(1, 0, 2, 0, "工号")
    sheet.merge_range(1, 1, 2, 1, "姓名")
    date = book.add_format({"num_format": "m/d"})
    padded = book.add_format({"num_format": "0000"})
    for place, day in enumerate((1, 2, 3), 2):
        sheet.write_datetime(1, place, datetime(2026, 6, day), date)
        sheet.write_string(2, place, "一二三"[place - 2])
    sheet.write_number(3, 0, 7, padded)
    sheet.write_string(4, 0, "0012")
    for row, codes in ((3, ("M1", "N1", "")), (4, ("L1", "", "M1"))):
        for place, code in enumerate(codes, 2):
            sheet.write_string(row, place, code)
    book.close()
    path.write_bytes(buffer.getvalue())
    return path


def test_a_workbook_with_merged_titles_real_dates_and_ids_shown_with_zeros(tmp_path: Path) -> None:
    first, second = read_sheets(workbook(tmp_path / "六月.xlsx"))
    assert (first.title, second.title) == ("说明", "6月")
    found = import_roster(plan(), second, Mapping(blank="off"))
    assert found.problems == []
    assert cells(found) == [
        ("0007", "2026-06-01", "M1"), ("0007", "2026-06-02", "N1"), ("0012", "2026-06-01", "L1"), ("0012", "2026-06-03", "M1"),
    ]  # fmt: skip
    assert [d.row for d in found.roster.duties] == [4, 4, 5, 5]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_with_any_usual_mark(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(f"工号{mark}6/1{mark}6/2\n0007{mark}M1{mark}\n", "gb18030")
    assert cells(import_roster(plan(), read_sheets(path)[0], Mapping(blank="off"))) == [("0007", "2026-06-01", "M1")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("r.xlsx", b"no workbook", "not-xlsx"),
        ("r.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "not-xlsx"),
        ("r.csv", b"a\0b", "wrong-encoding"),
        ("r.csv", b"\xff\xfea\0", "wrong-encoding"),
    ],
)
def test_what_is_no_roster_is_a_problem(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputProblems) as found:
        read_sheets(tmp_path / name)
    assert found.value.problems[0].code == code


def test_columns_are_named_as_a_spreadsheet_names_them() -> None:
    assert [column_name(k) for k in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
