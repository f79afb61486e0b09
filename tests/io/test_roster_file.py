"""roster.csv and activities.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from staffing.domain.problems import InputProblems
from staffing.domain.roster import Activity, Duty
from staffing.io import read_roster, write_roster
from tests.factories import MONDAY, make_agent, make_plan, make_roster, week_of

HEAD = "agent,day,shift,start,end,paid_minutes\n"
PLAN = make_plan()


def places(folder: Path, roster: str, activities: str | None = None) -> list[tuple[str, int | None, str | None, str]]:
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    if activities is not None:
        (folder / "activities.csv").write_text(activities, encoding="utf-8")
    with pytest.raises(InputProblems) as error:
        read_roster(PLAN, folder / "roster.csv", None if activities is None else folder / "activities.csv")
    return [(p.file, p.row, p.column, p.code) for p in error.value.problems]


@pytest.mark.parametrize(
    ("zone", "first"), [("Asia/Shanghai", MONDAY), ("Europe/Berlin", date(2026, 10, 19)), ("Europe/Berlin", date(2026, 3, 23))]
)
def test_what_is_written_is_read_back(tmp_path: Path, zone: str, first: date) -> None:
    agents = (make_agent("A1"), make_agent('=A,"2'), make_agent("007"))
    plan = make_plan(first, agents=agents, zone=zone)
    made = make_roster(plan, week_of(plan, {agent.id: "D8 E8 - N8 N8 N8 N8" for agent in agents}))
    write_roster(made, tmp_path / "out")
    back = read_roster(plan, tmp_path / "out" / "roster.csv", tmp_path / "out" / "activities.csv")
    assert back.activities == made.activities
    assert [(d.agent, d.start, d.end, d.day, d.shift, d.paid_minutes) for d in back.duties] == [
        (d.agent, d.start, d.end, d.day, d.shift, d.paid_minutes) for d in made.duties
    ]
    assert [d.row for d in back.duties] == list(range(2, 2 + len(made.duties)))


def test_a_roster_is_taken_as_stated(tmp_path: Path) -> None:
    rows = "A1,2026-03-03,X9,2026-03-02T08:07,2026-03-02T16:00,\nA1,,,2026-02-01 22:00,2026-02-02 06:00,480.0\n"
    (tmp_path / "r.csv").write_text(HEAD + rows + rows)
    roster = read_roster(PLAN, tmp_path / "r.csv")
    assert roster.activities is None
    assert roster.duties[2] == Duty("A1", 487, 960, date(2026, 3, 3), "X9", None, 2)  # the wrong day and shift are for the rules to judge
    assert roster.duties[0] == Duty("A1", -40440, -39960, date(2026, 2, 1), "", 480, 3)
    assert len(roster.duties) == 4


def test_day_and_paid_minutes_may_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("agent,shift,start,end,note\nA1,N8,2026-03-02T22:00,2026-03-03T06:30,x\n")
    assert read_roster(PLAN, tmp_path / "r.csv").duties == (Duty("A1", 1320, 1830, MONDAY, "N8", None, 2),)


def test_a_header_alone_is_an_empty_roster(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(HEAD)
    (tmp_path / "a.csv").write_text("agent,start,end,activity,queue\n")
    roster = read_roster(PLAN, tmp_path / "r.csv", tmp_path / "a.csv")
    assert (roster.duties, roster.activities) == ((), ())


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("A9,2026-03-02,D8,2026-03-02T08:00,2026-03-02T16:30,480", "agent", "unknown-name"),
        (",2026-03-02,D8,2026-03-02T08:00,2026-03-02T16:30,480", "agent", "missing-value"),
        ("A1,monday,D8,2026-03-02T08:00,2026-03-02T16:30,480", "day", "bad-date"),
        ("A1,2026-03-02,D8,08:00,2026-03-02T16:30,480", "start", "bad-time"),
        ("A1,2026-03-02,D8,2026-03-02T08:00,,480", "end", "missing-value"),
        ("A1,2026-03-02,D8,2026-03-02T08:00,2026-03-02T08:00,480", "end", "out-of-range"),
        ("A1,2026-03-02,D8,2026-03-02T08:00,2026-03-12T08:00,480", "end", "out-of-range"),
        ("A1,2026-03-02,D8,1999-03-02T08:00,1999-03-02T16:00,480", "start", "out-of-range"),
        ("A1,2026-03-02,D8,2026-03-02T08:00,2026-03-02T16:30,-1", "paid_minutes", "out-of-range"),
        ("A1,2026-03-02,D8,2026-03-02T08:00,2026-03-02T16:30,eight", "paid_minutes", "bad-number"),
    ],
)
def test_one_mistake_one_problem(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(tmp_path, HEAD + row + "\n") == [("roster.csv", 2, column, code)]


def test_problems_of_both_files_at_once(tmp_path: Path) -> None:
    activities = "agent,start,end,activity\nA1,2026-03-02T08:00,2026-03-02T16:30,\nA9,2026-03-02T08:00,2026-03-02T16:30,queue\n"
    assert places(tmp_path, "agent,start\n", activities) == [
        ("roster.csv", 1, "shift", "missing-column"),
        ("roster.csv", 1, "end", "missing-column"),
        ("activities.csv", 2, "activity", "missing-value"),
        ("activities.csv", 3, "agent", "unknown-name"),
    ]


def test_a_roster_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputProblems) as error:
        read_roster(PLAN, tmp_path / "roster.csv", tmp_path / "activities.csv")
    assert [(p.file, p.code) for p in error.value.problems] == [("roster.csv", "missing-file"), ("activities.csv", "missing-file")]


def test_a_roster_may_be_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["agent", "shift", "start", "end", "paid_minutes"], ["A1", "D8", "2026-03-02T08:00", "2026-03-02T16:30", 480]):
        sheet.append(row)
    book.save(tmp_path / "r.xlsx")
    assert read_roster(PLAN, tmp_path / "r.xlsx").duties == (Duty("A1", 480, 990, MONDAY, "D8", 480, 2),)
    book.create_sheet("other")
    book.save(tmp_path / "r.xlsx")
    assert len(read_roster(PLAN, tmp_path / "r.xlsx").duties) == 1  # an empty sheet is none
    book["other"].append(["x"])
    book.save(tmp_path / "r.xlsx")
    with pytest.raises(InputProblems, match="a sheet named roster"):
        read_roster(PLAN, tmp_path / "r.xlsx")
    sheet.title = "Roster"
    book["other"].append(["y", "more cells than columns"])
    book.save(tmp_path / "r.xlsx")
    assert len(read_roster(PLAN, tmp_path / "r.xlsx").duties) == 1


def test_unknown_queues_are_kept_for_the_rules(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(HEAD)
    (tmp_path / "a.csv").write_text("agent,start,end,activity,queue\nA1,2026-03-02T08:00,2026-03-02T09:00,queue,orders\n")
    assert read_roster(PLAN, tmp_path / "r.csv", tmp_path / "a.csv").activities == (Activity("A1", 480, 540, "queue", "orders"),)


def test_old_activities_do_not_stay_beside_a_roster_without_any(tmp_path: Path) -> None:
    made = make_roster(PLAN, week_of(PLAN, {"A1": "D8"}))
    write_roster(made, tmp_path)
    assert (tmp_path / "activities.csv").exists()
    write_roster(make_roster(PLAN, made.duties, activities=False), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["roster.csv"]
