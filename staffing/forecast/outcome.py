"""How a forecast fared once the days came: ours, with and without what people changed, and anybody's beside it, on the same intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.grid import INTERVALS, TimeGrid, utc_minute
from staffing.domain.history import History
from staffing.domain.people import Adjustment
from staffing.forecast.accuracy import Score, Tally

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class AdjustmentOutcome:
    """Whether a change helped, on the intervals it touched that have come.

    Attributes:
        line: its place among the adjustments, 1-based.
        intervals: compared.
        came: contacts that came.
        model: contacts the model expected; adjusted: the forecast after all changes.
        error_model, error_adjusted: sums of absolute errors.
    """

    line: int
    intervals: int
    came: float
    model: float
    adjusted: float
    error_model: float
    error_adjusted: float

    @property
    def helped(self) -> bool | None:
        """Whether the error is smaller with the changes; ``None`` where it is the same."""
        return None if self.error_adjusted == self.error_model else self.error_adjusted < self.error_model

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**{k: round(v, 6) if isinstance(v, float) else v for k, v in vars(self).items()}, "helped": self.helped}


@dataclass(frozen=True)
class Outcome:
    """Scores of several forecasts on the intervals that have come.

    Attributes:
        scores: name -> score pooled over queues; name -> queue -> score in ``queues``.
        adjustments: one for each change that touched an interval that has come.
        intervals: compared, over all queues.
    """

    scores: Mapping[str, Score]
    queues: Mapping[str, Mapping[str, Score]]
    adjustments: tuple[AdjustmentOutcome, ...]
    intervals: int

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "intervals": self.intervals,
            "scores": {name: score.to_dict() for name, score in self.scores.items()},
            "queues": {name: {q: s.to_dict() for q, s in by.items()} for name, by in self.queues.items()},
            "adjustments": [a.to_dict() for a in self.adjustments],
        }


def actual_on(grid: TimeGrid, history: History, queues: Sequence[str]) -> Floats:
    """What came in each interval of a plan, shape (Q, T); NaN = not known (yet). Finer histories add up, coarser ones do not count."""
    out = np.full((len(queues), grid.length), np.nan)
    size, step = grid.interval_minutes, history.interval_minutes
    if size % step:
        return out
    start = utc_minute(history.start) - utc_minute(grid.start)
    minutes = start + step * np.arange(history.length, dtype=np.int64)
    inside = (minutes >= 0) & (minutes < grid.end)
    place = minutes[inside] // size
    for k, queue in enumerate(queues):
        if queue in history.queues and inside.any():
            values = history.offered[history.queues.index(queue)][inside]
            known = ~np.isnan(values)
            seen = np.bincount(place[known], minlength=grid.length)
            total = np.bincount(place[known], values[known], grid.length)
            out[k] = np.where(seen == size // step, total, np.nan)
    return out


def spread_on(grid: TimeGrid, history: History, forecast: Forecast) -> Floats:
    """As :func:`actual_on`, of the forecast's queues; a coarser history is spread over its intervals as the forecast is, sums kept."""
    if history.interval_minutes <= grid.interval_minutes or history.interval_minutes not in INTERVALS:
        return actual_on(grid, history, forecast.queues)
    size = history.interval_minutes
    wide = TimeGrid(grid.first_day, grid.days, size, grid.zone)
    came = actual_on(wide, history, forecast.queues)
    place = grid.interval_starts // size
    said = np.nan_to_num(forecast.offered)
    total = np.array([np.bincount(place, row, wide.length) for row in said])[:, place]
    share = np.where(total > 0, said / np.where(total > 0, total, 1.0), grid.interval_minutes / size)
    return np.asarray(came[:, place] * share)


def coarser(forecast: Forecast, interval_minutes: int) -> Forecast:
    """A forecast in longer intervals that its own divide: contacts add up, handling times are weighted; without quantiles."""
    grid = forecast.grid
    wide = TimeGrid(grid.first_day, grid.days, interval_minutes, grid.zone)
    place = grid.interval_starts // interval_minutes

    def sums(values: Floats) -> Floats:
        return np.array([np.bincount(place, row, wide.length) for row in values])

    offered = sums(forecast.offered)
    busy = np.nan_to_num(forecast.offered) > 0
    work = sums(np.where(busy, forecast.offered * forecast.aht_seconds, 0.0))
    aht = np.where(offered > 0, work / np.where(offered > 0, offered, 1.0), np.nan)
    return Forecast(wide, forecast.queues, offered, aht, methods=forecast.methods)


