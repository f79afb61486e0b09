"""Tables from the text of a CSV."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.problems import InputProblems, Problem
from staffing.io.tables import parse_csv


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputProblems) as error:
        parse_csv(text, "a.csv")
    return error.value.problems


def test_rows_know_their_line() -> None:
    table = parse_csv('\n agent , note\nA1,"two\nlines"\n\n,,\n A2 ,x\n', "a.csv")
    assert table.columns == ("agent", "note")
    assert table.rows == [["A1", "two\nlines"], ["A2", "x"]]
    assert table.lines == [3, 7]


def test_short_rows_are_filled_and_blank_surplus_is_dropped() -> None:
    assert parse_csv("a,b,,\n1\n1,2,,\n", "a.csv").rows == [["1", ""], ["1", "2"]]


def test_a_header_alone_has_no_rows() -> None:
    assert len(parse_csv("a,b\n", "a.csv")) == 0


@pytest.mark.parametrize("text", ["", "\n\n", " , ,\n"])
def test_an_empty_file(text: str) -> None:
    assert problems(text)[0].code == "empty-file"


def test_more_cells_than_the_header() -> None:
    found = problems("a,b\n1,2\n1,2,3\n4,5,6\n")
    assert [(p.row, p.value, p.code) for p in found] == [(3, "3", "ragged-row"), (4, "6", "ragged-row")]


def test_a_column_twice() -> None:
    assert [(p.column, p.code) for p in problems("a,b,a\n1,2,3\n")] == [("a", "duplicate-column")]


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_separators_are_named(mark: str) -> None:
    assert problems(f"agent{mark}name\nA1{mark}Ann\n")[0].code == "not-comma-separated"


@pytest.mark.parametrize("text", ['a,b\n1,"2\n3,4\n', 'a,b\n1,"2"x\n', "a,b\n1," + "x" * 200_000 + "\n"])
def test_quotes_that_do_not_close_and_endless_cells(text: str) -> None:
    found = problems(text)
    assert (found[0].code, found[0].row) == ("bad-csv", 2)


CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=6))
def test_what_was_written_is_read(rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows([["a", "b"], *rows])
    kept = [[cell.strip() for cell in row] for row in rows]
    assert parse_csv(buffer.getvalue(), "a.csv").rows == [row for row in kept if any(row)]


@given(st.text(max_size=60))
def test_any_text_is_a_table_or_a_problem(text: str) -> None:
    found: tuple[Problem, ...] = ()
    try:
        table = parse_csv(text, "a.csv")
    except InputProblems as raised:
        found = raised.problems
    else:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert table.lines == sorted(set(table.lines))
    assert all(p.file == "a.csv" and p.expected for p in found)
