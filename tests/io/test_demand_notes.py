"""events.csv and adjustments.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from staffing.domain.people import Adjustment, Event
from tests.io.folders import loaded, places, problems_of, small

EVENTS = "first_day,last_day,event,queue,factor\n"
ADJUSTMENTS = "queue,from,to,change,value,who,why\n"


def test_events(tmp_path: Path) -> None:
    plan = loaded(small(tmp_path, events=EVENTS + "2026-12-01,2026-12-03,sale,general,1.5\n2025-12-01,,outage,,\n"))
    assert plan.events == (
        Event(date(2026, 12, 1), date(2026, 12, 3), "sale", "general", 1.5),
        Event(date(2025, 12, 1), date(2025, 12, 1), "outage"),
    )


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("2026-12-01,2026-11-30,sale,,", "last_day", "out-of-range"),
        ("2026-12-01,,,,", "event", "missing-value"),
        ("2026-12-01,,sale,orders,", "queue", "unknown-name"),
        ("2026-12-01,,sale,,-1", "factor", "out-of-range"),
        ("tomorrow,,sale,,", "first_day", "bad-date"),
    ],
)
def test_one_mistake_of_an_event(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, events=EVENTS + row + "\n"))) == [("events.csv", 2, column, code)]


def test_adjustments(tmp_path: Path) -> None:
    plan = loaded(small(tmp_path, adjustments=ADJUSTMENTS + "general,2026-11-30,2026-12-01,ADD,-5,Ann,mailing\n"))
    assert plan.adjustments == (Adjustment("general", 0, 1440, "add", -5.0, "Ann", "mailing"),)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("orders,2026-11-30T08:00,2026-11-30T10:00,add,5,,", "queue", "unknown-name"),
        ("general,2026-11-30T08:10,2026-11-30T10:00,add,5,,", "from", "off-grid"),
        ("general,2026-11-30T08:00,2026-11-30T10:10,add,5,,", "to", "off-grid"),
        ("general,2026-11-30T10:00,2026-11-30T08:00,add,5,,", "to", "out-of-range"),
        ("general,2026-11-30T08:00,2026-11-30T10:00,multipli,5,,", "change", "unknown-name"),
        ("general,2026-11-30T08:00,2026-11-30T10:00,multiply,-5,,", "value", "out-of-range"),
        ("general,2026-11-30T08:00,2026-11-30T10:00,set,,,", "value", "missing-value"),
    ],
)
def test_one_mistake_of_an_adjustment(tmp_path: Path, row: str, column: str, code: str) -> None:
    assert places(problems_of(small(tmp_path, adjustments=ADJUSTMENTS + row + "\n"))) == [("adjustments.csv", 2, column, code)]
