"""China's calendar of work: statutory holidays, days off, make-up working days and the system days of a month.

The data come from the package ``holidays``, which knows the State Council's yearly notices. A year without one is provisional: its
statutory holidays follow from the law, but nobody has yet moved any working day.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

SUBSTITUTED = "调休"
"""What the names of moved rest days contain."""

EXTENDED = "延长"
"""What the names of days contain by which a notice once lengthened a holiday (2020): days off, not statutory ones."""


@dataclass(frozen=True)
class CalendarYear:
    """One year.

    Attributes:
        statutory: the holidays the law itself names (13 a year from 2025): work on them is paid at 300 %.
        days_off: statutory holidays, their substitutes where they fall on a weekend, and moved rest days; ordinary weekends are not listed.
        make_up: Saturdays and Sundays that the notice makes working days.
        provisional: no official notice for this year is known.
    """

    year: int
    statutory: frozenset[date]
    days_off: frozenset[date]
    make_up: frozenset[date]
    provisional: bool

    def is_working_day(self, day: date) -> bool:
        """Whether a day of this year counts among the system days."""
        return day in self.make_up or (day.weekday() < 5 and day not in self.days_off)


@lru_cache(maxsize=64)
def china_year(year: int) -> CalendarYear:
    """The calendar of a year, mainland China."""
    from holidays import country_holidays

    named = country_holidays("CN", years=[year], observed=False, language="zh_CN")
    observed = country_holidays("CN", years=[year], observed=True, language="zh_CN")
    moved = {day for day, name in named.items() if SUBSTITUTED in name and day.year == year}
    return CalendarYear(
        year=year,
        statutory=frozenset(day for day in named if day.year == year and day not in moved and EXTENDED not in named[day]),
        days_off=frozenset(day for day in observed if day.year == year),
        make_up=frozenset(day for day in named.weekend_workdays if day.year == year),
        provisional=not moved,
    )


def is_statutory(day: date) -> bool:
    """Whether a day is a statutory holiday."""
    return day in china_year(day.year).statutory


@lru_cache(maxsize=1024)
def system_days(year: int, month: int) -> int:
    """Working days of a month by the notice (Monday to Friday less days off plus make-up days)."""
    days = calendar.monthrange(year, month)[1]
    return sum(china_year(year).is_working_day(date(year, month, day)) for day in range(1, days + 1))
