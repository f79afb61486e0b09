"""Accuracy of every method on a history: the whole forecast made again at each origin with nothing but the days before it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.history import History
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.progress import Cancelled, Listener, Progress, ignore, never
from staffing.forecast.accuracy import Score, Tally, clean_number, pooled
from staffing.forecast.aht import forecast_aht
from staffing.forecast.baseline import BASELINES, baselines
from staffing.forecast.methods import BLEND, CALENDAR
from staffing.forecast.prepare import prepare
from staffing.forecast.scoring import correction, error_model
from staffing.forecast.select import Horizon, choose, forecasts_of
from staffing.forecast.table import DayTable, day_table

Floats = NDArray[np.float64]

OURS = "forecast"
"""What the product would have published: chosen by back-test at each origin, with quantiles."""

METHODS = (OURS, BLEND, CALENDAR, *BASELINES)
MIN_DAYS = 14
"""Days an origin must have before it."""


@dataclass(frozen=True)
class Evaluation:
    """Scores at rolling origins.

    Attributes:
        horizon_days: days forecast at each origin.
        lead_days: days between an origin and the first day forecast.
        origins: number of origins asked for; a score's own number says how many a queue had.
        queues: queue -> method -> score.
        overall: method -> score pooled over queues.
        aht_wape: queue -> WAPE of the handling time, weighted by contacts; queues without one are left out.
        seconds: wall time.
    """

    horizon_days: int
    lead_days: int
    origins: int
    queues: dict[str, dict[str, Score]]
    overall: dict[str, Score]
    aht_wape: dict[str, float]
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "horizon_days": self.horizon_days,
            "lead_days": self.lead_days,
            "origins": self.origins,
            "overall": {m: s.to_dict() for m, s in self.overall.items()},
            "queues": {q: {m: s.to_dict() for m, s in by.items()} for q, by in self.queues.items()},
            "aht_wape": {q: clean_number(w) for q, w in self.aht_wape.items()},
            "seconds": round(self.seconds, 3),
        }


def evaluate(
    history: History,
    horizon_days: int = 7,
    origins: int = 8,
    lead_days: int = 0,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
) -> Evaluation:
    """Forecast ``horizon_days`` at each of the last origins, windows counted back from the end without overlap, and compare.

    Baselines are taken from the data as they are, without any cleaning. A queue is always open. Raises ValueError for numbers below 1
    (lead: below 0) and InputProblems where the history is too short for a single origin.
    """
    if horizon_days < 1 or origins < 1 or lead_days < 0:
        raise ValueError("horizon_days and origins must be at least 1, lead_days at least 0")
    began = time.monotonic()
    table = day_table(history)
    sums: dict[str, dict[str, Tally]] = {}
    talk: dict[str, list[float]] = {}
    starts = [table.days - lead_days - horizon_days * k for k in range(origins, 0, -1)]
    done, total = 0, len(table.queues) * len(starts)
    for queue in table.queues:
        sums[queue] = {m: Tally() for m in METHODS}
        for origin in starts:
            progress(Progress("backtest", done, total, queue, seconds=time.monotonic() - began))
            done += 1
            if origin >= MIN_DAYS and not cancelled():
                _compare(table, history.zone, queue, origin, Horizon(lead_days, horizon_days), sums[queue], talk)
    if not any(t.intervals for by in sums.values() for t in by.values()):
        expected = f"at least {MIN_DAYS + lead_days + horizon_days} days of data, for one origin of {horizon_days} days"
        raise InputProblems([Problem("history", None, None, f"{table.days} days", expected, "too-short")])
    return Evaluation(
        horizon_days,
        lead_days,
        origins,
        {q: {m: t.score() for m, t in by.items()} for q, by in sums.items()},
        {m: pooled([by[m] for by in sums.values()]) for m in METHODS},
        {q: above / below for q, (above, below) in talk.items() if below > 0},
        time.monotonic() - began,
    )


def _compare(
    table: DayTable, zone: str, queue: str, origin: int, horizon: Horizon, sums: dict[str, Tally], talk: dict[str, list[float]]
) -> None:
    k = table.queues.index(queue)
    ahead = slice(origin + horizon.lead, origin + horizon.lead + horizon.days)
    raw, actual = table.offered[k, :origin], table.offered[k, ahead]
    past = table.until(table.first_day + timedelta(days=origin))
    item = prepare(past, queue, np.ones((7, table.slots), dtype=np.bool_), zone, horizon.lead + horizon.days)
    if item is None or np.isnan(actual).all():
        return
    change = np.abs(raw[7:] - raw[:-7])
    scale = float(np.nanmean(change)) if (~np.isnan(change)).any() else float("nan")
    wanted = Horizon(item.series.calendar.length - horizon.days - len(item.series.y), horizon.days)
    choice = choose(item.series, wanted)
    bands = error_model(choice, one_contact=1.0).quantiles(choice.expected)
    sums[OURS].add(actual, choice.expected * correction(choice.trials, choice.method), bands, scale)
    for name, said in forecasts_of(choice).items():
        if name not in BASELINES:
            sums[name].add(actual, said, None, scale)
    for name, said in baselines(raw, horizon.lead, horizon.days).items():
        sums[name].add(actual, said, None, scale)
    aht = forecast_aht(item.aht_seconds, item.handled, wanted.lead, wanted.days)
    if aht is not None:
        seconds, weight = table.aht_seconds[k, ahead], np.nan_to_num(table.handled[k, ahead])
        known = ~np.isnan(seconds)
        pair = talk.setdefault(queue, [0.0, 0.0])
        pair[0] += float((np.abs(seconds - aht.seconds[None, :]) * weight)[known].sum())
        pair[1] += float((seconds * weight)[known].sum())