def week_before(grid: TimeGrid, history: History, queues: Sequence[str]) -> Floats:
    """What came in the same interval one week (or the least number of weeks before the plan) earlier, shape (Q, T)."""
    out = np.full((len(queues), grid.length), np.nan)
    local = history.local_starts
    slot = {key: k for k, key in enumerate(local.tolist())}
    if history.interval_minutes != grid.interval_minutes:
        return out
    weeks = -(-grid.days // 7)
    first = np.datetime64(grid.first_day)
    day = (first + grid.interval_day.astype("timedelta64[D]")).astype("datetime64[m]")
    start = day + grid.interval_clock.astype("timedelta64[m]")
    for k, queue in enumerate(queues):
        if queue not in history.queues:
            continue
        values = history.offered[history.queues.index(queue)]
        for back in range(weeks, 0, -1):
            earlier = start - np.timedelta64(7 * back, "D")
            usable = earlier < first.astype("datetime64[m]")
            index = np.array([slot.get(key, -1) for key in earlier.tolist()])
            use = usable & (index >= 0)
            out[k, use] = values[index[use]]
    return out


def outcome(
    grid: TimeGrid,
    queues: Sequence[str],
    actual: Floats,
    forecasts: Mapping[str, Forecast | Floats],
    model: Forecast | None = None,
    adjusted: Forecast | None = None,
    adjustments: Sequence[Adjustment] = (),
) -> Outcome | None:
    """Score forecasts on what came; ``None`` where nothing has come yet.

    Args:
        actual: shape (Q, T); NaN = unknown.
        forecasts: by name; a Forecast of the same grid, or expected contacts of shape (Q, T). All are compared on the same intervals: those
            that came and about which each of them says something.
        model, adjusted, adjustments: what people changed, for the word on each change.
    """
    known = ~np.isnan(actual)
    tables = {name: _table(f, queues, grid) for name, f in forecasts.items()}
    for expected, _ in tables.values():
        known &= ~np.isnan(expected)
    if not known.any():
        return None
    scores: dict[str, Score] = {}
    by_queue: dict[str, dict[str, Score]] = {}
    for name, (expected, bands) in tables.items():
        total = Tally()
        mine: dict[str, Score] = {}
        for k, queue in enumerate(queues):
            tally = Tally()
            came, said, edges = _by_day(grid, np.where(known[k], actual[k], np.nan), expected[k], None if bands is None else bands[:, k])
            tally.add(came, said, edges, float("nan"))
            total.merge(tally)
            mine[queue] = tally.score()
        scores[name], by_queue[name] = total.score(), mine
    changes: tuple[AdjustmentOutcome, ...] = ()
    if model is not None and adjusted is not None:
        changes = tuple(
            found
            for line, item in enumerate(adjustments, start=1)
            if (found := _change(grid, queues, actual, model, adjusted, line, item)) is not None
        )
    return Outcome(scores, by_queue, changes, int(known.sum()))


def _table(forecast: Forecast | Floats, queues: Sequence[str], grid: TimeGrid) -> tuple[Floats, Floats | None]:
    if not isinstance(forecast, Forecast):
        return np.asarray(forecast, dtype=np.float64), None
    blank = np.full(grid.length, np.nan)

    def rows(values: Floats) -> Floats:
        return np.array([values[forecast.queues.index(q)] if q in forecast.queues else blank for q in queues])

    bands = (forecast.offered_p10, forecast.offered_p50, forecast.offered_p90)
    found = [rows(b) for b in bands if b is not None]
    return rows(forecast.offered), np.stack(found) if len(found) == len(bands) else None


def _by_day(grid: TimeGrid, actual: Floats, expected: Floats, bands: Floats | None) -> tuple[Floats, Floats, Floats | None]:
    """Laid out by day, so that daily errors are those of whole days; intervals that a day of 23 hours lacks are unknown."""
    counts = np.bincount(grid.interval_day, minlength=grid.days)
    width = int(counts.max())
    place = np.concatenate([np.arange(c) for c in counts])

    def lay(values: Floats) -> Floats:
        out = np.full((grid.days, width), np.nan)
        out[grid.interval_day, place] = values
        return out

    return lay(actual), lay(expected), None if bands is None else np.stack([lay(b) for b in bands])


def _change(
    grid: TimeGrid, queues: Sequence[str], actual: Floats, model: Forecast, adjusted: Forecast, line: int, item: Adjustment
) -> AdjustmentOutcome | None:
    starts = grid.interval_starts
    where = (starts < item.end) & (starts + grid.interval_minutes > item.start)
    rows = np.array([item.queue in ("", q) for q in queues])
    mine = rows[:, None] & where[None, :] & ~np.isnan(actual)
    if not mine.any():
        return None
    before, _ = _table(model, queues, grid)
    after, _ = _table(adjusted, queues, grid)
    came = actual[mine]
    return AdjustmentOutcome(
        line, int(mine.sum()), float(came.sum()), float(before[mine].sum()), float(after[mine].sum()),
        float(np.abs(came - before[mine]).sum()), float(np.abs(came - after[mine]).sum()),
    )  # fmt: skip
