"""Accuracy of every method on a history: the whole forecast made again at each origin with nothing but the days before it."""

from __future__ import annotations

import time
from collections.abc import Mapping
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
from staffing.forecast.breakdown import Breakdown, Part
from staffing.forecast.methods import BLEND, CALENDAR
from staffing.forecast.prepare import Prepared, prepare
from staffing.forecast.scoring import Published, correction, error_model
from staffing.forecast.select import Horizon, Trial, choose, forecasts_of
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
        parts: what we would have published, by horizon, hour, weekday and month (see breakdown), pooled over queues.
        external: name of somebody's forecast -> (its score, ours on the same intervals).
    """

    horizon_days: int
    lead_days: int
    origins: int
    queues: dict[str, dict[str, Score]]
    overall: dict[str, Score]
    aht_wape: dict[str, float]
    seconds: float
    parts: Mapping[str, tuple[Part, ...]]
    external: dict[str, tuple[Score, Score]]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "horizon_days": self.horizon_days,
            "lead_days": self.lead_days,
            "origins": self.origins,
            "overall": {m: s.to_dict() for m, s in self.overall.items()},
            "queues": {q: {m: s.to_dict() for m, s in by.items()} for q, by in self.queues.items()},
            "aht_wape": {q: clean_number(w) for q, w in self.aht_wape.items()},
            "parts": {by: [p.to_dict() for p in parts] for by, parts in self.parts.items()},
            "external": {n: {"theirs": a.to_dict(), "ours": b.to_dict()} for n, (a, b) in self.external.items()},
            "seconds": round(self.seconds, 3),
        }


def evaluate(
    history: History,
    horizon_days: int = 7,
    origins: int = 8,
    lead_days: int = 0,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
    external: Mapping[str, History | Floats] | None = None,
) -> Evaluation:
    """Forecast ``horizon_days`` at each of the last origins, windows counted back from the end without overlap, and compare.

    Baselines are taken from the data as they are, without any cleaning. A queue is always open. ``external`` are forecasts of others (their
    ``offered``, or an array by queue, day and slot of the day table), compared on the intervals they speak of.

    Raises ValueError for numbers below 1 (lead: below 0) and InputProblems where the history is too short for a single origin.
    """
    if horizon_days < 1 or origins < 1 or lead_days < 0:
        raise ValueError("horizon_days and origins must be at least 1, lead_days at least 0")
    began = time.monotonic()
    table = day_table(history)
    sums: dict[str, dict[str, Tally]] = {}
    others = {name: (_on(given, table), Tally(), Tally()) for name, given in (external or {}).items()}
    parts = Breakdown()
    talk: dict[str, list[float]] = {}
    starts = [table.days - lead_days - horizon_days * k for k in range(origins, 0, -1)]
    done, total = 0, len(table.queues) * len(starts)
    for queue in table.queues:
        sums[queue] = {m: Tally() for m in METHODS}
        for origin in starts:
            progress(Progress("backtest", done, total, queue, seconds=time.monotonic() - began))
            done += 1
            if origin >= MIN_DAYS and not cancelled():
                _compare(table, history.zone, queue, origin, Horizon(lead_days, horizon_days), sums[queue], talk, others, parts)
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
        parts.parts(),
        {name: (theirs.score(), ours.score()) for name, (_, theirs, ours) in others.items()},
    )


def _on(given: History | Floats, table: DayTable) -> Floats:
    """Somebody's expected contacts on the days and slots of the history, shape (Q, D, S); NaN where they say nothing."""
    if not isinstance(given, History):
        if given.shape != table.offered.shape:
            raise ValueError(f"expected contacts of others must have the shape of the day table, {table.offered.shape}, not {given.shape}")
        return given
    out = np.full(table.offered.shape, np.nan)
    try:
        theirs = day_table(given, table.slot_minutes)
    except ValueError:
        expected = f"intervals of {table.slot_minutes} minutes, as in the history, or parts of them"
        raise InputProblems([Problem("forecast", None, None, f"{given.interval_minutes} minutes", expected, "bad-interval")]) from None
    shift = (theirs.first_day - table.first_day).days
    low, high = max(0, shift), min(table.days, shift + theirs.days)
    for k, queue in enumerate(table.queues):
        if queue in theirs.queues and low < high:
            out[k, low:high] = theirs.offered[theirs.queues.index(queue), low - shift : high - shift]
    return out


def _compare(
    table: DayTable,
    zone: str,
    queue: str,
    origin: int,
    horizon: Horizon,
    sums: dict[str, Tally],
    talk: dict[str, list[float]],
    others: Mapping[str, tuple[Floats, Tally, Tally]],
    parts: Breakdown,
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
    ours = choice.expected * correction(choice.trials, choice.method)
    sums[OURS].add(actual, ours, bands, scale)
    for given, theirs, same in others.values():
        said = given[k, ahead]
        both = np.where(np.isnan(said), np.nan, actual)
        theirs.add(both, np.nan_to_num(said), None, scale)
        same.add(both, ours, bands, scale)
    naive = baselines(raw, horizon.lead, horizon.days)
    trial = Trial(origin - item_offset(table, item), actual, {"seasonal-naive": naive["seasonal-naive"]}, OURS, scale)
    parts.add(item.series, [Published(trial, ours, bands)], horizon.lead)
    for name, said in forecasts_of(choice).items():
        if name not in BASELINES:
            sums[name].add(actual, said, None, scale)
    for name, said in naive.items():
        sums[name].add(actual, said, None, scale)
    aht = forecast_aht(item.aht_seconds, item.handled, wanted.lead, wanted.days)
    if aht is not None:
        seconds, weight = table.aht_seconds[k, ahead], np.nan_to_num(table.handled[k, ahead])
        known = ~np.isnan(seconds)
        pair = talk.setdefault(queue, [0.0, 0.0])
        pair[0] += float((np.abs(seconds - aht.seconds[None, :]) * weight)[known].sum())
        pair[1] += float((seconds * weight)[known].sum())


def item_offset(table: DayTable, item: Prepared) -> int:
    """Days of the table before the first day of a queue's series."""
    return (item.series.calendar.first_day - table.first_day).days
