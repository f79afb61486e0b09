"""Quantiles of daily and weekly totals, of each queue and of all queues together, from simulated paths; calibrated on the back-test.

The sum of quantiles is not the quantile of the sum: intervals go wrong partly together (then the sum of the p90 is right) and partly each
for itself (then the sum is far less uncertain). The paths hold both parts in the proportion the back-test saw.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.dependence import Dependence, Window
from staffing.forecast.paths import simulate

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = (0.1, 0.5, 0.9)
PATHS = 1000
CHECK_PATHS, CHECK_CELLS = 200, 15_000_000
"""Paths at each origin of the back-test, fewer where that would be more numbers than this."""

MIN_TOTALS, PRIOR_TOTALS = 10, 14
"""Daily totals needed for a calibration, and how many well-calibrated ones it is weighed against."""

WIDEN = (0.6, 2.0)
ALL = ""
"""Name of all queues together."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Expected value and quantiles of sums.

    Attributes:
        names: queues in the plan's order; with several queues ALL comes last.
        days: first and only day of each daily total; weeks: first day inside the plan of each calendar week.
        daily: expected, p10, p50, p90, shape (4, names, days).
        weekly: the same, shape (4, names, weeks).
        widen: factor that the calibration put on the common part of each queue's errors.
        coverage_daily, coverage_weekly: share of totals in p10..p90 in the back-test, pooled over queues; ``None`` = not measured.
        compared_daily, compared_weekly: how many were compared.
        paths, seed: of the simulation.
    """

    names: tuple[str, ...]
    days: tuple[date, ...]
    weeks: tuple[date, ...]
    daily: Floats
    weekly: Floats
    widen: tuple[float, ...]
    coverage_daily: float | None
    coverage_weekly: float | None
    compared_daily: int
    compared_weekly: int
    paths: int
    seed: int

    def to_dict(self) -> dict[str, Any]:
        """For JSON: what is known of their quality."""
        return {
            "coverage_daily": None if self.coverage_daily is None else round(self.coverage_daily, 4),
            "coverage_weekly": None if self.coverage_weekly is None else round(self.coverage_weekly, 4),
            "compared_daily": self.compared_daily,
            "compared_weekly": self.compared_weekly,
            "widen": [round(x, 4) for x in self.widen],
            "paths": self.paths,
            "seed": self.seed,
        }

    def rows(self) -> list[tuple[str, date, str, float, float, float, float]]:
        """(period, first_day, queue, expected, p10, p50, p90), days before weeks."""
        out = []
        for period, firsts, table in (("day", self.days, self.daily), ("week", self.weeks, self.weekly)):
            for k, first in enumerate(firsts):
                for q, name in enumerate(self.names):
                    e, low, middle, high = (float(x) for x in table[:, q, k])
                    out.append((period, first, name, e, low, middle, high))
        return out


@dataclass(frozen=True, eq=False)
class Calibration:
    """How the quantiles of totals fared in the back-test.

    Attributes:
        widen: factor for each queue, shape (Q,).
        daily, weekly: (inside p10..p90, compared), each origin calibrated by the others.
    """

    widen: Floats
    daily: tuple[int, int]
    weekly: tuple[int, int]


def totals(
    names: Sequence[str],
    calendar: Sequence[date],
    day: Ints,
    offered: Floats,
    bands: Floats,
    dependence: Dependence,
    calibration: Calibration,
    seed: int = 1,
) -> Totals:
    """Totals of a forecast.

    Args:
        names: queues, length Q.
        calendar: days of the plan.
        day: index of the day of each interval, shape (T,).
        offered: expected contacts, shape (Q, T).
        bands: p10, p50, p90, shape (3, Q, T).
        dependence, calibration: of these queues.
    """
    week: Ints = np.cumsum([k == 0 or d.weekday() == 0 for k, d in enumerate(calendar)]).astype(np.int64) - 1
    firsts = [d for k, d in enumerate(calendar) if k == 0 or d.weekday() == 0]
    several = len(names) > 1
    daily = np.zeros((4, len(names) + several, len(calendar)))
    weekly = np.zeros((4, len(names) + several, len(firsts)))
    all_days = np.zeros((PATHS, len(calendar)))
    for q, path in enumerate(simulate(bands, day, dependence, PATHS, seed, calibration.widen)):
        by_day = _sums(path, day, len(calendar))
        all_days += by_day
        _fill(daily, weekly, q, by_day, _on_days(offered[q], day, len(calendar)), week)
    if several:
        _fill(daily, weekly, len(names), all_days, _on_days(offered.sum(axis=0), day, len(calendar)), week)
    found = [_share(*calibration.daily), _share(*calibration.weekly)]
    all_names = (*names, ALL) if several else tuple(names)
    return Totals(
        all_names, tuple(calendar), tuple(firsts), daily, weekly, tuple(float(x) for x in calibration.widen),
        found[0], found[1], calibration.daily[1], calibration.weekly[1], PATHS, seed,
    )  # fmt: skip


def _share(inside: int, compared: int) -> float | None:
    return inside / compared if compared else None


def _on_days(values: Floats, day: Ints, days: int) -> Floats:
    return np.asarray(np.bincount(day, values, days), dtype=np.float64)


def _sums(path: Floats, day: Ints, days: int) -> Floats:
    """Sums over days of (paths, T), shape (paths, days); intervals of a day stand together."""
    out = np.zeros((len(path), days))
    present, first = np.unique(day, return_index=True)
    out[:, present] = np.add.reduceat(path, first, axis=1)
    return out


def _fill(daily: Floats, weekly: Floats, row: int, by_day: Floats, expected: Floats, week: Ints) -> None:
    by_week = _sums(by_day, week, weekly.shape[2])
    daily[0, row], weekly[0, row] = expected, np.bincount(week, expected, weekly.shape[2])
    daily[1:, row] = np.quantile(by_day, LEVELS, axis=0)
    weekly[1:, row] = np.quantile(by_week, LEVELS, axis=0)


def calibrate(queues: Sequence[Sequence[Window]], dependence: Dependence, seed: int = 1) -> Calibration:
    """Compare the totals of every window of the back-test with the quantiles the paths give; widen or narrow to p10..p90 = 80 %.

    The factor that would have put a daily total just at the edge of its band is found for every day; the calibration is the 80 %
    quantile of these, drawn to 1 by PRIOR_TOTALS.
    """
    count = len(queues)
    found: list[list[tuple[int, Floats]]] = [[] for _ in range(count)]  # (window, edge factor of each day)
    weeks: list[tuple[int, int, float]] = []  # (queue, window, edge factor of the whole window)
    for q, items in enumerate(queues):
        alone = Dependence(dependence.window[q : q + 1], dependence.day[q : q + 1], np.eye(1))
        cells = sum(w.said.size for w in items)
        paths = int(np.clip(CHECK_CELLS // max(1, cells * count), 40, CHECK_PATHS))
        for k, w in enumerate(items):
            known = ~np.isnan(w.actual) & (w.bands[2] > 0)
            if not known.any():
                continue
            day = np.repeat(np.arange(len(w.said)), w.said.shape[1])
            bands = np.where(known[None], w.bands, 0.0).reshape(3, 1, -1)
            path = next(simulate(bands, day, alone, paths, seed + k))
            by_day = _sums(path, day, len(w.said))
            came = np.where(known, w.actual, 0.0).sum(axis=1)
            busy = known.any(axis=1)
            found[q].append((k, _edge(by_day[:, busy], came[busy])))
            weeks.append((q, k, float(_edge(by_day.sum(axis=1, keepdims=True), came.sum(keepdims=True))[0])))
    widen = np.array([_factor([f for _, f in mine]) for mine in found])
    others: dict[tuple[int, int], float] = defaultdict(lambda: 1.0)
    inside = compared = 0
    for q, mine in enumerate(found):
        for k, factors in mine:
            others[q, k] = _factor([f for j, f in mine if j != k])
            inside += int((factors <= others[q, k]).sum())
            compared += len(factors)
    return Calibration(widen, (inside, compared), (sum(f <= others[q, k] for q, k, f in weeks), len(weeks)))


def _edge(sums: Floats, came: Floats) -> Floats:
    """Factor on the width of p10..p90 of each column that would just hold what came."""
    low, middle, high = np.quantile(sums, LEVELS, axis=0)
    width = np.where(came > middle, high - middle, middle - low)
    return np.asarray(np.where(width > 0, np.abs(came - middle) / np.where(width > 0, width, 1.0), np.where(came == middle, 0.0, 10.0)))


def _factor(parts: Sequence[Floats]) -> float:
    factors = np.concatenate(parts) if parts else np.zeros(0)
    if len(factors) < MIN_TOTALS:
        return 1.0
    seen = float(np.quantile(factors, LEVELS[2] - LEVELS[0]))
    share = len(factors) / (len(factors) + PRIOR_TOTALS)
    return float(np.clip(max(seen, 1e-3) ** share, *WIDEN))
