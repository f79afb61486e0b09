"""One export: its heading found, its columns named, its rows read; every cell that is wrong is noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from staffing.domain.problems import InputProblems, Problem
from staffing.io.acd.aliases import PARTS_AVERAGE, PARTS_TOTAL, key, role_of
from staffing.io.acd.cells import NOTHING, ambiguous, date_order, parse_count, parse_day, parse_seconds, parse_start
from staffing.io.acd.mapping import ASK, SKIP, AcdMapping, queue_expected
from staffing.io.cells import CellError
from staffing.io.problem_list import ProblemList
from staffing.io.roster_import.fold import fold
from staffing.io.roster_import.raw import Sheet

HEADING_ROWS = 30
"""The heading stands among the first rows with text; titles and filters may stand above it."""

TOTAL_WORDS = (
    "合计",
    "总计",
    "小计",
    "汇总",
    "平均",
    "共计",
    "total",
    "totals",
    "grandtotal",
    "subtotal",
    "sum",
    "average",
    "avg",
    "summary",
)
MOST_TOTAL = 1e9


@dataclass(frozen=True)
class AcdRow:
    """One interval of one queue.

    Attributes:
        line: in the file, from 1.
        start: naive local start.
        queue: of the plan.
        offered: contacts; answered, abandoned: ``None`` = not said. aht_seconds: > 0; ``None`` = unknown.
    """

    line: int
    start: datetime
    queue: str
    offered: float
    answered: float | None = None
    abandoned: float | None = None
    aht_seconds: float | None = None


@dataclass(frozen=True)
class AcdExport:
    """What an export says.

    Attributes:
        file: what the user calls it.
        columns: heading by role, as found or mapped.
        mapping: as given, completed by what was found.
        rows: in file order.
        totals: lines left out because they are sums or means.
        skipped: rows of queues that are not wanted.
        offered_from_parts: offered was not there and was taken as answered + abandoned.
        unequal: rows where offered is not answered + abandoned (flow-outs, answers in the next interval): nothing is changed.
        problems: of cells and names.
    """

    file: str
    columns: Mapping[str, str]
    mapping: AcdMapping
    rows: tuple[AcdRow, ...]
    totals: tuple[int, ...]
    skipped: int
    offered_from_parts: bool
    unequal: int
    problems: tuple[Problem, ...]


def read_export(sheets: Sequence[Sheet], mapping: AcdMapping, queues: tuple[str, ...]) -> AcdExport:
    """Read the first sheet that has a heading with a time and contacts. Raises InputProblems where none has."""
    for sheet in sheets:
        found = _heading(sheet, mapping)
        if found is not None:
            return _rows(sheet, *found, mapping, queues)
    name = sheets[0].file if sheets else "export"
    shown = " | ".join(sheets[0].rows[0][1])[:120] if sheets and sheets[0].rows else None
    expected = (
        "a heading with a time (Date, Interval, 日期, 时段 ...) and contacts (Calls Offered, 呼入量 ...), or a mapping that names them"
    )
    raise InputProblems([Problem(name, None, None, shown, expected, "no-heading")])


def _heading(sheet: Sheet, mapping: AcdMapping) -> tuple[int, dict[str, int]] | None:
    """(place of the heading among the rows, column of each role)."""
    for place, (_, cells) in enumerate(sheet.rows[:HEADING_ROWS]):
        columns: dict[str, int] = {}
        for role, heading in mapping.columns.items():
            at = next((k for k, cell in enumerate(cells) if key(cell) == key(heading)), None)
            if at is not None:
                columns[role] = at
        taken = set(columns.values())
        for k, cell in enumerate(cells):
            known = role_of(cell)
            if known is not None and known not in columns and k not in taken:
                columns[known] = k
        timed = "interval_start" in columns or "date" in columns
        if timed and ("offered" in columns or {"answered", "abandoned"} <= columns.keys()):
            return place, columns
    return None


def _rows(sheet: Sheet, place: int, columns: dict[str, int], mapping: AcdMapping, queues: tuple[str, ...]) -> AcdExport:
    heading = sheet.rows[place][1]
    if "interval_start" in columns and "date" in columns and "time" not in columns and not _dated(sheet, place, columns["interval_start"]):
        columns["time"] = columns.pop("interval_start")
    names = {role: heading[k].strip() for role, k in columns.items()}
    if "interval_start" in columns:
        columns.pop("date", None)
        columns.pop("time", None)
    below = sheet.rows[place + 1 :]
    problems = ProblemList()
    day_role = "interval_start" if "interval_start" in columns else "date"
    days = [_cell(cells, columns[day_role]) for _, cells in below]
    order = mapping.date_order or date_order(days)
    if not order and ambiguous(days):
        expected = 'the order of day and month: date_order = "mdy" or "dmy" in the mapping (--date-order)'
        problems.add(Problem(sheet.file, below[0][0], names[day_role], days[0], expected, "ambiguous-date"))
    rows: list[AcdRow] = []
    totals: list[int] = []
    skipped = unequal = 0
    unknown: dict[str, str] = {}
    queue: str | None
    for line, cells in below:
        if _is_total(cells, columns):
            totals.append(line)
            continue
        shown = _cell(cells, columns["queue"]) if "queue" in columns else ""
        queue = mapping.queue or _queue(shown, mapping, queues)
        if queue == SKIP:
            skipped += 1
            continue
        if queue is None:
            if shown not in unknown:
                unknown[shown] = shown
                column = names.get("queue", "queue")
                problems.add(Problem(sheet.file, line, column, shown or None, queue_expected(shown, queues), "unknown-name"))
            continue
        row = _row(sheet.file, line, cells, columns, names, order, queue, problems)
        if row is not None:
            rows.append(row)
            if None not in (row.answered, row.abandoned) and row.offered != (row.answered or 0) + (row.abandoned or 0):
                unequal += 1
    done = AcdMapping(names, {**mapping.queues, **{shown: ASK for shown in unknown if shown}}, mapping.queue, order)
    return AcdExport(
        sheet.file, names, done, tuple(rows), tuple(totals), skipped, "offered" not in columns, unequal, tuple(problems.sorted())
    )


def _dated(sheet: Sheet, place: int, column: int) -> bool:
    """Whether the first filled cell of a column begins with a date."""
    text = next((cell for _, cells in sheet.rows[place + 1 :] if (cell := _cell(cells, column))), "")
    try:
        parse_day(text, "mdy")
    except CellError:
        return False
    return True


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _is_total(cells: Sequence[str], columns: Mapping[str, int]) -> bool:
    """A row whose time or queue cell, or the first filled cell, is a word for a sum."""
    first = next((cell for cell in cells if cell.strip()), "")
    looked = [first, *(_cell(cells, columns[r]) for r in ("interval_start", "date", "time", "queue") if r in columns)]
    return any(fold(cell).rstrip(":：") in TOTAL_WORDS for cell in looked)


def _queue(shown: str, mapping: AcdMapping, queues: tuple[str, ...]) -> str | None:
    by_name = {**{fold(q): q for q in queues}, **{fold(k): v for k, v in mapping.queues.items()}}
    if not shown and len(queues) == 1:
        return queues[0]
    found = by_name.get(fold(shown))
    return None if found == ASK else found


def _row(
    file: str,
    line: int,
    cells: Sequence[str],
    columns: Mapping[str, int],
    names: Mapping[str, str],
    order: str,
    queue: str,
    problems: ProblemList,
) -> AcdRow | None:
    good = True

    def wrong(role: str, error: CellError) -> None:
        nonlocal good
        good = False
        problems.add(Problem(file, line, names[role], _cell(cells, columns[role]) or None, error.expected, error.code))

    def count(role: str) -> float | None:
        if role not in columns:
            return None
        try:
            return parse_count(_cell(cells, columns[role]))
        except CellError as error:
            wrong(role, error)
            return None

    def seconds(role: str, most: float = 86_400.0) -> float | None:
        if role not in columns:
            return None
        try:
            return parse_seconds(_cell(cells, columns[role]), most)
        except CellError as error:
            wrong(role, error)
            return None

    start = datetime(1970, 1, 1)
    day_role = "interval_start" if "interval_start" in columns else "date"
    time_role = "time" if "time" in columns else None
    try:
        start = parse_start(_cell(cells, columns[day_role]), None if time_role is None else _cell(cells, columns[time_role]), order)
    except CellError as error:
        wrong(time_role if time_role is not None and error.code == "bad-clock" else day_role, error)
    offered, answered, abandoned = count("offered"), count("answered"), count("abandoned")
    if "offered" not in columns and answered is not None:
        offered = answered + (abandoned or 0.0)
    if offered is None and good:
        role = "offered" if "offered" in columns else "answered"
        if _cell(cells, columns[role]).casefold() in NOTHING:
            return None  # an interval about which the export says nothing
    aht = seconds("aht_seconds")
    if aht is None:
        averages = [v for role in PARTS_AVERAGE if (v := seconds(role)) is not None]
        sums = [v for role in PARTS_TOTAL if (v := seconds(role, MOST_TOTAL)) is not None]
        if averages:
            aht = sum(averages)
        elif sums and answered:
            aht = sum(sums) / answered
    if not good or offered is None:
        return None
    return AcdRow(line, start, queue, offered, answered, abandoned, aht if aht else None)
