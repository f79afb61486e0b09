"""Where readers put what they find wrong, so that everything is reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from staffing.domain.problems import InputProblems, Problem

MAX_PER_FILE = 10_000
"""Problems kept of one file; a file that is wrong in every row says the rest as a count."""

T = TypeVar("T")


class ProblemList:
    """Problems in the order found; :meth:`sorted` puts them in file and row order: ``files`` first, then others as they come."""

    def __init__(self, files: Iterable[str] = ()) -> None:
        self._items: list[Problem] = []
        self._per_file: dict[str, int] = {}
        self._order: dict[str, int] = {file: place for place, file in enumerate(files)}

    def __len__(self) -> int:
        return len(self._items)

    def add(self, problem: Problem) -> None:
        """Keep a problem, or only count it where its file has too many."""
        if not self.full(problem.file):
            self._items.append(problem)
        self.count(problem.file)

    def full(self, file: str) -> bool:
        """Whether further problems of a file are only counted."""
        return self._per_file.get(file, 0) >= MAX_PER_FILE

    def count(self, file: str) -> None:
        """Count one problem of a file."""
        self._per_file[file] = self._per_file.get(file, 0) + 1
        self._order.setdefault(file, len(self._order))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several."""
        for problem in problems:
            self.add(problem)

    def guard(self, read: Callable[[], T]) -> T | None:
        """What ``read`` returns, or ``None`` where it raises InputProblems, which are kept."""
        try:
            return read()
        except InputProblems as found:
            self.extend(found.problems)
            return None

    def sorted(self) -> list[Problem]:
        """All problems by file and row, problems of a whole file first."""
        rest = [
            Problem(file, None, None, None, f"fewer mistakes: {count - MAX_PER_FILE:,} further problems are not listed", "too-many")
            for file, count in self._per_file.items()
            if count > MAX_PER_FILE
        ]
        found = sorted(self._items, key=lambda p: (self._order[p.file], p.row or 0))
        return found + rest

    def raise_if_any(self) -> None:
        """Raise InputProblems with everything found, if anything was."""
        if self._items:
            raise InputProblems(self.sorted())
