"""calendar.csv: days of the national calendar a plan sets itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from staffing.domain.work_calendar import CalendarDay
from tests.io.folders import loaded, places, problems_of, small

HEAD = "date,kind,name,status,notice\n"


def test_days_are_read_and_a_blank_status_is_official(tmp_path: Path) -> None:
    plan = loaded(small(tmp_path, calendar=HEAD + "2027-01-03,work,,,No. 9\n2027-02-05,OFF,eve,Provisional,\n"))
    assert plan.calendar == (
        CalendarDay(date(2027, 1, 3), "work", "", "official", "No. 9"),
        CalendarDay(date(2027, 2, 5), "off", "eve", "provisional", ""),
    )


def test_every_wrong_cell_is_named(tmp_path: Path) -> None:
    text = HEAD + "2027-02-30,work,,,\n2027-02-05,holiday,,,\n2027-02-06,off,,maybe,\n2027-02-07,off,,,\n2027-02-07,work,,,\n,off,,,\n"
    assert places(problems_of(small(tmp_path, calendar=text))) == [
        ("calendar.csv", 2, "date", "bad-date"),
        ("calendar.csv", 3, "kind", "unknown-name"),
        ("calendar.csv", 4, "status", "unknown-name"),
        ("calendar.csv", 6, "date", "duplicate"),
        ("calendar.csv", 7, "date", "missing-value"),
    ]
