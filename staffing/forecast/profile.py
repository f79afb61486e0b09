"""Intraday profile: the share of a day's contacts that falls in each slot, by weekday and for public holidays.

Shares are discounted means of past days. Where a queue is small they are noise, so two further candidates shrink them: towards their own
smoothed shape, and then towards the shape of similar weekdays, each by the ratio of true to sampling variance (empirical Bayes; Efron and
Morris, JASA 68 (1973) 117-130). Which candidate serves is chosen by back-test (see select).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.linear import weighted_sum

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

HALF_LIVES = (28.0, 112.0)
SHAPES = ("plain", "smooth", "pooled")
HOLIDAY = 7
"""Row of the profile for public holidays; rows 0-6 are Monday to Sunday."""

HOLIDAY_HALF_LIFE_DAYS = 365.0
HOLIDAY_PRIOR_DAYS = 2.0
SPIKE_SD = 6.0
WINDOW = 9
"""Slots over which the true variance of a shape is estimated."""


@dataclass(frozen=True)
class ProfileVariant:
    """One way to make a profile: how fast it forgets and how it is shrunk."""

    half_life_days: float
    shape: str

    def __str__(self) -> str:
        return f"{self.half_life_days:g} d, {self.shape}"


VARIANTS = tuple(ProfileVariant(h, s) for h, s in product(HALF_LIVES, SHAPES))


def kinds(like_weekday: Ints, holiday: Bools) -> Ints:
    """Row of the profile that each day follows."""
    return np.where(holiday, HOLIDAY, like_weekday)


def profiles(y: Floats, trust: Floats, kind: Ints, weekend: Bools) -> dict[ProfileVariant, Floats]:
    """All candidates from the days before an origin.

    Args:
        y: contacts, shape (o, S); NaN = no data.
        trust: weight of each day, shape (o,).
        kind: row of the profile each day belongs to, shape (o,).
        weekend: whether each day is a rest day, shape (o,): holidays are like these until some were seen.

    Returns shares of shape (8, S); each row sums to 1, or is 0 where nothing is known at all.
    """
    out: dict[ProfileVariant, Floats] = {}
    for half_life in HALF_LIVES:
        share, variance = _shares(y, trust, kind, weekend, half_life)
        smooth = _shrink(share, variance, _smooth(share))
        pooled = _shrink(smooth, variance, _smooth(_pool(share)))
        for shape, rows in zip(SHAPES, (share, smooth, pooled), strict=True):
            out[ProfileVariant(half_life, shape)] = _unit(rows)
    return out


def rough_profile(y: Floats, kind: Ints) -> Floats:
    """Mean contacts by row and slot of the days at hand, shape (8, S): enough to complete a day with missing slots."""
    known = ~np.isnan(y)
    filled = np.where(known, y, 0.0)
    out = np.zeros((8, y.shape[1]))
    overall = filled.sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    for k in range(8):
        rows = kind == k
        seen = known[rows].sum(axis=0)
        out[k] = np.where(seen > 0, filled[rows].sum(axis=0) / np.maximum(seen, 1), 0.0) if seen.any() else overall
    return out


def day_totals(y: Floats, kind: Ints) -> tuple[Floats, Floats]:
    """(total, weight) of each day, shape (o,): missing slots are made up by the usual share; weight 0 where less than half is known."""
    rough = rough_profile(y, kind)[kind]
    known = ~np.isnan(y)
    whole, seen = rough.sum(axis=1), np.where(known, rough, 0.0).sum(axis=1)
    usable = known.any(axis=1) & (seen >= 0.5 * whole)
    ratio = np.where(seen > 0, whole / np.where(seen > 0, seen, 1.0), 1.0)
    return np.where(usable, np.where(known, y, 0.0).sum(axis=1) * ratio, 0.0), usable.astype(np.float64)


def _unit(rows: Floats) -> Floats:
    total = rows.sum(axis=1, keepdims=True)
    return np.where(total > 0, rows / np.where(total > 0, total, 1.0), 0.0)


def _shares(y: Floats, trust: Floats, kind: Ints, weekend: Bools, half_life: float) -> tuple[Floats, Floats]:
    """Discounted shares by row and their sampling variance, spikes cut; shape (8, S) each."""
    known = ~np.isnan(y)
    age = len(y) - 1 - np.arange(len(y), dtype=np.float64)
    weight = trust * 0.5 ** (age / half_life)
    long_weight = trust * 0.5 ** (age / HOLIDAY_HALF_LIFE_DAYS)
    values = _without_spikes(np.where(known, y, 0.0), known, weight, kind)
    total = values.sum(axis=1)
    share, variance = _means(values, known, total, weight, long_weight, kind, weekend)
    expected = total[:, None] * share[kind]
    busy = known & (expected > 0)
    if not busy.any():
        return share, variance
    emphasis = np.where(busy, weight[:, None], 0.0)
    dispersion = float((emphasis * (values - expected) ** 2).sum() / max((emphasis * expected).sum(), 1e-300))
    return share, variance * dispersion * share


def _without_spikes(values: Floats, known: Bools, weight: Floats, kind: Ints) -> Floats:
    """Counts cut down where they pass, by SPIKE_SD robust standard deviations, what the day's other slots and the other days suggest."""
    total = values.sum(axis=1)
    row = np.zeros((8, values.shape[1]))
    below = np.zeros((8, values.shape[1]))
    for k in range(8):
        mine = kind == k
        row[k] = weighted_sum(weight[mine], values[mine])
        below[k] = weighted_sum(weight[mine] * total[mine], known[mine].astype(np.float64))
    others = below[kind] - (weight * total)[:, None] * known
    share = np.where(others > 0, (row[kind] - weight[:, None] * values) / np.where(others > 0, others, 1.0), 0.0)
    share = np.clip(share, 0.0, 0.99)
    expected = (total[:, None] - values) * share / (1 - share)
    busy = known & (expected > 0)
    if not busy.any():
        return values
    z = np.where(busy, (values - expected) / np.sqrt(np.where(busy, expected, 1.0)), 0.0)
    limit = SPIKE_SD * 1.4826 * float(np.median(np.abs(z[busy])))
    return np.where(z > limit, expected + limit * np.sqrt(expected), values) if limit > 0 else values


