"""Load that moves: how many agents would be busy at each moment if nobody ever waited, carried on from interval to interval.

With arrivals lambda(t) and handling times S the busy agents of an infinite crew number ``m(t) = E[lambda(t - S_e)] E[S]`` on average (S.
Eick, W. Massey and W. Whitt, "The physics of the M_t/G/infinity queue", Operations Research 41(4), 1993), where S_e, the age of a contact
in service, has mean ``tau = E[S] (1 + cv**2) / 2``. For exponential S (cv 1) that is ``m' = lambda - m / E[S]``; for other cv the same
equation with tau in place of E[S] and ``lambda E[S]`` in place of lambda keeps the lag E[S_e]. With lambda and AHT constant within an
interval of length D and a = lambda AHT,

    m(end) = a + (m(start) - a) e**(-D / tau),    mean over the interval = a + (m(start) - m(end)) tau / D.

The stationary formulas then take the mean of m in place of a (O. Jennings, A. Mandelbaum, W. Massey and W. Whitt, "Server staffing to
meet time-varying demand", Management Science 42(10), 1996).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from staffing.models.queueing.arrays import BoolArray, FloatArray, as_floats, refuse
from staffing.models.queueing.load import offered_load


class MovingLoad(NamedTuple):
    """Loads in erlangs, shape (..., T).

    Attributes:
        offered: offered x AHT / interval, each interval by itself.
        modified: mean of m over the interval.
        at_end: m at its end; the last one carries on to what follows.
    """

    offered: FloatArray
    modified: FloatArray
    at_end: FloatArray


def modified_offered_load(
    offered: ArrayLike,
    interval_seconds: float,
    aht_seconds: ArrayLike,
    *,
    start_load: ArrayLike | None = None,
    restart: ArrayLike | None = None,
    handling_cv: ArrayLike = 1.0,
    cyclic: bool = False,
) -> MovingLoad:
    """The load of consecutive intervals, with what is carried over from one to the next.

    Where the load stands still from the start, ``modified`` is exactly ``offered``.

    Args:
        offered: contacts, shape (..., T), >= 0.
        interval_seconds: > 0.
        aht_seconds: > 0 where there are contacts, broadcasts against ``offered``. An interval without contacts drains at the pace of the
            last handling time before it (where it is not itself given).
        start_load: m at the start, shape (...), >= 0; ``None`` or NaN: the first interval's own load, as if it had always been so.
        restart: intervals before which the crew is new, shape (..., T): m starts there at the interval's own load, because contacts that
            waited for the opening are there at once.
        handling_cv: standard deviation / mean of handling times, >= 0.
        cyclic: the end is followed by the start (a day like every other); takes the place of ``start_load``.

    Raises:
        ValueError: an argument is out of range; the message names it and the first such place.
    """
    load = offered_load(offered, interval_seconds, aht_seconds)
    if load.ndim == 0:
        raise ValueError("offered: expected at least one dimension, the last one being time")
    aht = np.broadcast_to(as_floats("aht_seconds", aht_seconds), load.shape)
    cv = as_floats("handling_cv", handling_cv)
    refuse("handling_cv", cv, ~(np.isfinite(cv) & (cv >= 0)), "a number >= 0")
    begin = np.asarray(np.nan) if start_load is None else as_floats("start_load", start_load)
    refuse("start_load", begin, (begin < 0) | np.isinf(begin), "a number >= 0")
    fresh = np.broadcast_to(np.asarray(False if restart is None else restart, dtype=np.bool_), load.shape)
    lag = _lags(aht) * 0.5 * (1.0 + np.square(cv))[..., np.newaxis]
    kept = np.exp(-interval_seconds / lag)
    start = np.where(np.isnan(begin), load[..., 0], begin)
    if cyclic:
        for _ in range(3):  # once is exact but for loads that outlast a whole cycle
            start = _run(load, kept, start, fresh)[1][..., -1]
    starts, ends = _run(load, kept, start, fresh)
    still = (starts == load) & (ends == load)
    modified = np.where(still, load, load + (starts - ends) * lag / interval_seconds)
    return MovingLoad(load, np.maximum(modified, 0.0), ends)


def _lags(aht: FloatArray) -> FloatArray:
    """Handling times with gaps filled by the last one before (a tiny one where there is none: nothing is in service then)."""
    known = np.isfinite(aht) & (aht > 0)
    index = np.maximum.accumulate(np.where(known, np.arange(aht.shape[-1]), -1), axis=-1)
    filled = np.take_along_axis(aht, np.maximum(index, 0), axis=-1)
    lags: FloatArray = np.where(index >= 0, np.where(np.isfinite(filled) & (filled > 0), filled, 1.0), 1.0)
    return lags


def _run(load: FloatArray, kept: FloatArray, start: FloatArray, fresh: BoolArray) -> tuple[FloatArray, FloatArray]:
    """m at the start and at the end of every interval."""
    steps = np.moveaxis(load, -1, 0)
    share, new = np.moveaxis(np.broadcast_to(kept, load.shape), -1, 0), np.moveaxis(fresh, -1, 0)
    starts, ends = np.empty(steps.shape), np.empty(steps.shape)
    m = np.broadcast_to(start, steps.shape[1:]).astype(np.float64)
    for t in range(len(steps)):
        m = np.where(new[t], steps[t], m)
        starts[t] = m
        m = steps[t] + (m - steps[t]) * share[t]
        ends[t] = m
    return np.moveaxis(starts, 0, -1), np.moveaxis(ends, 0, -1)
