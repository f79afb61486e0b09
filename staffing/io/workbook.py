"""Sheets of an XLSX workbook as tables. What is not a workbook, or would unpack to something huge, is a problem."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from staffing.domain.problems import InputProblems, Problem
from staffing.io.tables import Table, make_table
from staffing.io.text_files import read_bytes

MAX_UNPACKED_BYTES = 400_000_000
MAX_COLUMNS = 1000
MAX_ROWS = 1_048_576
_SPREADSHEET_ZERO = datetime(1899, 12, 30)


def cell_text(value: object) -> str:
    """The text a CSV would hold for a cell of a spreadsheet: ISO dates and times, plain numbers, 1 and 0 for true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        value = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        if value.year < 1901:  # a time of day, or 24:00, in a cell formatted as a time
            return cell_text(value - _SPREADSHEET_ZERO)
        clock = value.time()
        if clock == time():
            return value.date().isoformat()
        return value.isoformat(timespec="seconds" if clock.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        if seconds < 0:
            return str(value)
        text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
        return text if seconds % 60 == 0 else f"{text}:{seconds % 60:02d}"
    return str(value)


def sheet_name(title: str) -> str:
    """The logical name of a sheet: ``Agents`` or ``agents.csv`` -> ``agents``."""
    return title.strip().casefold().removesuffix(".csv")


def _check_archive(data: bytes, name: str) -> None:
    """Raise InputProblems unless the bytes are a zip archive with a workbook in it that unpacks to a sane size."""
    wanted = "an Excel workbook (.xlsx); this file is none, whatever its name says"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise InputProblems([Problem(name, None, None, None, wanted, "not-xlsx")]) from None
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise InputProblems([Problem(name, None, None, None, wanted, "not-xlsx")])
    total = sum(entry.file_size for entry in entries)
    if total > MAX_UNPACKED_BYTES:
        limit = f"a workbook that unpacks to at most {MAX_UNPACKED_BYTES // 1_000_000} MB"
        raise InputProblems([Problem(name, None, None, f"{total / 1e6:,.0f} MB", limit, "too-large")])


def read_workbook(path: Path, name: str, wanted: frozenset[str] | None = None) -> dict[str, Table]:
    """Tables of the sheets whose logical names are in ``wanted`` (default: all), by logical name. Raises InputProblems.

    Values are read as last calculated; an empty sheet is a problem only where it is wanted by name.
    """
    import openpyxl

    data = read_bytes(path, name)
    _check_archive(data, name)
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            logical = sheet_name(sheet.title)
            if wanted is not None and logical not in wanted:
                continue
            shown = f"{name}, sheet {sheet.title}"
            if logical in tables:
                problems.append(Problem(shown, None, None, None, f"one sheet named {logical}", "duplicate-sheet"))
                continue
            sheet.reset_dimensions()
            try:
                tables[logical] = _sheet_table(sheet, shown)
            except InputProblems as found:
                if wanted is not None or found.problems[0].code != "empty-file":
                    problems += found.problems
        book.close()
    except InputProblems:
        raise
    except Exception as error:  # the reader of a foreign format fails in many ways, all of them the file's fault
        raise InputProblems([Problem(name, None, None, None, f"an Excel workbook that is not damaged ({error})", "not-xlsx")]) from None
    if problems:
        raise InputProblems(problems)
    return tables


def _sheet_table(sheet: Any, shown: str) -> Table:
    text: list[str] = []

    def records() -> Iterator[tuple[int, list[str]]]:
        for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if line > MAX_ROWS:
                raise InputProblems([Problem(shown, line, None, None, f"at most {MAX_ROWS:,} rows", "too-large")])
            if not any(value is not None for value in values):
                continue
            if len(values) > MAX_COLUMNS and any(value is not None for value in values[MAX_COLUMNS:]):
                raise InputProblems([Problem(shown, line, None, None, f"at most {MAX_COLUMNS:,} columns", "too-large")])
            cells = [cell_text(value) for value in values[:MAX_COLUMNS]]
            text.append("\x1f".join(cells).rstrip("\x1f"))
            yield line, cells

    table = make_table(shown, records(), "")
    return Table(table.file, table.columns, table.rows, table.lines, "\n".join(text))