def _means(
    values: Floats, known: Bools, total: Floats, weight: Floats, long_weight: Floats, kind: Ints, weekend: Bools
) -> tuple[Floats, Floats]:
    share, variance = np.zeros((8, values.shape[1])), np.zeros((8, values.shape[1]))

    def mean(rows: Bools, w: Floats) -> tuple[Floats, Floats]:
        seen = known[rows].astype(np.float64)
        below = weighted_sum(w[rows] * total[rows], seen)
        squares = weighted_sum(w[rows] ** 2 * total[rows], seen)
        safe = np.where(below > 0, below, 1.0)
        return np.where(below > 0, weighted_sum(w[rows], values[rows]) / safe, 0.0), np.where(below > 0, squares / safe**2, 0.0)

    for k in range(7):
        share[k], variance[k] = mean(kind == k, weight)
    missing = ~(share[:7].sum(axis=1) > 0)
    if missing.any():
        share[:7][missing], variance[:7][missing] = mean(np.ones(len(kind), dtype=np.bool_), weight)
    rest_rows = weekend & (kind != HOLIDAY)
    rest, rest_variance = mean(rest_rows, weight) if rest_rows.any() else (share[:7].mean(axis=0), variance[:7].mean(axis=0) / 7)
    if not rest.sum() > 0:
        rest, rest_variance = share[:7].mean(axis=0), variance[:7].mean(axis=0) / 7
    seen, seen_variance = mean(kind == HOLIDAY, long_weight)
    days = float(long_weight[(kind == HOLIDAY) & (total > 0)].sum())
    trust = days / (days + HOLIDAY_PRIOR_DAYS)
    share[HOLIDAY] = trust * seen + (1 - trust) * rest
    variance[HOLIDAY] = trust**2 * seen_variance + (1 - trust) ** 2 * rest_variance
    return share, variance


def _smooth(rows: Floats) -> Floats:
    """Weights 1/4, 1/2, 1/4 round the clock; slots without any contacts stay out of it."""
    on = (rows > 0).astype(np.float64)
    total = 2 * rows + np.roll(rows, 1, axis=1) + np.roll(rows, -1, axis=1)
    count = 2 * on + np.roll(on, 1, axis=1) + np.roll(on, -1, axis=1)
    return np.where(on > 0, total / np.maximum(count, 1.0), 0.0)


def _pool(rows: Floats) -> Floats:
    """Each weekday's row replaced by the mean of the rows it resembles: Monday-Friday, and Saturday with Sunday."""
    unit = _unit(rows)
    out = unit.copy()
    for group in ([0, 1, 2, 3, 4], [5, 6]):
        out[group] = unit[group].mean(axis=0)
    return out


def _shrink(rows: Floats, variance: Floats, towards: Floats) -> Floats:
    """rows moved towards a simpler shape by sampling variance / (sampling + true variance).

    The true variance is taken as proportional to the squared simpler shape, estimated over all rows in a window of slots.
    """
    excess = ((rows - towards) ** 2 - variance)[:7].sum(axis=0)
    base = (towards[:7] ** 2).sum(axis=0)
    ring = np.arange(-(WINDOW // 2), WINDOW // 2 + 1)
    around = (np.arange(rows.shape[1])[:, None] + ring[None, :]) % rows.shape[1]
    above, below = np.maximum(excess[around].sum(axis=1), 0.0), base[around].sum(axis=1)
    true = np.where(below > 0, above / np.where(below > 0, below, 1.0), 0.0)[None, :] * towards**2
    both = true + variance
    return np.where(both > 0, towards + true / np.where(both > 0, both, 1.0) * (rows - towards), rows)
