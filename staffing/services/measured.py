"""What the history says about patience, handling time and shrinkage, by queue and time of day, beside what the plan assumes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.history import History
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.models.queueing.fitting import FEW, Fit, WaitClass, differ, fit_patience, fit_ratio, patience_by_wait

Floats = NDArray[np.float64]
BLOCKS = ((0, 6), (6, 12), (12, 18), (18, 24))
"""Times of day looked at apart: hours from, to."""
ALL_DAY = (0, 24)
_FAR = 1.25
_FAR_SHRINKAGE = 0.02
_OFF_POINTS = 0.02
_MIN_CONTACTS = 300


@dataclass(frozen=True)
class Measure:
    """One quantity of one queue at one time of day.

    Attributes:
        queue: its name.
        quantity: ``patience_seconds``, ``aht_seconds`` or ``shrinkage``.
        hours: local hours from, to.
        fit: the estimate.
    """

    queue: str
    quantity: str
    hours: tuple[int, int]
    fit: Fit


@dataclass(frozen=True)
class Remark:
    """Something a planner should know.

    Attributes:
        code: ``patience-missing``, ``patience-far``, ``patience-by-hour``, ``patience-by-wait``, ``aht-by-hour``, ``shrinkage-far``,
            ``erlang-a-off``.
        queue: its name.
        params: numbers for the sentence.
    """

    code: str
    queue: str
    params: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class LoadClass:
    """What Erlang A says and what happened at one range of load per agent present.

    Attributes:
        low, high: offered load / agents present.
        contacts: in it.
        wait_seconds, abandonment: observed, of all offered.
        formula_wait_seconds, formula_abandonment: by Erlang A with the fitted patience, interval by interval, weighted by contacts.
    """

    low: float
    high: float
    contacts: float
    wait_seconds: float
    abandonment: float
    formula_wait_seconds: float
    formula_abandonment: float


@dataclass(frozen=True)
class Measured:
    """All of it.

    Attributes:
        measures: by queue, quantity and time of day (first the whole day).
        by_wait: for each queue, patience where waits were short and where they were long.
        by_load: for each queue whose history says who was present, the formula beside what happened.
        remarks: what does not fit.
    """

    measures: tuple[Measure, ...]
    by_wait: dict[str, tuple[WaitClass, ...]]
    by_load: dict[str, tuple[LoadClass, ...]]
    remarks: tuple[Remark, ...]


def measure(plan: Plan) -> Measured | None:
    """What the plan's history measures; ``None`` where there is none, or nothing in it that could be measured."""
    history = plan.history
    if history is None:
        return None
    measures: list[Measure] = []
    remarks: list[Remark] = []
    by_wait: dict[str, tuple[WaitClass, ...]] = {}
    by_load: dict[str, tuple[LoadClass, ...]] = {}
    starts = history.local_starts
    day = starts.astype("datetime64[D]").astype(np.int64)
    hour = (starts - starts.astype("datetime64[D]")).astype("timedelta64[m]").astype(np.int64) // 60
    for q, name in enumerate(history.queues):
        queue = plan.queue_by_name.get(name)
        if queue is None:
            continue
        found = _of_queue(history, q, day, hour)
        measures += [Measure(name, quantity, hours, fit) for (quantity, hours), fit in found.items()]
        if history.abandoned is not None and history.mean_wait_seconds is not None and not queue.may_wait:
            waited = history.offered[q] * history.mean_wait_seconds[q]
            by_wait[name] = patience_by_wait(waited, history.abandoned[q], history.offered[q], day)
            patience = found.get(("patience_seconds", ALL_DAY))
            if history.present_agents is not None and patience is not None and patience.value is not None:
                by_load[name] = beside_erlang_a(history, q, patience.value)
        remarks += _remarks(queue, found, by_wait.get(name, ()), by_load.get(name, ()))
    return Measured(tuple(measures), by_wait, by_load, tuple(remarks)) if measures else None


def _of_queue(history: History, q: int, day: NDArray[np.int64], hour: NDArray[np.int64]) -> dict[tuple[str, tuple[int, int]], Fit]:
    offered, aht = history.offered[q], history.aht_seconds[q]
    found: dict[tuple[str, tuple[int, int]], Fit] = {}
    handled = None if history.answered is None else history.answered[q]
    if handled is None and history.abandoned is not None:
        handled = offered - history.abandoned[q]
    for hours in (ALL_DAY, *BLOCKS):
        at = (hour >= hours[0]) & (hour < hours[1])
        if history.abandoned is not None and history.mean_wait_seconds is not None:
            waited = (offered * history.mean_wait_seconds[q])[at]
            found["patience_seconds", hours] = fit_patience(np.where(offered[at] > 0, waited, 0.0), history.abandoned[q][at], day[at])
        if handled is not None:
            count = np.where(np.isfinite(aht), handled, np.nan)[at]
            found["aht_seconds", hours] = fit_ratio(np.where(count > 0, count * aht[at], 0.0), count, day[at])
        if history.scheduled_agents is not None and history.present_agents is not None:
            scheduled, present = history.scheduled_agents[q][at], history.present_agents[q][at]
            missing = np.maximum(scheduled - present, 0.0)
            found["shrinkage", hours] = fit_ratio(missing, scheduled, day[at])
    return {key: fit for key, fit in found.items() if fit.events > 0 or fit.low is not None}


