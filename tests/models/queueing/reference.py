"""Reference figures that lie beside the project, in ../shared/erlang: skipped loudly where they are not there."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path

import numpy as np
import pytest
from scipy.interpolate import PchipInterpolator

FOLDER = Path(__file__).parents[3] / ".." / "shared" / "erlang"


def rows_of(name: str) -> list[dict[str, str]]:
    path = FOLDER / name
    if not path.exists():
        message = f"NOT CHECKED against the reference figures: {path} is not there"
        warnings.warn(message, stacklevel=2)
        pytest.skip(message)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class Columns:
    """Rows of a CSV by column, as floats."""

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.rows = rows

    def __getitem__(self, column: str) -> np.ndarray:
        return np.array([float(row[column]) for row in self.rows])


class Day(Columns):
    """The reference day at one interval length: 24 hours that follow on themselves, AHT 270 s, patience 180 s, 80 % within 20 s."""

    aht, patience, within, target = 270.0, 180.0, 20.0, 0.8

    def __init__(self, minutes: int) -> None:
        super().__init__([row for row in rows_of("day_transient_reference.csv") if int(row["interval_min"]) == minutes])
        knots = Columns(rows_of("day_profile_knots.csv"))
        self.minutes, self.seconds = minutes, 60.0 * minutes
        self.calls = self["calls_mean"]
        self._profile = PchipInterpolator(knots["hour"], knots["calls_per_30min_rate"])

    @property
    def load(self) -> np.ndarray:
        return self.calls * self.aht / self.seconds

    def hours(self, agents: np.ndarray) -> float:
        return float(np.sum(agents)) * self.minutes / 60

    def pieces(self, count: int) -> np.ndarray:
        """The true contacts of so many pieces of each interval."""
        hours = (np.arange(len(self.calls) * count) + 0.5) * self.minutes / 60 / count
        return self._profile(hours).reshape(-1, count) * self.minutes / 30 / count
