"""One row for each shift: a person, a day, a code, with or without times."""

from __future__ import annotations

from datetime import date

from staffing.io.cells import CellError, parse_clock, parse_minute, parse_number, parse_whole
from staffing.io.roster_import.fold import tidy
from staffing.io.roster_import.header_days import day_text, resolve_days
from staffing.io.roster_import.pen import Pen


def read_long(pen: Pen, month: tuple[int, int] | None, first_day: date | None) -> None:
    """Read every row. ``first_day`` has no meaning here: a day stands in each row."""
    del first_day
    columns = pen.layout.columns
    days = _days(pen, month)
    seen: dict[tuple[object, ...], int] = {}
    for row in range(pen.layout.first_row, len(pen.sheet.rows)):
        code, start, end = (pen.cell(row, columns.get(role)) for role in ("shift", "start", "end"))
        agent = pen.person(row, bool(code or start))
        if agent is None:
            continue
        day = days.get(tidy(pen.cell(row, columns.get("day")))) if "day" in columns else None
        if "day" in columns and day is None:
            if days or not pen.result.problems:
                pen.problem(row, columns["day"], pen.cell(row, columns["day"]) or None, "a date such as 2026-06-01", "bad-date")
            continue
        key = (agent, day, code, start, end)
        if key in seen:
            pen.problem(row, None, code or start, f"each shift once: it stands in row {seen[key]} already", "duplicate")
            continue
        seen[key] = pen.sheet.rows[row][0]
        _row(pen, row, agent, day, code, start, end)
    found = [d.day for d in pen.duties]
    if found and pen.result.days is None:
        pen.result.days = (min(found), max(found))


def _row(pen: Pen, row: int, agent: str, day: date | None, code: str, start: str, end: str) -> None:
    """One row of a known person."""
    columns = pen.layout.columns
    text, place = code, columns.get("shift", columns.get("start", 0))
    clocks = [_clock(t) for t in (start, end)]
    if start and clocks[0] is not None and clocks[1] is not None:
        text = f"{code} {start}-{end}".strip() if code else f"{start}-{end}"
        if code and _says_no_work(pen, code):
            text = code
    elif start or end:
        _stated(pen, row, agent, day, code, start, end)
        return
    if not text:
        pen.problem(row, place, None, "a shift (the cell is blank)", "missing-value")
        return
    if day is None:
        pen.problem(row, columns.get("start"), start, "a date and time such as 2026-06-01T08:00, or a column with the day", "bad-time")
        return
    for item in pen.items(row, place, text):
        pen.put(row, place, agent, day, item, text)


def _says_no_work(pen: Pen, code: str) -> bool:
    read = pen.codes.read(code)
    return isinstance(read, tuple) and all(item.what != "shift" for item in read)


def _stated(pen: Pen, row: int, agent: str, day: date | None, code: str, start: str, end: str) -> None:
    """A row with full dates and times: taken as it states them; the code must still be known."""
    columns, grid = pen.layout.columns, pen.plan.grid
    minutes: list[int] = []
    for role, text in (("start", start), ("end", end)):
        try:
            minutes.append(parse_minute(tidy(text), grid))
        except CellError as error:
            pen.problem(row, columns.get(role), text or None, error.expected, error.code)
    if len(minutes) < 2:
        return
    if not 0 < minutes[1] - minutes[0] <= 10_080:
        pen.problem(row, columns.get("end"), end, "a time after the start, within seven days", "out-of-range")
        return
    first, last = (f"{clock // 60:02d}:{clock % 60:02d}" for clock in map(grid.clock, minutes))
    place = columns.get("shift", columns.get("start", 0))
    items = pen.items(row, place, f"{code} {first}" if code else f"{first}-{last}")
    item = next((item for item in items if item.what == "shift"), None)
    if not items:
        return
    if item is None:
        for other in items:
            pen.put(row, columns.get("shift", 0), agent, day or grid.day(minutes[0]), other, code)
        return
    catalogue = pen.plan.shift_by_name[item.name]
    fits = minutes[1] - minutes[0] == catalogue.length_minutes
    paid = _paid(pen, row) if {"paid_minutes", "paid_hours"} & columns.keys() else (catalogue.paid_minutes if fits else None)
    pen.duty(row, agent, day or grid.day(minutes[0]), item.name, minutes[0], minutes[1], paid)


def _paid(pen: Pen, row: int) -> int | None:
    """Paid minutes as a column states them; ``None`` where it is blank or cannot be read (noted)."""
    columns = pen.layout.columns
    for role in ("paid_minutes", "paid_hours"):
        text = tidy(pen.cell(row, columns.get(role)))
        if text:
            try:
                return parse_whole(text, 0, 10_080) if role == "paid_minutes" else round(60 * parse_number(text, 0, 168))
            except CellError as error:
                pen.problem(row, columns[role], text, error.expected, error.code)
    return None


def _days(pen: Pen, month: tuple[int, int] | None) -> dict[str, date]:
    """The day of each text of the day column that can be read."""
    if "day" not in pen.layout.columns:
        return {}
    place, grid = pen.layout.columns["day"], pen.plan.grid
    rows = range(pen.layout.first_row, len(pen.sheet.rows))
    texts = dict.fromkeys(tidy(pen.cell(row, place)) for row in rows)
    read = {text: said for text in texts if text and (said := day_text(text)) is not None and said.day}
    full = {text: date(d.year, d.month, d.day) for text, d in read.items() if d.year and d.month}
    short = [text for text in read if text not in full]
    if short:
        in_order = sorted(short, key=lambda text: (read[text].month or 0, read[text].day))
        found = resolve_days([read[text] for text in in_order], grid.first_day, grid.end_day, month)
        if not found.days:
            row = next(r for r in rows if tidy(pen.cell(r, place)) == in_order[0])
            pen.problem(row, place, in_order[0], found.expected.replace("--first-day YYYY-MM-DD", "full dates in the file"), "days-unclear")
        full |= dict(zip(in_order, found.days, strict=False))
        pen.result.how = found.how
    if full:
        pen.result.how = pen.result.how or "dates"
        pen.result.days = (min(full.values()), max(full.values()))
    return full


def _clock(text: str) -> int | None:
    """A clock time alone; ``None`` where the text is something else."""
    try:
        return parse_clock(tidy(text), 1440)
    except CellError:
        return None
