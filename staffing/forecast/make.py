"""The forecast of a plan: every queue from its history to expected contacts, quantiles and handling time, with the accuracy report."""

from __future__ import annotations

import time
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.history import History
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.progress import Cancelled, Listener, Progress, ignore, never
from staffing.domain.queue import Queue
from staffing.forecast.accuracy import Accuracy, AhtAccuracy, QueueAccuracy, Tally, pooled
from staffing.forecast.adjust import AppliedAdjustment, adjust
from staffing.forecast.aht import AhtForecast, forecast_aht
from staffing.forecast.calendar import country_of_zone
from staffing.forecast.clean import Repair
from staffing.forecast.intervals import ASSUMED_CV
from staffing.forecast.methods import BLEND, CALENDAR
from staffing.forecast.prepare import Prepared, prepare
from staffing.forecast.reasons import Flag, Reason
from staffing.forecast.scoring import correction, error_model, tallies
from staffing.forecast.select import METHODS, Choice, Horizon, choose
from staffing.forecast.split import convert
from staffing.forecast.table import DayTable, day_table, open_week

Floats = NDArray[np.float64]

LONG_LEAD_DAYS = 42

NOISE = 0.005
"""Differences of error below this share say nothing about which method is better."""


@dataclass(frozen=True, eq=False)
class ForecastResult:
    """A forecast and how far it can be trusted.

    Attributes:
        forecast: expected contacts with quantiles and handling time, adjustments applied.
        accuracy: back-test, flags, repairs, adjustments.
        unadjusted: the forecast of the model alone; ``forecast`` itself where nobody adjusted anything.
    """

    forecast: Forecast
    accuracy: Accuracy
    unadjusted: Forecast

    @property
    def adjustments(self) -> tuple[AppliedAdjustment, ...]:
        """What people changed."""
        return self.accuracy.adjustments


@dataclass(frozen=True, eq=False)
class _QueueResult:
    """Expected, p10, p50, p90 by interval, shape (4, T), handling time, shape (T,), and the report."""

    values: Floats
    aht_seconds: Floats
    accuracy: QueueAccuracy
    tally: Tally
    flags: tuple[Flag, ...]
    repairs: tuple[Repair, ...]


def make_forecast(plan: Plan, progress: Listener = ignore, cancelled: Cancelled = never) -> ForecastResult:
    """Forecast every queue of a plan from ``plan.history``.

    The history from the plan's first day on is not looked at. ``progress`` gets an event before each queue; after ``cancelled()`` the rest
    is forecast without back-test, and said so.

    Raises InputProblems where a queue has no history, or contacts but no handling time.
    """
    began = time.monotonic()
    history = plan.history
    if history is None:
        raise InputProblems([Problem("history.csv", None, None, None, "a history of contacts to forecast from", "missing-file")])
    table, ignored = _table(history, plan)
    prepared = {q.name: p for q in plan.queues if (p := _prepared(table, q, plan)) is not None}
    _raise_problems(plan, prepared)
    flags = _plan_flags(plan, history, table, prepared, ignored)
    results = []
    for k, queue in enumerate(plan.queues):
        progress(Progress("forecast", k, len(plan.queues), queue.name, seconds=time.monotonic() - began))
        results.append(_forecast_queue(plan, queue, prepared[queue.name], table, test=not cancelled()))
    progress(Progress("forecast", len(plan.queues), len(plan.queues), "adjust", seconds=time.monotonic() - began))
    model = np.stack([r.values for r in results], axis=1)
    mask = np.array([q.open_mask(plan.grid) for q in plan.queues])
    adjusted, applied = adjust(plan.grid, [q.name for q in plan.queues], model, mask, plan.adjustments)
    aht = np.array([r.aht_seconds for r in results])
    methods = tuple(r.accuracy.method for r in results)
    unadjusted = _forecast(plan, model, aht, methods)
    flags += [
        Flag(Reason.ADJUSTMENT_WITHOUT_EFFECT, a.adjustment.queue, MappingProxyType({"line": a.line, "change": a.adjustment.change}))
        for a in applied
        if not a.intervals
    ]
    accuracy = Accuracy(
        tuple(r.accuracy for r in results),
        pooled([r.tally for r in results]),
        (*flags, *(f for r in results for f in r.flags)),
        tuple(x for r in results for x in r.repairs),
        applied,
    )
    return ForecastResult(_forecast(plan, adjusted, aht, methods) if applied else unadjusted, accuracy, unadjusted)


