"""The options of every day: which shift may start when, and which option may follow which.

An option is a pair (shift, start) on one day of the plan. Options of a day are sorted by start. A *slot* is a distinct start of a day.

Rest between two worked days is one number per option, its *release*: the first minute at which the next shift may start,

    short release  max(end + min_gap_minutes, midnight of the first day after rest_days_after)       (POL-REST-01, SHF-REST-01)
    long release   max(short release, end + rest_minutes)                                              (POL-NIGHT-02)

The long one holds after a run of at least after_run_of nights unless the run goes on the next day. Where a day off lies between, only
releases
later than the first start of the day still matter; the few that do are kept as *buckets* of the day (bucket 0: nothing is pending).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid, is_night
from staffing.domain.shift import Shift
from staffing.models.roster.arrays.policy import Policy

Ints = NDArray[np.int64]
START_CHANGE_MINUTES = 120
NEVER = -(10**9)


AFTER_DAY, AFTER_NIGHT, AFTER_RUN = 0, 1, 2
"""Kinds of source: a day shift; a night (short release); the last night of a run that asks for the long rest (long release)."""


class Successors(NamedTuple):
    """For each kind of source and each slot as destination: the options of the day before that may precede it.

    ``order[order_ptr[kind, d] : order_ptr[kind, d + 1]]``: sources of day d - 1 (local numbers) by release; the first ``allowed[kind,
    slot]`` of them may
    precede the slot. ``near[near_ptr[kind, slot] : near_ptr[kind, slot + 1]]``: those among them that cost no start_change.
    """

    order_ptr: Ints
    order: Ints
    allowed: Ints
    near_ptr: Ints
    near: Ints


class Options(NamedTuple):
    """Options of all days, flat; those of day d are ``ptr[d] .. ptr[d + 1] - 1``.

    start, length: in grid steps from minute 0; shift: number in the plan; work: work class, from 1; night: 1 where a tracked night;
    slot: number of the start, slots of day d are ``slot_ptr[d] ..``; slot_start: axis minutes; short_bucket, long_bucket: bucket two days
    on
    when the next day is off; bucket_ptr, bucket_release: buckets of each day, axis minutes; bucket_next: bucket of the next day after one
    more day off;
    bucket_count: number of buckets of the day compatible with a slot.
    """

    ptr: Ints
    start: Ints
    length: Ints
    shift: Ints
    work: Ints
    night: Ints
    slot: Ints
    slot_ptr: Ints
    slot_start: Ints
    short_bucket: Ints
    long_bucket: Ints
    bucket_ptr: Ints
    bucket_release: Ints
    bucket_next: Ints
    bucket_count: Ints
    links: Successors


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Options and what the contract says of each.

    Attributes:
        options: arrays for the kernels.
        start_minute, end_minute: axis minutes, shape (O,).
        day: day number, shape (O,).
        clock: local start minute of day, shape (O,).
        paid_minutes, allowance: of the option, shape (O,).
        is_night: night shift as the contract defines it (tracked or not), shape (O,).
        is_weekend: starts on a Saturday or Sunday, shape (O,).
        release, long_release: axis minutes, shape (O,).
        work_classes: (paid minutes, tracked night, night shift) of work class 1, 2, ...
    """

    options: Options
    start_minute: Ints
    end_minute: Ints
    day: Ints
    clock: Ints
    paid_minutes: Ints
    allowance: NDArray[np.float64]
    is_night: NDArray[np.bool_]
    is_weekend: NDArray[np.bool_]
    release: Ints
    long_release: Ints
    work_classes: tuple[tuple[int, int, int], ...]

    def bucket(self, day: int, release: int) -> int:
        """The bucket of ``day`` for a release carried into the plan; 0 where it no longer matters on that day."""
        o = self.options
        values = o.bucket_release[o.bucket_ptr[day] : o.bucket_ptr[day + 1]]
        place = int(np.searchsorted(values, release))
        return place if place < len(values) and values[place] == release else 0


def release_of(grid: TimeGrid, policy: Policy, day_end: int, start_day: int, rest_days: int) -> int:
    """Short release of a duty that ends at ``day_end`` (axis minute) and started on day number ``start_day``."""
    release = NEVER
    if policy.min_gap_minutes is not None:
        release = day_end + policy.min_gap_minutes
    if policy.rest_days and rest_days > 0:
        release = max(release, grid.midnight(grid.first_day + timedelta(days=start_day + rest_days + 1)))
    return max(release, day_end)


