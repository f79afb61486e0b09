"""The best meal and breaks of a shift at given interval prices.

Of a shift that starts in step s0 the pauses are: a meal of M steps that starts within its window, and breaks i = 1..n of B steps, break i
inside
its own window; any two pauses lie at least ``gap`` steps apart (CON-MEAL-01). With w(x) the loss of a pause in step x the best placement is

    min over meal starts a of  w[a, a + M) + h_n(a),   h_i(b) = w[b, b + B) + min over b' <= b - B - gap of h_{i-1}(b')

The windows of the breaks lie one after the other, so the breaks form a chain. For prices it is run once forwards and once backwards: the
meal splits the breaks into
those before and those after it. Exact, O(breaks x positions + meal starts x breaks).
"""

# mypy: disable-error-code="no-untyped-def"
from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from staffing.domain.shift import MIN_GAP_BETWEEN_PAUSES, Shift
from staffing.models.roster.arrays.classes import BLOCKED, step_values

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Pauses(NamedTuple):
    """Pauses of each shift, in grid steps from its start.

    meal: length, 0 = none; meal_low, meal_high: first and last start; breaks: how many; width: steps of a break; low, high: first and
    last START of break i, (S, B);
    gap: least distance between two pauses.
    """

    meal: Ints
    meal_low: Ints
    meal_high: Ints
    breaks: Ints
    width: Ints
    low: Ints
    high: Ints
    gap: int


