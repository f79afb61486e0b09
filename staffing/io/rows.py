"""One row of a table under a reader's eyes: cells by column, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from staffing.domain.grid import TimeGrid
from staffing.domain.problems import InputProblems, Problem
from staffing.io import cells
from staffing.io.cells import CellError
from staffing.io.names import Known, suggest
from staffing.io.problem_list import ProblemList
from staffing.io.tables import Table

T = TypeVar("T")
_NEVER = date(1970, 1, 1)


class Headed(Protocol):
    """Anything with a file's name and a header: a table, or columns."""

    @property
    def file(self) -> str:
        """What the user calls it."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Header cells."""


def check_columns(table: Headed, required: Sequence[str], optional: Sequence[str] = ()) -> None:
    """Raise InputProblems where required columns are missing, or an unknown one is plainly a misspelt optional one.

    Other unknown columns are the user's own and are ignored.
    """
    unknown = [name for name in table.columns if name and name not in required and name not in optional]
    problems = []
    for name in (name for name in required if name not in table.columns):
        near = suggest(name, unknown, 0.7)
        hint = f" (is it {near!r}?)" if near else ""
        problems.append(Problem(table.file, 1, name, None, f"a column {name}{hint}", "missing-column"))
    absent = [name for name in optional if name not in table.columns]
    for name in unknown:
        near = suggest(name, absent, 0.87)
        if near:
            problems.append(Problem(table.file, 1, name, name, f"the column {near}, or another name", "unknown-column"))
    if problems:
        raise InputProblems(problems)


class Row:
    """A row being read. Each getter notes what is wrong and then returns a stand-in, so that one pass finds every mistake.

    ``ok`` tells whether anything was wrong; an object is made only of rows that are ok.
    """

    def __init__(self, table: Table, index: int, places: dict[str, int], problems: ProblemList) -> None:
        self.file = table.file
        self.line = table.lines[index]
        self._cells = table.rows[index]
        self._places = places
        self._problems = problems
        self._bad: set[str] = set()

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong so far."""
        return not self._bad

    def good(self, *columns: str) -> bool:
        """Whether nothing was found wrong in these columns."""
        return self._bad.isdisjoint(columns)

    def raw(self, column: str) -> str:
        """The text of a cell; blank where the column is not there."""
        place = self._places.get(column)
        return "" if place is None else self._cells[place]

    def wrong(self, column: str, expected: str, code: str = "invalid", value: str | None = None) -> None:
        """Note that a cell is wrong; ``value`` where only a part of it is."""
        self._bad.add(column)
        self._problems.add(Problem(self.file, self.line, column, value or self.raw(column) or None, expected, code))

    def parse(self, column: str, parser: Callable[[str], T], stand_in: T) -> T:
        """A cell that must be filled."""
        text = self.raw(column)
        if not text:
            try:
                parser(text)
                expected = "a value"
            except CellError as error:
                expected = error.expected
            self.wrong(column, f"{expected} (the cell is blank)", "missing-value")
            return stand_in
        try:
            return parser(text)
        except CellError as error:
            self.wrong(column, error.expected, error.code)
            return stand_in

    def maybe(self, column: str, parser: Callable[[str], T], blank: T) -> T:
        """A cell that may be blank: then ``blank``."""
        return self.parse(column, parser, blank) if self.raw(column) else blank

    def text(self, column: str) -> str:
        """A cell that must hold some text."""
        text = self.raw(column)
        if not text:
            self.wrong(column, "a text (the cell is blank)", "missing-value")
        return text

    def name(self, column: str, known: Known) -> str:
        """A cell that must hold a known name."""
        name = self.raw(column)
        if not name:
            self.wrong(column, f"{known.what} (the cell is blank)", "missing-value")
        elif name not in known:
            self.wrong(column, known.expected(name), "unknown-name")
        return name

    def maybe_name(self, column: str, known: Known) -> str:
        """A cell that may hold a known name, or be blank."""
        return self.name(column, known) if self.raw(column) else ""

    def day(self, column: str) -> date:
        """A cell that must hold a date."""
        return self.parse(column, cells.parse_date, _NEVER)

    def maybe_day(self, column: str) -> date | None:
        """A cell that may hold a date."""
        return self.day(column) if self.raw(column) else None

    def minute(self, column: str, grid: TimeGrid) -> int:
        """A cell that must hold a local time, as an axis minute."""
        return self.parse(column, lambda text: cells.parse_minute(text, grid), 0)

    def clock(self, column: str, last: int = 1439, blank: int | None = None) -> int:
        """A clock time; ``blank`` = value of a blank cell, ``None`` = it must be filled."""
        if blank is not None and not self.raw(column):
            return blank
        return self.parse(column, lambda text: cells.parse_clock(text, last), 0)

    def whole(self, column: str, low: int = 0, high: int = 1_000_000_000, blank: int | None = None) -> int:
        """A whole number; ``blank`` as in :meth:`clock`."""
        if blank is not None and not self.raw(column):
            return blank
        return self.parse(column, lambda text: cells.parse_whole(text, low, high), low)

    def maybe_whole(self, column: str, low: int = 0, high: int = 1_000_000_000) -> int | None:
        """A whole number or ``None``."""
        return self.whole(column, low, high) if self.raw(column) else None

    def number(self, column: str, low: float = 0.0, high: float = 1e9, blank: float | None = None) -> float:
        """A number; ``blank`` as in :meth:`clock`."""
        if blank is not None and not self.raw(column):
            return blank
        return self.parse(column, lambda text: cells.parse_number(text, low, high), low)

    def maybe_number(self, column: str, low: float = 0.0, high: float = 1e9) -> float | None:
        """A number or ``None``."""
        return self.number(column, low, high) if self.raw(column) else None

    def yes(self, column: str) -> bool:
        """Yes or no; blank = no."""
        return self.maybe(column, cells.parse_yes_no, False)

    def items(self, column: str) -> tuple[str, ...]:
        """A list separated by ``;``."""
        return cells.parse_list(self.raw(column))

    def extra(self, known: Container[str]) -> tuple[tuple[str, str], ...]:
        """(column, cell) of the user's own columns."""
        return tuple((column, self._cells[place]) for column, place in self._places.items() if column not in known)


def read_rows(table: Table, problems: ProblemList) -> Iterator[Row]:
    """The rows of a table, in order."""
    places = {column: place for place, column in enumerate(table.columns) if column}
    for index in range(len(table)):
        yield Row(table, index, places, problems)
