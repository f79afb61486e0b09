"""China's calendar: statutory days, days off, make-up days and system days."""

from __future__ import annotations

from datetime import date

import pytest

from staffing.rules.calendar import china_year, is_statutory, system_days


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
