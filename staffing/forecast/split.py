"""From the interval of the history to the interval of the plan: sums kept, never negative, smooth where neighbours allow.

Within each interval the rate is a straight line whose slope is limited by the neighbours (the monotonised central slope of van Leer,
J. Comput. Phys. 23 (1977) 276-299): its integral is exactly the count, it stays between what the neighbours suggest, and it is flat at
peaks and where a neighbour has nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

SMOOTH_TO_MINUTES = 240
"""Longer intervals are spread evenly: a straight line says nothing about a day."""


def convert(counts: Floats, from_minutes: int, to_minutes: int, open_slots: Bools) -> Floats:
    """Counts by day and slot in slots of another length.

    Args:
        counts: shape (days, 1440 / from_minutes), >= 0.
        from_minutes, to_minutes: both divide 1440.
        open_slots: open slots of the new length, shape (days, 1440 / to_minutes); closed ones get nothing.

    Returns shape (days, 1440 / to_minutes). Where ``to_minutes`` divides ``from_minutes`` each old slot keeps its sum (unless all of it is
    closed); where it is a multiple, sums are added up.
    """
    if to_minutes % from_minutes == 0:
        return np.where(open_slots, counts.reshape(len(counts), 1440 // to_minutes, -1).sum(axis=2), 0.0)
    base = int(np.gcd(from_minutes, to_minutes))
    parts = from_minutes // base
    flat = counts.reshape(-1)
    slope = _slopes(flat) if from_minutes <= SMOOTH_TO_MINUTES else np.zeros(len(flat))
    middle = (np.arange(parts) + 0.5) / parts - 0.5
    fine = (flat[:, None] + slope[:, None] * middle[None, :]) / parts
    fine = np.maximum(fine, 0.0).reshape(len(counts), 1440 // base)
    if to_minutes != base:
        return np.where(open_slots, fine.reshape(len(counts), 1440 // to_minutes, -1).sum(axis=2), 0.0)
    kept = np.where(open_slots, fine, 0.0).reshape(*counts.shape, parts)
    total, wanted = kept.sum(axis=2, keepdims=True), counts[:, :, None]
    share = open_slots.reshape(*counts.shape, parts)
    even = share / np.maximum(share.sum(axis=2, keepdims=True), 1)
    out = np.where(total > 0, kept * (wanted / np.where(total > 0, total, 1.0)), wanted * even)
    return np.asarray(out.reshape(len(counts), -1))


def _slopes(rate: Floats) -> Floats:
    """Change of the rate over each interval, limited so that no interval passes its neighbours or zero."""
    left = np.diff(rate, prepend=rate[:1])
    right = np.diff(rate, append=rate[-1:])
    central = (left + right) / 2
    size = np.minimum(np.abs(central), 2 * np.minimum(np.abs(left), np.abs(right)))
    return np.where(left * right > 0, np.sign(central) * np.minimum(size, 2 * rate), 0.0)
