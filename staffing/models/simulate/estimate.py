"""A simulated share or mean with its confidence interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class Estimate:
    """Values with their 95 % confidence interval; NaN where nothing arrived. Arrays of one shape."""

    value: Floats
    low: Floats
    high: Floats

    @property
    def half_width(self) -> Floats:
        """Half the length of the interval."""
        return (self.high - self.low) / 2.0


def share_estimate(
    replications: int,
    x: Floats,
    y: Floats,
    xx: Floats,
    xy: Floats,
    yy: Floats,
    highest: float = 1.0,
) -> Estimate:
    """``sum x / sum y`` over independent replications, by the delta method (ratio estimator) and Student's t.

    Args:
        replications: R >= 1; one alone has no interval (NaN).
        x, y: sums over the replications; xx, xy, yy: sums of squares and products.
        highest: greatest value there can be; the interval is cut at 0 and there.

    Variance: ``sum (x_r - v y_r)^2 R / ((R - 1) (sum y)^2)`` with v the ratio.
    """
    from scipy.stats import t as student

    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(y > 0, x / y, np.nan)
        spread = np.maximum(xx - 2.0 * value * xy + value * value * yy, 0.0)
        error = np.sqrt(spread * replications / (replications - 1.0)) / y if replications > 1 else np.full_like(value, np.nan)
    reach = float(student.ppf(0.5 + CONFIDENCE / 2.0, max(replications - 1, 1))) * error
    return Estimate(value, np.clip(value - reach, 0.0, highest), np.clip(value + reach, 0.0, highest))
