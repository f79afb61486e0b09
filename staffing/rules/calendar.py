"""China's calendar of work: statutory holidays, days off, make-up working days and the system days of a month.

The data come from the package ``holidays``, which knows the State Council's yearly notices, and from the plan's own
``calendar.csv``, which comes before it. A year without a notice is provisional: its statutory holidays follow from the law, but nobody has
moved any working day yet.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from staffing.domain.work_calendar import CalendarDay

SUBSTITUTED = "调休"
"""What the names of moved rest days contain."""

EXTENDED = "延长"
"""What the names of days contain by which a notice once lengthened a holiday (2020): days off, not statutory ones."""

NOTICES = ((date(2008, 1, 3), 250.0, 62.5, 20.83), (date(2025, 1, 1), 248.0, 62.0, 20.67))
"""(in force from, system days of a year, of a quarter, of a month): 劳社部发〔2008〕3号 and 人社部发〔2025〕2号."""

PAY_DAYS_PER_MONTH = 21.75
"""Days by which a monthly wage is divided (the same in both notices)."""


@dataclass(frozen=True)
class CalendarYear:
    """One year.

    Attributes:
        statutory: the holidays the law itself names (13 a year from 2025): work on them is paid at 300 %.
        days_off: statutory holidays, their substitutes where they fall on a weekend, and moved rest days; ordinary weekends are not listed.
        make_up: Saturdays and Sundays that the notice makes working days.
        provisional: no official notice for this year is known.
        set_by_plan: days that ``calendar.csv`` sets.
    """

    year: int
    statutory: frozenset[date]
    days_off: frozenset[date]
    make_up: frozenset[date]
    provisional: bool
    set_by_plan: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether a day of this year counts among the system days."""
        return day in self.make_up or (day.weekday() < 5 and day not in self.days_off)


@lru_cache(maxsize=64)
def china_year(year: int) -> CalendarYear:
    """The calendar of a year, mainland China, as the package ``holidays`` has it."""
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


class WorkCalendar:
    """The calendar a plan is judged by: the country's, with the plan's own days over it.

    A year whose rows in ``calendar.csv`` are all official is official; one provisional row makes it provisional.
    """

    def __init__(self, rows: Iterable[CalendarDay] = ()) -> None:
        self._rows: dict[int, list[CalendarDay]] = {}
        for row in rows:
            self._rows.setdefault(row.day.year, []).append(row)
        self._years: dict[int, CalendarYear] = {}
        self._months: dict[tuple[int, int], int] = {}

    def year(self, year: int) -> CalendarYear:
        """One year."""
        if year not in self._years:
            self._years[year] = self._made(year)
        return self._years[year]

    def _made(self, year: int) -> CalendarYear:
        base, rows = china_year(year), self._rows.get(year)
        if not rows:
            return base
        statutory, off, make_up = set(base.statutory), set(base.days_off), set(base.make_up)
        for row in rows:
            for days in (statutory, off, make_up):
                days.discard(row.day)
            if row.kind == "work":
                if row.day.weekday() >= 5:
                    make_up.add(row.day)
            else:
                off.add(row.day)
                if row.kind == "statutory":
                    statutory.add(row.day)
        provisional = any(row.status == "provisional" for row in rows)
        ours = frozenset(row.day for row in rows)
        return CalendarYear(year, frozenset(statutory), frozenset(off), frozenset(make_up), provisional, ours)

    def is_statutory(self, day: date) -> bool:
        """Whether a day is a statutory holiday."""
        return day in self.year(day.year).statutory

    def is_make_up(self, day: date) -> bool:
        """Whether a day is a Saturday or Sunday that a notice makes a working day."""
        return day in self.year(day.year).make_up

    def is_working_day(self, day: date) -> bool:
        """Whether a day counts among the system days."""
        return self.year(day.year).is_working_day(day)

    def statutory_between(self, first: date, end: date) -> frozenset[date]:
        """The statutory holidays of ``[first, end)``."""
        return frozenset(d for year in range(first.year, end.year + 1) for d in self.year(year).statutory if first <= d < end)

    def system_days(self, year: int, month: int) -> int:
        """Working days of a month by the notice (Monday to Friday less days off plus make-up days)."""
        key = (year, month)
        if key not in self._months:
            days = calendar.monthrange(year, month)[1]
            self._months[key] = sum(self.is_working_day(date(year, month, day)) for day in range(1, days + 1))
        return self._months[key]

    def working_days(self, first: date, end: date) -> int:
        """Working days of ``[first, end)``."""
        return sum(self.is_working_day(first + timedelta(days=k)) for k in range((end - first).days))


def notice_days(day: date) -> tuple[float, float, float] | None:
    """System days of a (year, quarter, month) by the notice in force on a day; ``None`` before the first we know."""
    found = None
    for since, year, quarter, month in NOTICES:
        if since <= day:
            found = (year, quarter, month)
    return found


OFFICIAL = WorkCalendar()
"""The country's calendar without any plan's own days."""


def is_statutory(day: date) -> bool:
    """Whether a day is a statutory holiday."""
    return OFFICIAL.is_statutory(day)


def system_days(year: int, month: int) -> int:
    """Working days of a month by the notice."""
    return OFFICIAL.system_days(year, month)
