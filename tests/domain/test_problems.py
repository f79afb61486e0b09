"""Problems as data."""

from __future__ import annotations

import pytest

from staffing.domain.problems import InputProblems, Problem


def test_a_problem_says_where_what_and_what_was_expected() -> None:
    problem = Problem("agents.csv", 3, "contract", "fulltime", "a contract of plan.toml")
    assert str(problem) == "agents.csv, row 3, column contract: 'fulltime': expected a contract of plan.toml"
    assert str(Problem("agents.csv", None, None, None, "rows")) == "agents.csv: expected rows"


def test_problems_are_raised_together() -> None:
    found = [Problem("a.csv", 1, None, None, "x"), Problem("b.csv", 2, None, None, "y")]
    assert str(InputProblems(found)).count("\n") == 1
    with pytest.raises(ValueError):
        InputProblems([])
