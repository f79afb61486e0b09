"""The CSV of ``staffing erlang --batch``: many staffing questions in, the same rows with their answers out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from staffing.domain.problems import InputProblems, Problem
from staffing.io.cells import CellError, parse_number
from staffing.io.output import write_rows
from staffing.io.problem_list import ProblemList
from staffing.io.rows import check_columns
from staffing.io.tables import Table, read_csv

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MAX_LOAD_ERLANGS = 1e6
"""More agents than any centre has: beyond it a number is a slip."""
_MAX = 1e9
_PLAIN = re.compile(r"[0-9.eE+\-\n]*", re.ASCII)


@dataclass(frozen=True)
class Column:
    """One input column: what its numbers may be."""

    name: str
    expected: str
    good: Callable[[Floats], Flags]
    required: bool = False


def _between(low: float, high: float) -> Callable[[Floats], Flags]:
    return lambda x: (x > low) & (x < high)


def _at_least_zero(x: Floats) -> Flags:
    good: Flags = (x >= 0) & (x <= _MAX)
    return good


def _positive(x: Floats) -> Flags:
    good: Flags = (x > 0) & (x <= _MAX)
    return good


_SHARE = "a share between 0 and 1, e.g. 0.8"
COLUMNS = (
    Column("calls_per_interval", "a number from 0 up", _at_least_zero, required=True),
    Column("interval_s", "seconds above 0", _positive, required=True),
    Column("aht_s", "seconds, above 0 where there are calls", _at_least_zero, required=True),
    Column("mean_patience_s", "seconds above 0, or blank where nobody hangs up", _positive),
    Column("n_agents", "a whole number from 0 up", lambda x: _at_least_zero(x) & (x == np.rint(x))),
    Column("sl_time_s", "seconds from 0 up", _at_least_zero),
    Column("target_sl", _SHARE, _between(0, 1)),
    Column("target_asa_s", "seconds above 0", _positive),
    Column("target_abandon", _SHARE, _between(0, 1)),
    Column("min_answer_rate", _SHARE, _between(0, 1)),
    Column("max_occupancy", "a share above 0, at most 1", lambda x: (x > 0) & (x <= 1)),
    Column("shrinkage", "a share from 0 to below 1", lambda x: (x >= 0) & (x < 1)),
)
REQUIRED = tuple(column.name for column in COLUMNS if column.required)
ANSWERS = (
    "offered_load_erl",
    "p_wait",
    "service_level",
    "asa_s",
    "p_abandon",
    "occupancy",
    "required_agents",
    "scheduled_agents",
)


@dataclass(frozen=True, eq=False)
class Batch:
    """The questions of one file.

    Attributes:
        table: the rows as they stand in the file.
        values: an array for each name in :data:`COLUMNS`, one entry a row; NaN where the cell is blank or the column is missing.
    """

    table: Table
    values: Mapping[str, Floats]


def read_batch(path: Path) -> Batch:
    """Read and check a file of questions.

    Raises InputProblems with every wrong cell of every row.
    """
    name = path.name
    table = read_csv(path, name)
    check_columns(table, REQUIRED)
    if not table.rows:
        raise InputProblems([Problem(name, None, None, None, "at least one row below the header", "empty-file")])
    problems = ProblemList()
    values = {column.name: _read_column(table, column, problems) for column in COLUMNS}
    _check_rows(table, values, problems)
    problems.raise_if_any()
    return Batch(table, values)


def _read_column(table: Table, column: Column, problems: ProblemList) -> Floats:
    if column.name not in table.columns:
        return np.full(len(table), np.nan)
    place = table.columns.index(column.name)
    texts = [row[place] for row in table.rows]
    blank = np.fromiter((not text for text in texts), dtype=np.bool_, count=len(texts))
    numbers, unreadable = _numbers(texts)
    wrong = unreadable | ~(blank | column.good(numbers))
    if column.name in ("calls_per_interval", "interval_s"):
        wrong |= blank
    for index in np.flatnonzero(wrong).tolist():
        code = "bad-number" if unreadable[index] else "missing-value" if blank[index] else "out-of-range"
        problems.add(Problem(table.file, table.lines[index], column.name, texts[index] or None, column.expected, code))
    numbers[wrong] = np.nan
    return numbers


def _numbers(texts: Sequence[str]) -> tuple[Floats, Flags]:
    """``(numbers, which cells are none)``; blank cells are NaN."""
    if _PLAIN.fullmatch("\n".join(texts)):
        try:
            return np.array([text or "nan" for text in texts], dtype=np.float64), np.zeros(len(texts), dtype=np.bool_)
        except ValueError:
            pass
    numbers = np.full(len(texts), np.nan)
    unreadable = np.zeros(len(texts), dtype=np.bool_)
    for index, text in enumerate(texts):
        if text:
            try:
                numbers[index] = parse_number(text, -np.inf, np.inf)
            except CellError:
                unreadable[index] = True
    return numbers, unreadable


def _check_rows(table: Table, values: Mapping[str, Floats], problems: ProblemList) -> None:
    calls, aht, interval = values["calls_per_interval"], values["aht_s"], values["interval_s"]
    place = table.columns.index("aht_s")
    for index in np.flatnonzero((calls > 0) & ~(aht > 0)).tolist():
        text = table.rows[index][place]
        if not text or aht[index] == 0:
            expected, code = "seconds above 0 where there are calls", "out-of-range" if text else "missing-value"
            problems.add(Problem(table.file, table.lines[index], "aht_s", text or None, expected, code))
    for index in np.flatnonzero(calls * aht / interval > MAX_LOAD_ERLANGS).tolist():
        text = table.rows[index][table.columns.index("calls_per_interval")]
        expected = f"a load (calls x aht_s / interval_s) of at most {MAX_LOAD_ERLANGS:,.0f} erlangs"
        problems.add(Problem(table.file, table.lines[index], "calls_per_interval", text, expected, "out-of-range"))
    if "target_sl" in table.columns:
        target = table.columns.index("target_sl")
        time = table.columns.index("sl_time_s") if "sl_time_s" in table.columns else None
        for index in np.flatnonzero(~np.isnan(values["target_sl"])).tolist():
            if time is None or not table.rows[index][time]:
                expected = f"an answer time in seconds with the service level {table.rows[index][target]}"
                problems.add(Problem(table.file, table.lines[index], "sl_time_s", None, expected, "missing-value"))


def write_batch(path: Path, batch: Batch, answers: Mapping[str, Floats]) -> None:
    """Write the rows with their answers, numbers with 15 significant digits, NaN blank; the file is replaced whole or not at all.

    Args:
        path: the file to write, UTF-8.
        batch: the questions; their columns come first. One that has the name of an answer is replaced by it.
        answers: an array for each name in :data:`ANSWERS`.

    Raises InputProblems where the file cannot be written.
    """
    table = batch.table
    header = [*table.columns, *(name for name in ANSWERS if name not in table.columns)]
    places = {name: header.index(name) for name in ANSWERS}
    columns = {name: [_text(value) for value in answers[name].tolist()] for name in ANSWERS}
    extra = len(header) - len(table.columns)

    def rows() -> Iterator[list[str]]:
        for index, row in enumerate(table.rows):
            cells = [*row, *[""] * extra]
            for name, place in places.items():
                cells[place] = columns[name][index]
            yield cells

    write_rows(path, header, rows())


def _text(value: float) -> str:
    return "" if value != value else format(value, ".15g")
