"""What one cell may say. Every parser takes the text of a cell and gives a value, or raises CellError with what was expected."""

from __future__ import annotations

import math
import re
from collections.abc import Container
from datetime import UTC, date, datetime, timedelta, timezone

from staffing.domain.grid import TimeGrid

FIRST_YEAR, LAST_YEAR = 1900, 2200
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]0{1,2}:00(?::00(?:\.0+)?)?)?", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_WINDOW = re.compile(r"(\d{1,2}:\d{2})\s*[-–~]\s*(\d{1,2}:\d{2})", re.ASCII)
_YES = ("1", "true", "yes", "y", "是")
_NO = ("0", "false", "no", "n", "否")


class CellError(ValueError):
    """A cell that cannot be read.

    Attributes:
        expected: what would be right.
        code: stable code of the kind of problem.
    """

    def __init__(self, expected: str, code: str = "invalid") -> None:
        super().__init__(expected)
        self.expected = expected
        self.code = code


def _calendar_day(year: str, month: str, day: str, expected: str) -> date:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise CellError(f"a year from {FIRST_YEAR} to {LAST_YEAR}", "bad-date")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise CellError(expected, "bad-date") from None


def parse_date(text: str) -> date:
    """A calendar day: ``2026-11-30`` or ``2026/11/30`` (as spreadsheets save it); midnight may follow."""
    expected = "a date such as 2026-11-30"
    match = _DATE.fullmatch(text)
    if not match:
        raise CellError(expected, "bad-date")
    return _calendar_day(match[1], match[2], match[3], expected)


def parse_moment(text: str) -> datetime:
    """A local date and time to the minute, ``2026-11-30T08:15`` (``T`` or a space; a day alone is its midnight), naive.

    With an offset (``+08:00``, ``Z``) the result is aware. ``24:00`` is the next midnight.
    """
    expected = "a local date and time such as 2026-11-30T08:15"
    match = _MOMENT.fullmatch(text)
    if not match:
        raise CellError(expected, "bad-time")
    day = _calendar_day(match[1], match[2], match[3], expected)
    hour, minute, second = int(match[4] or 0), int(match[5] or 0), int(match[6] or 0)
    if second:
        raise CellError("a time in whole minutes", "bad-time")
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise CellError(expected, "bad-time")
    moment = datetime(day.year, day.month, day.day) + timedelta(hours=hour, minutes=minute)
    zone = match[7]
    if zone is None:
        return moment
    if zone == "Z":
        return moment.replace(tzinfo=UTC)
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise CellError("an offset from -14:00 to +14:00", "bad-time")
    offset = timedelta(hours=hours, minutes=minutes)
    return moment.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))


def parse_minute(text: str, grid: TimeGrid) -> int:
    """Axis minute of a local time (see :func:`parse_moment`); the first of two ambiguous ones unless an offset is given."""
    return minute_of(parse_moment(text), grid)


def minute_of(moment: datetime, grid: TimeGrid) -> int:
    """Axis minute of a local (naive) or aware moment; the first of two ambiguous ones. Raises CellError for one the clocks skip."""
    if not grid.exists(moment):
        raise CellError(f"a time that exists: the clocks of {grid.zone} skip this one", "no-such-time")
    return grid.minute(moment)


def parse_clock(text: str, last: int = 1439) -> int:
    """Minute of the day of ``HH:MM``, at most ``last`` (1440 = ``24:00`` allowed)."""
    match = _CLOCK.fullmatch(text.replace("：", ":"))
    expected = f"a clock time HH:MM from 00:00 to {last // 60:02d}:{last % 60:02d}"
    if not match or int(match[2]) > 59:
        raise CellError(expected, "bad-clock")
    minute = int(match[1]) * 60 + int(match[2])
    if minute > last:
        raise CellError(expected, "bad-clock")
    return minute


def _range(low: float, high: float) -> str:
    return f"from {low:,.10g} to {high:,.10g}"


def parse_number(text: str, low: float = 0.0, high: float = 1e9) -> float:
    """A finite number in ``low..high``, decimal point, no thousands separators."""
    if not _NUMBER.fullmatch(text):
        raise CellError(f"a number {_range(low, high)}", "bad-number")
    value = float(text)
    if not math.isfinite(value) or not low <= value <= high:
        raise CellError(f"a number {_range(low, high)}", "out-of-range")
    return value


def parse_whole(text: str, low: int = 0, high: int = 1_000_000_000) -> int:
    """A whole number in ``low..high``; ``8.0`` counts as 8."""
    expected = f"a whole number {_range(low, high)}"
    if not _NUMBER.fullmatch(text):
        raise CellError(expected, "bad-number")
    value = float(text)
    if not math.isfinite(value) or not low <= value <= high:
        raise CellError(expected, "out-of-range")
    if value != int(value):
        raise CellError(expected, "bad-number")
    return int(value)


def parse_yes_no(text: str) -> bool:
    """1/0, true/false, yes/no; capitals do not matter."""
    folded = text.casefold()
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise CellError("1 or 0 (or true or false)", "bad-yes-no")


def parse_list(text: str) -> tuple[str, ...]:
    """The items of a cell separated by ``;``, blanks dropped, order kept."""
    return tuple(item for part in text.replace("；", ";").split(";") if (item := part.strip()))


def parse_skills(text: str, queues: Container[str]) -> tuple[tuple[str, float], ...]:
    """``general;complaint:0.8`` -> (("general", 1.0), ("complaint", 0.8)); names are not checked here, duplicates are."""
    skills: dict[str, float] = {}
    for item in parse_list(text):
        name, speed = item, 1.0
        head, colon, tail = item.replace("：", ":").rpartition(":")
        if colon and item not in queues:
            name = item[: len(head)].strip()
            try:
                speed = parse_number(tail.strip(), 0, 2)
            except CellError:
                raise CellError(f"queue:speed with a speed from 0 to 2, not {item!r}", "bad-skill") from None
        if not name:
            raise CellError("the name of a queue before the colon", "bad-skill")
        if name in skills:
            raise CellError(f"each queue once, not {name!r} twice", "duplicate")
        skills[name] = speed
    return tuple(skills.items())


def parse_wish(text: str) -> tuple[str, tuple[int, int] | None]:
    """(wish, clock window): ``off``, ``HH:MM-HH:MM`` (an end not after its start is the next day's), else the name of a shift."""
    if text.casefold() == "off":
        return "off", None
    match = _WINDOW.fullmatch(text.replace("：", ":"))
    if not match:
        return text, None
    low, high = parse_clock(match[1]), parse_clock(match[2], 1440)
    return text, (low, high if high > low else high + 1440)
