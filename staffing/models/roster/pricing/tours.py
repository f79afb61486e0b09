"""The tour program: the cheapest legal sequence of shifts of one agent at given interval prices, exactly.

Dynamic program over days. A label before day d is (z, last) where z is the state of the week automaton (:mod:`weeks`) and ``last`` is the
option
worked yesterday, or, after a day off, the bucket of the release that is still pending (:mod:`catalogue`). With c(o) = cost of option o
less what it earns,

    W[d+1, z', o] = c(o) + emit(z, o) + min over labels (z, last) before d with release(last) <= start(o), delta(z, o) = z' of
                    W[d, z, last] + start_change * [last worked yesterday and the starts differ by more than 120 minutes]
    F[d+1, z', b] = off_cost(d) + emit(z, off) + min over labels that go over to bucket b by a day off

The inner minimum does not depend on the option beyond its start (and, after a run of nights, on whether it goes on), so it is taken once
per
state and slot: running minima over the sources sorted by release, and a look at the few sources whose start is near. O(days x states x
(options + near pairs)).
Rules: POL-ONE-01, POL-REST-01, SHF-REST-01, POL-NIGHT-01/02, POL-RUN-01, POL-OFF-01, CON-HOURS-01; what forbids single options is
infinite in the row.
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.models.roster.arrays.catalogue import AFTER_DAY, AFTER_NIGHT, AFTER_RUN, Options
from staffing.models.roster.arrays.crew import Crew
from staffing.models.roster.arrays.weeks import Automata

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
OFF = -1


class People(NamedTuple):
    """What the tour program reads of the crew; see :class:`staffing.models.roster.arrays.crew.Crew`."""

    cost: Floats
    off_cost: Floats
    row_ptr: Ints
    rows: Ints
    layer: Ints
    entry: Ints
    release: Ints
    night_release: Ints
    bucket: Ints


class Scratch(NamedTuple):
    """Memory of one thread for one tour at a time."""

    work: Floats  # (2, Z, P)
    off: Floats  # (2, Z, B)
    work_from: NDArray[np.int32]  # (D, Z, P): state before
    off_from: NDArray[np.int32]  # (D, Z, B): state before
    off_last: NDArray[np.int32]  # (D, Z, B): source before
    slot_last: NDArray[np.int32]  # (D, 2, Z, S): best source for a slot; 1: night options after a run of nights
    slot_best: Floats  # (2, S)
    run_best: Floats  # (P + B,)
    run_last: NDArray[np.int32]  # (P + B,)
    net: Floats  # (P,)
    finals: Floats  # (Z,)


def people_of(crew: Crew) -> People:
    """The crew as a tuple of arrays."""
    return People(crew.cost, crew.off_cost, crew.row_ptr, crew.rows, crew.layer, crew.entry, crew.release, crew.night_release, crew.bucket)


def make_scratch(options: Options, automata: Automata) -> Scratch:
    """Scratch memory large enough for every tour of a problem."""
    days = len(options.ptr) - 1
    z = int(automata.size.max(initial=1))
    p = max(int(np.diff(options.ptr).max(initial=1)), 1)
    s = max(int(np.diff(options.slot_ptr).max(initial=1)), 1)
    b = max(int(np.diff(options.bucket_ptr).max(initial=1)), 1)
    return Scratch(
        np.empty((2, z, p)),
        np.empty((2, z, b)),
        np.empty((days, z, p), dtype=np.int32),
        np.empty((days, z, b), dtype=np.int32),
        np.empty((days, z, b), dtype=np.int32),
        np.empty((days, 2, z, s), dtype=np.int32),
        np.empty((2, s)),
        np.empty(p + b),
        np.empty(p + b, dtype=np.int32),
        np.empty(p),
        np.empty(z),
    )


@njit(cache=True, nogil=True)
def forward(options, automata, people, scratch, start_change, a, row, values, extra, finals):
    """Fill the labels of agent a in one of its rows; ``finals[y]``: cost of the cheapest tour that ends in state y of the last layer, inf
    where there is none.

    ``values``: what options earn, (O,); ``extra``: further cost of options, (O,), may be empty. Returns which half of the scratch memory
    holds the last labels.
    """
    ptr, work_class, night, slot = options.ptr, options.work, options.night, options.slot
    slot_ptr, slot_start = options.slot_ptr, options.slot_start
    short_bucket, long_bucket, bucket_count = options.short_bucket, options.long_bucket, options.bucket_count
    bucket_ptr, bucket_next = options.bucket_ptr, options.bucket_next
    order_ptr, order, link_count = options.links.order_ptr, options.links.order, options.links.allowed
    near_ptr, near = options.links.near_ptr, options.links.near
    sizes, state_ptr, move_ptr = automata.size, automata.state_ptr, automata.move_ptr
    flag_of, delta, emit, inputs = automata.flags, automata.delta, automata.emit, automata.inputs
    layers = people.layer
    cost, off_cost = people.cost, people.off_cost
    release, night_release = people.release[a], people.night_release[a]
    work, off = scratch.work, scratch.off
    work_from, off_from, off_last, slot_last = scratch.work_from, scratch.off_from, scratch.off_last, scratch.slot_last
    best, off_run, off_arg, net = scratch.slot_best, scratch.run_best, scratch.run_last, scratch.net
    days = ptr.shape[0] - 1
    tilted = extra.shape[0] > 0
    now = 0
    size = sizes[layers[a, 0]]
    n_prev, n_buckets = 0, 1
    off[0, :size, :] = np.inf
    off[0, people.entry[a], 0] = 0.0
    for d in range(days):
        layer = layers[a, d]
        size = sizes[layer]
        # The layer after the last day of a block is the first of the next block under the same numbers.
        after_size = sizes[layer + 1]
        if d + 1 < days:
            after_size = max(after_size, sizes[layers[a, d + 1]])
        first, n = ptr[d], ptr[d + 1] - ptr[d]
        prev_first = ptr[d - 1] if d > 0 else 0
        first_slot, slots = slot_ptr[d], slot_ptr[d + 1] - slot_ptr[d]
        after_buckets = bucket_ptr[d + 2] - bucket_ptr[d + 1]
        nxt = 1 - now
        work[nxt, :after_size, :n] = np.inf
        off[nxt, :after_size, :after_buckets] = np.inf
        for i in range(n):
            net[i] = cost[row, first + i] - values[first + i]
            if tilted:
                net[i] += extra[first + i]
        for z in range(size):
            flags = flag_of[state_ptr[layer] + z]
            moves = move_ptr[layer] + z * inputs
            # What may come before this day in state z: buckets by running minimum, then yesterday's options.
            run, arg = np.inf, 0
            for k in range(n_buckets):
                if off[now, z, k] < run:
                    run, arg = off[now, z, k], k
                off_run[k] = run
                off_arg[k] = arg
            alive = run < np.inf
            if not alive:
                for i in range(n_prev):
                    if work[now, z, i] < np.inf:
                        alive = True
                        break
                if not alive:
                    continue
            if d == 0:
                for j in range(slots):
                    start = slot_start[j]
                    best[0, j] = run if start >= release else np.inf
                    best[1, j] = run if start >= (night_release if flags & 1 else release) else np.inf
                    slot_last[0, 0, z, j] = -1
                    slot_last[0, 1, z, j] = -1
            else:
                for target in range(2 if flags & 2 else 1):
                    kind = (AFTER_RUN if target == 0 else AFTER_NIGHT) if flags & 2 else (AFTER_NIGHT if flags & 1 else AFTER_DAY)
                    place, sources = order_ptr[kind, d], order_ptr[kind, d]
                    run, arg = np.inf, -1
                    for j in range(slots):
                        to = first_slot + j
                        while place < sources + link_count[kind, to]:
                            o = order[place]
                            if work[now, z, o] < run:
                                run, arg = work[now, z, o], o
                            place += 1
                        k = bucket_count[to] - 1
                        value, source = off_run[k], -1 - off_arg[k]
                        if run + start_change < value:
                            value, source = run + start_change, arg
                        if run < value:  # somebody may follow without a change of start
                            for i in range(near_ptr[kind, to], near_ptr[kind, to + 1]):
                                o = near[i]
                                if work[now, z, o] < value:
                                    value, source = work[now, z, o], o
                        best[target, j] = value
                        slot_last[d, target, z, j] = source
            special = d == 0 or (flags & 2) != 0
            for i in range(n):
                move = moves + work_class[first + i]
                after = delta[move]
                if after < 0:
                    continue
                target = 1 if special and night[first + i] == 1 else 0
                value = best[target, slot[first + i]] + net[i] + emit[move]
                if value < work[nxt, after, i]:
                    work[nxt, after, i] = value
                    work_from[d, after, i] = z
            after = delta[moves]
            if after >= 0 and off_cost[row, d] < np.inf:
                free = off_cost[row, d] + emit[moves]
                for i in range(n_prev):
                    value = work[now, z, i] + free
                    if value < np.inf:
                        b = long_bucket[prev_first + i] if flags & 2 else short_bucket[prev_first + i]
                        if value < off[nxt, after, b]:
                            off[nxt, after, b] = value
                            off_from[d, after, b] = z
                            off_last[d, after, b] = i
                for k in range(n_buckets):
                    value = off[now, z, k] + free
                    if value < np.inf:
                        b = people.bucket[a] if d == 0 else bucket_next[bucket_ptr[d] + k]
                        if value < off[nxt, after, b]:
                            off[nxt, after, b] = value
                            off_from[d, after, b] = z
                            off_last[d, after, b] = -1 - k
        now = nxt
        n_prev = n
        n_buckets = after_buckets
    for y in range(sizes[layers[a, days - 1] + 1]):
        top = np.inf
        for i in range(n_prev):
            top = min(top, work[now, y, i])
        for k in range(n_buckets):
            top = min(top, off[now, y, k])
        finals[y] = top
    return now


@njit(cache=True, nogil=True)
def trace(options, automata, people, scratch, a, now, z, choice):
    """Write the cheapest tour that ends in state z to ``choice``: the option of each day (number in ``options``) or OFF."""
    days = options.ptr.shape[0] - 1
    top, last = np.inf, 0
    for i in range(options.ptr[days] - options.ptr[days - 1]):
        if scratch.work[now, z, i] < top:
            top, last = scratch.work[now, z, i], i
    for k in range(options.bucket_ptr[days + 1] - options.bucket_ptr[days]):
        if scratch.off[now, z, k] < top:
            top, last = scratch.off[now, z, k], -1 - k
    for d in range(days - 1, -1, -1):
        if last >= 0:
            o = options.ptr[d] + last
            before = scratch.work_from[d, z, last]
            choice[d] = o
            target = 0
            if options.night[o] == 1 and (d == 0 or (automata.flags[automata.state_ptr[people.layer[a, d]] + before] & 2) != 0):
                target = 1
            last = scratch.slot_last[d, target, before, options.slot[o]]
        else:
            k = -1 - last
            choice[d] = OFF
            before = scratch.off_from[d, z, k]
            last = scratch.off_last[d, z, k]
        z = before


@njit(cache=True, nogil=True)
def best_tour(options, automata, people, scratch, start_change, a, values, extra, choice):
    """Cheapest tour of agent a over all its rows, written to ``choice``; returns its cost, inf where there is no legal tour."""
    top = np.inf
    finals = scratch.finals
    for i in range(people.row_ptr[a], people.row_ptr[a + 1]):
        now = forward(options, automata, people, scratch, start_change, a, people.rows[i], values, extra, finals)
        for z in range(automata.size[people.layer[a, people.layer.shape[1] - 1] + 1]):
            if finals[z] < top:
                top = finals[z]
                trace(options, automata, people, scratch, a, now, z, choice)
    if top == np.inf:
        choice[:] = OFF
    return top
