"""A level that changed from one day to the next and stayed (a queue merged, a number published). It is followed, and said."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

LOOK_BACK_DAYS = 84
"""A change longer ago no longer matters to the level."""

WINDOW_DAYS, MIN_AFTER_DAYS = 28, 14
MIN_FACTOR, MIN_Z, SHARP = 1.25, 8.0, 0.6
"""A change is one from this factor on, from so many standard errors on, and where the first week after differs from the last before by this
share of it: what climbs slowly is no step."""


def level_shift(totals: Floats, usable: Bools, weekday: Ints) -> tuple[int, float] | None:
    """(first day of the new level, new / old) of the clearest step in the last weeks; ``None`` where there is none.

    Args:
        totals: of each day, shape (D,).
        usable: days that are ordinary and known, shape (D,).
        weekday: 0..6, shape (D,).
    """
    fit = usable & (totals > 0)
    log = np.where(fit, np.log(np.maximum(totals, 1e-300)), np.nan)
    count = len(log)
    best: tuple[float, int, float] | None = None
    for day in range(max(WINDOW_DAYS, count - LOOK_BACK_DAYS), count - MIN_AFTER_DAYS + 1):
        found = _step(log, weekday, day)
        if found is not None and (best is None or found[0] > best[0]):
            best = found[0], day, found[1]
    return None if best is None else (best[1], float(np.exp(best[2])))


def _step(log: Floats, weekday: Ints, day: int) -> tuple[float, float] | None:
    """(standard errors, log of new / old) where the level changed on a day."""
    before, after = slice(day - WINDOW_DAYS, day), slice(day, day + WINDOW_DAYS)
    changes, rests = [], []
    for k in range(7):
        old, new = (log[part][weekday[part] == k] for part in (before, after))
        old, new = old[~np.isnan(old)], new[~np.isnan(new)]
        if len(old) and len(new):
            low, high = float(np.median(old)), float(np.median(new))
            changes.append(high - low)
            rests += [*(old - low), *(new - high)]
    if len(changes) < 3 or len(rests) < 21:
        return None
    change = float(np.median(changes))
    if abs(change) < np.log(MIN_FACTOR):
        return None
    noise = max(1.4826 * float(np.median(np.abs(rests))), 1e-3)
    z = abs(change) / (noise * np.sqrt(4 / len(rests)))
    near = log[day : day + 7] - log[day - 7 : day]
    near = near[~np.isnan(near)]
    sharp = len(near) >= 3 and float(np.median(near)) * np.sign(change) >= SHARP * abs(change)
    return (z, change) if z >= MIN_Z and sharp else None
