"""Contact histories with known effects, for the tests of the forecast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.domain.history import History
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue
from staffing.forecast.calendar import day_calendar, event_days
from staffing.forecast.methods import Series

Floats = NDArray[np.float64]

MONDAY = date(2026, 8, 31)
"""First day of the plans made here: a Monday with no public holiday in Berlin for thirteen weeks before it and a month after."""

WEEK = (1.3, 1.1, 1.0, 1.0, 1.1, 0.6, 0.4)


def bell(slots: int) -> Floats:
    """Shares of a day, sum 1: quiet at night, a hump by day."""
    clock = (np.arange(slots) + 0.5) / slots
    raw = 0.1 + np.clip(np.sin(np.pi * (clock - 0.25) / 0.6), 0, None) * (clock > 0.25) * (clock < 0.85)
    return np.asarray(raw / raw.sum())


def expected(
    days: int,
    slots: int = 48,
    level: float = 1000.0,
    first: date = MONDAY - timedelta(days=91),
    on_day: Callable[[date], float] = lambda _: 1.0,
) -> Floats:
    """Expected contacts, shape (days, slots): level x weekday x ``on_day`` x bell."""
    dates = [first + timedelta(days=k) for k in range(days)]
    totals = np.array([level * WEEK[d.weekday()] * on_day(d) for d in dates])
    return np.asarray(totals[:, None] * bell(slots)[None, :])


def counted(mean: Floats, seed: int = 1) -> Floats:
    """Poisson counts of these means."""
    return np.random.default_rng(seed).poisson(mean).astype(np.float64)


def make_history(
    queues: Mapping[str, Floats],
    first: date = MONDAY - timedelta(days=91),
    zone: str = "Europe/Berlin",
    aht: float | Floats | None = 240.0,
) -> History:
    """A history from tables by local day and slot; DST hours that do not exist are dropped, doubled ones stand twice."""
    tz = ZoneInfo(zone)
    days, slots = next(iter(queues.values())).shape
    minutes = 1440 // slots
    start = datetime(first.year, first.month, first.day, tzinfo=tz)
    last = first + timedelta(days=days)
    end = datetime(last.year, last.month, last.day, tzinfo=tz)
    count = int((end.timestamp() - start.timestamp()) // 60 // minutes)
    utc = start.astimezone(ZoneInfo("UTC"))
    blank = np.full((len(queues), count), np.nan)
    history = History(zone, utc, minutes, tuple(queues), blank, blank.copy())
    local = history.local_starts
    day = (local.astype("datetime64[D]") - np.datetime64(first)).astype(int)
    slot = (local - local.astype("datetime64[D]")).astype(int) // minutes
    offered = np.array([table[day, slot] for table in queues.values()])
    seconds = np.full_like(offered, np.nan) if aht is None else np.broadcast_to(np.asarray(aht, dtype=np.float64), offered.shape).copy()
    return History(zone, utc, minutes, tuple(queues), offered, np.where(offered > 0, seconds, np.nan))


def make_plan(
    history: History | None,
    first_day: date = MONDAY,
    days: int = 7,
    interval_minutes: int = 30,
    zone: str = "Europe/Berlin",
    open_hours: Iterable[str] = (),
    **more: Any,
) -> Plan:
    """A plan of the history's queues (or of ``queues``)."""
    windows = tuple(OpenWindow.parse(text) for text in open_hours)
    names = history.queues if history is not None else ("general",)
    queues = more.pop("queues", tuple(Queue(name, open=windows) for name in names))
    return Plan("test", TimeGrid(first_day, days, interval_minutes, zone), queues, history=history, **more)


def make_series(y: Floats, first: date = MONDAY - timedelta(days=91), after: int = 28, zone: str = "Europe/Berlin", **more: Any) -> Series:
    """A series as the methods take it, always open."""
    calendar = day_calendar(first, len(y) + after, zone)
    events = event_days(calendar, more.get("events", ()), "general")
    return Series("general", y, np.ones(len(y)), np.ones((7, y.shape[1]), dtype=np.bool_), calendar, events)


def day_sums(grid: TimeGrid, values: Floats) -> Floats:
    """Sums over the calendar days of a plan, shape (days,)."""
    return np.bincount(grid.interval_day, values, grid.days)


def wape(actual: Floats, said: Floats) -> float:
    """Sum of absolute errors / sum of actuals."""
    return float(np.nansum(np.abs(actual - said)) / np.nansum(actual))
