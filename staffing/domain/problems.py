"""What is wrong with an input, as data: collected all at once, shown with file, row, column, value and expectation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing a user has to mend.

    Attributes:
        file: name of the file (or sheet) as the user knows it, e.g. ``agents.csv``.
        row: line in the file counted from 1 with the header as line 1; ``None`` where the whole file is meant.
        column: column or key, e.g. ``contract`` or ``queue[2].service_level``; ``None`` where no single one is meant.
        value: the offending text as it stands in the file; ``None`` where something is missing.
        expected: what would be right, a short English phrase.
        code: stable code of the kind of problem, for translation and tests, e.g. ``unknown-name``.
    """

    file: str
    row: int | None
    column: str | None
    value: str | None
    expected: str
    code: str = "invalid"

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column is not None:
            where += f", column {self.column}"
        what = "" if self.value is None else f": {self.value!r}"
        return f"{where}{what}: expected {self.expected}"


class InputProblems(Exception):  # noqa: N818  (it carries problems; it is not itself an error of the program)
    """Raised once for a whole input, carrying every problem found in it.

    Attributes:
        problems: at least one :class:`Problem`, in file and row order.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("InputProblems needs at least one problem")
        super().__init__("\n".join(map(str, self.problems)))
