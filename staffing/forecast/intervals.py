"""How wrong a forecast may be: quantiles of the contacts of an interval, from the errors of the back-test, scaled with volume.

The variance of an error is modelled as a x f + b x f**2 (f the forecast: a the part of chance arrivals, b that of a wrong level; the same
two sources as in Jongbloed and Koole, Appl. Stochastic Models Bus. Ind. 17 (2001) 307-318). Quantiles are those of the standardised errors
seen, in groups of similar volume. All is in proportion to the counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVELS = (0.1, 0.5, 0.9)
GROUPS, MIN_PER_GROUP = 5, 60
ASSUMED_CV = 0.25
"""Spread of the level where no error was ever measured."""

_NORMAL = np.array([-1.2815515655446004, 0.0, 1.2815515655446004])


@dataclass(frozen=True, eq=False)
class ErrorModel:
    """Spread of the errors of one method on one queue.

    Attributes:
        chance: a, contacts.
        level: b.
        edges: forecasts at the middle of each group, ascending, shape (G,).
        z: standardised errors at LEVELS for each group, shape (G, 3).
        assumed: nothing was measured.
    """

    chance: float
    level: float
    edges: Floats
    z: Floats
    assumed: bool = False

    def spread(self, expected: Floats) -> Floats:
        """Standard deviation of the error where so much is expected."""
        f = np.maximum(expected, 0.0)
        return np.asarray(np.sqrt(self.chance * f + self.level * f**2))

    def quantiles(self, expected: Floats, parts: float = 1.0) -> Floats:
        """p10, p50, p90 of the contacts, shape (3, *expected.shape): >= 0 and in order; 0 where nothing is expected.

        ``parts``: how many of these intervals make up one of those the errors were measured on.
        """
        f = np.maximum(expected, 0.0)
        spread = self.spread(f)
        z = np.stack([np.interp(f * parts, self.edges, self.z[:, k]) for k in range(3)])
        out = np.maximum(f[None] + z * spread[None], 0.0)
        return np.asarray(np.sort(np.where(f[None] > 0, out, 0.0), axis=0))


def assumed_errors(scale: float) -> ErrorModel:
    """Normal errors of ASSUMED_CV beside Poisson arrivals, for a queue whose errors could not be measured; ``scale`` = 1 contact."""
    return ErrorModel(scale, ASSUMED_CV**2, np.array([0.0]), _NORMAL[None, :].copy(), assumed=True)


def fit_errors(forecast: Floats, actual: Floats) -> ErrorModel | None:
    """Learn from forecasts and what came, by day and slot, shape (n, S); NaN = unknown.

    The median is learned from each slot's share of its day, as if the day's total had been known: how counts are skewed is seen in every
    slot, whereas the levels of a few days prove nothing about the next one's. ``None`` where fewer than 20 intervals can be compared.
    """
    known = ~np.isnan(actual) & (forecast > 0)
    if known.sum() < 20:
        return None
    came, said = (np.where(known, x, 0.0).sum(axis=1, keepdims=True) for x in (actual, forecast))
    inside = actual - forecast * np.where(said > 0, came / np.where(said > 0, said, 1.0), 1.0)
    f, error, inside = forecast[known], (actual - forecast)[known], inside[known]
    order = np.argsort(f, kind="stable")
    f, error, inside = f[order], error[order], inside[order]
    chance, level = _variance(f, error)
    spread = np.sqrt(chance * f + level * f**2)
    if not np.all(spread > 0):
        return ErrorModel(0.0, 0.0, np.array([0.0]), np.zeros((1, 3)))
    standard, centred = error / spread, inside / spread
    groups = max(1, min(GROUPS, len(f) // MIN_PER_GROUP))
    parts = np.array_split(np.arange(len(f)), groups)
    edges = np.array([float(np.median(f[p])) for p in parts])
    z = np.array([np.quantile(standard[p], LEVELS) for p in parts])
    z[:, 1] = np.clip([float(np.median(centred[p])) for p in parts], z[:, 0], z[:, 2])
    keep = np.concatenate([[True], np.diff(edges) > 0])
    return ErrorModel(chance, level, edges[keep], z[keep])


def _variance(f: Floats, error: Floats) -> tuple[float, float]:
    """a and b of E[error**2] = a f + b f**2, both >= 0: least squares on group means, relative to their size."""
    parts = np.array_split(np.arange(len(f)), max(1, min(12, len(f) // 10)))
    square = np.array([float(np.mean(np.minimum(error[p] ** 2, 25 * np.median(error[p] ** 2) + 1e-300))) for p in parts])
    first, second = (np.array([float(np.mean(f[p] ** k)) for p in parts]) for k in (1, 2))
    if square.max() <= 1e-16 * second.max():
        return 0.0, 0.0
    size = np.maximum(square, square.max() * 1e-6)
    x = np.stack([first / size, second / size], axis=1)
    y = square / size
    best = (np.inf, 0.0, 0.0)
    full, *_ = np.linalg.lstsq(x / np.linalg.norm(x, axis=0), y, rcond=None)
    both = full / np.linalg.norm(x, axis=0)
    single = [float((x[:, k] * y).sum() / (x[:, k] ** 2).sum()) for k in (0, 1)]
    for a, b in ((float(both[0]), float(both[1])), (single[0], 0.0), (0.0, single[1])):
        loss = float(((x @ np.array([a, b]) - y) ** 2).sum())
        if a >= 0 and b >= 0 and loss < best[0]:
            best = (loss, a, b)
    return best[1], best[2]
