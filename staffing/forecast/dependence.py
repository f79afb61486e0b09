"""How errors of intervals move together: what the sum of many intervals may be depends on it more than on any interval.

The standardised error of interval i of day d of queue q is taken as

    z_qdi = sqrt(w_q) W_q + sqrt(v_q) D_qd + sqrt(1 - w_q - v_q) E_qdi,

W a wrong level of the whole window, D a wrong day, E chance; all standard normal, W and D correlated between queues (one correlation matrix
for both), E independent. With s_qdi the spread of the interval's error, S_qd its sum over the day and S_q over the window,

    Var(day)    = (1 - w - v) sum s^2 + (w + v) S_d^2,
    Var(window) = (1 - w - v) sum s^2 + v sum_d S_d^2 + w S^2,

so that w + v and w follow from the squared errors of daily and of window totals in the back-test (method of moments).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.intervals import ErrorModel
from staffing.forecast.methods import Series
from staffing.forecast.scoring import Published

Floats = NDArray[np.float64]

PRIOR_DAYS = 28
"""Days of independent errors that correlations between queues are weighed against."""

WINSOR = 25.0
"""A squared error counts at most as this many times the median one."""

ASSUMED = (0.05, 0.05)
"""w and v where no window could be measured."""


@dataclass(frozen=True, eq=False)
class Window:
    """Errors of one queue at one origin of the back-test.

    Attributes:
        first_day: date of row 0.
        said: expected contacts, shape (days, S).
        spread: standard deviation of each interval's error, shape (days, S).
        error: what came less what was said, shape (days, S); 0 where unknown or closed (then spread is 0 too).
        bands: p10, p50, p90 as they would have been published, shape (3, days, S).
        actual: what came, shape (days, S); NaN = unknown.
    """

    first_day: date
    said: Floats
    spread: Floats
    error: Floats
    bands: Floats
    actual: Floats


@dataclass(frozen=True, eq=False)
class Dependence:
    """How errors move together.

    Attributes:
        window, day: w and v of each queue, shape (Q,); w + v <= 1.
        between: correlation of daily errors between queues, shape (Q, Q).
    """

    window: Floats
    day: Floats
    between: Floats


def windows(series: Series, published: Sequence[Published], model: ErrorModel, lead: int) -> list[Window]:
    """The windows of one queue's back-test, oldest first, with the spread the model gives them."""
    out = []
    for item in published:
        known = ~np.isnan(item.trial.actual) & (item.expected > 0)
        said = np.where(known, item.expected, 0.0)
        first = series.calendar.first_day + timedelta(days=item.trial.origin + lead)
        error = np.where(known, np.nan_to_num(item.trial.actual) - said, 0.0)
        bands = item.bands if item.bands is not None else np.repeat(item.expected[None], 3, axis=0)
        out.append(Window(first, said, model.spread(said), error, bands, item.trial.actual))
    return out


def fit_dependence(queues: Sequence[Sequence[Window]]) -> Dependence:
    """Learn the shares of each queue and the correlation between queues from their windows."""
    shares = [_shares(w) for w in queues]
    return Dependence(np.array([s[0] for s in shares]), np.array([s[1] for s in shares]), _between(queues))


def _shares(items: Sequence[Window]) -> tuple[float, float]:
    if not items or not any((w.spread > 0).any() for w in items):
        return ASSUMED
    square = [(w.spread**2).sum(axis=1) for w in items]
    line = [w.spread.sum(axis=1) for w in items]
    days = _cut(np.concatenate([w.error.sum(axis=1) ** 2 for w in items]))
    chance, together = np.concatenate(square), np.concatenate(line) ** 2
    below = float((together - chance).sum())
    both = float(np.clip((days - chance).sum() / below, 0.0, 1.0)) if below > 0 else 0.0
    whole = _cut(np.array([w.error.sum() ** 2 for w in items]))
    chance = np.array([s.sum() for s in square])
    by_day = np.array([(x**2).sum() for x in line])
    by_window = np.array([x.sum() ** 2 for x in line])
    below = float((by_window - by_day).sum())
    level = float((whole - (1 - both) * chance - both * by_day).sum()) / below if below > 0 else 0.0
    level = float(np.clip(level, 0.0, both))
    return level, both - level


def _cut(squares: Floats) -> Floats:
    positive = squares[squares > 0]
    return np.asarray(np.minimum(squares, WINSOR * float(np.median(positive)))) if len(positive) else squares


def _between(queues: Sequence[Sequence[Window]]) -> Floats:
    """Correlations of standardised daily errors on common days, drawn to 0 by PRIOR_DAYS; a valid correlation matrix."""
    found: list[dict[date, float]] = []
    for items in queues:
        mine: dict[date, float] = {}
        for w in items:
            total, error = w.spread.sum(axis=1), w.error.sum(axis=1)
            for d in np.flatnonzero(total > 0):
                mine[w.first_day + timedelta(days=int(d))] = float(np.clip(error[d] / total[d], -3.0, 3.0))
        found.append(mine)
    out: Floats = np.eye(len(found))
    for i in range(len(found)):
        for j in range(i):
            common = sorted(found[i].keys() & found[j].keys())
            a, b = (np.array([found[k][d] for d in common]) for k in (i, j))
            size = float(np.sqrt((a**2).sum() * (b**2).sum())) if len(common) else 0.0
            if size > 0:
                out[i, j] = out[j, i] = float((a * b).sum()) / size * len(common) / (len(common) + PRIOR_DAYS)
    values, vectors = np.linalg.eigh(out)
    if values.min() < 1e-9:
        out = vectors @ np.diag(np.maximum(values, 1e-9)) @ vectors.T
        scale = np.sqrt(np.diag(out))
        out = out / scale[:, None] / scale[None, :]
    return np.asarray(out)
