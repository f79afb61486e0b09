"""Calendars, parsed again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from staffing.domain.roster import Roster
from staffing.io.export.ics import calendars, file_names, sequence_of
from tests.factories import make_duty, make_plan, make_roster
from tests.io.export.rosters import LABEL, published

STAMP = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def events(data: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_one_calendar_for_each_person_with_a_shift() -> None:
    plan, roster = published()
    made = calendars(plan, roster, LABEL, STAMP)
    assert list(made) == ["A1", '=HYPERLINK("x")', "张三"]
    assert sum(len(events(data)) for data in made.values()) == len(roster.duties)


def test_a_night_ends_the_next_day_in_its_zone() -> None:
    plan, roster = published()
    night = events(calendars(plan, roster, LABEL, STAMP)['=HYPERLINK("x")'])[0]
    assert night.decoded("dtstart").isoformat() == "2026-03-02T22:00:00+08:00"
    assert night.decoded("dtend").isoformat() == "2026-03-03T06:30:00+08:00"
    assert night["dtstart"].params["TZID"] == "Asia/Shanghai"


def test_the_calendar_carries_its_zone_and_is_published() -> None:
    plan, roster = published(zone="Europe/Berlin")
    calendar = icalendar.Calendar.from_ical(calendars(plan, roster, LABEL, STAMP)["A1"])
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert (str(calendar["method"]), str(calendar["version"]), str(calendar["x-wr-calname"])) == ("PUBLISH", "2.0", "CALENDAR A1")


def test_what_an_entry_says() -> None:
    plan, roster = published()
    entry = events(calendars(plan, roster, LABEL, STAMP)["A1"])[0]
    assert str(entry["summary"]) == "SHIFT D8 08:00-16:30"
    assert str(entry["description"]).split("\n") == [
        "09:00-09:15 BREAK", "11:00-11:30 MEAL", "12:15-12:30 BREAK", "QUEUES: general", "PAID HOURS: 8.00",
    ]  # fmt: skip
    assert str(entry["location"]) == "North"


def test_entries_keep_their_identity_and_grow_older() -> None:
    plan, roster = published()
    one = {str(e["uid"]): e for data in calendars(plan, roster, LABEL, STAMP).values() for e in events(data)}
    later = {str(e["uid"]): e for data in calendars(plan, roster, LABEL, STAMP + timedelta(hours=1)).values() for e in events(data)}
    assert len(one) == len(roster.duties)
    assert one.keys() == later.keys()
    assert "roster-A1-2026-03-02@staffing" in one
    assert all(int(later[uid]["sequence"]) == int(one[uid]["sequence"]) + 60 for uid in one)
    assert all(uid.isascii() for uid in one)
    assert sequence_of(datetime(2019, 1, 1, tzinfo=UTC)) == 0


def test_two_shifts_on_a_day_are_two_entries() -> None:
    plan = make_plan(agents=1)
    duties = [make_duty(plan, "A1", "2026-03-02", "D8"), make_duty(plan, "A1", "2026-03-02", "N8")]
    made = calendars(plan, make_roster(plan, duties), LABEL, STAMP)
    assert [str(e["uid"]) for e in events(made["A1"])] == ["roster-A1-2026-03-02@staffing", "roster-A1-2026-03-02-2@staffing"]


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 3, 28)])
def test_nights_over_a_change_of_the_clocks_keep_their_length(day: date) -> None:
    plan = make_plan(day, 3, zone="Europe/Berlin")
    roster = make_roster(plan, [make_duty(plan, "A1", day, "N8")])
    (entry,) = events(calendars(plan, roster, LABEL, STAMP)["A1"])
    assert entry.decoded("dtend").astimezone(UTC) - entry.decoded("dtstart").astimezone(UTC) == timedelta(minutes=510)


def test_the_second_of_two_ambiguous_times_is_told_in_utc() -> None:
    plan = make_plan("2026-10-25", 1, zone="Europe/Berlin")
    duty = make_duty(plan, "A1", "2026-10-25", "D8")
    moved = Roster(plan.grid, (type(duty)("A1", 195, 705, duty.day, "D8", 480),))  # 02:15, the second one
    (entry,) = events(calendars(plan, moved, LABEL, STAMP)["A1"])
    assert entry.decoded("dtstart").astimezone(UTC) == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)


def test_file_names_are_safe_and_unique() -> None:
    ids = ["A1", "a1", "../etc/passwd", "张三", "CON", "a/b", "a_b", "", "...", "x" * 300, "=cmd", "nul.txt"]
    names = file_names(dict.fromkeys(ids))
    assert len({name.casefold() for name in names.values()}) == len(ids)
    assert names["张三"] == "张三.ics"
    assert all("/" not in name and not name.startswith(".") and len(name) < 80 and name.endswith(".ics") for name in names.values())
    assert names["CON"] == "_CON.ics"
    assert names["A1"] == "A1.ics"
    assert names["a1"] == "a1-2.ics"
