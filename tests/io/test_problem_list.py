"""Collecting problems."""

from __future__ import annotations

import pytest

from staffing.domain.problems import InputProblems, Problem
from staffing.io import problem_list
from staffing.io.problem_list import ProblemList


def problem(file: str, row: int | None) -> Problem:
    return Problem(file, row, None, None, "x")


def test_files_as_first_seen_rows_in_order() -> None:
    found = ProblemList()
    found.extend([problem("b", 5), problem("a", 2), problem("b", 3), problem("b", None)])
    assert [(p.file, p.row) for p in found.sorted()] == [("b", None), ("b", 3), ("b", 5), ("a", 2)]
    with pytest.raises(InputProblems):
        found.raise_if_any()


def test_nothing_found_nothing_raised() -> None:
    ProblemList().raise_if_any()


def test_a_guard_keeps_what_is_raised() -> None:
    found = ProblemList()

    def fail() -> int:
        raise InputProblems([problem("a", 1)])

    assert found.guard(fail) is None
    assert found.guard(lambda: 3) == 3
    assert len(found) == 1


def test_a_file_wrong_in_every_row_is_cut_with_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problem_list, "MAX_PER_FILE", 3)
    found = ProblemList()
    found.extend(problem("a", row) for row in range(10))
    found.add(problem("b", 1))
    assert len(found.sorted()) == 5
    assert "7 further problems" in found.sorted()[-1].expected
