"""The writers on a small document of every kind of block."""

from __future__ import annotations

import io

import openpyxl
import pytest

from staffing.domain.problems import InputProblems
from staffing.io.audit import Column, Document, Pairs, Section, Table, Text
from staffing.io.audit.fonts import find_font
from staffing.io.audit.pdf import audit_pdf
from staffing.io.audit.xlsx import audit_workbook


def document(rows: int = 3, paper: bool = True) -> Document:
    columns = (Column("What", "outcome", 12), Column("工时", "hours", 8), Column("Text", "text", 40), Column("Count", "count", 6))
    table = Table(columns, [("bad", 7.5, "=SUM(A1) 很长的一段中文" * 3, k) for k in range(rows)], "a note", 50, "more in the workbook")
    blocks = (Text("head", "head"), Pairs([("label", "@value"), ("x", "-")]), table, Text("small", "small"), Text("quote", "quote"))
    return Document("Title", "Sub", "foot", (Section("a/b", "One", blocks), Section("two", "Two", (table,), paper)), {"bad": "FAIL"})


def test_the_workbook_holds_all_rows_numbers_as_numbers_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(document(60))))
    assert book.sheetnames == ["a-b", "two"]
    two = book["two"]
    assert (two["A4"].value, two["B4"].value, two["D4"].value) == ("bad", 7.5, 0)
    assert two["C4"].value.startswith("'=SUM")
    assert two.freeze_panes == "A4"
    assert two.max_row == 60 + 4
    assert two["A4"].fill.fgColor.rgb == "FFF4B6A6"
    values = [cell.value for row in book["a-b"].iter_rows() for cell in row]
    assert {"'@value", "-", "Title: Sub"} <= set(values)


def test_the_pages_break_tables_and_leave_out_what_is_for_the_workbook() -> None:
    try:
        font = find_font()
    except InputProblems:
        pytest.skip("no font with Chinese characters on this machine (fonts-wqy-microhei)")
    long, short = audit_pdf(document(500), font), audit_pdf(document(500, paper=False), font)
    assert long.count(b"/Type /Page\n") > short.count(b"/Type /Page\n") >= 2
    assert b"/FontFile2" in short
    assert audit_pdf(document(50, False), font).count(b"/Type /Page\n") == short.count(b"/Type /Page\n")  # at most fifty rows on paper


def test_an_unknown_kind_of_column_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        Column("x", "colour")