def build_catalogue(
    grid: TimeGrid,
    shifts: Sequence[Shift],
    policy: Policy,
    start_change: float,
    carried_releases: Iterable[int],
    usable: Callable[[Shift], bool],
) -> Catalogue:
    """All options of a plan.

    ``carried_releases``: releases of duties worked before the plan. ``usable(shift)`` is False for shifts whose pauses cannot be placed.
    """
    rows: list[tuple[int, int, int, int]] = []  # day, start minute, length, shift
    for d, date in enumerate(grid.calendar):
        found: set[tuple[int, int, int, int]] = set()
        for s, shift in enumerate(shifts):
            if not usable(shift):
                continue
            for clock in shift.start_clocks:
                start = grid.at(date, clock)
                if start is not None and 0 <= start < grid.end and start % grid.step_minutes == 0:
                    found.add((d, start, shift.length_minutes, s))
        rows.extend(sorted(found))
    step, n, days = grid.step_minutes, len(rows), grid.days
    day = np.array([r[0] for r in rows], dtype=np.int64)
    start_minute = np.array([r[1] for r in rows], dtype=np.int64)
    length = np.array([r[2] for r in rows], dtype=np.int64)
    shift_number = np.array([r[3] for r in rows], dtype=np.int64)
    end_minute = start_minute + length
    night = np.array([is_night(grid, int(a), int(b)) for a, b in zip(start_minute, end_minute, strict=True)], dtype=np.bool_)
    tracked = night if policy.night_cap > 0 else np.zeros(n, dtype=np.bool_)
    paid = np.array([shifts[s].paid_minutes for s in shift_number], dtype=np.int64)
    release = np.array(
        [release_of(grid, policy, int(end_minute[k]), int(day[k]), shifts[shift_number[k]].rest_days_after) for k in range(n)],
        dtype=np.int64,
    )
    long_release = release.copy()
    if policy.after_run_of is not None:
        long_release[tracked] = np.maximum(release, end_minute + policy.rest_minutes)[tracked]
    clock_of = np.array([grid.clock(int(m)) for m in start_minute], dtype=np.int64)
    kinds = [(int(p), int(t), int(v)) for p, t, v in zip(paid, tracked, night, strict=True)]
    classes = sorted(set(kinds))
    number = {c: k + 1 for k, c in enumerate(classes)}
    work = np.array([number[kind] for kind in kinds], dtype=np.int64)
    ptr = np.searchsorted(day, np.arange(days + 1)).astype(np.int64)

    slot = np.zeros(n, dtype=np.int64)
    slot_ptr = np.zeros(days + 1, dtype=np.int64)
    slot_start: list[int] = []
    slot_clock: list[int] = []
    for d in range(days):
        starts = np.unique(start_minute[ptr[d] : ptr[d + 1]])
        slot[ptr[d] : ptr[d + 1]] = np.searchsorted(starts, start_minute[ptr[d] : ptr[d + 1]])
        slot_start.extend(int(x) for x in starts)
        slot_clock.extend(grid.clock(int(x)) for x in starts)
        slot_ptr[d + 1] = len(slot_start)
    starts_all, clocks_all = np.array(slot_start, dtype=np.int64), np.array(slot_clock, dtype=np.int64)

    buckets = _buckets(days, ptr, slot_ptr, starts_all, release, long_release, carried_releases)

    def successors(kind: NDArray[np.bool_], releases: Ints) -> Successors:
        return _successors(days, ptr, slot_ptr, starts_all, clocks_all, clock_of, kind, releases, start_change > 0)

    options = Options(
        ptr,
        start_minute // step,
        length // step,
        shift_number,
        work,
        tracked.astype(np.int64),
        slot,
        slot_ptr,
        starts_all,
        *buckets,
        _stack([successors(~tracked, release), successors(tracked, release), successors(tracked, long_release)]),
    )
    weekend = np.array([grid.calendar[d].weekday() >= 5 for d in day], dtype=np.bool_)
    allowance = np.array([shifts[s].allowance for s in shift_number], dtype=np.float64)
    return Catalogue(
        options, start_minute, end_minute, day, clock_of, paid, allowance, night, weekend, release, long_release, tuple(classes)
    )


