"""Regression of counts on effects that multiply: discounted, regularised, robust quasi-Poisson with a log link.

McCullagh and Nelder, Generalized Linear Models (1989), ch. 9 (quasi-likelihood) and 2.5 (iteratively reweighted least squares); the
penalty is a normal prior on each log effect, put in units of the dispersion of the data, so that noisy series learn less from the same
number of days; Huber weights keep single days from leading.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.linear import apply, gram, weighted_sum

Floats = NDArray[np.float64]

ROUNDS = 7
HUBER_SD = 2.0
CAUTION = 5.0
"""The prior counts this many times: the dispersion seen in the sample is smaller than the error of a forecast."""


@dataclass(frozen=True, eq=False)
class CountFit:
    """A fitted regression: expected count = scale x exp(X @ coef).

    Attributes:
        coef: log effects, shape (p,).
        scale: weighted mean of the counts, > 0.
        dispersion: robust variance of (y - mu) / sqrt(mu) at scale 1.
        deviation: approximate standard deviation of each log effect, shape (p,).
    """

    coef: Floats
    scale: float
    dispersion: float
    deviation: Floats


def fit_counts(x: Floats, precision: Floats, counts: Floats, weights: Floats) -> CountFit | None:
    """Fit counts on x.

    Args:
        x: design, shape (n, p).
        precision: inverse prior covariance of the log effects, shape (p, p).
        counts: shape (n,), >= 0.
        weights: shape (n,), >= 0; 0 = left out.

    Returns ``None`` where nothing can be fitted (no weight, only zeros, or no convergence to finite numbers).
    """
    total = float(weights.sum())
    scale = float((weights * counts).sum() / total) if total > 0 else 0.0
    if not scale > 0:
        return None
    y = counts / scale
    eta: Floats = np.zeros(len(y))
    trust = weights.copy()
    seen = weights > 0.05 * weights.max()
    dispersion = 0.1
    coef: Floats = np.zeros(x.shape[1])
    normal: Floats = np.eye(x.shape[1])
    for k in range(ROUNDS):
        mu = np.exp(np.clip(eta, -12.0, 6.0))
        working = eta + (y - mu) / mu
        weight = trust * mu
        normal = gram(x, weight) + CAUTION * dispersion * precision
        try:
            coef = np.asarray(np.linalg.solve(normal, weighted_sum(weight * working, x)), dtype=np.float64)
        except np.linalg.LinAlgError:
            return None
        step = apply(x, coef) - eta
        eta = eta + (np.clip(step, -2.0, 2.0) if k < 3 else step)
        if k >= 1:
            mu = np.exp(np.clip(eta, -12.0, 6.0))
            residual = (y - mu) / np.sqrt(mu)
            spread = 1.4826 * float(np.median(np.abs(residual[seen]))) + 1e-9
            dispersion = float(np.clip(spread**2, 1e-4, 1.0))
            if k >= 2:
                trust = weights * np.minimum(1.0, HUBER_SD * spread / np.maximum(np.abs(residual), 1e-12))
    if not np.all(np.isfinite(coef)):
        return None
    try:
        deviation = np.sqrt(np.maximum(np.diag(np.linalg.inv(normal)), 0.0) * CAUTION * dispersion)
    except np.linalg.LinAlgError:
        return None
    return CountFit(coef, scale, dispersion, deviation)
