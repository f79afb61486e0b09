"""``events.csv``, ``adjustments.csv`` and ``refused.csv``: what people know of the demand."""

from __future__ import annotations

from datetime import datetime

from staffing.domain.people import ADJUSTMENT_CHANGES, REPAIR_KINDS, Adjustment, Event, RefusedRepair
from staffing.io.cells import parse_moment
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
    check_columns(table, ("queue", "from", "to", "change", "value", "who", "why"), ("when",))
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
            adjustments.append(Adjustment(queue, start, end, change, value, row.raw("who"), row.raw("why"), row.raw("when")))
    return tuple(adjustments)


def read_refused(table: Table, context: Context) -> tuple[RefusedRepair, ...]:
    """Repairs of the history that are not to be made; a blank queue means all queues, ``start`` is local time."""
    check_columns(table, ("queue", "kind", "start"), ("who", "why"))
    refused = []
    for row in read_rows(table, context.problems):
        queue, kind = row.maybe_name("queue", context.queues), row.text("kind").casefold()
        if kind and kind not in REPAIR_KINDS:
            near = suggest(kind, REPAIR_KINDS)
            row.wrong("kind", f"one of {', '.join(REPAIR_KINDS)}" + (f" (did you mean {near!r}?)" if near else ""), "unknown-name")
        start = row.parse("start", parse_moment, datetime(1970, 1, 1))
        if row.good("start") and start.tzinfo is not None:
            row.wrong("start", "a local time without an offset, as the list of repairs shows it", "invalid")
        if row.ok:
            refused.append(RefusedRepair(queue, kind, start, row.raw("who"), row.raw("why")))
    return tuple(refused)
