"""``events.csv`` and ``adjustments.csv``: what people know of the demand."""

from __future__ import annotations

from staffing.domain.people import ADJUSTMENT_CHANGES, Adjustment, Event
from staffing.io.context import Context
from staffing.io.names import suggest
from staffing.io.rows import check_columns, read_rows
from staffing.io.tables import Table


def read_events(table: Table, context: Context) -> tuple[Event, ...]:
    """Days with a name; a blank last_day is the first day."""
    check_columns(table, ("first_day", "last_day", "event"), ("queue", "factor"))
    events = []
    for row in read_rows(table, context.problems):
        first, event = row.day("first_day"), row.text("event")
        last = row.maybe_day("last_day") or first
        if row.good("first_day", "last_day") and last < first:
            row.wrong("last_day", f"a date not before first_day ({first})", "out-of-range")
        queue, factor = row.maybe_name("queue", context.queues), row.maybe_number("factor", 0, 1000)
        if row.ok:
            events.append(Event(first, last, event, queue, factor))
    return tuple(events)


def read_adjustments(table: Table, context: Context) -> tuple[Adjustment, ...]:
    """Changes of the forecast by a person, in file order."""
    check_columns(table, ("queue", "from", "to", "change", "value", "who", "why"))
    adjustments = []
    grid = context.grid
    for row in read_rows(table, context.problems):
        queue, start, end = row.name("queue", context.queues), row.minute("from", grid), row.minute("to", grid)
        if row.good("from", "to") and end <= start:
            row.wrong("to", "a time after from", "out-of-range")
        for column, minute in (("from", start), ("to", end)):
            if context.grid_known and row.good(column) and minute % grid.interval_minutes:
                row.wrong(column, f"the start of an interval of {grid.interval_minutes} minutes, counted from midnight", "off-grid")
        change = row.text("change").casefold()
        if change and change not in ADJUSTMENT_CHANGES:
            near = suggest(change, ADJUSTMENT_CHANGES)
            row.wrong("change", f"one of {', '.join(ADJUSTMENT_CHANGES)}" + (f" (did you mean {near!r}?)" if near else ""), "unknown-name")
        value = row.number("value", -1e6 if change == "add" else 0.0, 1e6)
        if row.ok:
            adjustments.append(Adjustment(queue, start, end, change, value, row.raw("who"), row.raw("why")))
    return tuple(adjustments)
