"""Rows of (interval_start, queue, numbers)."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.grid import TimeGrid
from staffing.domain.problems import InputProblems, Problem
from staffing.io.names import Known
from staffing.io.problem_list import ProblemList
from staffing.io.series import Numbers, Series, read_series, spread
from staffing.io.sources import Source

SHANGHAI = TimeGrid(date(2026, 11, 30), 1, 30, "Asia/Shanghai")
BERLIN = TimeGrid(date(2026, 10, 25), 1, 30, "Europe/Berlin")
QUEUES = Known("a queue of plan.toml", ["a", "b"])
HEAD = "interval_start,queue,offered,aht\n"
RULES = {"offered": Numbers(0, 1000), "aht": Numbers(0, 100, blank=True)}


def read(text: str, grid: TimeGrid = SHANGHAI, repeated: bool = False) -> tuple[Series, list[Problem]]:
    found = ProblemList()
    series = read_series(Source("h", "h.csv", text).columns(), grid, QUEUES, found, RULES, {}, repeated_hours=repeated)
    return series, found.sorted()


def test_good_rows() -> None:
    series, problems = read(HEAD + "2026-11-30T08:00,b, 5 ,\n2026-11-29 23:30,a,2.5,90\n")
    assert problems == []
    assert series.minutes.tolist() == [480, -30]
    assert (series.queue.tolist(), series.queues) == ([1, 0], ("a", "b"))
    assert series.values["offered"].tolist() == [5, 2.5]
    np.testing.assert_array_equal(series.values["aht"], [np.nan, 90])


def test_every_mistake_at_once() -> None:
    rows = [
        "2026-11-30T08:00,a,1,",
        "30.11.2026 08:00,a,1,",
        ",a,1,",
        "2026-11-30T08:30,c,1,",
        "2026-11-30T09:00,c,1,",
        "2026-11-30T09:00,,1,",
        "2026-11-30T09:30,a,-1,",
        "2026-11-30T10:00,a,1001,",
        "2026-11-30T10:30,a,nan,",
        "2026-11-30T11:00,a,,",
        "2026-11-30T11:30,a,1,soon",
        "2026-11-30T08:00,a,2,",
        "2026/11/30 8:00,a,3,",
        "2026-11-30T12:00,b,4,",
    ]
    series, problems = read(HEAD + "\n".join(rows) + "\n")
    assert [(p.row, p.column, p.code) for p in problems] == [
        (3, "interval_start", "bad-time"),
        (4, "interval_start", "missing-value"),
        (5, "queue", "unknown-name"),
        (7, "queue", "missing-value"),
        (8, "offered", "out-of-range"),
        (9, "offered", "out-of-range"),
        (10, "offered", "bad-number"),
        (11, "offered", "missing-value"),
        (12, "aht", "bad-number"),
        (13, "interval_start", "duplicate"),
        (14, "interval_start", "duplicate"),
    ]
    assert "1 further rows" in problems[2].expected
    assert "row 2" in problems[-1].expected
    assert series.row.tolist() == [0, 13]


def test_missing_columns() -> None:
    with pytest.raises(InputProblems) as error:
        read("interval_start,queue,calls\n2026-11-30T08:00,a,1\n")
    assert [(p.column, p.code) for p in error.value.problems] == [("offered", "missing-column"), ("aht", "missing-column")]


def test_the_hour_that_does_not_exist() -> None:
    _, problems = read(HEAD + "2026-03-29T02:00,a,1,\n", BERLIN)
    assert [(p.row, p.code) for p in problems] == [(2, "no-such-time")]


TWICE = HEAD + "".join(f"2026-10-25T{clock},a,{k},\n" for k, clock in enumerate(["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]))


def test_an_hour_that_stands_twice_means_the_first_then_the_second() -> None:
    series, problems = read(TWICE, BERLIN, repeated=True)
    assert problems == []
    assert series.minutes.tolist() == [90, 120, 150, 180, 210, 240]


def test_elsewhere_a_second_row_is_a_duplicate() -> None:
    _, problems = read(TWICE, BERLIN)
    assert [(p.row, p.code) for p in problems] == [(5, "duplicate"), (6, "duplicate")]


def test_a_third_row_is_a_duplicate_in_any_case() -> None:
    _, problems = read(TWICE + "2026-10-25T02:00,a,9,\n", BERLIN, repeated=True)
    assert [(p.row, p.code) for p in problems] == [(8, "duplicate")]


def test_offsets_name_the_second_hour() -> None:
    series, problems = read(HEAD + "2026-10-25T02:00+01:00,a,1,\n2026-10-25T02:00,a,2,\n", BERLIN)
    assert problems == []
    assert series.minutes.tolist() == [180, 120]


def test_values_are_spread_over_queues_and_intervals() -> None:
    series, _ = read(HEAD + "2026-11-30T00:30,b,5,\n")
    array = spread(series, "offered", (2, 48), series.minutes // 30, -1.0)
    assert array[1, 1] == 5
    assert array.sum() == 5 - 95


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.text("0123456789-T:.,ab; e", max_size=16)] * 4), max_size=5))
def test_any_rows_are_values_or_problems(rows: list[tuple[str, ...]]) -> None:
    text = HEAD + "".join(",".join(row) + "\n" for row in rows)
    try:
        series, problems = read(text)
    except InputProblems as found:
        problems = list(found.problems)
    else:
        assert np.all(series.values["offered"] >= 0)
        assert len(set(zip(series.minutes.tolist(), series.queue.tolist(), strict=True))) == len(series.minutes)
    assert all(p.row is None or p.row >= 1 for p in problems)