def build_pauses(shifts: Sequence[Shift], step: int) -> Pauses:
    """Pause windows on a grid of ``step`` minutes."""
    most = max([s.paid_breaks for s in shifts] + [1])
    n = len(shifts)
    low, high = np.zeros((n, most), dtype=np.int64), np.full((n, most), -1, dtype=np.int64)
    for k, shift in enumerate(shifts):
        for i in range(shift.paid_breaks):
            first, end = shift.break_window(i)
            low[k, i] = -(-first // step)
            high[k, i] = (end - shift.paid_break_minutes) // step
    windows = [s.meal_window for s in shifts]
    return Pauses(
        np.array([s.unpaid_meal_minutes // step for s in shifts], dtype=np.int64),
        np.array([-(-w[0] // step) for w in windows], dtype=np.int64),
        np.array([w[1] // step for w in windows], dtype=np.int64),
        np.array([s.paid_breaks for s in shifts], dtype=np.int64),
        np.array([s.paid_break_minutes // step for s in shifts], dtype=np.int64),
        low,
        high,
        -(-MIN_GAP_BETWEEN_PAUSES // step),
    )


@njit(cache=True, nogil=True)
def price_options(options, pauses, gain, loss, low, high, values, before, after):
    """values[o] = what option o earns on the queues with its pauses placed best, for o in [low, high); -inf where they cannot be placed.

    ``before``, ``after``: scratch, (breaks + 1, positions).
    """
    shift_of, start_of, length_of = options.shift, options.start, options.length
    meal_of, meal_low, meal_high = pauses.meal, pauses.meal_low, pauses.meal_high
    count_of, width_of, break_low, break_high, gap = pauses.breaks, pauses.width, pauses.low, pauses.high, pauses.gap
    for o in range(low, high):
        s, start = shift_of[o], start_of[o]
        n, width, meal = count_of[s], width_of[s], meal_of[s]
        # before[i + 1, j]: least loss of breaks 0..i when break i starts at low_i + j or earlier; no meal among them.
        lost = 0.0
        for i in range(n):
            first, last = break_low[s, i], break_high[s, i]
            run = np.inf
            for b in range(first, last + 1):
                value = loss[start + b + width] - loss[start + b]
                if i > 0:
                    j = min(b - width - gap, break_high[s, i - 1]) - break_low[s, i - 1]
                    value = value + before[i, j] if j >= 0 else np.inf
                run = min(run, value)
                before[i + 1, b - first] = run
            lost = run
        if meal > 0:
            # after[i, j]: least loss of breaks i..n-1 when break i starts at low_i + j or later.
            for i in range(n - 1, -1, -1):
                first, last = break_low[s, i], break_high[s, i]
                run = np.inf
                for b in range(last, first - 1, -1):
                    value = loss[start + b + width] - loss[start + b]
                    if i < n - 1:
                        j = max(b + width + gap, break_low[s, i + 1]) - break_low[s, i + 1]
                        value = value + after[i + 1, j] if j <= break_high[s, i + 1] - break_low[s, i + 1] else np.inf
                    run = min(run, value)
                    after[i, b - first] = run
            top = np.inf
            for a in range(meal_low[s], meal_high[s] + 1):
                own = loss[start + a + meal] - loss[start + a]
                if own + lost >= top:
                    continue
                for split in range(n + 1):  # breaks 0..split-1 before the meal, the others after it
                    value = own
                    if split > 0:
                        j = min(a - width - gap, break_high[s, split - 1]) - break_low[s, split - 1]
                        value = value + before[split, j] if j >= 0 else np.inf
                    if split < n:  # what breaks lose may be negative, where cover is worth less than nothing
                        j = max(a + meal + gap, break_low[s, split]) - break_low[s, split]
                        value = value + after[split, j] if j <= break_high[s, split] - break_low[s, split] else np.inf
                    top = min(top, value)
            lost = top
        if lost < 0.5 * BLOCKED:
            values[o] = gain[start + length_of[o]] - gain[start] - lost
        else:
            values[o] = -np.inf


@njit(cache=True, nogil=True)
def _chain(pauses, s, start, meal_at, loss, best, back):
    """Least loss of the breaks of shift s when the meal starts ``meal_at`` steps in (-1: no meal); ``best``, ``back``: scratch, (breaks,
    positions).

    ``best[i, j]``: least loss of breaks 0..i when break i starts at low_i + j or earlier; ``back``: where it then starts.
    """
    width, gap, meal = pauses.width[s], pauses.gap, pauses.meal[s]
    n = pauses.breaks[s]
    for i in range(n):
        low, high = pauses.low[s, i], pauses.high[s, i]
        if high < low:
            return np.inf
        run, where = np.inf, -1
        for b in range(low, high + 1):
            if meal_at < 0 or b + width + gap <= meal_at or meal_at + meal + gap <= b:
                value = loss[start + b + width] - loss[start + b]
                if i > 0:
                    j = b - width - gap - pauses.low[s, i - 1]
                    if j < 0:
                        value = np.inf
                    else:
                        j = min(j, pauses.high[s, i - 1] - pauses.low[s, i - 1])
                        value += best[i - 1, j]
                if value < run:
                    run, where = value, b
            best[i, b - low] = run
            back[i, b - low] = where
        if run == np.inf:
            return np.inf
    return best[n - 1, pauses.high[s, n - 1] - pauses.low[s, n - 1]] if n > 0 else 0.0


@njit(cache=True, nogil=True)
def place_pauses(pauses, s, start, loss, best, back, out):
    """Write the best pauses of shift s from step ``start``: out[0] = meal start (-1: none), out[1 + i] = start of break i, in steps after
    the start.
    Returns what they lose; where that is BLOCKED / 2 or more, none fits."""
    meal = pauses.meal[s]
    out[:] = -1
    top, at = _chain(pauses, s, start, -1, loss, best, back), -1
    if meal > 0:
        lone, top = top, np.inf
        for a in range(pauses.meal_low[s], pauses.meal_high[s] + 1):
            own = loss[start + a + meal] - loss[start + a]
            if own + lone < top:
                value = own + _chain(pauses, s, start, a, loss, best, back)
                if value < top:
                    top, at = value, a
    if top == np.inf:
        return top
    _chain(pauses, s, start, at, loss, best, back)
    out[0] = at
    width, gap = pauses.width[s], pauses.gap
    for i in range(pauses.breaks[s] - 1, -1, -1):
        j = pauses.high[s, i] - pauses.low[s, i]
        if i < pauses.breaks[s] - 1:
            j = min(j, out[2 + i] - width - gap - pauses.low[s, i])
        out[1 + i] = back[i, j]
    return top


@njit(cache=True, nogil=True)
def price_classes(options, pauses, classes, price, steps, whole, wanted, gains, losses, values, before, after):
    """``values[k, o]`` for every pricing class k with ``wanted[k]``; fills ``gains``, ``losses`` (K, G' + 1)."""
    for k in range(values.shape[0]):
        if wanted[k]:
            step_values(classes, price, steps, whole, k, gains[k], losses[k])
            price_options(options, pauses, gains[k], losses[k], 0, options.shift.shape[0], values[k], before, after)


def pause_scratch(pauses: Pauses) -> tuple[Floats, Floats, Ints]:
    """(before, after, back): scratch memory of one thread."""
    positions = int((pauses.high - pauses.low).max(initial=0)) + 2
    shape = (pauses.low.shape[1] + 1, max(positions, 2))
    return np.empty(shape), np.empty(shape), np.empty(shape, dtype=np.int64)


def pauses_fit(pauses: Pauses, shift: int, length: int) -> bool:
    """Whether meal and breaks of a shift can be placed at all."""
    before, _, back = pause_scratch(pauses)
    out = np.empty(1 + pauses.low.shape[1], dtype=np.int64)
    return bool(place_pauses(pauses, shift, 0, np.zeros(length + 1), before, back, out) < np.inf)
