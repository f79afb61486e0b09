"""The cells of a file as text, whatever their place means: nothing is taken for a header here."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

from staffing.domain.problems import InputProblems, Problem
from staffing.io.text_files import decode, read_bytes
from staffing.io.workbook import MAX_COLUMNS, MAX_ROWS, _check_archive, cell_text

_ZEROS = re.compile(r"0+")
_MARKS = ",;\t|"


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one CSV.

    Attributes:
        file: what the user calls it, e.g. ``june.xlsx, sheet 6月``.
        title: of the sheet; ``""`` for a CSV.
        rows: (line counted from 1, cells as text), rows without any text left out.
    """

    file: str
    title: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def column_name(index: int) -> str:
    """The letters of a column counted from 0: A, B, ... Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of an XLSX in their order, or the one of a CSV (comma, semicolon, tab or bar; UTF-8 or GB18030). Raises InputProblems."""
    data = read_bytes(path, path.name)
    if data.startswith(b"PK\x03\x04") or path.suffix.lower() in (".xlsx", ".xlsm"):
        return _workbook(data, path.name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        wanted = "an .xlsx or .csv: this is an old .xls workbook; open it and save it as .xlsx"
        raise InputProblems([Problem(path.name, None, None, None, wanted, "not-xlsx")])
    text = decode(data, path.name)
    mark = max(_MARKS, key=text[:20_000].count)
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        line = 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputProblems([Problem(path.name, reader.line_num, None, None, f"quotes in pairs ({error})", "bad-csv")]) from None
    return (Sheet(path.name, "", tuple(rows)),)


def _workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    import openpyxl

    _check_archive(data, name)
    sheets = []
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            shown, rows = f"{name}, sheet {sheet.title}", []
            for line, cells in enumerate(sheet.iter_rows(), 1):
                if line > MAX_ROWS:
                    break
                texts = tuple(_shown(cell) for cell in cells[:MAX_COLUMNS])
                if any(text.strip() for text in texts):
                    rows.append((line, texts))
            sheets.append(Sheet(shown, sheet.title, tuple(rows)))
        book.close()
    except InputProblems:
        raise
    except Exception as error:  # the reader of a foreign format fails in many ways, all of them the file's fault
        raise InputProblems([Problem(name, None, None, None, f"an Excel workbook that is not damaged ({error})", "not-xlsx")]) from None
    return tuple(sheets)


def _shown(cell: object) -> str:
    """The text of a cell; a number shown with leading zeros (format ``0000``) keeps them, for ids."""
    value = getattr(cell, "value", None)
    text = cell_text(value)
    form = str(getattr(cell, "number_format", "") or "")
    if isinstance(value, int | float) and not isinstance(value, bool) and text.isdecimal() and len(form) > 1 and _ZEROS.fullmatch(form):
        return text.zfill(len(form))
    return text
