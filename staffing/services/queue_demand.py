"""What one queue's demand is before any formula: its load interval by interval, what is carried over, and how sure the forecast is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from staffing.domain.forecast import Forecast
from staffing.domain.grid import TimeGrid
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue

Floats = NDArray[np.float64]
_LEAD_HOURS = 24


@dataclass(frozen=True, eq=False)
class Demand:
    """One queue over the plan's intervals, shape (T,).

    Attributes:
        seconds: length of an interval.
        is_open: whether the queue is open.
        opens: open, and the interval before is not: the load begins anew, see :func:`modified_offered_load`.
        offered: expected contacts, 0 where closed.
        aht: handling time, NaN where nothing is offered.
        load: offered x AHT / interval.
        modified: the modified offered load, 0 where nothing is offered.
        cv: of the true rate around the forecast, 0 where unknown.
        has_band: whether the forecast has a band at all.
    """

    seconds: int
    is_open: NDArray[np.bool_]
    opens: NDArray[np.bool_]
    offered: Floats
    aht: Floats
    load: Floats
    modified: Floats
    cv: Floats
    has_band: bool

    @property
    def handling(self) -> Floats:
        """Handling time, 1 where nothing is offered (any number will do there)."""
        return np.where(self.offered > 0, self.aht, 1.0)


def columns_of(plan: Plan, forecast: Forecast) -> list[tuple[Queue, Floats, Floats]]:
    """Each queue with its expected contacts (0 where nobody said) and handling times (NaN where unknown), shape (T,)."""
    row = {name: k for k, name in enumerate(forecast.queues)}
    nothing, unknown = np.zeros(plan.grid.length), np.full(plan.grid.length, np.nan)
    return [
        (
            queue,
            np.nan_to_num(forecast.offered[row[queue.name]]) if queue.name in row else nothing,
            forecast.aht_seconds[row[queue.name]] if queue.name in row else unknown,
        )
        for queue in plan.queues
    ]


def queue_demand(plan: Plan, queue: Queue, offered: Floats, aht: Floats, forecast: Forecast | None = None) -> Demand:
    """The demand of a queue.

    The load at the plan's start is carried over from the history where that reaches it and the queue is open then; else the first
    interval's own load stands in, as it does at every opening.
    """
    from staffing.models.queueing.load import offered_load
    from staffing.models.queueing.modified_load import modified_offered_load
    from staffing.models.queueing.uncertain import factor_cv

    grid = plan.grid
    seconds = grid.interval_minutes * 60
    is_open = queue.open_mask(grid)
    before = np.concatenate([[_open_before(grid, queue)], is_open[:-1]])
    opens = is_open & ~before
    contacts = np.where(is_open, np.nan_to_num(offered), 0.0)
    times = np.where(contacts > 0, aht, np.nan)
    load = offered_load(contacts, seconds, np.where(contacts > 0, times, 1.0))
    start = carried_load(plan, queue.name, queue.policy.handling_cv)
    moved = modified_offered_load(contacts, seconds, times, start_load=start, restart=opens, handling_cv=queue.policy.handling_cv)
    modified = np.where(contacts > 0, moved.modified, 0.0)
    cv, has_band = np.zeros(grid.length), False
    if forecast is not None and queue.name in forecast.queues and forecast.offered_p10 is not None and forecast.offered_p90 is not None:
        row = forecast.queues.index(queue.name)
        cv = factor_cv(contacts, forecast.offered_p10[row], forecast.offered_p90[row])
        has_band = bool(np.isfinite(forecast.offered_p10[row] + forecast.offered_p90[row])[contacts > 0].any())
    return Demand(seconds, is_open, opens, contacts, times, load, modified, cv, has_band)


def carried_load(plan: Plan, queue: str, handling_cv: float = 1.0) -> float | None:
    """Agents busy with contacts of the history when the plan starts, in erlangs; ``None`` where the history does not reach the start."""
    from staffing.models.queueing.modified_load import modified_offered_load

    history = plan.history
    if history is None or queue not in history.queues:
        return None
    row, minutes = history.queues.index(queue), history.interval_minutes
    gap = (plan.grid.start - history.start) / timedelta(minutes=minutes)
    end = int(gap)
    if end != gap or not 1 <= end <= history.length:
        return None
    first = max(0, end - _LEAD_HOURS * 60 // minutes)
    offered, aht = history.offered[row, first:end], history.aht_seconds[row, first:end]
    known = np.isfinite(aht) & (aht > 0)
    if np.isnan(offered[-1]) or not known.any():
        return None
    usual = float(np.median(aht[known]))
    moved = modified_offered_load(np.nan_to_num(offered), minutes * 60, np.where(known, aht, usual), handling_cv=handling_cv)
    return float(moved.at_end[-1])


def _open_before(grid: TimeGrid, queue: Queue) -> bool:
    """Whether the queue is open in the last interval before the plan."""
    try:
        day = TimeGrid(grid.first_day - timedelta(days=1), 1, grid.interval_minutes, grid.zone)
    except ValueError:  # a clock change cuts an interval of the day before
        return not queue.open
    return bool(queue.open_mask(day)[-1])
