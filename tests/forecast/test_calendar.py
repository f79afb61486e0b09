"""What the forecast knows of a day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from staffing.domain.people import Event
from staffing.domain.work_calendar import CalendarDay
from staffing.forecast.calendar import country_of_zone, day_calendar, event_days, public_holidays


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Asia/Shanghai", "CN"),
        ("Europe/Berlin", "DE"),
        ("America/New_York", "US"),
        ("US/Eastern", "US"),
        ("Asia/Jerusalem", "IL"),
        ("UTC", None),
    ],
)
def test_zones_lie_in_countries(zone: str, country: str | None) -> None:
    assert country_of_zone(zone) == country


def test_china_works_some_weekends_in_exchange() -> None:
    year = day_calendar(date(2026, 1, 1), 365, "Asia/Shanghai")
    saturday, festival = year.index(date(2026, 2, 14)), year.index(date(2026, 2, 17))
    assert year.working_weekend[saturday]
    assert not year.weekend[saturday]
    assert (year.weekday[saturday], year.like_weekday[saturday]) == (5, 4)
    assert year.holiday[festival]
    assert "Spring Festival" in year.name[festival]
    assert year.name[year.index(date(2026, 1, 2))] == "day off"
    assert not year.holiday[year.index(date(2026, 3, 4))]


def test_a_year_without_published_swaps_is_known_as_such() -> None:
    assert 2099 in day_calendar(date(2099, 1, 1), 7, "Asia/Shanghai").years_without_swaps
    assert not day_calendar(date(2026, 1, 1), 7, "Asia/Shanghai").years_without_swaps
    assert not day_calendar(date(2099, 1, 1), 7, "Europe/Berlin").years_without_swaps


def test_a_plan_sets_its_own_days() -> None:
    own = (
        CalendarDay(date(2099, 5, 2), "work", "swap"),
        CalendarDay(date(2099, 5, 4), "off", "May holiday"),
        CalendarDay(date(2099, 5, 1), "work"),
    )
    days = day_calendar(date(2099, 4, 27), 14, "Asia/Shanghai", own)
    assert date(2099, 5, 2).weekday() == 5
    assert days.working_weekend[days.index(date(2099, 5, 2))]
    assert not days.holiday[days.index(date(2099, 5, 1))]
    assert days.name[days.index(date(2099, 5, 4))] == "May holiday"
    assert not days.years_without_swaps


def test_unknown_countries_have_no_holidays() -> None:
    assert not public_holidays(None, 2026, 2026).names
    assert not day_calendar(date(2026, 1, 1), 30, "UTC").holiday.any()


def test_names_carry_no_remarks() -> None:
    names = set(public_holidays("US", 2021, 2021).names.values())
    assert not [n for n in names if "observed" in n]


def test_months_and_years_are_counted() -> None:
    days = day_calendar(date(2028, 2, 27), 4, "Europe/Berlin")
    assert days.month_length.tolist() == [29, 29, 29, 31]
    assert days.day_of_month.tolist() == [27, 28, 29, 1]
    assert days.day_of_year.tolist() == [58, 59, 60, 61]
    assert days.day(3) == date(2028, 3, 1)


def test_events_of_a_queue() -> None:
    days = day_calendar(date(2026, 3, 2), 10, "Asia/Shanghai")
    events = (
        Event(date(2026, 2, 1), date(2026, 3, 3), "sale", "", 1.5),
        Event(date(2026, 3, 3), date(2026, 3, 3), "bill", "a", 2.0),
        Event(date(2026, 3, 5), date(2026, 4, 30), "launch", "a"),
        Event(date(2026, 3, 6), date(2026, 3, 6), "other", "b", 9.0),
        Event(date(2025, 3, 6), date(2025, 3, 7), "old", "a", 9.0),
    )
    found = event_days(days, events, "a")
    np.testing.assert_array_equal(found.factor, [1.5, 3.0] + [1.0] * 8)
    assert list(found.unknown) == ["launch"]
    assert found.unknown["launch"].tolist() == [False] * 3 + [True] * 7
