"""People x days: one row for each person, one column for each day."""

from __future__ import annotations

from datetime import date

from staffing.io.roster_import.fold import fold
from staffing.io.roster_import.header_days import resolve_days
from staffing.io.roster_import.pen import Pen, blank_meaning
from staffing.io.roster_import.words import WEEKDAYS


def read_wide(pen: Pen, month: tuple[int, int] | None, first_day: date | None) -> None:
    """Read every cell of every person's row."""
    days = _days(pen, month, first_day)
    if not days:
        return
    grid, blank = pen.plan.grid, blank_meaning(pen.result.mapping)
    blanks: list[tuple[int, int]] = []
    lines: dict[str, int] = {}
    for row in range(pen.layout.first_row, len(pen.sheet.rows)):
        texts = {place: pen.cell(row, place) for place in days}
        agent = pen.person(row, any(texts.values()))
        if agent is None:
            continue
        if agent in lines:
            pen.problem(row, None, agent, f"each person once: {agent} stands in row {lines[agent]} already", "duplicate")
            continue
        lines[agent] = pen.sheet.rows[row][0]
        for place, day in days.items():
            if texts[place]:
                for item in pen.items(row, place, texts[place]):
                    pen.put(row, place, agent, day, item, texts[place])
            elif grid.first_day <= day < grid.end_day:
                blanks.append((row, place))
                if blank is not None:
                    pen.put(row, place, agent, day, blank, "")
    if blanks and blank is None:
        row, place = blanks[0]
        expected = f"what a blank cell means: --blank off or --blank unknown ({len(blanks)} cells of the plan's days are blank)"
        pen.problem(row, place, None, expected, "blank-cells")
    if not lines and not pen.result.problems:
        pen.problem(pen.layout.heading_rows[-1], None, None, "rows of people below the heading", "empty-file")


def _days(pen: Pen, month: tuple[int, int] | None, first_day: date | None) -> dict[int, date]:
    """The day of each day column; empty where it is not clear (noted)."""
    grid, cells = pen.plan.grid, pen.layout.day_cells
    texts = [text for _, text in cells]
    row = pen.layout.day_row
    found = resolve_days(texts, grid.first_day, grid.end_day, month, first_day)
    if not found.days:
        pen.problem(row, cells[0][0], texts[0].text, found.expected, "days-unclear")
        return {}
    days = {place: day for (place, _), day in zip(cells, found.days, strict=True)}
    clear = True
    for place, weekday in pen.layout.weekdays.items():
        if days[place].weekday() != weekday:
            at = next((r for r in pen.layout.heading_rows if fold(pen.cell(r, place)) in WEEKDAYS), row)
            expected = f"the weekday of {days[place]} (read as {found.how}), or another month: --month YYYY-MM"
            pen.problem(at, place, pen.cell(at, place), expected, "days-unclear")
            clear = False
    twice = {day for day in days.values() if list(days.values()).count(day) > 1}
    for place, day in days.items():
        if day in twice:
            pen.problem(row, place, pen.cell(row, place), f"each day once: {day} has several columns", "duplicate-column")
            clear = False
    missing = [day for day in grid.calendar if day not in days.values()]
    if len(missing) == grid.days:
        last = grid.calendar[-1]
        pen.problem(row, cells[0][0], texts[0].text, f"days of the plan ({grid.first_day} to {last})", "out-of-range")
        clear = False
    pen.result.how, pen.result.days = found.how, (min(days.values()), max(days.values()))
    return days if clear else {}
