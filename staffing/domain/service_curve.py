"""Service as a curve over the number of agents, so that a plan can trade one interval against another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ServiceCurve:
    """One queue's service level at every number of agents that could matter, interval by interval.

    Attributes:
        lowest: agents of the first column, shape (T,), >= 0.
        level: service level at ``lowest + k``, shape (T, K), in [0, 1], never falling along k; K >= 1.
        volume: contacts of each interval, shape (T,), >= 0: the weight of its service level in a day's or a week's.

    Raises ValueError where shapes disagree or a value is outside its range.
    """

    lowest: Ints
    level: Floats
    volume: Floats

    def __post_init__(self) -> None:
        length = len(self.lowest)
        if self.lowest.shape != (length,) or self.level.ndim != 2 or self.level.shape[0] != length or self.level.shape[1] < 1:
            raise ValueError(f"lowest must have shape (T,) and level (T, K), not {self.lowest.shape} and {self.level.shape}")
        if self.volume.shape != (length,):
            raise ValueError(f"volume must have shape ({length},), not {self.volume.shape}")
        if np.any(self.lowest < 0) or not np.all(np.isfinite(self.volume)) or np.any(self.volume < 0):
            raise ValueError("lowest and volume must be finite and not negative")
        if not np.all((self.level >= 0) & (self.level <= 1)):
            raise ValueError("level must lie in [0, 1]")

    @property
    def highest(self) -> Ints:
        """Agents of the last column, shape (T,)."""
        return np.asarray(self.lowest + (self.level.shape[1] - 1), dtype=np.int64)

    def at(self, agents: NDArray[np.float64] | Ints) -> Floats:
        """Service level of each interval with ``agents``, shape (T,): between two columns on the line, below the first 0, above the last
        the last."""
        place = np.asarray(agents, dtype=np.float64) - self.lowest
        left = np.clip(np.floor(place), 0, self.level.shape[1] - 1).astype(np.int64)
        right = np.minimum(left + 1, self.level.shape[1] - 1)
        rows = np.arange(len(self.lowest))
        share = np.clip(place - left, 0.0, 1.0)
        found = (1.0 - share) * self.level[rows, left] + share * self.level[rows, right]
        return np.where((place < 0) & (self.volume > 0), 0.0, found)

    def pooled(self, agents: NDArray[np.float64] | Ints) -> float:
        """Service level of all intervals together, by volume; 1 where nothing is offered."""
        total = float(self.volume.sum())
        return 1.0 if total == 0 else float(self.at(agents) @ self.volume) / total

    def gains(self) -> Floats:
        """Contacts answered in time that each further agent adds: volume x (level(k + 1) - level(k)), shape (T, K - 1)."""
        return np.asarray(np.diff(self.level, axis=1) * self.volume[:, np.newaxis], dtype=np.float64)

    def rows(self, chosen: NDArray[np.bool_] | Ints) -> ServiceCurve:
        """The chosen intervals alone."""
        return ServiceCurve(self.lowest[chosen], self.level[chosen], self.volume[chosen])
