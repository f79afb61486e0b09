"""Which row is the heading and what its columns are: people x days, or one row for each shift."""

from __future__ import annotations

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from staffing.domain.problems import InputProblems, Problem
from staffing.io.roster_import.fold import fold, tidy
from staffing.io.roster_import.header_days import DayText, day_text
from staffing.io.roster_import.raw import Sheet, column_name
from staffing.io.roster_import.words import MONTHS, WEEKDAYS, column_role

_SEARCHED = 30
_YEAR_MONTH = re.compile(r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})(?:\s*月|(?![\d/.-]))")
_NAMED_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{4})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """Where things stand.

    Attributes:
        wide: people x days; else one row for each shift.
        heading_rows: indexes into the sheet's rows.
        columns: place of each role that has one.
        day_row: index of the row the days stand in; day_cells: (place, text) of the day columns of a wide sheet.
        weekdays: weekday (0 = Monday) that the heading states, by place.
        month: (year, month) that a title above the heading names.
        ignored: headings of columns that are not read.
    """

    wide: bool
    heading_rows: tuple[int, ...]
    columns: Table[str, int]
    day_row: int = 0
    day_cells: tuple[tuple[int, DayText], ...] = ()
    weekdays: Table[int, int] = field(default_factory=dict)
    month: tuple[int, int] | None = None
    ignored: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        """Index of the first row below the heading."""
        return self.heading_rows[-1] + 1


def find_layout(sheet: Sheet, columns: Table[str, str]) -> Layout:
    """The layout of a sheet; ``columns``: headings the mapping names, by role. Raises InputProblems where no heading is found."""
    wide = _wide(sheet, columns)
    long = _long(sheet, columns)
    above = long is not None and wide is not None and "day" in long.columns and long.heading_rows[0] < wide.day_row
    found = long if long and (wide is None or above or len(wide.day_cells) < 2) else wide
    if found is None:
        expected = (
            "a heading: either a person column (agent, 工号, name or 姓名) with a column for each day (dates, 6/1, 1日, 1号), "
            "or the columns agent, day and shift (工号, 日期, 班次)"
        )
        raise InputProblems([Problem(sheet.file, None, None, None, expected, "no-heading")])
    return found


def _role(text: str, columns: Table[str, str]) -> str | None:
    """The role of a heading: the mapping's word first."""
    folded = fold(text)
    if not folded:
        return None
    named = next((role for role, heading in columns.items() if fold(heading) == folded), None)
    usual = column_role(text)
    return named or (usual if usual not in columns else None)


def _long(sheet: Sheet, columns: Table[str, str]) -> Layout | None:
    for index, (_, cells) in enumerate(sheet.rows[:_SEARCHED]):
        roles: dict[str, int] = {}
        for place, text in enumerate(cells):
            role = _role(text, columns)
            if role is not None:
                roles.setdefault(role, place)
        person = "agent" in roles or "name" in roles
        if person and ("shift" in roles or {"start", "end"} <= roles.keys()) and ("day" in roles or "start" in roles):
            ignored = tuple(tidy(t) for place, t in enumerate(cells) if t.strip() and place not in roles.values())
            return Layout(False, (index,), roles, ignored=ignored)
    return None


def _wide(sheet: Sheet, columns: Table[str, str]) -> Layout | None:
    best: tuple[int, int] | None = None
    days_of: dict[int, list[tuple[int, DayText]]] = {}
    for index, (_, cells) in enumerate(sheet.rows[:_SEARCHED]):
        read = [(place, day_text(text)) for place, text in enumerate(cells)]
        days = [(place, day) for place, day in read if day is not None]
        dated = [item for item in days if item[1].day]
        if not _follow([day for _, day in dated if day.text.isdecimal()]):
            dated = [item for item in dated if not item[1].text.isdecimal()]
        days = dated or [item for item in days if not item[1].day]
        days_of[index] = days
        rank = (2 * len(dated) or len(days), -index)
        if days and (best is None or rank[0] > best[0]):
            best = (rank[0], index)
    if best is None:
        return None
    index = best[1]
    day_cells, near = days_of[index], _near(sheet, index, columns)
    roles: dict[str, int] = {}
    weekdays: dict[int, int] = {}
    day_places = {place for place, _ in day_cells}
    for row in near:
        for place, text in enumerate(sheet.rows[row][1]):
            if place in day_places:
                weekday = WEEKDAYS.get(fold(text))
                if row != index and weekday is not None:
                    weekdays[place] = weekday
                continue
            role = _role(text, columns)
            if role is not None:
                roles.setdefault(role, place)
    weekdays |= {place: day.weekday for place, day in day_cells if day.weekday is not None}
    if "agent" not in roles and "name" not in roles:
        return None
    used = {*day_places, *roles.values()}
    ignored = tuple(tidy(t) for row in near for place, t in enumerate(sheet.rows[row][1]) if t.strip() and place not in used)
    return Layout(True, near, roles, index, tuple(day_cells), weekdays, _title_month(sheet, near[0]), ignored)


def _follow(days: Sequence[DayText]) -> bool:
    """Whether bare numbers can be the days of a heading: two or more, each one more than the one before, or the first of a month."""
    return len(days) >= 2 and all(b.day == a.day + 1 or (b.day == 1 and a.day >= 28) for a, b in pairwise(days))


def _near(sheet: Sheet, index: int, columns: Table[str, str]) -> tuple[int, ...]:
    """The heading's rows: that of the days, with the one above or below where it holds weekdays or the person column."""
    rows = [index]
    for other in (index - 1, index + 1):
        if 0 <= other < len(sheet.rows):
            cells = [text for text in sheet.rows[other][1] if text.strip()]
            weekdays = sum(fold(text) in WEEKDAYS for text in cells)
            person = any(_role(text, columns) in ("agent", "name") for text in cells)
            if person or (weekdays >= 2 and 2 * weekdays >= len(cells)):
                rows.append(other)
    return tuple(sorted(rows))


def _title_month(sheet: Sheet, above: int) -> tuple[int, int] | None:
    """The month a title row or the sheet's name speaks of."""
    texts = [sheet.title, *(text for _, cells in sheet.rows[:above] for text in cells if text.strip())]
    for text in texts:
        text = tidy(text)
        if (match := _YEAR_MONTH.search(text)) and 1 <= int(match[2]) <= 12:
            return int(match[1]), int(match[2])
        if match := _NAMED_MONTH.search(text):
            return int(match[2]), MONTHS[match[1].lower()]
    return None


def where(sheet: Sheet, row: int, place: int) -> tuple[int, str]:
    """(line, column letters) of a cell, for messages."""
    return sheet.rows[row][0], column_name(place)
