"""Cleaning: what in the history is not demand. Every repair is listed; nothing is filled in, only left out, halved or weighed less.

No test here has a threshold in contacts, so that a history in other units is cleaned alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.people import RefusedRepair
from staffing.forecast.calendar import DayCalendar

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

OUTAGE_PROBABILITY = 1e-6
"""A run of zeros this improbable, from how often the same slots were zero before and after, is an outage."""

CLOSED_FROM_DAYS = 14
"""Zeros on this many days in a row are a closed queue, not an outage."""

COPY_DISTINCT = 8
"""Two days are one export imported twice where all slots agree and take at least this many different values."""

COPY_SHARE = 0.1
"""Where more than this share of the days are copies, the counts are made or rounded that way and no copy is judged."""

OUTLIER_SD, OUTLIER_RATIO = 6.0, 1.6
"""A day is an outlier where its total is off by this many robust standard deviations and by this factor."""


class RepairKind(StrEnum):
    """What was found."""

    GAP = "gap"
    OUTAGE = "outage"
    COPIED_DAY = "copied-day"
    DOUBLED_DAY = "doubled-day"
    OUTLIER_DAY = "outlier-day"


@dataclass(frozen=True)
class Repair:
    """One thing found in the history of a queue and what was done about it.

    Attributes:
        start, end: local wall-clock time, end excluded.
        slots: number of intervals concerned.
        action: ``left-out``, ``halved``, ``weighed-less``, or ``refused`` where a person wants the history as it is.
        params: numbers behind it.
    """

    kind: RepairKind
    queue: str
    start: datetime
    end: datetime
    slots: int
    action: str
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "kind": self.kind.value,
            "queue": self.queue,
            "start": self.start.isoformat(timespec="minutes"),
            "end": self.end.isoformat(timespec="minutes"),
            "slots": self.slots,
            "action": self.action,
            "params": dict(self.params),
        }


@dataclass(frozen=True, eq=False)
class Cleaned:
    """A queue's history fit for modelling.

    Attributes:
        offered: shape (D, S); NaN = no data or left out.
        trust: weight of each day in levels and profiles, 0..1, shape (D,).
        repairs: in order of time.
    """

    offered: Floats
    trust: Floats
    repairs: tuple[Repair, ...]


REFUSED = "refused"
"""Action of a repair that a person refused: it is listed, and the history is taken as it is."""


def clean(
    offered: Floats,
    open_slots: Bools,
    calendar: DayCalendar,
    queue: str,
    slot_minutes: int,
    special: Bools | None = None,
    refused: Collection[RefusedRepair] = (),
) -> Cleaned:
    """Find what is not demand in the history of one queue.

    Args:
        offered: contacts, shape (D, S); NaN = no data.
        open_slots: whether the queue is open, shape (D, S); closed slots are not judged.
        calendar: its first D days are those of ``offered``.
        queue: name, for the list of repairs.
        slot_minutes: length of a slot.
        special: days that are no outages or outliers whatever came, shape (D,); default: public holidays.
        refused: repairs that are not to be made.
    """
    special = calendar.holiday[: len(offered)] if special is None else special
    y = np.where(open_slots, offered, np.nan)
    days = len(y)
    repairs: list[Repair] = []

    size = y.shape[1]

    def note(kind: RepairKind, first: int, last: int, action: str, slots: int, **params: Any) -> bool:
        """List a repair; whether it is to be made."""
        start = _moment(calendar.first_day, first // size, first % size, slot_minutes)
        end = _moment(calendar.first_day, (last + 1) // size, (last + 1) % size, slot_minutes)
        kept = any(r.queue in ("", queue) and r.kind == kind.value and start <= r.start < end for r in refused)
        repairs.append(Repair(kind, queue, start, end, slots, REFUSED if kept else action, MappingProxyType(params)))
        return not kept

    for first, last, slots in _gaps(y, open_slots, calendar):
        note(RepairKind.GAP, first, last, "left-out", slots)
    for copy, of in _copies(y, calendar):
        if note(RepairKind.COPIED_DAY, copy * size, (copy + 1) * size - 1, "left-out", size, same_as=str(calendar.day(of))):
            y[copy] = np.nan
    for d in _doubled(y, calendar):
        if note(RepairKind.DOUBLED_DAY, d * size, (d + 1) * size - 1, "halved", size):
            y[d] = y[d] / 2
    for first, last in _outages(y, calendar, special):
        flat = y.reshape(-1)
        slots = int(np.sum(flat[first : last + 1] == 0))
        if note(RepairKind.OUTAGE, first, last, "left-out", slots):
            flat[first : last + 1] = np.nan
    trust = np.ones(days)
    for d, ratio in _outliers(y, calendar, special):
        if note(RepairKind.OUTLIER_DAY, d * size, (d + 1) * size - 1, "weighed-less", size, ratio=round(ratio, 3)):
            trust[d] = min(ratio, 1 / ratio) / 2
    repairs.sort(key=lambda r: (r.start, r.kind.value))
    return Cleaned(y, trust, tuple(repairs))


def never_seen(offered: Floats, weekday: NDArray[np.int64]) -> Bools:
    """Weekly slots that came at least three times and never with data: taken as closed, shape (7, S)."""
    out = np.zeros((7, offered.shape[1]), dtype=np.bool_)
    for k in range(7):
        rows = offered[weekday == k]
        if len(rows) >= 3:
            out[k] = np.isnan(rows).all(axis=0)
    return out


def _moment(first: date, day: int, slot: int, slot_minutes: int) -> datetime:
    return datetime(first.year, first.month, first.day) + timedelta(days=day, minutes=slot * slot_minutes)


def _runs(mask: Bools) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(a), int(b) - 1) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _gaps(y: Floats, open_slots: Bools, calendar: DayCalendar) -> list[tuple[int, int, int]]:
    closed = never_seen(y, calendar.weekday[: len(y)])[calendar.weekday[: len(y)]] | ~open_slots
    missing = (np.isnan(y) & ~closed).reshape(-1)
    joined = (np.isnan(y) | closed).reshape(-1)
    found = []
    for a, b in _runs(joined):
        inside = np.flatnonzero(missing[a : b + 1])
        if len(inside):
            found.append((a + int(inside[0]), a + int(inside[-1]), len(inside)))
    return found


def _same_weekday(calendar: DayCalendar, days: int) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(calendar.weekday[:days] == k) for k in range(7)]


def _typical(y: Floats, calendar: DayCalendar) -> Floats:
    """Median of the other days of the same weekday near by (four before, four after), shape (D, S); NaN where there is none."""
    out = np.full(y.shape, np.nan)
    for rows in _same_weekday(calendar, len(y)):
        if len(rows) < 3:
            continue
        shifts = [k for k in range(-4, 5) if k]
        index = np.arange(len(rows))[:, None] + np.array(shifts)[None, :]
        inside = (index >= 0) & (index < len(rows))
        near = np.where(inside[:, :, None], y[rows[np.clip(index, 0, len(rows) - 1)]], np.nan)
        known = ~np.isnan(near)
        near = np.sort(np.where(known, near, np.inf), axis=1)
        count = known.sum(axis=1)
        low = np.take_along_axis(near, np.maximum((count - 1) // 2, 0)[:, None, :], axis=1)[:, 0, :]
        high = np.take_along_axis(near, np.minimum(count // 2, near.shape[1] - 1)[:, None, :], axis=1)[:, 0, :]
        out[rows] = np.where(count > 0, (low + np.where(np.isfinite(high), high, low)) / 2, np.nan)
    return out


def _copies(y: Floats, calendar: DayCalendar) -> list[tuple[int, int]]:
    """(day to leave out, day it equals): of two equal days the one less like its weekday."""
    seen: dict[bytes, list[int]] = {}
    for d in range(len(y)):
        if len(np.unique(y[d][~np.isnan(y[d])])) >= COPY_DISTINCT:
            seen.setdefault(y[d].tobytes(), []).append(d)
    twins = [group for group in seen.values() if len(group) > 1]
    copies = sum(len(group) - 1 for group in twins)
    if not twins or copies > max(1.0, COPY_SHARE * len(y)):
        return []
    off = np.nansum(np.abs(y - _typical(y, calendar)), axis=1)
    out = []
    for group in twins:
        keep = min(group, key=lambda d: (off[d], d))
        out += [(d, keep) for d in group if d != keep]
    return sorted(out)


def _doubled(y: Floats, calendar: DayCalendar) -> list[int]:
    """Days on which every count is even and the total about twice the usual one, in a history where counts are odd as often as not."""
    known = ~np.isnan(y)
    even = (np.where(known, y, 0.0) % 2 == 0) & known
    busy = known & (np.where(known, y, 0.0) > 0)
    odd_share = 1 - (even & busy).sum() / max(1, busy.sum())
    days = np.flatnonzero(((even & busy).sum(axis=1) == busy.sum(axis=1)) & (busy.sum(axis=1) >= 20))
    if not len(days) or odd_share < 0.3:
        return []
    usual = np.nansum(np.where(known, _typical(y, calendar), np.nan), axis=1)
    total = np.nansum(y, axis=1)
    return [int(d) for d in days if usual[d] > 0 and 1.6 < total[d] / usual[d] < 2.5]


def _outages(y: Floats, calendar: DayCalendar, special: Bools) -> list[tuple[int, int]]:
    """Runs of zeros (flat index of first and last slot) too improbable to be quiet time; never a special day or a long closure."""
    zero = y == 0
    known = ~np.isnan(y)
    rare = np.zeros(y.shape)  # log of the share of zeros in the same slots of the other weeks
    for rows in _same_weekday(calendar, len(y)):
        zeros, seen = zero[rows].sum(axis=0), known[rows].sum(axis=0)
        share = (zeros[None, :] - zero[rows] + 0.5) / np.maximum(seen[None, :] - known[rows] + 1, 1)
        rare[rows] = np.log(np.clip(share, 1e-12, 1.0))
    size = y.shape[1]
    dead = (zero | ~known).all(axis=1)
    long_dead = np.zeros(len(y), dtype=np.bool_)
    for a, b in _runs(dead):
        long_dead[a : b + 1] = b - a + 1 >= CLOSED_FROM_DAYS
    free = special | long_dead
    candidate = (zero & ~free[:, None]).reshape(-1)
    logs = rare.reshape(-1)
    found = []
    for a, b in _runs((zero | ~known).reshape(-1)):
        inside = np.flatnonzero(candidate[a : b + 1]) + a
        if len(inside) and logs[inside].sum() < np.log(OUTAGE_PROBABILITY) and (b - a + 1) < CLOSED_FROM_DAYS * size:
            found.append((int(inside[0]), int(inside[-1])))
    return found


def _outliers(y: Floats, calendar: DayCalendar, special: Bools) -> list[tuple[int, float]]:
    """(day, total / usual total) of days far from their neighbours of the same weekday; never a special day."""
    usual_slots = _typical(y, calendar)
    both = ~np.isnan(y) & ~np.isnan(usual_slots)
    total, usual = np.where(both, y, 0.0).sum(axis=1), np.where(both, usual_slots, 0.0).sum(axis=1)
    fit = (usual > 0) & (total > 0)
    log = np.zeros(len(y))
    log[fit] = np.log(total[fit] / usual[fit])
    if fit.sum() < 14:
        return []
    spread = 1.4826 * float(np.median(np.abs(log[fit] - np.median(log[fit]))))
    limit = max(OUTLIER_SD * spread, float(np.log(OUTLIER_RATIO)))
    return [(int(d), float(np.exp(log[d]))) for d in np.flatnonzero(fit & ~special & (np.abs(log) > limit))]
