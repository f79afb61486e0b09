"""Parameters accept values of their type and range and say what they expect."""

from __future__ import annotations

import pytest

from staffing.rules.kind import Parameter, clock, count, minutes


@pytest.mark.parametrize(
    ("parameter", "good", "bad"),
    [
        (minutes(660), [0, 660, 44640], [-1, 44641, 1.5, "660", True, None]),
        (count(6, 1), [1, 366], [0, 367, False]),
        (clock(1320), [0, 1440], [1441]),
        (Parameter(1.5, 0), [0, 2, 0.5], [-0.1, "1", True]),
        (Parameter(False), [True, False], [0, 1, "true"]),
        (Parameter("day", choices=("day", "week")), ["week"], ["month", 1]),
        (Parameter("x"), ["anything"], [1]),
        (Parameter(("a",), choices=("a", "b")), [["a", "b"], []], [["c"], "a", [1]]),
        (Parameter(("a",)), [["z"]], ["z"]),
    ],
)
def test_what_is_accepted(parameter: Parameter, good: list[object], bad: list[object]) -> None:
    assert all(parameter.accepts(value) for value in good)
    assert not any(parameter.accepts(value) for value in bad)


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        (minutes(660), "a whole number from 0 to 44640"),
        (Parameter(1.5), "a number"),
        (Parameter(True), "true or false"),
        (Parameter("day", choices=("day", "week")), "one of day, week"),
        (Parameter(("a",), choices=("a", "b")), "a list of texts from a, b"),
        (Parameter("x"), "a text"),
    ],
)
def test_what_is_expected(parameter: Parameter, text: str) -> None:
    assert parameter.expected == text


def test_lists_are_settled_as_tuples() -> None:
    assert Parameter(("a",)).settle(["b", "c"]) == ("b", "c")
    assert minutes(1).settle(5) == 5
