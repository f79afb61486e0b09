"""Rows of (interval_start, queue, numbers) read by column: history, forecast, requirement and their like, up to millions of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.domain.problems import InputProblems, Problem
from staffing.io import cells
from staffing.io.cells import CellError
from staffing.io.names import Known
from staffing.io.problem_list import ProblemList
from staffing.io.rows import check_columns
from staffing.io.sources import Columns

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Numbers:
    """What a column of numbers may hold: ``low..high``; ``blank`` = blank cells are allowed and mean unknown (NaN)."""

    low: float = 0.0
    high: float = 1e9
    blank: bool = False
    whole: bool = False

    def parse(self, text: str) -> float:
        """The number in the text of a cell. Raises CellError."""
        if text:
            return cells.parse_whole(text, int(self.low), int(self.high)) if self.whole else cells.parse_number(text, self.low, self.high)
        if self.blank:
            return float("nan")
        raise CellError("a number (the cell is blank; leave the row out where nothing is known)", "missing-value")


@dataclass(frozen=True)
class Series:
    """Rows that are right, in file order.

    Attributes:
        minutes: axis minute of each row's interval, shape (n,).
        queue: index of its queue in ``queues``, shape (n,).
        values: numbers by column; NaN = blank; only columns that are there.
        row: index of the row in the file, for problems found later.
        columns: where the rows came from.
    """

    minutes: Ints
    queue: Ints
    queues: tuple[str, ...]
    values: dict[str, Floats]
    row: Ints
    columns: Columns
    problems: ProblemList

    def wrong(self, index: int, column: str, expected: str, code: str) -> None:
        """Note a problem with row ``index`` of this series."""
        _note(self.columns, self.problems, int(self.row[index]), column, expected, code)

    def wrong_rows(self, mask: NDArray[np.bool_], column: str, expected: str, code: str) -> None:
        """Note a problem with every row of a mask over this series."""
        for index in np.flatnonzero(mask):
            self.wrong(int(index), column, expected, code)


def _note(columns: Columns, problems: ProblemList, row: int, column: str, expected: str, code: str) -> None:
    if problems.full(columns.file):  # a million rows may be wrong
        problems.count(columns.file)
        return
    value = str(columns.cells[column][row]).strip() if column in columns.cells else None
    problems.add(Problem(columns.file, columns.line(row), column, value or None, expected, code))


def read_series(
    columns: Columns,
    grid: TimeGrid,
    queues: Known,
    problems: ProblemList,
    required: Mapping[str, Numbers],
    optional: Mapping[str, Numbers],
    *,
    repeated_hours: bool = False,
) -> Series:
    """Read the rows; whatever is wrong is noted and its row left out.

    ``repeated_hours``: a local time that exists twice and stands twice for a queue means the first, then the second of the two.
    Without it such a time means the first and a second row is a duplicate. Raises InputProblems where columns are missing.
    """
    check_columns(columns, ("interval_start", "queue", *required), tuple(optional))
    good = np.ones(columns.length, dtype=np.bool_)
    names, queue = _queues(columns, queues, problems, good)
    minutes, second = _minutes(columns, grid, problems, good)
    values = {}
    for name, rule in {**required, **optional}.items():
        if name in columns.cells:
            values[name] = _numbers(columns, name, rule, problems, good)
    if repeated_hours:
        minutes = _second_hours(minutes, second, queue, good)
    _duplicates(columns, minutes, queue, problems, good)
    kept = np.flatnonzero(good)
    return Series(
        minutes[kept], queue[kept], names, {name: array[kept] for name, array in values.items()}, kept.astype(np.int64), columns, problems
    )


def _unique(texts: NDArray[np.object_]) -> tuple[Ints, list[str]]:
    """(code of each text, the distinct texts)."""
    import pandas as pd

    codes, distinct = pd.factorize(texts)
    return codes.astype(np.int64), [str(text).strip() for text in distinct]


def _queues(columns: Columns, known: Known, problems: ProblemList, good: NDArray[np.bool_]) -> tuple[tuple[str, ...], Ints]:
    codes, texts = _unique(columns.cells["queue"])
    names = tuple(known.names) if known.names is not None else tuple(dict.fromkeys(text for text in texts if text))
    place = {name: number for number, name in enumerate(names)}
    number = np.array([place.get(text, -1) for text in texts], dtype=np.int64)
    for code, text in enumerate(texts):
        if number[code] >= 0:
            continue
        rows = np.flatnonzero(codes == code)
        good[rows] = False
        if not text:
            for row in rows:
                _note(columns, problems, int(row), "queue", f"{known.what} (the cell is blank)", "missing-value")
        else:
            more = f"; {len(rows) - 1:,} further rows say the same" if len(rows) > 1 else ""
            _note(columns, problems, int(rows[0]), "queue", known.expected(text) + more, "unknown-name")
    return names, number[codes]


def _minutes(columns: Columns, grid: TimeGrid, problems: ProblemList, good: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """(axis minute of each row, minutes from the first to the second of two ambiguous instants: 0 where there is one)."""
    codes, texts = _unique(columns.cells["interval_start"])
    minute, later = np.zeros(len(texts), dtype=np.int64), np.zeros(len(texts), dtype=np.int64)
    errors: dict[int, CellError] = {}
    for code, text in enumerate(texts):
        try:
            minute[code], later[code] = _both_minutes(text, grid)
        except CellError as error:
            errors[code] = error
    if errors:
        bad = np.isin(codes, list(errors))
        good[bad] = False
        for row in np.flatnonzero(bad):
            found = errors[int(codes[row])]
            _note(columns, problems, int(row), "interval_start", found.expected, found.code)
    return minute[codes], later[codes]


def _both_minutes(text: str, grid: TimeGrid) -> tuple[int, int]:
    """(axis minute of a local time, minutes from there to the second instant of that name, 0 where there is one)."""
    if not text:
        raise CellError("a local date and time such as 2026-11-30T08:15 (the cell is blank)", "missing-value")
    moment = cells.parse_moment(text)
    minute = cells.minute_of(moment, grid)
    return minute, 0 if moment.tzinfo is not None else max(0, grid.minute(moment.replace(fold=1)) - minute)


def _numbers(columns: Columns, name: str, rule: Numbers, problems: ProblemList, good: NDArray[np.bool_]) -> Floats:
    import pandas as pd

    texts = columns.cells[name]
    values = np.array(pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce"), dtype=np.float64)
    odd = ~((values >= rule.low) & (values <= rule.high))
    if rule.whole:
        odd |= values != np.floor(values)
    if rule.blank:
        odd &= texts != ""
    for row in np.flatnonzero(odd):
        text = str(texts[row]).strip()
        try:
            values[row] = rule.parse(text)
        except CellError as error:
            good[row] = False
            values[row] = np.nan
            _note(columns, problems, int(row), name, error.expected, error.code)
    return values


def _keys(minutes: Ints, queue: Ints) -> Ints:
    return queue * np.int64(2**40) + minutes


def _second_hours(minutes: Ints, second: Ints, queue: Ints, good: NDArray[np.bool_]) -> Ints:
    """Move the second row of an ambiguous local time to the second instant."""
    rows = np.flatnonzero((second > 0) & good)
    seen: set[int] = set()
    moved = minutes.copy()
    for row, key in zip(rows.tolist(), _keys(minutes[rows], queue[rows]).tolist(), strict=True):
        if key in seen:
            moved[row] += second[row]
        seen.add(key)
    return moved


def _duplicates(columns: Columns, minutes: Ints, queue: Ints, problems: ProblemList, good: NDArray[np.bool_]) -> None:
    rows = np.flatnonzero(good)
    keys = _keys(minutes[rows], queue[rows])
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(np.diff(keys[order]) == 0) + 1
    first: dict[int, int] = {}
    for place in same.tolist():
        row, before = int(rows[order[place]]), int(rows[order[place - 1]])
        origin = first[row] = first.get(before, before)
        good[row] = False
        expected = f"each interval of a queue once (row {columns.line(origin)} has it already)"
        _note(columns, problems, row, "interval_start", expected, "duplicate")


def spread(series: Series, name: str, shape: tuple[int, int], place: Ints, fill: float) -> Floats:
    """An array of ``shape`` (queues, intervals) with a column's values at (queue, ``place``) and ``fill`` elsewhere."""
    array = np.full(shape, fill, dtype=np.float64)
    array[series.queue, place] = series.values[name]
    return array


def require_rows(columns: Columns) -> None:
    """Raise InputProblems for a file with a header and nothing below."""
    if columns.length == 0:
        raise InputProblems([Problem(columns.file, None, None, None, "rows below the header; there are none", "empty-file")])
