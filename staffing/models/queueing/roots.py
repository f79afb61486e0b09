"""Roots and smallest whole numbers, many at a time: what the closed searches of Erlang C and A do not cover."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.models.queueing.arrays import BoolArray, FloatArray, IntArray

_ROUNDS = 200
CLOSE = 4e-16


def increasing_root(
    value: Callable[[FloatArray, IntArray], FloatArray], low: FloatArray, high: FloatArray, close: float = CLOSE
) -> FloatArray:
    """Where an increasing function crosses zero in ``[low, high]``, row by row: regula falsi (Illinois) with a bisection every third step.

    Args:
        value: ``value(x, rows)`` for the rows still open: x of shape (K,), rows their indices in ``low``.
        low, high: shape (R,), finite, low <= high. A function that is not below zero at ``low`` has its root there; one that is below zero
            at ``high``, there.
        close: relative width at which a bracket is good enough.
    """
    root = np.array(low, dtype=np.float64)
    rows: IntArray = np.arange(root.size)
    left, right = root.copy(), np.array(high, dtype=np.float64)
    at_left, at_right = value(left, rows), value(right, rows)
    root[at_right < 0] = right[at_right < 0]
    live = (at_left < 0) & (at_right >= 0)
    rows = rows[live]
    left, right, at_left, at_right = (x[live] for x in (left, right, at_left, at_right))
    kept = np.zeros(rows.shape, dtype=np.int8)
    for round_number in range(_ROUNDS):
        if not rows.size:
            break
        with np.errstate(divide="ignore", invalid="ignore"):
            x = right - at_right * (right - left) / (at_right - at_left)
        middle = 0.5 * (left + right)
        x = np.where((x > left) & (x < right) & (round_number % 3 != 2), x, middle)
        y = value(x, rows)
        up = y >= 0
        at_left = np.where(up & (kept == 1), 0.5 * at_left, at_left)
        at_right = np.where(~up & (kept == -1), 0.5 * at_right, at_right)
        kept = np.where(up, 1, -1).astype(np.int8)
        right, at_right = np.where(up, x, right), np.where(up, y, at_right)
        left, at_left = np.where(up, left, x), np.where(up, at_left, y)
        done = (right - left <= close * np.abs(right)) | (y == 0)
        root[rows] = np.where(y == 0, x, right)
        live = ~done
        rows, kept = rows[live], kept[live]
        left, right, at_left, at_right = (z[live] for z in (left, right, at_left, at_right))
    return root


def smallest_whole(meets: Callable[[FloatArray, IntArray], BoolArray], guess: FloatArray, most: float = 1e7) -> FloatArray:
    """Smallest whole n >= 0 that ``meets``, row by row, where every larger n meets it too; infinity where not even ``most`` does.

    Args:
        meets: ``meets(n, rows)`` for the rows still open.
        guess: where to begin, shape (R,); only decides how long it takes.
    """
    rows = np.arange(guess.size)
    n = np.maximum(np.round(np.nan_to_num(guess)), 0.0)
    low, high = np.full(n.shape, -1.0), np.full(n.shape, np.inf)
    answer = np.full(n.shape, np.inf)
    stride = np.ones(n.shape)
    while rows.size:
        met = meets(n, rows)
        high, low = np.where(met, n, high), np.where(met, low, n)
        done = (high - low == 1.0) | (np.isinf(high) & (low >= most))
        answer[rows[done]] = high[done]
        live = ~done
        rows, n, low, high, stride = rows[live], n[live], low[live], high[live], stride[live]
        open_below, open_above = low < 0, np.isinf(high)
        up = np.minimum(low + stride, most)
        down = np.maximum(high - stride, 0.0)
        n = np.where(open_above, up, np.where(open_below, down, np.floor(0.5 * (low + high))))
        stride = np.where(open_above | open_below, 2.0 * stride, stride)
    return answer
