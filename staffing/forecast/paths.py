"""Paths: whole courses of what may come, with the quantiles of every interval and the dependence between intervals, days and queues.

A Gaussian copula (see dependence) with, for each interval, a normal distribution split at its median: its lower half reaches the p10, its
upper half the p90 that was forecast; nothing below 0.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.dependence import Dependence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Z90 = 1.2815515655446004


def simulate(bands: Floats, day: Ints, dependence: Dependence, paths: int, seed: int, widen: Floats | float = 1.0) -> Iterator[Floats]:
    """Contacts of each queue in turn, shape (paths, T).

    Args:
        bands: p10, p50, p90, shape (3, Q, T).
        day: index of the day of each interval, 0 ... days - 1, shape (T,).
        dependence: of the Q queues.
        paths: number of paths, >= 1.
        seed: the same seed gives the same paths.
        widen: factor on the common part of the errors (window and day) of each queue, shape (Q,): a calibration.
    """
    rng = np.random.default_rng(seed)
    queues, length = bands.shape[1:]
    days = int(day.max()) + 1 if length else 0
    root = np.linalg.cholesky(dependence.between + 1e-9 * np.eye(queues))
    window = rng.standard_normal((paths, queues)) @ root.T
    by_day = rng.standard_normal((paths, days, queues)) @ root.T
    factor = np.broadcast_to(np.asarray(widen, dtype=np.float64), (queues,))
    for q in range(queues):
        w, v = float(dependence.window[q]), float(dependence.day[q])
        common = np.sqrt(w) * window[:, q, None] + np.sqrt(v) * by_day[:, :, q]
        z = factor[q] * common[:, day]
        z += np.sqrt(max(0.0, 1 - w - v)) * rng.standard_normal((paths, length))
        low, middle, high = bands[:, q]
        z *= np.where(z > 0, (high - middle) / Z90, (middle - low) / Z90)
        yield np.maximum(z + middle, 0.0)
