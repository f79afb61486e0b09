"""Who is on the queues, set against who is needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Coverage:
    """Required and staffed agents of every queue and interval of a plan.

    Attributes:
        grid: the plan's axis (T intervals).
        queues: names, length Q.
        required: agents needed, shape (Q, T).
        staffed: (1 - shrinkage) x sum of the speeds of the agents on the queue, each by the share of the interval, shape (Q, T).
        heads: people on the queue, each by the share of the interval, neither shrunk nor weighted by speed, shape (Q, T).
    """

    grid: TimeGrid
    queues: tuple[str, ...]
    required: Floats
    staffed: Floats
    heads: Floats

    def __post_init__(self) -> None:
        shape = (len(self.queues), self.grid.length)
        for name in ("required", "staffed", "heads"):
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} must have shape {shape}, not {getattr(self, name).shape}")

    @property
    def short(self) -> Floats:
        """max(0, required - staffed), shape (Q, T)."""
        return np.maximum(0.0, self.required - self.staffed)

    @property
    def over(self) -> Floats:
        """max(0, staffed - required), shape (Q, T)."""
        return np.maximum(0.0, self.staffed - self.required)

    @property
    def short_agent_minutes(self) -> float:
        """Minutes of shortage summed over queues and intervals."""
        return float(self.short.sum() * self.grid.interval_minutes)
