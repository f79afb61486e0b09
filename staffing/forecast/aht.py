"""Handling time: the mean of the last weeks, unless the back-test finds a shorter or longer memory or a course over the day better.

On small queues the handling time of an interval is mostly chance: a profile of it is worse than a flat mean, so that is where we start.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.accuracy import AhtAccuracy

Floats = NDArray[np.float64]

FLAT_DAYS = {"mean-28-days": 28, "mean-7-days": 7, "mean-84-days": 84}
DEFAULT = "mean-28-days"
COURSE = "course-of-day"
COURSE_DAYS, COURSE_BLOCK_MINUTES = 84, 120
COURSE_PRIOR = 0.02
"""Each block's mean is drawn to the overall one as if this share of all contacts had it."""

BETTER_BY = 0.01
MAX_ORIGINS, MIN_TRAIN_DAYS = 12, 14


@dataclass(frozen=True, eq=False)
class AhtForecast:
    """Handling time by slot of the day.

    Attributes:
        seconds: shape (S,), > 0.
        accuracy: method and back-tested error.
    """

    seconds: Floats
    accuracy: AhtAccuracy


def forecast_aht(aht_seconds: Floats, handled: Floats, lead: int, days: int) -> AhtForecast | None:
    """Handling time from days at hand.

    Args:
        aht_seconds: shape (D, S); NaN = unknown.
        handled: contacts behind each, shape (D, S).
        lead, days: the horizon, as in select.

    Returns ``None`` where no handling time is known at all.
    """
    known = ~np.isnan(aht_seconds) & (np.nan_to_num(handled) > 0)
    weight = np.where(known, handled, 0.0)
    work = np.where(known, aht_seconds, 0.0) * weight
    if not weight.sum() > 0:
        return None
    count, span = len(weight), max(7, min(days, 28))
    lead = min(lead, max(0, count - MIN_TRAIN_DAYS - span))
    errors: dict[str, float] = {}
    total = 0.0
    for origin in range(count - lead - span, MIN_TRAIN_DAYS - 1, -7)[:MAX_ORIGINS]:
        ahead = slice(origin + lead, origin + lead + span)
        if not weight[ahead].sum() > 0 or not weight[:origin].sum() > 0:
            continue
        total += float(work[ahead].sum())
        for name, seconds in _say(work[:origin], weight[:origin]).items():
            miss = np.abs(np.where(known[ahead], aht_seconds[ahead], 0.0) - seconds) * weight[ahead]
            errors[name] = errors.get(name, 0.0) + float(miss.sum())
    said = _say(work, weight)
    if not errors or not total > 0:
        return AhtForecast(said[DEFAULT], AhtAccuracy(DEFAULT, None))
    best = min(errors, key=lambda name: errors[name])
    method = DEFAULT if errors[DEFAULT] <= errors[best] * (1 + BETTER_BY) else best
    league = tuple((name, errors[name] / total) for name in sorted(errors, key=lambda n: errors[n]))
    return AhtForecast(said[method], AhtAccuracy(method, errors[method] / total, league))


def _say(work: Floats, weight: Floats) -> dict[str, Floats]:
    """What each method says after the last row, shape (S,) each."""
    slots = work.shape[1]
    overall = float(work.sum() / weight.sum())
    out: dict[str, Floats] = {}
    for name, days in FLAT_DAYS.items():
        below = float(weight[-days:].sum())
        out[name] = np.full(slots, float(work[-days:].sum()) / below if below > 0 else overall)
    width = max(1, COURSE_BLOCK_MINUTES * slots // 1440)
    block = np.arange(slots) // width
    blocks = int(block[-1]) + 1
    above, below_ = (np.bincount(block, part[-COURSE_DAYS:].sum(axis=0), blocks) for part in (work, weight))
    if below_.sum() > 0:
        mean, prior = above.sum() / below_.sum(), COURSE_PRIOR * below_.sum()
        course = (above + prior * mean) / (below_ + prior) / mean
        out[COURSE] = out[DEFAULT] * course[block]
    else:
        out[COURSE] = out[DEFAULT]
    return out
