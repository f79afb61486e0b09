"""What is expected to arrive."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Forecast:
    """Expected contacts and handling time of every queue and interval of a plan.

    Attributes:
        grid: the plan's axis (T intervals).
        queues: names, length Q.
        offered: expected contacts, shape (Q, T), >= 0; NaN where nobody said (an interval missing from a given file).
        aht_seconds: expected mean handling time, shape (Q, T), > 0 wherever offered > 0.
        offered_p10, offered_p50, offered_p90: quantiles of the contacts, shape (Q, T); ``None`` in a forecast given without them.
        methods: for each queue the name of the method that made it (``given`` for a file of the user's).

    Raises ValueError where shapes disagree or a value is negative.
    """

    grid: TimeGrid
    queues: tuple[str, ...]
    offered: Floats
    aht_seconds: Floats
    offered_p10: Floats | None = None
    offered_p50: Floats | None = None
    offered_p90: Floats | None = None
    methods: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shape = (len(self.queues), self.grid.length)
        for name in ("offered", "aht_seconds", "offered_p10", "offered_p50", "offered_p90"):
            array = getattr(self, name)
            if array is None:
                continue
            if array.shape != shape:
                raise ValueError(f"{name} must have shape {shape}, not {array.shape}")
            if np.any(array < 0):
                raise ValueError(f"{name} must not be negative")
