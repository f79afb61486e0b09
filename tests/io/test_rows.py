"""Rows under a reader's eyes."""

from __future__ import annotations

from datetime import date

import pytest

from staffing.domain.problems import InputProblems
from staffing.io.names import Known
from staffing.io.problem_list import ProblemList
from staffing.io.rows import Row, check_columns, read_rows
from staffing.io.tables import parse_csv

TEXT = "agent,day,weight,note,flag\nA1,2026-11-30,5,hello,yes\nA9,soon,-1,,maybe\n,,,,\n"


def rows() -> tuple[list[Row], ProblemList]:
    found = ProblemList()
    return list(read_rows(parse_csv(TEXT, "a.csv"), found)), found


def test_a_good_row_gives_its_values() -> None:
    (row, _), found = rows()
    assert row.name("agent", Known("an agent", ["A1"])) == "A1"
    assert (row.day("day"), row.number("weight"), row.whole("weight"), row.yes("flag")) == (date(2026, 11, 30), 5.0, 5, True)
    assert (row.maybe_day("nowhere"), row.maybe_whole("nowhere"), row.whole("nowhere", blank=7)) == (None, None, 7)
    assert row.extra(("agent", "day", "weight", "flag")) == (("note", "hello"),)
    assert row.ok
    assert not len(found)


def test_every_mistake_of_a_row_is_found() -> None:
    (_, row), found = rows()
    row.name("agent", Known("an agent of agents.csv", ["A1"]))
    row.day("day")
    row.number("weight")
    row.text("note")
    row.yes("flag")
    assert not row.ok
    assert not row.good("agent")
    assert [(p.row, p.column, p.value, p.code) for p in found.sorted()] == [
        (3, "agent", "A9", "unknown-name"),
        (3, "day", "soon", "bad-date"),
        (3, "weight", "-1", "out-of-range"),
        (3, "note", None, "missing-value"),
        (3, "flag", "maybe", "bad-yes-no"),
    ]


def columns(head: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> list[tuple[str | None, str]]:
    with pytest.raises(InputProblems) as error:
        check_columns(parse_csv(head + "\n", "a.csv"), required, optional)
    return [(p.column, p.code) for p in error.value.problems]


def test_missing_columns_all_at_once() -> None:
    assert columns("agent", ("agent", "day", "wish")) == [("day", "missing-column"), ("wish", "missing-column")]


def test_a_misspelt_column_is_named() -> None:
    with pytest.raises(InputProblems, match="is it 'Agent'"):
        check_columns(parse_csv("Agent,x\n", "a.csv"), ("agent",))
    assert columns("agent,meal_after_minute", ("agent",), ("meal_after_minutes",)) == [("meal_after_minute", "unknown-column")]


def test_other_columns_are_the_users_own() -> None:
    check_columns(parse_csv("agent,team,phone\n", "a.csv"), ("agent",), ("site", "tags"))
    check_columns(parse_csv("agent,site,sites\n", "a.csv"), ("agent",), ("site",))