def _forecast(plan: Plan, values: Floats, aht: Floats, methods: tuple[str, ...]) -> Forecast:
    names = tuple(q.name for q in plan.queues)
    return Forecast(plan.grid, names, values[0], aht, values[1], values[2], values[3], methods)


def _table(history: History, plan: Plan) -> tuple[DayTable, int]:
    """The history before the plan's first day in the coarser of both intervals, and how many later intervals with data there were."""
    native, wanted = history.interval_minutes, plan.grid.interval_minutes
    try:
        table = day_table(history, wanted if wanted % native == 0 else native)
    except ValueError:
        expected = "intervals that divide a day evenly, such as 15, 30 or 60 minutes"
        raise InputProblems([Problem("history.csv", None, "interval_start", f"{native} minutes", expected, "bad-interval")]) from None
    late = history.local_starts >= np.datetime64(plan.grid.first_day)
    return table.until(plan.grid.first_day), int((~np.isnan(history.offered[:, late])).any(axis=0).sum())


def _prepared(table: DayTable, queue: Queue, plan: Plan) -> Prepared | None:
    if queue.name not in table.queues or not table.days:
        return None
    after = (plan.grid.end_day - table.end_day).days
    return prepare(table, queue.name, open_week(queue, table.slot_minutes), plan.grid.zone, after, plan.events, plan.calendar)


def _raise_problems(plan: Plan, prepared: dict[str, Prepared]) -> None:
    problems = []
    for queue in plan.queues:
        item = prepared.get(queue.name)
        if item is None:
            expected = f"rows with offered contacts of this queue before {plan.grid.first_day}"
            problems.append(Problem("history.csv", None, "queue", queue.name, expected, "no-history"))
        elif not _has_aht(item) and not queue.aht_by_concurrency_seconds and np.nansum(item.series.y) > 0:
            expected = f"a handling time of queue {queue.name} in at least one interval with contacts"
            problems.append(Problem("history.csv", None, "aht_seconds", "", expected, "no-aht"))
    if problems:
        raise InputProblems(problems)


def _has_aht(item: Prepared) -> bool:
    return bool((~np.isnan(item.aht_seconds)).any())


def _plan_flags(plan: Plan, history: History, table: DayTable, prepared: dict[str, Prepared], ignored: int) -> list[Flag]:
    flags: list[Flag] = []

    def say(code: Reason, **params: object) -> None:
        flags.append(Flag(code, "", MappingProxyType(params)))

    if ignored:
        say(Reason.FUTURE_IGNORED, intervals=ignored)
    if history.interval_minutes > plan.grid.interval_minutes:
        say(Reason.COARSE_HISTORY, history_minutes=history.interval_minutes, plan_minutes=plan.grid.interval_minutes)
    stray = int((~np.isnan(history.aht_seconds) & ~(np.nan_to_num(history.offered) > 0)).sum())
    if stray:
        say(Reason.AHT_WITHOUT_VOLUME, intervals=stray)
    if country_of_zone(plan.grid.zone) is None and not plan.calendar:
        say(Reason.CALENDAR_UNKNOWN, zone=plan.grid.zone)
    for item in list(prepared.values())[:1]:
        calendar = item.series.calendar
        for year in sorted({d.year for d in plan.grid.calendar} & calendar.years_without_swaps):
            say(Reason.SWAPS_UNPUBLISHED, year=year)
        ahead = slice(calendar.index(plan.grid.first_day), None)
        if calendar.holiday[ahead].any() and not calendar.holiday[: len(item.series.y)].any():
            say(Reason.HOLIDAY_NOT_SEEN, days=int(calendar.holiday[ahead].sum()))
    return flags


