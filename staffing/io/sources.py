"""Where one logical file of a plan comes from: a CSV in the folder, or a sheet of its workbook."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from staffing.io.tables import Table, csv_records, parse_csv


@dataclass
class Source:
    """The text of a CSV or the table of a sheet, read as one or the other as wanted.

    Attributes:
        name: logical name, e.g. ``agents``.
        file: what the user calls it.
        text: content in one normal form.
    """

    name: str
    file: str
    text: str
    sheet: Table | None = None
    _table: Table | None = field(default=None, repr=False)

    def table(self) -> Table:
        """Rows. Raises InputProblems."""
        if self.sheet is not None:
            return self.sheet
        if self._table is None:
            self._table = parse_csv(self.text, self.file)
        return self._table

    def columns(self) -> Columns:
        """Columns, fast for a million rows. Raises InputProblems."""
        fast = None if self.sheet is not None else _fast_columns(self)
        return fast or _table_columns(self.table())


@dataclass(frozen=True)
class Columns:
    """A table by column.

    Attributes:
        file, columns: as in Table.
        cells: text by column name, shape (rows,); blanks around the text may remain.
        line: gives the line of a row; may read the file once more, so ask only where something is wrong.
    """

    file: str
    columns: tuple[str, ...]
    cells: dict[str, NDArray[np.object_]]
    length: int
    line: Callable[[int], int]


def _table_columns(table: Table) -> Columns:
    width = len(table.columns)
    grid = np.empty((len(table), width), dtype=object)
    for index, cells in enumerate(table.rows):
        grid[index] = cells
    cells_by_name = {name: grid[:, place] for place, name in enumerate(table.columns) if name}
    return Columns(table.file, table.columns, cells_by_name, len(table), lambda row: table.lines[row])


def _fast_columns(source: Source) -> Columns | None:
    """Columns by pandas' parser; ``None`` where the file is not plain enough for it (the slow reader then says why)."""
    import pandas as pd

    try:
        first = list(islice(csv_records(source.text, source.file), 1))
        head = [cell.strip() for cell in first[0][1]] if first else []
        if len(head) < 2 or len(set(head)) != len(head) or "" in head:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            frame = pd.read_csv(
                io.StringIO(source.text), header=0, names=range(len(head)), dtype=object, index_col=False, na_filter=False,
                skipinitialspace=True,
            )  # fmt: skip
    except (ValueError, Warning, LookupError, OverflowError):
        return None
    data = {name: frame[place].to_numpy(dtype=object) for place, name in enumerate(head)}
    blank = np.ones(len(frame), dtype=np.bool_)
    for cells in data.values():
        blank &= cells == ""
        if not all(type(cell) is str for cell in cells[:1]) or (len(cells) and _any_missing(cells)):
            return None  # rows shorter than the header
    if blank.any():
        return None

    def line(row: int) -> int:
        table = source.table()
        return table.lines[row]

    return Columns(source.file, tuple(head), data, len(frame), line)


def _any_missing(cells: NDArray[np.object_]) -> bool:
    """Whether any cell is not a text (NaN stands for a cell that a short row lacks)."""
    return bool((cells != cells).any())
