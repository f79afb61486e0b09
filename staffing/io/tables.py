"""A table: a header and rows that know their line, from a CSV or from a sheet of a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from staffing.domain.problems import InputProblems, Problem
from staffing.io.text_files import read_text


@dataclass(frozen=True)
class Table:
    """The cells of one file or sheet, as text without surrounding blanks.

    Attributes:
        file: what the user calls it, e.g. ``agents.csv`` or ``plan.xlsx, sheet agents``.
        columns: header cells; extra columns are kept.
        rows: cells of each row, as many as there are columns (missing ones are blank). Empty rows are left out.
        lines: line of each row in the file, the header being line 1.
        text: the whole content in one normal form, for hashing.
    """

    file: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    text: str

    def __len__(self) -> int:
        return len(self.rows)


def csv_records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(first line, cells) of each record of a CSV; raises InputProblems where quotes do not close."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "cells of at most 131,072 characters; is a closing quote missing?" if "limit" in str(error) else "quotes in pairs"
            raise InputProblems([Problem(name, line, None, None, f"{hint} ({error})", "bad-csv")]) from None
        yield line, cells


def make_table(name: str, records: Iterator[tuple[int, list[str]]], text: str) -> Table:
    """A table from (line, cells) records, the first of which is the header.

    Raises InputProblems for an empty file, a header with a name twice, and rows with more cells than the header.
    """
    head: list[str] | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for line, record in records:
        cells = [cell.strip() for cell in record]
        if not any(cells):
            continue
        if head is None:
            while cells and not cells[-1]:
                cells.pop()
            head = cells
            problems += _header_problems(name, line, head)
            continue
        if len(cells) > len(head):
            surplus = [cell for cell in cells[len(head) :] if cell]
            if surplus:
                problems.append(Problem(name, line, None, surplus[0], f"at most {len(head)} cells, as in the header", "ragged-row"))
            cells = cells[: len(head)]
        elif len(cells) < len(head):
            cells = cells + [""] * (len(head) - len(cells))
        rows.append(cells)
        lines.append(line)
    if head is None:
        problems.append(Problem(name, None, None, None, "a header row and rows; the file is empty", "empty-file"))
    if problems:
        raise InputProblems(problems)
    return Table(name, tuple(head or ()), rows, lines, text)


def _header_problems(name: str, line: int, head: list[str]) -> list[Problem]:
    found = []
    if len(head) == 1 and any(mark in head[0] for mark in ";\t|"):
        found.append(Problem(name, line, None, head[0], "columns separated by commas", "not-comma-separated"))
    for column in dict.fromkeys(head):
        if column and head.count(column) > 1:
            found.append(Problem(name, line, column, column, "each column once", "duplicate-column"))
    return found


def parse_csv(text: str, name: str) -> Table:
    """The table in the text of a CSV. Raises InputProblems."""
    return make_table(name, csv_records(text, name), text)


def read_csv(path: Path, name: str) -> Table:
    """The table in a CSV file in UTF-8 (with or without BOM) or GB18030. Raises InputProblems."""
    return parse_csv(read_text(path, name), name)
