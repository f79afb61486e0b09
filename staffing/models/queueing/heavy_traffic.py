"""Rough crews under Erlang A from normal approximations, good to about one agent: where the exact search begins.

Erlang A in the regime of Garnett, Mandelbaum and Reiman ("Designing a call center with impatient customers", 2002): with
n = a + beta sqrt(a), the hazard rate h of the standard normal distribution stands in for both Erlang B and Palm's function. The shift of
Palm's function with the answer time is kept exact, which carries the approximation into overload.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from staffing.models.queueing.arrays import FloatArray

_STEPS = 5
_FAR = 8.0
_CLIP = 1e-9
_ROOT_2PI = 2.5066282746310002


def rough_crew(
    load: FloatArray,
    aht: FloatArray,
    patience: FloatArray,
    level: FloatArray,
    within: FloatArray,
    abandonment: FloatArray,
    occupancy: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """``(n, slope)``: real n near which the last target of each row is just met, and how fast its margin grows there per agent.

    Arguments as in ``search_a.Wanted``.
    """
    root = np.sqrt(load)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        fluid = load * np.clip(1.0 - abandonment, 0.0, 1.0)
        n = np.where(np.isnan(level) & ~np.isnan(abandonment), fluid, load)
        margin = _margin(n, root, load, aht, patience, level, within, abandonment, occupancy)
        slope = 1.0 / root
        low, high = np.zeros(n.shape), np.full(n.shape, np.inf)
        for _ in range(_STEPS):
            low, high = np.where(margin < 0, n, low), np.where(margin < 0, high, n)
            step = np.clip(-margin / slope, -0.5 * n, n + 3.0 * root)
            outside = ~((n + step >= low) & (n + step <= high))
            step = np.where(outside & np.isfinite(high), 0.5 * (low + high) - n, np.where(np.isfinite(step), step, 0.0))
            after = _margin(n + step, root, load, aht, patience, level, within, abandonment, occupancy)
            secant = (after - margin) / step
            slope = np.where(np.isfinite(secant) & (secant > 0), secant, slope)
            n, margin = n + step, after
        low, high = np.where(margin < 0, n, low), np.where(margin < 0, high, n)
        final = n - margin / slope
    n = np.where((final >= low) & (final <= high), final, np.where(np.isinf(high), n, 0.5 * (low + high)))
    return np.clip(n, 0.0, np.fmax(load + _FAR * (root + 1.0), load / occupancy + 1.0)), slope


def _margin(
    n: FloatArray,
    root: FloatArray,
    load: FloatArray,
    aht: FloatArray,
    patience: FloatArray,
    level: FloatArray,
    within: FloatArray,
    abandonment: FloatArray,
    occupancy: FloatArray,
) -> FloatArray:
    ratio = patience / aht
    arrivals, spare = load * ratio, (n - load) * ratio
    scale = root * np.sqrt(ratio)
    inverse = _hazard(spare / scale) / scale
    free = inverse * root / _hazard((load - n) / root)
    p_wait = 1.0 / (1.0 + free)
    lost = p_wait * (n * ratio * inverse - spare) / arrivals
    margin = np.full(n.shape, np.inf)
    if not np.isnan(level).all():
        x = within / patience
        patient = np.exp(-x)
        scale_left = scale * np.sqrt(patient)
        spare_left = spare - arrivals * np.expm1(-x)
        z = spare_left / scale_left
        inverse_left = _hazard(z) / scale_left
        later = np.minimum(special.ndtr(-z) / special.ndtr(-spare / scale), 1.0)
        lost_left = (n * ratio * inverse_left - spare_left) / (arrivals * patient)
        share = 1.0 - lost - p_wait * later * patient * (1.0 - lost_left)
        margin = np.fmin(margin, special.ndtri(np.clip(share, _CLIP, 1.0 - _CLIP)) - special.ndtri(level))
    if not np.isnan(abandonment).all():
        margin = np.fmin(margin, np.log(abandonment / np.maximum(lost, _CLIP)))
    if not np.isnan(occupancy).all():
        margin = np.fmin(margin, np.log(occupancy * n / (load * (1.0 - lost))))
    return margin


def _hazard(x: FloatArray) -> FloatArray:
    """phi(x) / (1 - Phi(x)) of the standard normal distribution, x held within [-30, 30]."""
    held = np.clip(x, -30.0, 30.0)
    rate: FloatArray = np.exp(-0.5 * held * held) / (_ROOT_2PI * special.ndtr(-held))
    return rate
