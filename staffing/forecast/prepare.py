"""From a laid-out history to a series that methods can work on, with everything worth saying about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.people import Event, RefusedRepair
from staffing.domain.work_calendar import CalendarDay
from staffing.forecast.calendar import day_calendar, event_days
from staffing.forecast.clean import CLOSED_FROM_DAYS, Repair, clean
from staffing.forecast.methods import Series
from staffing.forecast.profile import day_totals, kinds
from staffing.forecast.reasons import Flag, Reason
from staffing.forecast.shift import level_shift
from staffing.forecast.table import DayTable

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SHORT_DAYS = 28
CLOSED_SHARE = 0.005
"""Share of contacts outside opening hours from which it is said."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """A queue ready to be forecast.

    Attributes:
        series: of this queue, from its first to its last day with data.
        aht_seconds, handled: of the same days, shape (D, S).
        repairs, flags: what was found.
    """

    series: Series
    aht_seconds: Floats
    handled: Floats
    repairs: tuple[Repair, ...]
    flags: tuple[Flag, ...]


def prepare(
    table: DayTable,
    queue: str,
    open_week: Bools,
    zone: str,
    days_after: int,
    events: Sequence[Event] = (),
    own_days: Sequence[CalendarDay] = (),
    refused: Sequence[RefusedRepair] = (),
) -> Prepared | None:
    """Cut, clean and describe the history of one queue; ``None`` where it has no data at all.

    Args:
        table: history up to the day before the forecast may know nothing more.
        queue: one of the table's queues.
        open_week: open weekly slots, shape (7, S).
        zone: IANA zone.
        days_after: days after the table's last row that must lie in the calendar.
        events, own_days, refused: of the plan.
    """
    k = table.queues.index(queue)
    with_data = np.flatnonzero(~np.isnan(table.offered[k]).all(axis=1))
    if not len(with_data):
        return None
    first, last = int(with_data[0]), int(with_data[-1]) + 1
    rows = slice(first, last)
    offered, exists = table.offered[k, rows], table.exists[rows]
    start = table.first_day + timedelta(days=first)
    calendar = day_calendar(start, table.days - first + days_after, zone, own_days)
    weekdays = calendar.weekday[: last - first]
    flags = _flags(queue, offered, open_week[weekdays])
    days = event_days(calendar, events, queue)
    factor = days.factor[: last - first, None]
    plain = np.where(factor > 0, offered / np.where(factor > 0, factor, 1.0), np.nan)
    special = calendar.holiday[: last - first].copy()
    for marked in days.unknown.values():
        special |= marked[: last - first]
    judged = open_week[weekdays] & exists & (factor > 0)
    cleaned = clean(plain, judged, calendar, queue, table.slot_minutes, special, refused)
    totals, known = day_totals(cleaned.offered, kinds(calendar.like_weekday, calendar.holiday)[: last - first])
    step = level_shift(totals, (known > 0) & ~special & (cleaned.trust == 1), weekdays)
    if step is not None:
        params = {"day": calendar.day(step[0]).isoformat(), "factor": round(step[1], 2)}
        flags = (*flags, Flag(Reason.LEVEL_SHIFT, queue, MappingProxyType(params)))
    series = Series(queue, cleaned.offered, cleaned.trust, open_week, calendar, days)
    return Prepared(series, table.aht_seconds[k, rows], table.handled[k, rows], cleaned.repairs, flags)


def _flags(queue: str, offered: Floats, open_slots: Bools) -> tuple[Flag, ...]:
    """What the history itself gives reason to say."""
    out: list[Flag] = []

    def say(code: Reason, **params: object) -> None:
        out.append(Flag(code, queue, MappingProxyType(params)))

    known = ~np.isnan(offered)
    total = float(offered[known].sum())
    days = int(known.any(axis=1).sum())
    if days < SHORT_DAYS:
        say(Reason.SHORT_HISTORY, days=days)
    if total == 0:
        say(Reason.ALL_ZERO)
        return tuple(out)
    if np.any(offered[known] % 1):
        say(Reason.FRACTIONAL)
    outside = float(offered[known & ~open_slots].sum())
    if outside > CLOSED_SHARE * total:
        say(Reason.VOLUME_WHEN_CLOSED, share=round(outside / total, 4))
    busy = np.flatnonzero(np.where(known, offered, 0.0).any(axis=1))
    silent = len(offered) - 1 - int(busy[-1])
    if silent >= CLOSED_FROM_DAYS:
        say(Reason.SILENT, days=silent)
    judged = known & open_slots
    slots = np.where(judged, offered, 0.0).sum(axis=0) / np.maximum(judged.sum(axis=0), 1)
    missing = int((open_slots & ~known).sum())
    expected_zeros = float((np.exp(-slots)[None, :] * open_slots).sum())
    if not np.any(offered[judged] == 0) and expected_zeros >= 5 and missing >= 0.5 * expected_zeros:
        say(Reason.ZEROS_MISSING, share_missing=round(missing / max(1, int(open_slots.sum())), 4))
    return tuple(out)
