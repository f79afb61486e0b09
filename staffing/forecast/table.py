"""The history laid out by local calendar day and time of day: the shape in which calls repeat themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from staffing.domain.history import History
from staffing.domain.queue import Queue

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class DayTable:
    """Contacts by queue, local day and wall-clock slot.

    A slot the clocks skip is NaN; a slot that comes twice holds the mean of both, so that every row is a normal day.

    Attributes:
        first_day: local date of row 0.
        slot_minutes: length of a slot; S = 1440 / slot_minutes.
        queues: names, length Q.
        offered: contacts, shape (Q, D, S); NaN = no data.
        aht_seconds: mean handling time, shape (Q, D, S); NaN = unknown.
        handled: contacts behind each handling time (answered, else offered), shape (Q, D, S); NaN = unknown.
        exists: slots the history's axis covers, shape (D, S): not those before its start, after its end or skipped by the clocks.
    """

    first_day: date
    slot_minutes: int
    queues: tuple[str, ...]
    offered: Floats
    aht_seconds: Floats
    handled: Floats
    exists: Bools

    @property
    def days(self) -> int:
        """Number of rows D."""
        return int(self.offered.shape[1])

    @property
    def slots(self) -> int:
        """Number of slots of a day S."""
        return int(self.offered.shape[2])

    @property
    def end_day(self) -> date:
        """The first day after the last row."""
        return self.first_day + timedelta(days=self.days)

    def until(self, day: date) -> DayTable:
        """The rows before ``day``."""
        n = max(0, min(self.days, (day - self.first_day).days))
        parts = {name: getattr(self, name)[:, :n] for name in ("offered", "aht_seconds", "handled")}
        return replace(self, **parts, exists=self.exists[:n])


def day_table(history: History, slot_minutes: int | None = None) -> DayTable:
    """Lay a history out by local day and slot; ``slot_minutes`` (a multiple of the history's interval) adds intervals up.

    A coarser slot is known only where all its parts are. Raises ValueError where an interval does not divide the day.
    """
    native = history.interval_minutes
    slot_minutes = slot_minutes or native
    if 1440 % native or 1440 % slot_minutes or slot_minutes % native:
        raise ValueError(f"intervals of {native} minutes cannot be laid out in slots of {slot_minutes} minutes")
    starts = history.local_starts
    days = starts.astype("datetime64[D]")
    first, count = days.min(), int((days.max() - days.min()).astype(np.int64)) + 1
    clock = (starts - days).astype(np.int64)
    per_day = 1440 // native
    cell = (days - first).astype(np.int64) * per_day + clock // native
    handled = history.offered if history.answered is None else np.where(np.isnan(history.answered), history.offered, history.answered)
    busy = np.where(np.isnan(history.aht_seconds), np.nan, handled * history.aht_seconds)

    def lay(values: Floats) -> Floats:
        known = ~np.isnan(values)
        size = count * per_day
        total = np.array([np.bincount(cell, np.where(k, v, 0.0), size) for v, k in zip(values, known, strict=True)])
        seen = np.array([np.bincount(cell, k, size) for k in known])
        mean = np.where(seen > 0, total / np.maximum(seen, 1.0), np.nan)
        return np.asarray(mean.reshape(len(values), count, 1440 // slot_minutes, -1).sum(axis=3))

    offered = lay(history.offered)
    weight, seconds = lay(np.where(np.isnan(busy), 0.0, handled)), lay(np.nan_to_num(busy))
    weight, seconds = np.nan_to_num(weight), np.nan_to_num(seconds)
    aht = np.where(weight > 0, seconds / np.where(weight > 0, weight, 1.0), np.nan)
    first_day: date = first.astype(object)
    exists = np.asarray(
        (np.bincount(cell, minlength=count * per_day) > 0).reshape(count, 1440 // slot_minutes, -1).any(axis=2), dtype=np.bool_
    )
    return DayTable(first_day, slot_minutes, history.queues, offered, aht, np.where(weight > 0, weight, np.nan), exists)


def all_queues(table: DayTable, queues: Sequence[str]) -> DayTable:
    """The sum of some queues as one queue named after none of them; a slot is known only where each queue that ever has data then is."""
    rows = table.offered[[table.queues.index(q) for q in queues]]
    weekday = np.array([(table.first_day + timedelta(days=d)).weekday() for d in range(table.days)])
    total = np.zeros(rows.shape[1:])
    for row in rows:
        used = np.zeros(row.shape, dtype=np.bool_)
        for k in range(7):
            used[weekday == k] = (~np.isnan(row[weekday == k])).any(axis=0)
        total += np.where(used, row, 0.0)
    total[np.isnan(rows).all(axis=0)] = np.nan
    blank = np.full((1, *total.shape), np.nan)
    return DayTable(table.first_day, table.slot_minutes, ("",), total[None], blank, blank.copy(), table.exists)


def open_week(queue: Queue, slot_minutes: int) -> Bools:
    """Whether a queue is open in any minute of each slot of the week, shape (7, S); row 0 is Monday."""
    slots = 1440 // slot_minutes
    if not queue.open:
        return np.ones((7, slots), dtype=np.bool_)
    minutes = np.zeros(7 * 1440, dtype=np.bool_)
    for window in queue.open:
        for weekday in window.weekdays:
            span = np.arange(weekday * 1440 + window.from_clock, weekday * 1440 + window.to_clock)
            minutes[span % (7 * 1440)] = True
    return np.asarray(minutes.reshape(7, slots, slot_minutes).any(axis=2))
