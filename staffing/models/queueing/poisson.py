"""Poisson probabilities that keep their digits at tens of thousands of erlangs.

``a**n e**-a / n!`` written as ``n log a - a - log n!`` subtracts numbers of size ``n log n``: five digits are gone at n = 20,000. The
saddle point form keeps them: ``exp(-stirling_error(n) - deviance(n, a)) / sqrt(2 pi n)`` (C. Loader, "Fast and accurate computation of
binomial probabilities", 2000).
"""

from __future__ import annotations

import numpy as np
from scipy import special

from staffing.models.queueing.arrays import FloatArray

_HALF_LOG_2PI = 0.9189385332046727417803297364056
_SMALLEST_COUNT = 1e-300


def stirling_error(n: FloatArray) -> FloatArray:
    """``log Gamma(n + 1) - (n + 1/2) log n + n - log sqrt(2 pi)`` for real n > 0: what Stirling's formula leaves out."""
    inverse = 1.0 / np.maximum(n, 15.0)
    square = inverse * inverse
    series = 1 / 1188 - square * (691 / 360360 - square * (1 / 156 - square * (3617 / 122400)))
    error: FloatArray = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * series))))
    small = n < 15.0
    if small.any():
        m = n[small]
        error[small] = special.gammaln(m + 1.0) - (m + 0.5) * np.log(m) + m - _HALF_LOG_2PI
    return error


def deviance(n: FloatArray, mean: FloatArray, excess: FloatArray) -> FloatArray:
    """``n log(n / mean) - (n - mean)`` >= 0, without cancellation when n is near the mean.

    Args:
        n: real number > 0.
        mean: real number > 0.
        excess: ``n - mean``, given apart because the caller may know it better than the difference of two floats.
    """
    v = excess / (n + mean)
    w = v * v
    tail = 1 / 9 + w * (1 / 11 + w * (1 / 13 + w * (1 / 15 + w * (1 / 17))))
    value: FloatArray = excess * v + 2.0 * n * v * w * (1 / 3 + w * (1 / 5 + w * (1 / 7 + w * tail)))
    far = np.abs(v) >= 0.1
    if far.any():
        value[far] = n[far] * np.log(n[far] / mean[far]) - excess[far]
    return value


def poisson_pmf(n: FloatArray, mean: FloatArray, excess: FloatArray) -> FloatArray:
    """``mean**n e**-mean / Gamma(n + 1)`` for one-dimensional arrays, real n >= 0, mean > 0, ``excess = n - mean``.

    Relative error below 1e-13 for n up to 1e5; 0.0 where the value is below the smallest float.
    """
    count = np.maximum(n, _SMALLEST_COUNT)
    exponent = -stirling_error(count) - deviance(count, mean, excess) - _HALF_LOG_2PI - 0.5 * np.log(count)
    pmf: FloatArray = np.exp(exponent)
    return pmf
