"""Patience, handling time and shrinkage from what was counted, each with its 95 % confidence interval.

**Patience** is total time waited (by the answered and by those who hung up) / number who hung up: the maximum-likelihood estimate of the
mean of an exponential patience of which the answered show only a part (A. Mandelbaum and S. Zeltyn, 2007). It is not the mean of the waits
of those who hung up, nor of a survey. Where patience is not exponential it is still the number that makes Erlang A right near the load at
which it was measured; how far it moves with the wait shows how far Erlang A can be trusted elsewhere.

Intervals of one day share their weather: confidence intervals of ratios treat days as the independent units, and are at least as wide as
counting alone would make them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import FloatArray, IntArray

CONFIDENCE = 0.95
FEW = 30
"""Events below which nothing is concluded."""


@dataclass(frozen=True)
class Fit:
    """An estimate.

    Attributes:
        value: ``None`` where nothing was counted that it could be made from.
        low, high: 95 % confidence interval; ``None`` where it has no such end.
        events: what was counted: those who hung up, contacts answered, people scheduled for an interval.
    """

    value: float | None
    low: float | None
    high: float | None
    events: float


def fit_patience(waited_seconds: ArrayLike, abandoned: ArrayLike, day: ArrayLike) -> Fit:
    """Mean patience in seconds.

    Args:
        waited_seconds: total time waited by all contacts of each interval, shape (n,), >= 0; NaN = unknown, left out.
        abandoned: contacts that hung up in each interval, shape (n,), >= 0; NaN = unknown.
        day: number of the day of each interval, shape (n,).

    The interval is the wider one of two: exact for a Poisson count of those who hung up given the time waited (2 W / patience is
        chi-square), and
    that of the ratio over days.
    """
    from scipy.stats import chi2

    waited, count, days = _known(waited_seconds, abandoned, day)
    total, events = float(waited.sum()), float(count.sum())
    if total <= 0:
        return Fit(None, None, None, events)
    tail = (1.0 - CONFIDENCE) / 2.0
    low = 2.0 * total / float(chi2.ppf(1.0 - tail, 2.0 * events + 2.0))
    if events == 0:
        return Fit(None, low, None, 0.0)
    high = 2.0 * total / float(chi2.ppf(tail, 2.0 * events))
    error = _ratio_error(waited, count, days)
    if error is not None:
        reach = total / events
        low, high = min(low, max(reach - error, 0.0)), max(high, reach + error)
    return Fit(total / events, low, high, events)


def fit_ratio(numerator: ArrayLike, denominator: ArrayLike, day: ArrayLike) -> Fit:
    """``sum numerator / sum denominator`` with the interval of a ratio over days (Student's t); none with fewer than two days.

    For a mean handling time: handled seconds and contacts answered. For shrinkage: people missing and people scheduled.
    """
    x, y, days = _known(numerator, denominator, day)
    total = float(y.sum())
    if total <= 0:
        return Fit(None, None, None, 0.0)
    value = float(x.sum()) / total
    error = _ratio_error(x, y, days)
    return Fit(value, None if error is None else value - error, None if error is None else value + error, total)


def _known(x: ArrayLike, y: ArrayLike, day: ArrayLike) -> tuple[FloatArray, FloatArray, IntArray]:
    first, second = np.asarray(x, dtype=np.float64).ravel(), np.asarray(y, dtype=np.float64).ravel()
    days = np.asarray(day, dtype=np.int64).ravel()
    good = np.isfinite(first) & np.isfinite(second)
    if (first[good] < 0).any() or (second[good] < 0).any():
        raise ValueError("what is counted must not be negative")
    return first[good], second[good], days[good]


def _ratio_error(x: FloatArray, y: FloatArray, days: IntArray) -> float | None:
    """Half the confidence interval of ``sum x / sum y`` over the days, ``None`` with fewer than two."""
    from scipy.stats import t as student

    _, index = np.unique(days, return_inverse=True)
    each_x, each_y = np.bincount(index, x), np.bincount(index, y)
    used = (each_x > 0) | (each_y > 0)
    each_x, each_y = each_x[used], each_y[used]
    count, total = each_x.size, float(each_y.sum())
    if count < 2 or total <= 0:
        return None
    residual = each_x - each_x.sum() / total * each_y
    spread = float((residual**2).sum()) * count / (count - 1.0)
    return float(student.ppf(0.5 + CONFIDENCE / 2.0, count - 1)) * float(np.sqrt(spread)) / total


@dataclass(frozen=True)
class WaitClass:
    """Intervals whose neighbours waited about equally long.

    Attributes:
        mean_wait_seconds: of the contacts in them.
        patience: fitted to them alone.
    """

    mean_wait_seconds: float
    patience: Fit


def patience_by_wait(
    waited_seconds: ArrayLike, abandoned: ArrayLike, offered: ArrayLike, day: ArrayLike, classes: int = 4
) -> tuple[WaitClass, ...]:
    """Patience fitted apart where waits were short and where they were long: equal if patience is exponential (its hazard is constant).

    Intervals are sorted by the mean wait of the intervals before and after them, not by their own, whose chance would bias the estimate
    (who hangs up early also waits less), and parted into classes of equal numbers of contacts.

    Args:
        waited_seconds, abandoned, offered, day: of consecutive intervals of one queue, shape (n,); NaN = unknown.
        classes: how many, >= 2.

    Returns:
        the classes from short to long waits; those with fewer than 30 who hung up are joined to their neighbour; one class alone where
        there is too little to part.
    """
    waited, count, volume = (np.asarray(values, dtype=np.float64).ravel() for values in (waited_seconds, abandoned, offered))
    days = np.asarray(day, dtype=np.int64).ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(volume > 0, waited / volume, np.nan)
    padded = np.concatenate(([np.nan], mean, [np.nan]))
    around = np.stack((padded[:-2], padded[2:]))
    known = np.isfinite(around)
    with np.errstate(invalid="ignore"):
        neighbours = np.where(known.any(axis=0), np.where(known, around, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1), np.nan)
    good = np.isfinite(neighbours) & np.isfinite(mean) & np.isfinite(count)
    order = np.flatnonzero(good)[np.argsort(neighbours[good], kind="stable")]
    if not order.size:
        return ()
    cumulated = np.cumsum(volume[order])
    part = np.minimum((cumulated - volume[order] / 2) / cumulated[-1] * classes, classes - 1).astype(np.int64)
    groups = [order[part == k] for k in range(classes)]
    k = 0
    while k < len(groups) and len(groups) > 1:
        if count[groups[k]].sum() < FEW:
            other = k + 1 if k + 1 < len(groups) else k - 1
            groups[min(k, other)] = np.concatenate((groups[min(k, other)], groups[max(k, other)]))
            del groups[max(k, other)]
            k = 0
        else:
            k += 1
    return tuple(
        WaitClass(float(waited[rows].sum() / volume[rows].sum()), fit_patience(waited[rows], count[rows], days[rows])) for rows in groups
    )


def differ(fits: tuple[Fit, ...], at_least: float = 1.25, significance: float = 0.01) -> bool:
    """Whether estimates of one quantity differ, both much (largest / smallest above ``at_least``) and beyond chance (chi-square on the
    logs)."""
    from scipy.stats import chi2

    logs, weights = [], []
    for fit in fits:
        if fit.value is None or fit.low is None or fit.high is None or fit.low <= 0 or fit.events < FEW:
            continue
        error = float(np.log(fit.high / fit.low)) / (2.0 * 1.96)
        logs.append(float(np.log(fit.value)))
        weights.append(1.0 / max(error, 1e-9) ** 2)
    if len(logs) < 2:
        return False
    value, weight = np.array(logs), np.array(weights)
    middle = float((value * weight).sum() / weight.sum())
    statistic = float((weight * (value - middle) ** 2).sum())
    return bool(np.exp(value.max() - value.min()) > at_least and chi2.sf(statistic, len(logs) - 1) < significance)
