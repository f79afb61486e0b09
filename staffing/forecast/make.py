"""The forecast of a plan: every queue from its history to expected contacts, quantiles and handling time, with the accuracy report."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.grid import INTERVALS
from staffing.domain.history import History
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.progress import Cancelled, Listener, Progress, ignore, never
from staffing.domain.queue import Queue
from staffing.forecast.accuracy import Accuracy, pooled
from staffing.forecast.adjust import AppliedAdjustment, adjust
from staffing.forecast.breakdown import Breakdown
from staffing.forecast.dependence import Dependence, fit_dependence
from staffing.forecast.intraday import DayLevel, day_level
from staffing.forecast.outcome import Outcome, actual_on, coarser, outcome, week_before
from staffing.forecast.paths import simulate
from staffing.forecast.prepare import Prepared, prepare
from staffing.forecast.queue_forecast import Chosen, choose_for, forecast_queue
from staffing.forecast.reasons import Flag, Reason
from staffing.forecast.reconcile import Reconciliation, reconcile
from staffing.forecast.remarks import plan_flags, refusal_flags
from staffing.forecast.table import DayTable, all_queues, day_table, open_week
from staffing.forecast.totals import Calibration, Totals, calibrate, totals

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class ForecastResult:
    """A forecast and how far it can be trusted.

    Attributes:
        forecast: expected contacts with quantiles and handling time, adjustments applied.
        accuracy: back-test, flags, repairs, adjustments.
        unadjusted: the forecast of the model alone; ``forecast`` itself where nobody adjusted anything.
        totals: daily and weekly totals of ``forecast`` with quantiles.
        dependence: how the errors of intervals move together.
        calibration: of the totals.
        levels: by queue, the relative variance of a whole day's level, for a reforecast within the day.
    """

    forecast: Forecast
    accuracy: Accuracy
    unadjusted: Forecast
    totals: Totals
    dependence: Dependence
    calibration: Calibration
    levels: Mapping[str, DayLevel]

    @property
    def adjustments(self) -> tuple[AppliedAdjustment, ...]:
        """What people changed."""
        return self.accuracy.adjustments

    def paths(self, count: int, seed: int = 1) -> Floats:
        """Courses of what may come that agree with the quantiles and with how errors move together, shape (count, Q, T)."""
        f = self.forecast
        bands = np.stack([x for x in (f.offered_p10, f.offered_p50, f.offered_p90) if x is not None])
        return np.stack(list(simulate(bands, f.grid.interval_day, self.dependence, count, seed, self.calibration.widen)), axis=1)


def make_forecast(plan: Plan, progress: Listener = ignore, cancelled: Cancelled = never) -> ForecastResult:
    """Forecast every queue of a plan from ``plan.history``.

    The history from the plan's first day on is not looked at, except to say how the forecast fares on the days that have come. ``progress``
    gets an event before each queue; after ``cancelled()`` the rest is forecast without back-test, and said so.

    Raises InputProblems where a queue has no history, or contacts but no handling time.
    """
    began = time.monotonic()
    history = plan.history
    if history is None:
        raise InputProblems([Problem("history.csv", None, None, None, "a history of contacts to forecast from", "missing-file")])
    table, ignored = _table(history, plan)
    prepared = {q.name: p for q in plan.queues if (p := _prepared(table, q, plan)) is not None}
    _raise_problems(plan, prepared)
    flags = plan_flags(plan, history, prepared, ignored)
    chosen, tested = [], []
    for k, queue in enumerate(plan.queues):
        progress(Progress("forecast", k, len(plan.queues), queue.name, seconds=time.monotonic() - began))
        tested.append(not cancelled())
        chosen.append(choose_for(prepared[queue.name], plan, test=tested[-1]))
    reconciled = _reconcile(plan, table, chosen) if not cancelled() else _as_they_are(plan)
    results = [
        forecast_queue(plan, queue, chosen[k], table.slot_minutes, reconciled.factors[k], test=tested[k])
        for k, queue in enumerate(plan.queues)
    ]
    progress(Progress("forecast", len(plan.queues), len(plan.queues), "adjust", seconds=time.monotonic() - began))
    model = np.stack([r.values for r in results], axis=1)
    mask = np.array([q.open_mask(plan.grid) for q in plan.queues])
    names = [q.name for q in plan.queues]
    adjusted, applied = adjust(plan.grid, names, model, mask, plan.adjustments)
    aht = np.array([r.aht_seconds for r in results])
    methods = tuple(r.accuracy.method for r in results)
    unadjusted = _forecast(plan, model, aht, methods)
    forecast = _forecast(plan, adjusted, aht, methods) if applied else unadjusted
    dependence = fit_dependence([c.windows for c in chosen])
    calibration = calibrate([c.windows for c in chosen], dependence)
    sums = totals(names, plan.grid.calendar, plan.grid.interval_day, adjusted[0], adjusted[1:], dependence, calibration)
    repairs = [x for c in chosen for x in c.item.repairs]
    flags += [
        Flag(Reason.ADJUSTMENT_WITHOUT_EFFECT, a.adjustment.queue, MappingProxyType({"line": a.line, "change": a.adjustment.change}))
        for a in applied
        if not a.intervals
    ]
    parts = Breakdown()
    for result in results:
        parts.merge(result.breakdown)
    accuracy = Accuracy(
        tuple(r.accuracy for r in results),
        pooled([r.tally for r in results]),
        (*flags, *refusal_flags(plan, repairs), *(f for r in results for f in r.flags)),
        tuple(repairs),
        applied,
        parts.parts(),
        sums,
        reconciled,
        _outcome(plan, history, forecast, unadjusted),
    )
    levels = {q.name: day_level(c.windows, c.model) for q, c in zip(plan.queues, chosen, strict=True)}
    return ForecastResult(forecast, accuracy, unadjusted, sums, dependence, calibration, MappingProxyType(levels))


def _reconcile(plan: Plan, table: DayTable, chosen: list[Chosen]) -> Reconciliation:
    """All queues together are forecast as one more series, and compared with their sum."""
    if len(chosen) < 2 or any(c.choice.tested is None for c in chosen):
        return _as_they_are(plan)
    whole = all_queues(table, [q.name for q in plan.queues])
    weeks = np.any([open_week(q, table.slot_minutes) for q in plan.queues], axis=0)
    events = tuple(e for e in plan.events if e.queue == "")
    after = (plan.grid.end_day - table.end_day).days
    item = prepare(whole, whole.queues[0], weeks, plan.grid.zone, after, events, plan.calendar)
    if item is None:
        return _as_they_are(plan)
    total = choose_for(item, plan, test=True)
    return reconcile([(c.item.series, c.choice) for c in chosen], (item.series, total.choice))


def _as_they_are(plan: Plan) -> Reconciliation:
    return Reconciliation(False, np.ones((len(plan.queues), plan.grid.days)))


def _outcome(plan: Plan, history: History, forecast: Forecast, unadjusted: Forecast) -> Outcome | None:
    """How the forecast fares on those days of the plan that the history already holds."""
    names = [q.name for q in plan.queues]
    grid = plan.grid
    if history.interval_minutes > grid.interval_minutes and history.interval_minutes in INTERVALS:
        same = forecast is unadjusted
        unadjusted = coarser(unadjusted, history.interval_minutes)
        forecast = unadjusted if same else coarser(forecast, history.interval_minutes)
        grid = forecast.grid
    actual = actual_on(grid, history, names)
    if np.isnan(actual).all():
        return None
    compared: dict[str, Forecast | Floats] = {"forecast": forecast}
    if forecast is not unadjusted:
        compared["model"] = unadjusted
    naive = week_before(grid, history, names)
    if not np.isnan(naive).all():
        compared["seasonal-naive"] = naive
    changed = unadjusted if forecast is not unadjusted else None
    return outcome(grid, names, actual, compared, changed, forecast, plan.adjustments)


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
    return prepare(
        table, queue.name, open_week(queue, table.slot_minutes), plan.grid.zone, after, plan.events, plan.calendar, plan.refused_repairs
    )


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
