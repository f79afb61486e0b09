"""What users would pick instead: the same slots of the last weeks. Every other method is measured against these."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BASELINES = {"seasonal-naive": 1, "mean-4": 4, "median-6": 6}
"""Name -> number of same slots (weekday and time of day) looked at."""


def baselines(y: Floats, lead: int, days: int) -> dict[str, Floats]:
    """Forecasts of days ``lead`` to ``lead + days - 1`` after the last row of y (shape (o, S), NaN = no data), shape (days, S) each.

    Missing slots are passed over within the weeks looked at; where all are missing, the last known same slot counts, else the mean of the
    slot on other days, else 0.
    """
    o, slots = y.shape
    most = max(BASELINES.values())
    stack = np.full((most, days, slots), np.nan)
    last = np.zeros((days, slots))
    fallback = _slot_mean(y)
    for j in range(days):
        same = np.arange(o + lead + j - 7 * ((lead + j) // 7 + 1), -1, -7)
        past = y[same]
        stack[: min(most, len(past)), j] = past[:most]
        known = ~np.isnan(past)
        if len(past):
            newest = np.take_along_axis(past, known.argmax(axis=0)[None, :], axis=0)[0]
            last[j] = np.where(known.any(axis=0), newest, fallback)
        else:
            last[j] = fallback
    out = {}
    for name, count in BASELINES.items():
        part = stack[:count]
        known = ~np.isnan(part)
        seen = known.sum(axis=0)
        if name.startswith("median"):
            ranked = np.sort(np.where(known, part, np.inf), axis=0)
            low = np.take_along_axis(ranked, np.maximum((seen - 1) // 2, 0)[None], axis=0)[0]
            high = np.take_along_axis(ranked, np.minimum(seen // 2, count - 1)[None], axis=0)[0]
            value = np.where(seen > 0, (low + np.where(np.isfinite(high), high, 0.0)) / 2, np.nan)
        else:
            value = np.where(known, part, 0.0).sum(axis=0) / np.maximum(seen, 1)
        out[name] = np.where(seen > 0, value, last)
    return out


def _slot_mean(y: Floats) -> Floats:
    known = ~np.isnan(y)
    return np.asarray(np.where(known, y, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1))
