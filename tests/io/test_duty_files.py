"""worked.csv, locks.csv and fixed.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.domain.people import FixedActivity, Lock, Worked
from tests.io.folders import loaded, places, problems_of, small, with_plan

WORKED = "agent,start,end,shift,queue\n"
LOCKS = "agent,day,shift,start\n"
FIXED = "agent,start,end,activity,queue\n"


def test_worked(tmp_path: Path) -> None:
    plan = loaded(
        small(tmp_path, worked=WORKED + "A1,2026-11-29T21:00,2026-11-30T05:30,N8,general\nA1,2026-11-28T06:00,2026-11-28T14:30,,\n")
    )
    assert plan.worked == (Worked("A1", -180, 330, "N8", "general"), Worked("A1", -2520, -2010))


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A9,2026-11-29T06:00,2026-11-29T14:00,,", "agent", "unknown-name"),
        ("A1,2026-11-29T06:00,2026-11-29T14:00,D9,", "shift", "unknown-name"),
        ("A1,2026-11-29T06:00,2026-11-29T14:00,,orders", "queue", "unknown-name"),
        ("A1,2026-11-29T14:00,2026-11-29T06:00,,", "end", "out-of-range"),
        ("A1,2026-11-29T06:00,2026-11-29T06:00,,", "end", "out-of-range"),
        ("A1,2026-11-20T06:00,2026-11-29T06:00,,", "end", "out-of-range"),
        ("A1,2026-11-30T00:00,2026-11-30T06:00,,", "start", "out-of-range"),
        ("A1,yesterday,2026-11-30T06:00,,", "start", "bad-time"),
        ("A1,2026-11-29T06:00,,,", "end", "missing-value"),
    ],
)
def test_one_mistake_of_a_worked_row(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, worked=WORKED + row + "\n"))) == [("worked.csv", 2, column, code)]


def test_nobody_works_two_duties_at_once(tmp_path: Path) -> None:
    rows = "A1,2026-11-28T06:00,2026-11-28T14:00,,\nA1,2026-11-27T06:00,2026-11-27T14:00,,\nA1,2026-11-28T06:00,2026-11-28T14:00,,\n"
    rows += "A1,2026-11-27T13:00,2026-11-27T15:00,,\nA1,2026-11-27T14:00,2026-11-27T15:00,,\nA2,2026-11-28T06:00,2026-11-28T14:00,,\n"
    found = problems_of(small(tmp_path, worked=WORKED + rows))
    assert places(found) == [("worked.csv", 4, "start", "duplicate"), ("worked.csv", 5, "start", "overlap")]


def test_locks(tmp_path: Path) -> None:
    plan = loaded(
        small(tmp_path, locks=LOCKS + "A1,2026-12-01,D8,06:30\nA1,2026-12-02,D8,\nA1,2026-12-03,,\nA2,2026-12-01,D8,2026-12-01T14:30\n")
    )
    assert plan.locks == (
        Lock("A1", date(2026, 12, 1), "D8", 390),
        Lock("A1", date(2026, 12, 2), "D8"),
        Lock("A1", date(2026, 12, 3)),
        Lock("A2", date(2026, 12, 1), "D8", 870),
    )


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A1,2026-12-07,D8,", "day", "out-of-range"),
        ("A1,2026-12-01,D9,", "shift", "unknown-name"),
        ("A1,2026-12-01,D8,06:15", "start", "out-of-range"),
        ("A1,2026-12-01,D8,15:00", "start", "out-of-range"),
        ("A1,2026-12-01,D8,2026-12-02T06:30", "start", "out-of-range"),
        ("A1,2026-12-01,D8,early", "start", "bad-clock"),
        ("A1,2026-12-01,,06:30", "start", "invalid"),
    ],
)
def test_one_mistake_of_a_lock(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, locks=LOCKS + row + "\n"))) == [("locks.csv", 2, column, code)]


def test_a_day_is_locked_once(tmp_path: Path) -> None:
    assert places(problems_of(small(tmp_path, locks=LOCKS + "A1,2026-12-01,D8,\nA1,2026-12-01,,\n"))) == [
        ("locks.csv", 3, "day", "duplicate")
    ]


def test_fixed(tmp_path: Path) -> None:
    plan = loaded(
        small(
            tmp_path, fixed=FIXED + "A1,2026-11-30T09:00,2026-11-30T10:30,training,\nA2,2026-12-06T23:00,2026-12-07T01:00,queue,general\n"
        )
    )
    assert plan.fixed == (FixedActivity("A1", 540, 630, "training"), FixedActivity("A2", 10020, 10140, "queue", "general"))


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A1,2026-11-30T09:05,2026-11-30T10:00,training,", "start", "off-grid"),
        ("A1,2026-11-30T09:00,2026-11-30T10:10,training,", "end", "off-grid"),
        ("A1,2026-11-30T10:00,2026-11-30T09:00,training,", "end", "out-of-range"),
        ("A1,2026-11-29T09:00,2026-11-29T10:00,training,", "start", "out-of-range"),
        ("A1,2026-12-20T09:00,2026-12-20T10:00,training,", "start", "out-of-range"),
        ("A1,2026-11-30T09:00,2026-11-30T10:00,,", "activity", "missing-value"),
        ("A1,2026-11-30T09:00,2026-11-30T10:00,meal,", "activity", "invalid"),
        ("A1,2026-11-30T09:00,2026-11-30T10:00,queue,", "queue", "missing-value"),
        ("A1,2026-11-30T09:00,2026-11-30T10:00,queue,orders", "queue", "unknown-name"),
        ("A9,2026-11-30T09:00,2026-11-30T10:00,training,", "agent", "unknown-name"),
    ],
)
def test_one_mistake_of_a_fixed_activity(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, fixed=FIXED + row + "\n"))) == [("fixed.csv", 2, column, code)]


def test_an_hour_that_does_not_exist(tmp_path: Path) -> None:
    folder = small(tmp_path, fixed=FIXED + "A1,2026-03-29T02:00,2026-03-29T04:00,training,\n")
    with_plan(with_plan(folder, "2026-11-30", "2026-03-23"), "Asia/Shanghai", "Europe/Berlin")
    (problem,) = problems_of(folder)
    assert (problem.column, problem.code, problem.value) == ("start", "no-such-time", "2026-03-29T02:00")