def _stack(kinds: Sequence[Successors]) -> Successors:
    """One table of the kinds in turn."""
    order_shift = np.cumsum([0] + [len(k.order) for k in kinds])
    near_shift = np.cumsum([0] + [len(k.near) for k in kinds])
    return Successors(
        np.array([k.order_ptr + x for k, x in zip(kinds, order_shift, strict=False)]),
        np.concatenate([k.order for k in kinds]),
        np.array([k.allowed for k in kinds]),
        np.array([k.near_ptr + x for k, x in zip(kinds, near_shift, strict=False)]),
        np.concatenate([k.near for k in kinds]),
    )


def _buckets(
    days: int, ptr: Ints, slot_ptr: Ints, slot_start: Ints, release: Ints, long_release: Ints, carried: Iterable[int]
) -> tuple[Ints, Ints, Ints, Ints, Ints, Ints]:
    """(short_bucket, long_bucket, bucket_ptr, bucket_release, bucket_next, bucket_count) of :class:`Options`."""

    def first(d: int) -> int:
        return int(slot_start[slot_ptr[d]]) if d < days and slot_ptr[d] < slot_ptr[d + 1] else -(10**9) if d >= days else 10**9

    # A day without options must not drop what is pending for a later day: look at the next day that has options.
    reach = [min([first(e) for e in range(d, days)] or [10**9]) for d in range(days + 2)]
    pending: list[set[int]] = [set() for _ in range(days + 2)]
    pending[0].update(int(r) for r in carried)
    for d in range(days + 1):
        pending[d + 1].update(r for r in pending[d] if r > reach[d + 1])
        if 1 <= d <= days:
            rows = slice(ptr[d - 1], ptr[d])
            pending[d + 1].update(int(r) for r in np.concatenate([release[rows], long_release[rows]]) if r > reach[d + 1])
    values = [np.array([NEVER, *sorted(r for r in pending[d] if r > reach[d])], dtype=np.int64) for d in range(days + 2)]
    bucket_ptr = np.concatenate([[0], np.cumsum([len(v) for v in values])]).astype(np.int64)

    def place(d: int, r: int) -> int:
        return int(np.searchsorted(values[d], r)) if r > reach[d] else 0

    short, long = np.zeros(len(release), dtype=np.int64), np.zeros(len(release), dtype=np.int64)
    for d in range(days):
        for k in range(ptr[d], ptr[d + 1]):
            short[k], long[k] = place(d + 2, int(release[k])) if d + 2 <= days + 1 else 0, place(d + 2, int(long_release[k]))
    following: list[int] = []
    for d in range(days + 2):
        following.extend(place(d + 1, int(r)) if d <= days else 0 for r in values[d])
    count = np.zeros(len(slot_start), dtype=np.int64)
    for d in range(days):
        for j in range(slot_ptr[d], slot_ptr[d + 1]):
            count[j] = np.searchsorted(values[d], slot_start[j], side="right")
    return short, long, bucket_ptr, np.concatenate(values), np.array(following, dtype=np.int64), count


def _successors(
    days: int,
    ptr: Ints,
    slot_ptr: Ints,
    slot_start: Ints,
    slot_clock: Ints,
    clock: Ints,
    kind: NDArray[np.bool_],
    release: Ints,
    priced: bool,
) -> Successors:
    """Who may precede each slot, among the options of the day before for which ``kind`` holds."""
    order_ptr, near_ptr = [0, 0], [0]
    order: list[int] = []
    near: list[int] = []
    count = np.zeros(len(slot_start), dtype=np.int64)
    for d in range(days):
        if d == 0:
            near_ptr.extend([0] * int(slot_ptr[1] - slot_ptr[0]))
            continue
        low = int(ptr[d - 1])
        local = np.flatnonzero(kind[low : ptr[d]])
        local = local[np.argsort(release[low + local], kind="stable")]
        sorted_release = release[low + local]
        order.extend(int(x) for x in local)
        order_ptr.append(len(order))
        for j in range(slot_ptr[d], slot_ptr[d + 1]):
            allowed = int(np.searchsorted(sorted_release, slot_start[j], side="right"))
            count[j] = allowed
            if priced and allowed:
                apart = np.abs(clock[low + local[:allowed]] - slot_clock[j])
                close = np.minimum(apart, 1440 - apart) <= START_CHANGE_MINUTES
                near.extend(int(x) for x in local[:allowed][close])
            near_ptr.append(len(near))
    return Successors(
        np.array(order_ptr, dtype=np.int64),
        np.array(order, dtype=np.int64),
        count,
        np.array(near_ptr, dtype=np.int64),
        np.array(near, dtype=np.int64),
    )