def _forecast_queue(plan: Plan, queue: Queue, item: Prepared, table: DayTable, *, test: bool) -> _QueueResult:
    grid, series = plan.grid, item.series
    known = len(series.y)
    wanted = Horizon(series.calendar.index(grid.first_day) - known, grid.days)
    choice = choose(series, wanted, test=test)
    ahead = slice(known + wanted.lead, known + wanted.lead + wanted.days)
    factor = series.events.factor[ahead, None]
    rows = choice.expected * _event_lift(choice, item, ahead)
    model = error_model(choice, one_contact=1.0)
    corrected = rows * correction(choice.trials, choice.method)
    parts = max(1.0, table.slot_minutes / grid.interval_minutes)
    size = grid.interval_minutes
    open_fine = open_week(queue, size)[series.calendar.weekday[ahead]]
    middle, mean = (convert(x * factor, table.slot_minutes, size, open_fine) for x in (rows, corrected))
    bands = model.quantiles(middle, parts)
    values = np.concatenate([mean[None], bands])
    slot = grid.interval_clock // size
    values = np.where(queue.open_mask(grid)[None, :], values[:, grid.interval_day, slot], 0.0)
    aht, aht_flags = _aht(queue, item, wanted)
    per_table_slot = grid.interval_clock // table.slot_minutes
    sums = tallies(choice)
    score = sums[""].score()
    league = sorted(((m, sums[m].score()) for m in METHODS if sums[m].intervals), key=lambda pair: pair[1].wape or 0.0)
    accuracy = QueueAccuracy(
        queue.name,
        choice.method,
        (*(str(v) for v in choice.daily), *([str(choice.profile)] if choice.profile else [])),
        score,
        tuple(league),
        MappingProxyType(_learned(choice, item)),
        aht.accuracy,
        wanted.lead,
        wanted.lead + wanted.days,
        choice.tested.lead if choice.tested else None,
        choice.tested.days if choice.tested else None,
    )
    flags = [*item.flags, *aht_flags, *_queue_flags(queue, item, choice, wanted, accuracy, model.assumed, test)]
    return _QueueResult(values, aht.seconds[per_table_slot], accuracy, sums[""], tuple(flags), item.repairs)


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


def _queue_flags(
    queue: Queue, item: Prepared, choice: Choice, wanted: Horizon, accuracy: QueueAccuracy, assumed: bool, test: bool
) -> list[Flag]:
    series = item.series
    known = len(series.y)
    ahead = slice(known + wanted.lead, known + wanted.lead + wanted.days)
    out: list[Flag] = []

    def say(code: Reason, **params: object) -> None:
        out.append(Flag(code, queue.name, MappingProxyType(params)))

    if wanted.lead > LONG_LEAD_DAYS:
        say(Reason.LONG_LEAD, days=wanted.lead)
    if not test:
        say(Reason.CANCELLED)
    elif choice.tested is None:
        say(Reason.NO_BACKTEST, days=known)
    elif choice.tested.lead + choice.tested.days < wanted.lead + wanted.days:
        tested = choice.tested.lead + choice.tested.days
        say(Reason.BACKTEST_SHORTER, tested_days=tested, horizon_days=wanted.lead + wanted.days)
    if assumed and np.nansum(series.y) > 0:
        say(Reason.INTERVALS_ASSUMED, assumed_cv=ASSUMED_CV)
    seen = ~np.isnan(series.y).all(axis=1)
    have = set(series.calendar.weekday[:known][seen].tolist())
    wanted_days = {int(w) for w in series.calendar.weekday[ahead] if series.open_week[w].any()}
    unseen = sorted(w for w in wanted_days - have if (series.calendar.weekday[:known] == w).sum() < 3)
    if unseen:
        say(Reason.WEEKDAY_NOT_SEEN, weekdays=unseen)
    never = int((series.open_days(ahead.start, wanted.days) & ~choice.said.busy).sum())
    if never:
        say(Reason.NEVER_SEEN, intervals=never)
    for event, days in sorted(series.events.unknown.items()):
        if days[ahead].any() and not (days[:known] & seen).any():
            say(Reason.EVENT_UNKNOWN, event=event)
    for method in METHODS:
        if method not in dict(accuracy.league) and choice.tested is not None and accuracy.league:
            say(Reason.METHOD_FAILED, method=method)
    base, ours = dict(accuracy.league).get("median-6"), accuracy.score.wape
    if base is not None and base.wape is not None and ours is not None and ours > (1 + NOISE) * base.wape + 1e-9:
        say(Reason.WORSE_THAN_BASELINE, wape=round(ours, 4), baseline_wape=round(base.wape, 4))
    return out
