"""Reforecast within the day: what the intervals seen so far say about the rest of it.

The day's contacts are taken as L x f (f the forecast, L the level of the day, mean 1, relative variance v); a sum of counts with forecast F
has variance a F + v F^2 (a: chance, per contact). Having seen Y where F was forecast, the best linear estimate of L is

    1 + k (Y / F - 1),   k = v F / (v F + a),   with variance v (1 - k)

(Bayesian credibility; Buehlmann, ASTIN Bulletin 4 (1967) 199-207). Early in the day little is seen and the forecast stands; later the day
speaks for itself. But a morning may go wrong for reasons of its own, so what counts is how much of a morning's departure the rest of the
day had: at each time of day the regression of (rest / forecast - 1) on (seen / forecast - 1) through the origin, over the days of the
back-test, takes the place of k (drawn to 0 by PRIOR_DAYS); with too few days k itself stands.

a and v are measured in the back-test of the queue. Days out of the ordinary are rarer there than a normal distribution's
tail is long, so v is taken as the scale of a Student distribution with STUDENT degrees of freedom: after a departure of z standard
deviations, v (STUDENT + z^2) / (STUDENT + 1) stands in its place where that is more (one step of Lange, Little and Taylor, JASA 84 (1989)
881-896), and the share carried over rises as k does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.forecast.dependence import WINSOR, Window
from staffing.forecast.intervals import ErrorModel

Floats = NDArray[np.float64]

LEVEL_CLIP = (0.3, 3.0)
ASSUMED_VARIANCE = 0.01
MIN_VARIANCE = 0.02**2
STUDENT = 4.0
MIN_DAYS = 10
"""Days of back-test from which the level's variance, and what is carried over into the rest of the day, are measured."""

PRIOR_DAYS = 10
DEPARTURE_CLIP = 0.5
"""A day's departure counts at most as this large in the regression."""


