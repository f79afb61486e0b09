"""From totals by interval to a rate that moves within them: the totals stay, the steps between intervals go."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import FloatArray, as_floats, refuse


def split_intervals(offered: ArrayLike, pieces: int, *, apart: ArrayLike | None = None, cyclic: bool = False) -> FloatArray:
    """Contacts of ``pieces`` equal pieces of each interval.

    The running total is drawn as a curve through the totals known at the edges, cubic in each interval and never falling (F. Fritsch and
    R. Carlson, "Monotone piecewise cubic interpolation", 1980); its rises are the pieces, so each interval keeps its total exactly.

    Args:
        offered: contacts by interval, shape (T,), >= 0.
        pieces: 1 or more.
        apart: intervals that do not continue the one before them (an opening), shape (T,): the curve starts afresh there.
        cyclic: the end is followed by the start.

    Returns:
        Shape (T, pieces), >= 0.

    Raises:
        ValueError: an argument is out of range.
    """
    from scipy.interpolate import PchipInterpolator

    contacts = as_floats("offered", offered)
    if contacts.ndim != 1:
        raise ValueError(f"offered: expected one dimension, got {contacts.ndim}")
    refuse("offered", contacts, ~(np.isfinite(contacts) & (contacts >= 0)), "a number >= 0")
    if pieces < 1:
        raise ValueError(f"pieces: expected 1 or more, got {pieces}")
    if pieces == 1 or contacts.size == 0:
        return contacts[:, np.newaxis].copy()
    length = contacts.size
    breaks = np.zeros(length, dtype=np.bool_) if apart is None else np.array(np.broadcast_to(np.asarray(apart, dtype=np.bool_), (length,)))
    around = cyclic and not breaks.any() and length > 1
    breaks[0] = True
    result = np.empty((length, pieces))
    edges = [*np.flatnonzero(breaks).tolist(), length]
    for low, high in pairwise(edges):
        part = contacts[low:high]
        lead = min(2, length) if around else 0
        known = np.concatenate([contacts[length - lead :], part, contacts[:lead]])
        if known.size < 2:
            result[low:high] = part[:, np.newaxis] / pieces
            continue
        running = PchipInterpolator(np.arange(known.size + 1), np.concatenate([[0.0], np.cumsum(known)]))
        at = lead + np.arange(part.size * pieces + 1) / pieces
        result[low:high] = np.maximum(np.diff(running(at)), 0.0).reshape(-1, pieces)
    total = result.sum(axis=1)
    scale = np.divide(contacts, total, out=np.zeros(length), where=total > 0)
    split: FloatArray = result * scale[:, np.newaxis]
    return split
