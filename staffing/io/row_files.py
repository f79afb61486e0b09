"""Adding and removing single rows of a small table of a plan folder, every other row as the user wrote it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.io.context import Context
from staffing.io.output import write_files
from staffing.io.plan_folder import WORKBOOK
from staffing.io.plan_toml import Settings
from staffing.io.problem_list import ProblemList
from staffing.io.tables import Table, csv_records, parse_csv
from staffing.io.text_files import read_text
from staffing.io.workbook import read_workbook

Reader = Callable[[Table, Context], object]


def add_row(plan: Plan, folder: Path, name: str, columns: Sequence[str], row: Mapping[str, str], read: Reader) -> None:
    """Append a row to ``name``.csv of a plan folder, which is made where it is not there.

    Args:
        columns: header of a new file, and columns that an old one gets where it lacks one that the row fills.
        row: cells by column.
        read: reader of the whole table; the file is written only where it finds nothing wrong.

    Raises InputProblems where the row or the file is wrong, or where the table is a sheet of the workbook.
    """
    head, records = _records(folder, name, columns)
    for column in columns:
        if column not in head and row.get(column):
            head.append(column)
    records.append([row.get(column, "") for column in head])
    _write(plan, folder, name, head, records, read)


def remove_row(plan: Plan, folder: Path, name: str, place: int, read: Reader, same: Mapping[str, str]) -> None:
    """Remove the row at ``place`` (0-based, empty rows not counted) where its cells are those of ``same``.

    Raises InputProblems where the file has changed meanwhile, so that never another row is removed.
    """
    head, records = _records(folder, name, ())
    there = dict(zip(head, records[place], strict=False)) if 0 <= place < len(records) else {}
    if not there or any(there.get(column, "") != value for column, value in same.items()):
        expected = "the row that was shown; the file has changed meanwhile, look at it again"
        raise InputProblems([Problem(f"{name}.csv", None, None, None, expected, "changed-meanwhile")])
    del records[place]
    _write(plan, folder, name, head, records, read)


def _records(folder: Path, name: str, columns: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    path = folder / f"{name}.csv"
    book = folder / WORKBOOK
    if not path.exists():
        if book.exists() and name in read_workbook(book, WORKBOOK, frozenset({name})):
            expected = f"a {name}.csv; this table is a sheet of {WORKBOOK}, change it there"
            raise InputProblems([Problem(WORKBOOK, None, None, None, expected, "in-workbook")])
        return list(columns), []
    rows = [[cell.strip() for cell in cells] for _, cells in csv_records(read_text(path, path.name), path.name)]
    rows = [row for row in rows if any(row)]
    if not rows:
        return list(columns), []
    width = len(rows[0])
    return rows[0], [row + [""] * (width - len(row)) for row in rows[1:]]


def _write(plan: Plan, folder: Path, name: str, head: Sequence[str], records: Sequence[Sequence[str]], read: Reader) -> None:
    buffer = io.StringIO(newline="")
    width = len(head)
    csv.writer(buffer, lineterminator="\n").writerows([head, *([*row, *([""] * (width - len(row)))] for row in records)])
    text = buffer.getvalue()
    queues = tuple(queue.name for queue in plan.queues)
    context = Context(ProblemList(), Settings(grid=plan.grid, queues=plan.queues, queue_names=queues))
    table = parse_csv(text, f"{name}.csv")
    context.problems.guard(lambda: read(table, context))
    context.problems.raise_if_any()
    write_files({folder / f"{name}.csv": text.encode("utf-8", "surrogatepass")})