def beside_erlang_a(
    history: History, q: int, patience_seconds: float, edges: tuple[float, ...] = (0.0, 0.5, 0.7, 0.8, 0.9, 1.0, 1.2, np.inf)
) -> tuple[LoadClass, ...]:
    """Erlang A with the volume, handling time and people of each interval, beside what happened, by load per agent.

    Raises ValueError where the history does not say who was present, who hung up and how long was waited.
    """
    from staffing.models.queueing import erlang_a_performance

    if history.present_agents is None or history.abandoned is None or history.mean_wait_seconds is None:
        raise ValueError("the history must have present_agents, abandoned and mean_wait_seconds")
    offered, agents = history.offered[q], history.present_agents[q]
    aht, wait, hung_up = history.aht_seconds[q], history.mean_wait_seconds[q], history.abandoned[q]
    good = (offered > 0) & (agents >= 1) & np.isfinite(aht) & np.isfinite(wait) & np.isfinite(hung_up)
    if not good.any():
        return ()
    volume, count, handling = offered[good], np.rint(agents[good]), aht[good]
    load = volume * handling / (history.interval_minutes * 60)
    felt = erlang_a_performance(load, count, handling, patience_seconds)
    classes = []
    for low, high in pairwise(edges):
        rows = (load / count > low) & (load / count <= high)
        if not rows.any():
            continue
        weight = volume[rows] / volume[rows].sum()
        classes.append(
            LoadClass(
                low,
                high,
                float(volume[rows].sum()),
                float((weight * wait[good][rows]).sum()),
                float(hung_up[good][rows].sum() / volume[rows].sum()),
                float((weight * felt.asa_seconds[rows]).sum()),
                float((weight * felt.p_abandon[rows]).sum()),
            )
        )
    return tuple(classes)


def _remarks(
    queue: Queue, found: dict[tuple[str, tuple[int, int]], Fit], by_wait: tuple[WaitClass, ...], by_load: tuple[LoadClass, ...]
) -> list[Remark]:
    remarks = []
    patience = found.get(("patience_seconds", ALL_DAY))
    if patience is not None and patience.value is not None and patience.events >= FEW and patience.low and patience.high:
        numbers: dict[str, Any] = {"value": patience.value, "low": patience.low, "high": patience.high, "events": patience.events}
        planned = queue.patience_seconds
        if planned is None:
            remarks.append(Remark("patience-missing", queue.name, numbers))
        elif not patience.low <= planned <= patience.high and max(planned / patience.value, patience.value / planned) > _FAR:
            remarks.append(Remark("patience-far", queue.name, {**numbers, "planned": planned}))
    for quantity, code in (("patience_seconds", "patience-by-hour"), ("aht_seconds", "aht-by-hour")):
        blocks = {hours: found[quantity, hours] for hours in BLOCKS if (quantity, hours) in found}
        fits = {hours: fit for hours, fit in blocks.items() if fit.value is not None and fit.events >= FEW}
        if differ(tuple(fits.values())):
            low, high = (pick(fits, key=lambda hours: fits[hours].value or 0.0) for pick in (min, max))
            numbers = {"low": fits[low].value, "low_from": low[0], "low_to": low[1]}
            numbers |= {"high": fits[high].value, "high_from": high[0], "high_to": high[1]}
            remarks.append(Remark(code, queue.name, numbers))
    if len(by_wait) > 1 and differ(tuple(item.patience for item in by_wait)):
        first, last = by_wait[0], by_wait[-1]
        numbers = {"short": first.patience.value, "short_wait": first.mean_wait_seconds}
        numbers |= {"long": last.patience.value, "long_wait": last.mean_wait_seconds}
        remarks.append(Remark("patience-by-wait", queue.name, numbers))
    worst = max(
        (item for item in by_load if item.contacts >= _MIN_CONTACTS), key=lambda c: abs(c.abandonment - c.formula_abandonment), default=None
    )
    if worst is not None and abs(worst.abandonment - worst.formula_abandonment) > _OFF_POINTS:
        remarks.append(
            Remark(
                "erlang-a-off",
                queue.name,
                {"low": worst.low, "high": worst.high, "seen": worst.abandonment, "formula": worst.formula_abandonment},
            )
        )
    shrinkage = found.get(("shrinkage", ALL_DAY))
    if shrinkage is not None and shrinkage.value is not None and shrinkage.low is not None and shrinkage.high is not None:
        planned_share = float(queue.shrinkage)
        if not shrinkage.low <= planned_share <= shrinkage.high and abs(planned_share - shrinkage.value) > _FAR_SHRINKAGE:
            numbers = {"value": shrinkage.value, "low": shrinkage.low, "high": shrinkage.high, "planned": planned_share}
            remarks.append(Remark("shrinkage-far", queue.name, numbers))
    return remarks
