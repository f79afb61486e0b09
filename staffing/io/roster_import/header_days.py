"""Days in headings: real dates, ``6/1``, ``1日``, ``1号``, bare numbers, weekdays; and which calendar days a row of them means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from staffing.io.roster_import.fold import fold, tidy
from staffing.io.roster_import.words import WEEKDAYS

_FULL = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T ]00:00(?::00)?)?")
_CHINESE = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_TWO = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_ONE = re.compile(r"(\d{1,2})\s*[日号]?")


@dataclass(frozen=True)
class DayText:
    """What a heading says of a day.

    Attributes:
        text: as it stands.
        day: of the month, or the second number of ``6/1``; 0 where only a weekday is named.
        month: or the first number of ``6/1``; ``None`` where not said.
        year: ``None`` where not said.
        swappable: whether month and day could be the other way round.
        weekday: 0 = Monday; ``None`` where not said.
    """

    text: str
    day: int
    month: int | None = None
    year: int | None = None
    swappable: bool = False
    weekday: int | None = None


def day_text(text: str) -> DayText | None:
    """A heading read as a day; ``None`` where it is none."""
    tidied = tidy(text).replace("\n", " ")
    body, weekday = _without_weekday(tidied)
    if not body:
        return None if weekday is None else DayText(tidied, 0, weekday=weekday)
    if match := _FULL.fullmatch(body):
        year, month, day = (int(part) for part in match.groups())
        return DayText(tidied, day, month, year, weekday=weekday) if _exists(year, month, day) else None
    if match := _CHINESE.fullmatch(body):
        month, day = int(match[1]), int(match[2])
        return DayText(tidied, day, month, weekday=weekday) if 1 <= month <= 12 and 1 <= day <= 31 else None
    if match := _TWO.fullmatch(body):
        first, second = int(match[1]), int(match[2])
        month_day, day_month = 1 <= first <= 12 and 1 <= second <= 31, 1 <= second <= 12 and 1 <= first <= 31
        if month_day:
            return DayText(tidied, second, first, swappable=day_month and first != second, weekday=weekday)
        return DayText(tidied, first, second, weekday=weekday) if day_month else None
    if (match := _ONE.fullmatch(body)) and 1 <= int(match[1]) <= 31:
        return DayText(tidied, int(match[1]), weekday=weekday)
    return None


def _without_weekday(text: str) -> tuple[str, int | None]:
    """(the rest, weekday) of ``6/1 Mon``, ``1(周一)`` or ``周一``."""
    whole = WEEKDAYS.get(fold(text))
    if whole is not None:
        return "", whole
    for mark in ("(", " ", "周", "星期", "礼拜"):
        at = text.find(mark)
        if at > 0:
            weekday = WEEKDAYS.get(fold(text[at:].strip("() ")))
            if weekday is not None:
                return text[:at].strip(), weekday
    return text, None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return 1900 <= year <= 2200


@dataclass(frozen=True)
class Resolved:
    """Calendar days of a row of headings, or why they cannot be told.

    Attributes:
        days: in the order of the headings; empty where ``expected`` says what is missing.
        expected: what the user should say; ``""`` where all is clear.
        how: which reading was taken: ``dates``, ``month/day``, ``day/month``, ``days of 2026-06``, ``from 2026-06-01``.
    """

    days: tuple[date, ...]
    expected: str = ""
    how: str = ""


def resolve_days(
    texts: Sequence[DayText],
    plan_first: date,
    plan_end: date,
    month: tuple[int, int] | None = None,
    first_day: date | None = None,
) -> Resolved:
    """The calendar days that a row of headings means.

    ``first_day``: day of the first heading, the others follow day by day; ``month``: (year, month) of the first heading.
    Without them full dates stand; short ones are read so that they follow each other and lie in the plan; where two readings do, neither is
    taken and ``expected`` asks.
    """
    if first_day is not None:
        if (date.max - first_day).days < len(texts):
            return Resolved((), f"a first day that leaves room for {len(texts)} days, not {first_day}")
        days = tuple(first_day + timedelta(days=k) for k in range(len(texts)))
        wrong = next((t for t, d in zip(texts, days, strict=True) if not _agrees(t, d)), None)
        if wrong is not None:
            return Resolved((), f"day columns that follow each other from {first_day}: {wrong.text!r} does not fit --first-day")
        return Resolved(days, how=f"from {first_day}")
    readings: list[tuple[str, tuple[date, ...]]] = []
    if all(t.year for t in texts):
        return Resolved(tuple(date(t.year or 1, t.month or 1, t.day) for t in texts), how="dates")
    if all(t.day == 0 for t in texts):
        readings = [(f"from {start}", _run(start, len(texts))) for start in _starts(plan_first, plan_end, len(texts))]
        readings = [(how, days) for how, days in readings if all(_agrees(t, d) for t, d in zip(texts, days, strict=True))]
        ask = "the date of the first day column: --first-day YYYY-MM-DD (the heading names weekdays only)"
    elif all(t.month for t in texts):
        for how, swap in (("month/day", False), ("day/month", True)):
            if (not swap or all(t.swappable for t in texts)) and (dated := _with_years(texts, swap, plan_first, plan_end)):
                readings.append((how, dated))
        ask = "days that can be read one way only: --first-day YYYY-MM-DD (month/day and day/month both fit)"
    else:
        months = [month] if month else _months(plan_first, plan_end)
        for year, number in months:
            if numbered := _numbered(texts, year, number):
                readings.append((f"days of {year}-{number:02d}", numbered))
        ask = "the month of these days: --month YYYY-MM (the heading gives day numbers only)"
    return _choose(readings, plan_first, plan_end, ask, bool(month))


def _choose(readings: list[tuple[str, tuple[date, ...]]], first: date, end: date, ask: str, told: bool) -> Resolved:
    """The best reading: days that follow each other, most of them in the plan; none where two are equally good."""
    ranked = sorted(((_follow(days), sum(first <= d < end for d in days)), how, days) for how, days in readings)
    if not ranked:
        return Resolved((), ask)
    best, how, days = ranked[-1]
    if len(ranked) > 1 and ranked[-2][0] == best and ranked[-2][2] != days:
        return Resolved((), ask)
    if not told and not best[1]:
        return Resolved((), f"{ask}; read as {how} none of them lies in the plan ({first} to {end - timedelta(days=1)})")
    return Resolved(days, how=how)


def _follow(days: Sequence[date]) -> int:
    return sum(b - a == timedelta(days=1) for a, b in pairwise(days))


def _agrees(text: DayText, day: date) -> bool:
    if text.weekday is not None and text.weekday != day.weekday():
        return False
    if text.day == 0:
        return True
    if text.year is not None and text.year != day.year:
        return False
    if text.month is None:
        return text.day == day.day
    return (text.month, text.day) == (day.month, day.day) or (text.swappable and (text.day, text.month) == (day.month, day.day))


def _run(start: date, count: int) -> tuple[date, ...]:
    return tuple(start + timedelta(days=k) for k in range(count))


def _starts(first: date, end: date, count: int) -> list[date]:
    """Days on which ``count`` days in a row lie in the plan."""
    return [first + timedelta(days=k) for k in range(max(0, (end - first).days - count + 1))]


def _months(first: date, end: date) -> list[tuple[int, int]]:
    """The months the plan touches, and the one before (a sheet may begin with the days before)."""
    last = end - timedelta(days=1)
    number = first.year * 12 + first.month - 2
    return [(k // 12, k % 12 + 1) for k in range(number, last.year * 12 + last.month)]


def _with_years(texts: Sequence[DayText], swap: bool, first: date, end: date) -> tuple[date, ...] | None:
    """Days of headings without a year: each in the year that brings it nearest to the plan."""
    days = []
    middle = first + (end - first) / 2
    for text in texts:
        month, day = (text.day, text.month or 0) if swap else (text.month or 0, text.day)
        years = [text.year] if text.year else range(first.year - 1, end.year + 2)
        found = [date(year, month, day) for year in years if _exists(year, month, day)]
        if not found:
            return None
        days.append(min(found, key=lambda d: abs(d - middle)))
    return tuple(days)


def _numbered(texts: Sequence[DayText], year: int, month: int) -> tuple[date, ...] | None:
    """Days of bare numbers that begin in a month; a smaller number after a larger one is the next month's."""
    days: list[date] = []
    for text in texts:
        if not text.day:
            return None
        if days and text.day <= days[-1].day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if not _exists(year, month, text.day) or text.month not in (None, month) or text.year not in (None, year):
            return None
        days.append(date(year, month, text.day))
    return tuple(days)
