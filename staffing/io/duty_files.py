"""``worked.csv``, ``locks.csv`` and ``fixed.csv``: what was worked, what must stay, what is planned besides the queues."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from staffing.domain.people import FixedActivity, Lock, Worked
from staffing.io.cells import CellError, parse_clock, parse_moment
from staffing.io.context import Context
from staffing.io.rows import Row, check_columns, read_rows
from staffing.io.tables import Table

LONGEST_DUTY_MINUTES = 2880
_DAY = 1440


class _Spans:
    """Rows of each agent so far that do not overlap, sorted, to find one that does."""

    def __init__(self) -> None:
        self._spans: dict[str, list[tuple[int, int, int]]] = {}

    def check(self, row: Row, agent: str, start: int, end: int) -> None:
        """Note a row that overlaps an earlier one of the agent."""
        mine = self._spans.setdefault(agent, [])
        place = bisect_left(mine, (start, end, 0))
        for low, high, line in mine[max(0, place - 1) : place + 1]:
            if start < high and low < end:
                same = (low, high) == (start, end)
                row.wrong("start", f"{'each row once' if same else 'no overlap'} (see row {line})", "duplicate" if same else "overlap")
                return
        mine.insert(place, (start, end, row.line))


def _span(row: Row, context: Context) -> tuple[int, int]:
    start, end = row.minute("start", context.grid), row.minute("end", context.grid)
    if row.good("start", "end"):
        if end <= start:
            row.wrong("end", "a time after start", "out-of-range")
        elif end - start > LONGEST_DUTY_MINUTES:
            row.wrong("end", f"at most {LONGEST_DUTY_MINUTES // 60} hours after start", "out-of-range")
    return start, end


def read_worked(table: Table, context: Context) -> tuple[Worked, ...]:
    """Duties that started before the plan."""
    check_columns(table, ("agent", "start", "end"), ("shift", "queue"))
    worked, spans = [], _Spans()
    for row in read_rows(table, context.problems):
        agent, (start, end) = row.name("agent", context.agents), _span(row, context)
        shift, queue = row.maybe_name("shift", context.shifts), row.maybe_name("queue", context.queues)
        if context.grid_known and row.good("start") and start >= 0:
            row.wrong("start", f"a time before the plan begins ({context.grid.first_day})", "out-of-range")
        if row.ok:
            spans.check(row, agent, start, end)
        if row.ok:
            worked.append(Worked(agent, start, end, shift, queue))
    return tuple(worked)


def read_locks(table: Table, context: Context) -> tuple[Lock, ...]:
    """Cells of the roster that must stay."""
    check_columns(table, ("agent", "day"), ("shift", "start"))
    locks = []
    seen: dict[tuple[str, date], int] = {}
    for row in read_rows(table, context.problems):
        agent, day, shift = row.name("agent", context.agents), row.day("day"), row.maybe_name("shift", context.shifts)
        if context.grid_known and row.good("day") and not context.grid.first_day <= day < context.grid.end_day:
            row.wrong("day", "a day of the plan", "out-of-range")
        start = _lock_start(row, day, shift, context)
        if row.ok and (agent, day) in seen:
            row.wrong("day", f"each day of an agent once (row {seen[agent, day]} has it already)", "duplicate")
        if row.ok:
            seen[agent, day] = row.line
            locks.append(Lock(agent, day, shift, start))
    return tuple(locks)


def _lock_start(row: Row, day: date, shift: str, context: Context) -> int | None:
    if not row.raw("start"):
        return None
    start = row.parse("start", lambda text: _clock_on(text, day if row.good("day") else None), 0)
    if not row.good("start"):
        return None
    if not shift:
        row.wrong("start", "no start where no shift is given (such a lock is a day off)", "invalid")
    known = context.shift_by_name.get(shift)
    if known is not None and start not in known.start_clocks:
        low, high = (f"{clock // 60:02d}:{clock % 60:02d}" for clock in (known.start_from, known.start_to))
        row.wrong("start", f"an allowed start of {shift}: {low} to {high} every {known.step_minutes} minutes", "out-of-range")
    return start


def _clock_on(text: str, day: date | None) -> int:
    """The clock minute of ``HH:MM``, or of a date and time on ``day``."""
    try:
        return parse_clock(text)
    except CellError as error:
        try:
            moment = parse_moment(text)
        except CellError:
            raise error from None
        if day is not None and moment.date() != day:
            raise CellError(f"a time on {day}", "out-of-range") from None
        return moment.hour * 60 + moment.minute


def read_fixed(table: Table, context: Context) -> tuple[FixedActivity, ...]:
    """Planned activities on the grid."""
    check_columns(table, ("agent", "start", "end", "activity"), ("queue",))
    fixed, spans = [], _Spans()
    grid = context.grid
    for row in read_rows(table, context.problems):
        agent, (start, end), activity = row.name("agent", context.agents), _span(row, context), row.text("activity")
        queue = row.maybe_name("queue", context.queues)
        if activity in ("meal", "break"):
            row.wrong("activity", "training, meeting, queue or another activity; meals and breaks come with the shift", "invalid")
        if activity == "queue" and not row.raw("queue"):
            row.wrong("queue", f"{context.queues.what} (the cell is blank)", "missing-value")
        if context.grid_known:
            for column, minute in (("start", start), ("end", end)):
                if row.good(column) and minute % grid.step_minutes:
                    row.wrong(column, f"a multiple of the grid of {grid.step_minutes} minutes", "off-grid")
            if row.good("start") and not 0 <= start < grid.end + _DAY:
                row.wrong("start", "a time inside the plan", "out-of-range")
        if row.ok:
            spans.check(row, agent, start, end)
        if row.ok:
            fixed.append(FixedActivity(agent, start, end, activity, queue))
    return tuple(fixed)
