"""Columns: the fast reader and the careful one see the same cells."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.problems import InputProblems
from staffing.io import sources
from staffing.io.sources import Columns, Source


def columns(text: str) -> Columns:
    return Source("a", "a.csv", text).columns()


def careful(text: str) -> Columns:
    return sources._table_columns(Source("a", "a.csv", text).table())


def cells(found: Columns) -> list[list[str]]:
    return [[str(found.cells[name][row]).strip() for name in found.columns] for row in range(found.length)]


PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cs", "Zl", "Zp", "Cc"]), max_size=6)


@given(st.lists(st.tuples(PLAIN, PLAIN, PLAIN), min_size=1, max_size=6))
def test_both_readers_see_the_same(rows: list[tuple[str, str, str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows([("a", "b", "c"), *rows])
    fast, slow = columns(buffer.getvalue()), careful(buffer.getvalue())
    assert cells(fast) == cells(slow)
    assert [fast.line(row) for row in range(fast.length)] == [slow.line(row) for row in range(slow.length)]


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "\n\na,b\n1,2\n\n3,4\n",
        "a,b\n1\n,,\n2,3\n",
        "a,b,,\n1,2,,\n",
        "a,b\n1,2,\n",
        'a,b\n"1\n1",2\n3,4\n',
        "a,b\n nan , NA \n",
        "a,b\n",
        " a , b \n 1 , 2 \n",
    ],
)
def test_odd_but_sound_files(text: str) -> None:
    assert cells(columns(text)) == cells(careful(text))
    found = columns(text)
    assert [found.line(row) for row in range(found.length)] == [careful(text).line(row) for row in range(found.length)]


@pytest.mark.parametrize("text", ["", "a,a\n1,2\n", "a,b\n1,2,3\n", 'a,b\n1,"2\n', "a;b\n1;2\n"])
def test_faults_are_told_by_the_careful_reader(text: str) -> None:
    with pytest.raises(InputProblems) as fast:
        columns(text)
    with pytest.raises(InputProblems) as slow:
        careful(text)
    assert fast.value.problems == slow.value.problems


def test_plain_files_take_the_fast_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_table_columns", lambda _table: pytest.fail("slow"))
    assert columns("a,b\n1,2\n").length == 1
