"""One queue from prepared history to expected contacts, quantiles, handling time and its part of the accuracy report."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.forecast.accuracy import AhtAccuracy, QueueAccuracy, Tally
from staffing.forecast.aht import AhtForecast, forecast_aht
from staffing.forecast.breakdown import Breakdown
from staffing.forecast.dependence import Window, windows
from staffing.forecast.intervals import ErrorModel
from staffing.forecast.methods import BLEND, CALENDAR
from staffing.forecast.prepare import Prepared
from staffing.forecast.reasons import Flag, Reason
from staffing.forecast.remarks import queue_flags
from staffing.forecast.scoring import correction, error_model, published, tallies
from staffing.forecast.select import METHODS, Choice, Horizon, choose
from staffing.forecast.split import convert
from staffing.forecast.table import open_week

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Chosen:
    """A queue (or all queues together) with the method chosen for it.

    Attributes:
        horizon: from the end of its own history to the plan's days.
        model: spread of the method's errors.
        windows: what its back-test published, with errors and their spread.
    """

    item: Prepared
    horizon: Horizon
    choice: Choice
    model: ErrorModel
    windows: tuple[Window, ...]


@dataclass(frozen=True, eq=False)
class QueueForecast:
    """What is said about one queue.

    Attributes:
        values: expected, p10, p50, p90 by interval of the plan, shape (4, T).
        aht_seconds: shape (T,).
        accuracy, tally, breakdown, flags: how far it can be trusted.
    """

    values: Floats
    aht_seconds: Floats
    accuracy: QueueAccuracy
    tally: Tally
    breakdown: Breakdown
    flags: tuple[Flag, ...]


def choose_for(item: Prepared, plan: Plan, *, test: bool) -> Chosen:
    """Back-test and choose at the plan's horizon."""
    series = item.series
    wanted = Horizon(series.calendar.index(plan.grid.first_day) - len(series.y), plan.grid.days)
    choice = choose(series, wanted, test=test)
    model = error_model(choice, one_contact=1.0)
    made = windows(series, published(choice), model, choice.tested.lead if choice.tested else 0)
    return Chosen(item, wanted, choice, model, tuple(made))


def forecast_queue(plan: Plan, queue: Queue, chosen: Chosen, slot_minutes: int, factor: Floats, *, test: bool) -> QueueForecast:
    """Bring a choice onto the plan's intervals.

    Args:
        slot_minutes: interval of the laid-out history.
        factor: of the reconciliation on each day, shape (days,).
        test: whether there was time for a back-test.
    """
    grid, item, choice, wanted = plan.grid, chosen.item, chosen.choice, chosen.horizon
    series = item.series
    known = len(series.y)
    ahead = slice(known + wanted.lead, known + wanted.lead + wanted.days)
    by_day = series.events.factor[ahead, None] * factor[:, None]
    rows = choice.expected * _event_lift(choice, item, ahead)
    corrected = rows * correction(choice.trials, choice.method)
    size = grid.interval_minutes
    open_fine = open_week(queue, size)[series.calendar.weekday[ahead]]
    middle, mean = (convert(x * by_day, slot_minutes, size, open_fine) for x in (rows, corrected))
    values = np.concatenate([mean[None], chosen.model.quantiles(middle, max(1.0, slot_minutes / size))])
    values = np.where(queue.open_mask(grid)[None, :], values[:, grid.interval_day, grid.interval_clock // size], 0.0)
    aht, aht_flags = _aht(queue, item, wanted)
    made = published(choice)
    sums = tallies(choice, made)
    parts = Breakdown()
    parts.add(series, made, choice.tested.lead if choice.tested else 0)
    league = sorted(((m, sums[m].score()) for m in METHODS if sums[m].intervals), key=lambda pair: pair[1].wape or 0.0)
    accuracy = QueueAccuracy(
        queue.name,
        choice.method,
        (*(str(v) for v in choice.daily), *([str(choice.profile)] if choice.profile else [])),
        sums[""].score(),
        tuple(league),
        MappingProxyType(_learned(choice, item)),
        aht.accuracy,
        wanted.lead,
        wanted.lead + wanted.days,
        choice.tested.lead if choice.tested else None,
        choice.tested.days if choice.tested else None,
        parts.parts(),
    )
    flags = [*item.flags, *aht_flags, *queue_flags(queue, item, choice, wanted, accuracy, chosen.model.assumed, test)]
    return QueueForecast(values, aht.seconds[grid.interval_clock // slot_minutes], accuracy, sums[""], parts, tuple(flags))


def _event_lift(choice: Choice, item: Prepared, ahead: slice) -> Floats:
    """Learned lifts of events for methods that do not know them, shape (days, 1)."""
    lift = np.ones(ahead.stop - ahead.start)
    fit = next(iter(choice.said.fits.values()), None)
    if choice.method not in (CALENDAR, BLEND) and fit is not None:
        for event, days in item.series.events.unknown.items():
            if days[: len(item.series.y)].any() and (learned := fit.lift("event", event)) is not None:
                lift *= np.where(days[ahead], learned[0], 1.0)
    return lift[:, None]


def _aht(queue: Queue, item: Prepared, wanted: Horizon) -> tuple[AhtForecast, list[Flag]]:
    found = forecast_aht(item.aht_seconds, item.handled, wanted.lead, wanted.days)
    if found is not None:
        return found, []
    slots = item.series.y.shape[1]
    if queue.aht_by_concurrency_seconds:
        seconds = float(queue.aht_by_concurrency_seconds[0])
        said = Flag(Reason.AHT_FROM_QUEUE, queue.name, MappingProxyType({"aht_seconds": seconds}))
        return AhtForecast(np.full(slots, seconds), AhtAccuracy("given", None)), [said]
    return AhtForecast(np.full(slots, np.nan), AhtAccuracy("unknown", None)), []


def _learned(choice: Choice, item: Prepared) -> dict[str, tuple[float, float]]:
    """Factors of holidays and events the history held."""
    key = (choice.daily[0].month, choice.daily[0].year) if choice.daily else next(iter(choice.said.fits), None)
    if key is None or choice.said.fits[key].fit is None:
        return {}
    fit = choice.said.fits[key]
    out = {}
    for kind, detail in fit.design.names:
        if kind not in ("holiday", "before-holiday", "after-holiday", "event", "working-weekend"):
            continue
        column = fit.design.x[: len(item.series.y), fit.design.names.index((kind, detail))]
        factor = fit.holiday_factor(item.series.calendar, len(item.series.y)) if kind == "holiday" else fit.lift(kind, detail)
        if column.any() and factor is not None:
            out[f"{kind}:{detail}" if detail else kind] = factor
    return out