@dataclass(frozen=True, eq=False)
class DayLevel:
    """How uncertain a day's level is.

    Attributes:
        chance: a, variance of a sum of counts beyond a wrong level, per contact forecast.
        variance: v, relative variance of the day's level.
        carried: share of the departure up to each slot that the rest of the day had, shape (S,): entry s = seen until the start of slot s;
            ``None`` = not measured.
    """

    chance: float
    variance: float
    carried: Floats | None = None

    def slope(self, clock: int) -> float | None:
        """The share at a minute of the day."""
        return None if self.carried is None else float(self.carried[min(clock * len(self.carried) // 1440, len(self.carried) - 1)])


def day_level(windows: Sequence[Window], model: ErrorModel) -> DayLevel:
    """Measure a and v: a from the errors inside a day whose total is known, v from the daily totals beyond that."""
    inside, total, squares = [], [], []
    for w in windows:
        came, said = (w.said + w.error).sum(axis=1), w.said.sum(axis=1)
        for d in np.flatnonzero(said > 0):
            rate = w.said[d] * came[d] / said[d]
            busy = rate > 0
            if busy.sum() > 1:
                left = ((w.said[d] + w.error[d] - rate)[busy] ** 2 / rate[busy]).sum() / (busy.sum() - 1)
                inside.append(float(left))
            total.append(float(said[d]))
            squares.append(float((came[d] - said[d]) ** 2))
    if len(total) < MIN_DAYS or not inside:
        return DayLevel(max(model.chance, 1e-9), ASSUMED_VARIANCE)
    chance = max(float(np.median(inside)), 1e-9)
    square = np.minimum(squares, WINSOR * float(np.median(squares)) + 1e-300)
    size = np.array(total)
    return DayLevel(chance, max(float((square - chance * size).sum() / (size**2).sum()), MIN_VARIANCE), _carried(windows))


def _carried(windows: Sequence[Window]) -> Floats:
    said = np.concatenate([w.said for w in windows])
    came = said + np.concatenate([w.error for w in windows])
    before, seen = np.cumsum(said, axis=1) - said, np.cumsum(came, axis=1) - came
    after, rest = said.sum(axis=1, keepdims=True) - before, came.sum(axis=1, keepdims=True) - seen
    both = (before > 0) & (after > 0)

    def departure(above: Floats, below: Floats) -> Floats:
        return np.clip(np.where(both, above / np.where(below > 0, below, 1.0) - 1, 0.0), -DEPARTURE_CLIP, DEPARTURE_CLIP)

    x, y = departure(seen, before), departure(rest, after)
    days = both.sum(axis=0)
    square = (x**2).sum(axis=0) * (1 + PRIOR_DAYS / np.maximum(days, 1))
    return np.asarray(np.clip(np.where(square > 0, (x * y).sum(axis=0) / np.where(square > 0, square, 1.0), 0.0), 0.0, 1.0))


@dataclass(frozen=True)
class Update:
    """What the intervals seen say about one queue's day.

    Attributes:
        queue: name.
        seen, forecast: contacts that came and that were forecast in the intervals seen.
        level: factor on the rest of the day; weight: k, 0 = the forecast stands, 1 = the day speaks for itself.
        rest_before, rest: contacts forecast for the rest of the day, before and now.
    """

    queue: str
    seen: float
    forecast: float
    level: float
    weight: float
    rest_before: float
    rest: float

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {k: round(v, 6) if isinstance(v, float) else v for k, v in vars(self).items()}


def reforecast(forecast: Forecast, actual: Floats, now: int, levels: Mapping[str, DayLevel]) -> tuple[Forecast, tuple[Update, ...]]:
    """The forecast with the rest of the day of ``now`` made anew; other days and past intervals stand.

    Args:
        forecast: with or without quantiles.
        actual: what came, shape (Q, T); NaN = unknown. Only intervals of the day that end by ``now`` count.
        now: axis minute.
        levels: by queue; a queue without one is left as it is.

    Raises ValueError where ``now`` lies outside the plan.
    """
    grid = forecast.grid
    if not 0 <= now <= grid.end:
        raise ValueError("now lies outside the plan")
    at = min(int(np.searchsorted(grid.interval_starts, now, side="right")) - 1, grid.length - 1)
    same = grid.interval_day == grid.interval_day[max(at, 0)]
    past = same & (grid.interval_starts + grid.interval_minutes <= now)
    rest = same & ~past
    arrays = {name: getattr(forecast, name) for name in ("offered", "offered_p10", "offered_p50", "offered_p90")}
    out = {name: None if array is None else array.copy() for name, array in arrays.items()}
    updates = []
    for q, queue in enumerate(forecast.queues):
        said = np.nan_to_num(forecast.offered[q])
        use = past & ~np.isnan(actual[q]) & ~np.isnan(forecast.offered[q])
        seen, expected = float(actual[q, use].sum()), float(said[use].sum())
        how = levels.get(queue)
        weight, level = 0.0, 1.0
        if how is not None and expected > 0:
            usual = _credibility(how, expected)
            slope = how.slope(int(grid.interval_clock[at]) + now - int(grid.interval_starts[at]))
            how = _after(how, seen, expected)
            weight = _credibility(how, expected)
            if slope is not None:
                weight = min(1.0, slope + weight - usual)
            level = float(np.clip(1 + weight * (seen / expected - 1), *LEVEL_CLIP))
        left = float(said[rest].sum())
        for array in out.values():
            if array is not None:
                array[q, rest] *= level
        _narrow(out, q, rest, weight, how)
        updates.append(Update(queue, seen, expected, level, weight, left, left * level))
    made = replace(
        forecast,
        offered=out["offered"] if out["offered"] is not None else forecast.offered,
        offered_p10=out["offered_p10"],
        offered_p50=out["offered_p50"],
        offered_p90=out["offered_p90"],
    )
    return made, tuple(updates)


def _credibility(how: DayLevel, expected: float) -> float:
    return how.variance * expected / (how.variance * expected + how.chance)


def _after(how: DayLevel, seen: float, expected: float) -> DayLevel:
    """The level's variance after what was seen."""
    z2 = (seen / expected - 1) ** 2 / (how.variance + how.chance / expected)
    return replace(how, variance=how.variance * max(1.0, (STUDENT + z2) / (STUDENT + 1)))


def _narrow(out: Mapping[str, Floats | None], q: int, rest: NDArray[np.bool_], weight: float, how: DayLevel | None) -> None:
    """The band loses the part of the level's uncertainty that has been seen."""
    low, middle, high = (out[name] for name in ("offered_p10", "offered_p50", "offered_p90"))
    if how is None or low is None or middle is None or high is None:
        return
    f = np.maximum(middle[q, rest], 0.0)
    before = how.chance * f + how.variance * f**2
    after = how.chance * f + how.variance * (1 - weight) * f**2
    share = np.sqrt(np.where(before > 0, after / np.where(before > 0, before, 1.0), 1.0))
    low[q, rest] = f - (f - low[q, rest]) * share
    high[q, rest] = f + (high[q, rest] - f) * share
