"""Roots and smallest whole numbers, many at a time: what the closed searches of Erlang C and A do not cover."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from staffing.models.queueing.arrays import BoolArray, FloatArray, IntArray

_ROUNDS = 200
CLOSE = 2e-16
TINY = 1e-300


def increasing_root(
    value: Callable[[FloatArray, IntArray], FloatArray], low: FloatArray, high: FloatArray, close: float = CLOSE
) -> FloatArray:
    """Where an increasing function crosses zero in ``[low, high]``, row by row.

    Inverse quadratic interpolation where it can be trusted, else bisection (T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm
    for finding the zero of a nonlinear function without using derivatives", Advances in Engineering Software 28(3), 1997).

    Args:
        value: ``value(x, rows)`` for the rows still open: x of shape (K,), rows their indices in ``low``.
        low, high: shape (R,), finite, low <= high. A function that is not below zero at ``low`` has its root there; one that is below zero
            at ``high``, there.
        close: relative width at which a bracket is good enough.
    """
    root = np.array(low, dtype=np.float64)
    rows: IntArray = np.arange(root.size)
    b, a = root.copy(), np.array(high, dtype=np.float64)
    fb, fa = value(b, rows), value(a, rows)
    root[fa < 0] = a[fa < 0]
    live = (fb < 0) & (fa >= 0)
    rows = rows[live]
    a, b, fa, fb = (x[live] for x in (a, b, fa, fb))
    t = np.full(rows.shape, 0.5)
    for _ in range(_ROUNDS):
        if not rows.size:
            break
        x = a + t * (b - a)
        fx = value(x, rows)
        same = (fx >= 0) == (fa >= 0)
        c, fc = np.where(same, a, b), np.where(same, fa, fb)
        b, fb = np.where(same, b, a), np.where(same, fb, fa)
        a, fa = x, fx
        better = np.abs(fa) < np.abs(fb)
        best = np.where(better, a, b)
        with np.errstate(divide="ignore", invalid="ignore"):
            least = 2.0 * (close * np.abs(best) + TINY) / np.abs(b - a)
            xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
            step = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
            sound = (phi * phi < xi) & ((1.0 - phi) ** 2 < 1.0 - xi) & np.isfinite(step)
        root[rows] = best
        t = np.where(sound, np.clip(step, np.minimum(least, 0.5), np.maximum(1.0 - least, 0.5)), 0.5)
        live = ~((least > 0.5) | (fa == 0))
        root[rows[fa == 0]] = a[fa == 0]
        rows = rows[live]
        a, b, fa, fb, t = (z[live] for z in (a, b, fa, fb, t))
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
