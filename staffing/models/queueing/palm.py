"""Palm's function: what happens to a contact that finds every agent busy when waiting contacts hang up at a constant rate.

With s = n mu / theta and y = lambda / theta (mu: completions per agent, theta = 1 / mean patience, lambda: arrivals, all per second),
Palm's function is ``A = 1 + sum_k y**k / ((s+1) ... (s+k)) = P(s, y) / pmf(s; y)`` with the regularised lower incomplete gamma function
P (Palm 1943/57; A. Mandelbaum and S. Zeltyn, "The Palm/Erlang-A queue", 2007). A itself overflows in overload, so everything
here is written with ``1 / A``.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from staffing.models.queueing.arrays import FloatArray
from staffing.models.queueing.poisson import poisson_pmf

_FRACTION_FROM = 4.0
"""Standard deviations of spare capacity from which the continued fraction takes over (with y < 1: any spare capacity)."""
_FRACTION_TERMS = 24


def palm(service: FloatArray, arrivals: FloatArray, spare: FloatArray) -> tuple[FloatArray, FloatArray]:
    """``(1 / A, P(abandon | wait))`` for one-dimensional arrays.

    Args:
        service: s > 0, what all agents complete within one mean patience.
        arrivals: y > 0, what arrives within one mean patience.
        spare: s - y, given apart because the caller may know it better than the difference of two floats.

    ``P(abandon | wait) = (y - s + s / A) / y``. With more than a few standard deviations of spare capacity that difference cancels; there
    both come from the continued fraction ``P(abandon | wait) = 1 / (s-y+1 + 2y/(s-y+2 + 3y/(s-y+3 + ...)))``, all of whose terms are
    positive, and ``1 / A = (s - y + y P(abandon | wait)) / s``.
    """
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        inverse: FloatArray = poisson_pmf(service, arrivals, spare) / special.gammainc(service, arrivals)
        abandon: FloatArray = (service * inverse - spare) / arrivals
    light = spare > _FRACTION_FROM * np.sqrt(arrivals) * (arrivals >= 1.0)
    if light.any():
        s, y, gap = service[light], arrivals[light], spare[light]
        share = 1.0 / _fraction(y, gap)
        inverse[light] = (gap + y * share) / s
        abandon[light] = share
    return inverse, abandon


def _fraction(arrivals: FloatArray, spare: FloatArray) -> FloatArray:
    tail = spare + (_FRACTION_TERMS + 1.0)
    for k in range(_FRACTION_TERMS, 0, -1):
        tail = spare + k + (k + 1.0) * arrivals / tail
    return tail
