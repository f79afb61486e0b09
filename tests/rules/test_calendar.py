"""China's calendar: statutory days, days off, make-up days and system days."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from staffing.domain.work_calendar import CalendarDay
from staffing.rules.calendar import WorkCalendar, china_year, is_statutory, notice_days, system_days


def days(year: int, *texts: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{text}") for text in texts}


def test_the_thirteen_statutory_days_of_2026() -> None:
    assert china_year(2026).statutory == days(
        2026, "01-01", "02-16", "02-17", "02-18", "02-19", "04-05", "05-01", "05-02", "06-19", "09-25", "10-01", "10-02", "10-03"
    )


def test_the_statutory_days_of_2025_when_mid_autumn_fell_after_national_day() -> None:
    assert len(china_year(2025).statutory) == 13
    assert date(2025, 10, 6) in china_year(2025).statutory


def test_days_that_lengthened_a_holiday_are_not_statutory() -> None:
    assert date(2020, 1, 31) not in china_year(2020).statutory
    assert date(2020, 1, 31) in china_year(2020).days_off


def test_the_make_up_days_and_moved_rest_days_of_2026() -> None:
    year = china_year(2026)
    assert year.make_up == days(2026, "01-04", "02-14", "02-28", "05-09", "09-20", "10-10")
    assert days(2026, "01-02", "02-20", "02-23", "04-06", "05-04", "05-05", "10-05", "10-06", "10-07") <= year.days_off
    assert year.is_working_day(date(2026, 2, 14))
    assert not year.is_working_day(date(2026, 2, 20))
    assert not year.is_working_day(date(2026, 2, 21))
    assert not year.provisional


@pytest.mark.parametrize(("year", "total"), [(2025, 248), (2026, 248)])
def test_system_days(year: int, total: int) -> None:
    months = [system_days(year, month) for month in range(1, 13)]
    assert sum(months) == total
    if year == 2026:
        assert months == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]
        assert [8 * sum(months[q : q + 3]) for q in (0, 3, 6, 9)] == [472, 488, 528, 496]


def test_a_year_without_a_notice_is_provisional_and_still_has_its_statutory_days() -> None:
    assert china_year(2027).provisional
    assert len(china_year(2027).statutory) == 13
    assert china_year(2027).make_up == frozenset()


def test_a_day_is_statutory_or_not() -> None:
    assert is_statutory(date(2026, 10, 3))
    assert not is_statutory(date(2026, 10, 4))


def test_a_plans_own_days_come_before_the_countrys() -> None:
    rows = (
        CalendarDay(date(2026, 10, 10), "off"),  # was a make-up Saturday
        CalendarDay(date(2026, 6, 19), "work"),  # was a statutory Friday
        CalendarDay(date(2026, 6, 13), "work"),  # an ordinary Saturday
        CalendarDay(date(2026, 9, 3), "statutory"),
    )
    ours = WorkCalendar(rows)
    assert not ours.is_working_day(date(2026, 10, 10))
    assert ours.is_working_day(date(2026, 6, 19))
    assert ours.is_make_up(date(2026, 6, 13))
    assert ours.is_statutory(date(2026, 9, 3))
    assert not ours.is_working_day(date(2026, 9, 3))
    assert ours.year(2026).set_by_plan == {row.day for row in rows}
    assert ours.system_days(2026, 6) == system_days(2026, 6) + 2
    assert len(ours.statutory_between(date(2026, 1, 1), date(2027, 1, 1))) == 13


def test_official_rows_make_a_year_official_and_one_provisional_row_makes_it_provisional() -> None:
    assert WorkCalendar().year(2027).provisional
    official = CalendarDay(date(2027, 2, 20), "work", notice="No. 9")
    assert not WorkCalendar((official,)).year(2027).provisional
    assert WorkCalendar((official, CalendarDay(date(2027, 2, 21), "work", status="provisional"))).year(2027).provisional
    assert WorkCalendar((official,)).year(2026) == china_year(2026)


def test_system_hours_by_notice_depend_on_the_day() -> None:
    assert notice_days(date(2024, 12, 31)) == (250, 62.5, 20.83)
    assert notice_days(date(2025, 1, 1)) == (248, 62, 20.67)
    assert notice_days(date(2007, 1, 1)) is None


def test_system_days_of_the_quarters_of_2025_and_2026() -> None:
    for year, hours in ((2025, [472, 488, 536, 488]), (2026, [472, 488, 528, 496])):
        starts = [date(year, month, 1) for month in (1, 4, 7, 10)] + [date(year + 1, 1, 1)]
        assert [8 * WorkCalendar().working_days(a, b) for a, b in pairwise(starts)] == hours
