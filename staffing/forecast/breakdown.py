"""Where a forecast is good and where not: scores of what would have been published by horizon, time of day, weekday and month.

Beside each stand the error of the same slot a week before (seasonal naive) and the noise floor: the WAPE that even somebody who knew every
rate would have, were arrivals Poisson. With rate r that is E|N - r| / r = 2 exp(-r) r^floor(r) / floor(r)! (Crow, Biometrika 45 (1958)
556-559); r is the forecast moved to the total that the day really had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.accuracy import clean_number
from staffing.forecast.intervals import LEVELS
from staffing.forecast.methods import Series
from staffing.forecast.scoring import Published

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BY = ("horizon", "hour", "weekday", "month")
"""Ways to group: days ahead (weeks ahead from three weeks on), hour of the day, 0 = Monday, YYYY-MM."""

NAIVE = "seasonal-naive"
DAYS_BY_DAY = 14


@dataclass(frozen=True)
class Part:
    """Scores of a group of intervals; ``None`` = could not be measured.

    Attributes:
        key: the group: ``1`` (day ahead), ``w3`` (week ahead), ``9`` (hour), ``0`` (Monday) or ``2026-06``.
        wape, bias, pinball, coverage, mase: as in accuracy.
        naive: WAPE of the seasonal naive forecast.
        floor: WAPE left to somebody who knew every rate.
        contacts, intervals: compared.
    """

    key: str
    wape: float | None
    bias: float | None
    mase: float | None
    pinball: float | None
    coverage: float | None
    naive: float | None
    floor: float | None
    contacts: float
    intervals: int

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {name: clean_number(value) for name, value in vars(self).items()}


class Breakdown:
    """Sums by group; those of several queues add up."""

    COLUMNS = (
        "error", "signed", "actual", "loss", "inside", "judged", "naive", "naive_actual", "floor", "scaled", "scaled_n", "n", "banded",
    )  # fmt: skip

    def __init__(self) -> None:
        self.sums: dict[str, dict[str, Floats]] = {by: {} for by in BY}

    def add(self, series: Series, made: Sequence[Published], lead: int) -> None:
        """Add the windows of a queue."""
        for item in made:
            self._window(series, item, lead)

    def merge(self, other: Breakdown) -> None:
        """Add the sums of another queue."""
        for by, groups in other.sums.items():
            for key, sums in groups.items():
                self._row(by, key)[:] += sums

    def parts(self) -> Mapping[str, tuple[Part, ...]]:
        """Scores by way of grouping, in order."""
        return MappingProxyType(
            {by: tuple(_part(key, groups[key]) for key in sorted(groups, key=_order)) for by, groups in self.sums.items()}
        )

    def _row(self, by: str, key: str) -> Floats:
        return self.sums[by].setdefault(key, np.zeros(len(self.COLUMNS)))

    def _window(self, series: Series, item: Published, lead: int) -> None:
        actual, expected = item.trial.actual, item.expected
        known = ~np.isnan(actual)
        if not known.any():
            return
        days, slots = actual.shape
        middle = expected if item.bands is None else item.bands[1]
        naive = item.trial.forecasts.get(NAIVE)
        came = np.where(known, actual, 0.0)
        columns = {name: np.zeros(actual.shape) for name in self.COLUMNS}
        columns["error"], columns["signed"], columns["actual"] = np.abs(came - middle), expected - came, came
        columns["n"] = np.ones(actual.shape)
        columns["floor"] = poisson_error(_rates(expected, came, known))
        if naive is not None:
            columns["naive"], columns["naive_actual"] = np.abs(came - naive), came
        if np.isfinite(item.trial.scale) and item.trial.scale > 0:
            columns["scaled"], columns["scaled_n"] = np.abs(came - middle) / item.trial.scale, np.ones(actual.shape)
        if item.bands is not None:
            for level, band in zip(LEVELS, item.bands, strict=True):
                columns["loss"] += np.maximum(level * (came - band), (level - 1) * (came - band))
            columns["banded"] = np.ones(actual.shape)
            columns["judged"] = (expected > 0).astype(np.float64)
            columns["inside"] = ((came >= item.bands[0]) & (came <= item.bands[2]) & (expected > 0)).astype(np.float64)
        table = np.stack([np.where(known, columns[name], 0.0) for name in self.COLUMNS])  # (columns, days, S)
        first = item.trial.origin + lead
        hour = np.arange(slots) * 24 // slots
        by_day = table.sum(axis=2)
        for d in range(days):
            if known[d].any():
                day = series.calendar.first_day + timedelta(days=first + d)
                ahead = lead + d + 1
                keys = (
                    ("horizon", str(ahead) if ahead <= DAYS_BY_DAY else f"w{(ahead + 6) // 7}"),
                    ("weekday", str(day.weekday())),
                    ("month", f"{day:%Y-%m}"),
                )
                for by, key in keys:
                    self._row(by, key)[:] += by_day[:, d]
        by_slot = table.sum(axis=1)
        for h in range(24):
            mine = hour == h
            if known[:, mine].any():
                self._row("hour", str(h))[:] += by_slot[:, mine].sum(axis=1)


def _order(key: str) -> tuple[int, float, str]:
    return (1, float(key[1:]), key) if key.startswith("w") else (0, float(key) if key.isdigit() else 0.0, key)


def _part(key: str, row: Floats) -> Part:
    s = dict(zip(Breakdown.COLUMNS, (float(x) for x in row), strict=True))

    def ratio(above: float, below: float) -> float | None:
        return above / below if below > 0 else None

    mean = s["actual"] / s["n"] if s["n"] else 0.0
    return Part(
        key,
        ratio(s["error"], s["actual"]),
        ratio(s["signed"], s["actual"]),
        ratio(s["scaled"], s["scaled_n"]),
        ratio(s["loss"] / 3, s["banded"] * mean),
        ratio(s["inside"], s["judged"]),
        ratio(s["naive"], s["naive_actual"]),
        ratio(s["floor"], s["actual"]),
        s["actual"],
        int(s["n"]),
    )


def _rates(expected: Floats, came: Floats, known: NDArray[np.bool_]) -> Floats:
    said = np.where(known, expected, 0.0).sum(axis=1, keepdims=True)
    return np.asarray(expected * np.where(said > 0, came.sum(axis=1, keepdims=True) / np.where(said > 0, said, 1.0), 0.0))


def poisson_error(rate: Floats) -> Floats:
    """E|N - r| of Poisson counts N with mean r, any shape."""
    from scipy.special import gammaln

    r = np.maximum(rate, 1e-300)
    whole = np.floor(r)
    return np.asarray(np.where(rate > 0, 2 * np.exp((whole + 1) * np.log(r) - r - gammaln(whole + 1)), 0.0))
