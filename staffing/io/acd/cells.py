"""Cells of exports: dates in any usual order, clock times and spans, durations, counts with thousands separators."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from staffing.io.cells import CellError
from staffing.io.roster_import.fold import tidy

_YMD = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_XYZ = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", re.ASCII)
_EIGHT = re.compile(r"\d{8}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?\s*([ap]\.?m\.?)?", re.ASCII | re.IGNORECASE)
_FOUR = re.compile(r"(\d{1,2})(\d{2})", re.ASCII)
_SPAN = re.compile(r"\s*(?:[-–—~～至]|to)\s*", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?", re.ASCII)
_DURATION = re.compile(r"(?:(\d+):)?(\d{1,3}):(\d{2})(?:\.\d+)?", re.ASCII)

NOTHING = ("", "-", "--", "n/a", "na", "null", "none", "#div/0!", "nan")
MOST_CONTACTS, MOST_SECONDS = 1e6, 86_400.0


def date_order(texts: Iterable[str]) -> str:
    """``mdy`` or ``dmy`` where some date of the column leaves no other choice (a number above 12); ``""`` where none does."""
    found = set()
    for text in texts:
        text = tidy(text)
        match = _XYZ.match(text)
        if match:
            first, second = int(match[1]), int(match[2])
        elif _EIGHT.fullmatch(text) and not 1900 <= int(text[:4]) <= 2200:
            first, second = int(text[:2]), int(text[2:4])
        else:
            continue
        if first > 12:
            found.add("dmy")
        elif second > 12:
            found.add("mdy")
    return found.pop() if len(found) == 1 else ""


def ambiguous(texts: Iterable[str]) -> bool:
    """Whether a column holds dates whose order must be known."""
    return any(_XYZ.match(tidy(t)) or (_EIGHT.fullmatch(tidy(t)) and not 1900 <= int(tidy(t)[:4]) <= 2200) for t in texts)


def parse_day(text: str, order: str) -> tuple[date, str]:
    """(day, what follows it). ``order``: ``mdy`` or ``dmy`` for dates that do not begin with the year."""
    expected = "a date such as 2026-11-30"
    text = tidy(text)
    match = _YMD.match(text)
    if match:
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _XYZ.match(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
        month, day = (second, first) if order == "dmy" else (first, second)
    elif match := _EIGHT.match(text):
        digits = match[0]
        if 1900 <= int(digits[:4]) <= 2200:
            year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
        else:
            first, second, year = int(digits[:2]), int(digits[2:4]), int(digits[4:])
            month, day = (second, first) if order == "dmy" else (first, second)
    else:
        raise CellError(expected, "bad-date")
    try:
        return date(year, month, day), text[match.end() :].lstrip(" T")
    except ValueError:
        raise CellError(expected, "bad-date") from None


def parse_clock_start(text: str) -> int:
    """Minute of the day at which a clock time or a span (``08:00-08:30``, ``0800``, ``8:00 PM``) begins; 24:00 is 1440."""
    expected = "a clock time such as 08:30, or a span such as 08:30-09:00"
    first = _SPAN.split(tidy(text))[0].strip()
    if match := _CLOCK.fullmatch(first):
        hour, minute, second, half = int(match[1]), int(match[2]), int(match[3] or 0), (match[4] or "").casefold().replace(".", "")
        if half:
            if not 1 <= hour <= 12:
                raise CellError(expected, "bad-clock")
            hour = hour % 12 + (12 if half == "pm" else 0)
    elif match := _FOUR.fullmatch(first):
        hour, minute, second = int(match[1]), int(match[2]), 0
    else:
        raise CellError(expected, "bad-clock")
    if minute > 59 or second or hour > 24 or (hour == 24 and minute):
        raise CellError(expected, "bad-clock")
    return 60 * hour + minute


def parse_start(day_text: str, clock_text: str | None, order: str) -> datetime:
    """Local start of an interval, from one cell (``clock_text`` is ``None``) or from two."""
    day, rest = parse_day(day_text, order)
    minute = parse_clock_start(clock_text if clock_text is not None else rest or "00:00")
    return datetime(day.year, day.month, day.day) + timedelta(minutes=minute)


def parse_count(text: str) -> float | None:
    """A number of contacts, ``1,234`` too; ``None`` where the cell says nothing."""
    text = tidy(text)
    if text.casefold() in NOTHING:
        return None
    if not _NUMBER.fullmatch(text):
        raise CellError("a number of contacts from 0 to 1,000,000", "bad-number")
    value = float(text.replace(",", ""))
    if not 0 <= value <= MOST_CONTACTS:
        raise CellError("a number of contacts from 0 to 1,000,000", "out-of-range")
    return value


def parse_seconds(text: str, most: float = MOST_SECONDS) -> float | None:
    """A duration in seconds: ``187.5``, ``3:07`` (minutes), ``0:03:07``; ``None`` where the cell says nothing."""
    text = tidy(text)
    if text.casefold() in NOTHING:
        return None
    if match := _DURATION.fullmatch(text):
        value = 3600.0 * int(match[1] or 0) + 60 * int(match[2]) + int(match[3])
    elif _NUMBER.fullmatch(text):
        value = float(text.replace(",", ""))
    else:
        raise CellError("a duration in seconds, or as h:mm:ss", "bad-number")
    if not 0 <= value <= most:
        raise CellError(f"a duration from 0 to {most:,.0f} seconds", "out-of-range")
    return value
