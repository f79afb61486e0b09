"""Long-range forecast: weekly totals for a capacity plan, up to 64 weeks, with growth and steps that people foresee.

Weekly total = sum over its days of level x calendar effects (see daily; time of year from 400 days of history on) x known factors of events
x (1 + growth)^(years ahead) x steps. Growth is never assumed: what the last year showed is reported, people decide.

The range widens with time: the log of the level is taken as a random walk beneath weekly noise. With r_w the log of a week's contacts over
its calendar effects, half the mean of (r_(w+k) - r_w)^2 is noise + k s^2 / 2 (a variogram: Matheron, Economic Geology 58
(1963) 1246-1266); a line through k = 1 ... 26 gives both. The variance of the log of a week h weeks ahead is then noise + h s^2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.forecast.aht import forecast_aht
from staffing.forecast.methods import Series, designs, say
from staffing.forecast.prepare import prepare
from staffing.forecast.profile import day_totals
from staffing.forecast.select import Horizon, choose
from staffing.forecast.table import day_table, open_week

Floats = NDArray[np.float64]

MOST_WEEKS = 64
Z90 = 1.2815515655446004
LONGEST_LAG = 26
ASSUMED = (0.005, 0.0005)
"""Noise and s^2 a week where the history is too short to measure them."""

YEAR = 364


@dataclass(frozen=True)
class Step:
    """From ``first_day`` on, a queue (``""`` = all) gets ``factor`` times as many contacts."""

    first_day: date
    factor: float
    queue: str = ""


@dataclass(frozen=True, eq=False)
class QueueOutlook:
    """One queue, week by week.

    Attributes:
        queue: name.
        offered, p10, p90: contacts of each week, shape (weeks,).
        aht_seconds: expected mean handling time; ``None`` = unknown.
        yearly: whether the history is long enough for a time of year.
        growth_seen: last 13 weeks against the same weeks a year before, less 1; ``None`` where the history is shorter.
        noise, walk: variance of the log of a week, and what each further week adds.
    """

    queue: str
    offered: Floats
    p10: Floats
    p90: Floats
    aht_seconds: float | None
    yearly: bool
    growth_seen: float | None
    noise: float
    walk: float


@dataclass(frozen=True, eq=False)
class Outlook:
    """Weekly totals of a plan's queues.

    Attributes:
        weeks: first day (Monday) of each week.
        queues: in the plan's order.
    """

    weeks: tuple[date, ...]
    queues: tuple[QueueOutlook, ...]


def make_outlook(plan: Plan, weeks: int = 52, growth_per_year: float = 0.0, steps: Sequence[Step] = ()) -> Outlook:
    """Look ahead from the first Monday on or after the plan's first day.

    Args:
        weeks: 1..64.
        growth_per_year: 0.05 = 5 % more a year, counted from the plan's first day; > -1.
        steps: changes people foresee.

    Raises ValueError for numbers out of range, InputProblems where a queue has no history.
    """
    if not 1 <= weeks <= MOST_WEEKS or not -1 < growth_per_year <= 10:
        raise ValueError(f"weeks must be 1..{MOST_WEEKS} and growth_per_year above -1, at most 10")
    if any(not 0 <= s.factor <= 100 for s in steps):
        raise ValueError("factors of steps must lie in 0..100")
    if plan.history is None:
        raise InputProblems([Problem("history.csv", None, None, None, "a history of contacts to forecast from", "missing-file")])
    table = day_table(plan.history).until(plan.grid.first_day)
    first = plan.grid.first_day + timedelta(days=-plan.grid.first_day.weekday() % 7)
    days = [first + timedelta(days=k) for k in range(7 * weeks)]
    out, problems = [], []
    for queue in plan.queues:
        item = None
        if queue.name in table.queues and table.days:
            after = (days[-1] - table.end_day).days + 1
            weekly = open_week(queue, table.slot_minutes)
            item = prepare(table, queue.name, weekly, plan.grid.zone, after, plan.events, plan.calendar, plan.refused_repairs)
        if item is None:
            expected = f"rows with offered contacts of this queue before {plan.grid.first_day}"
            problems.append(Problem("history.csv", None, "queue", queue.name, expected, "no-history"))
            continue
        series = item.series
        lead = series.calendar.index(first) - len(series.y)
        totals = _daily(series, lead, len(days))
        years = np.array([(d - plan.grid.first_day).days for d in days]) / 365.25
        totals = totals * (1 + growth_per_year) ** years
        for step in steps:
            if step.queue in ("", queue.name):
                totals = totals * np.where(np.array(days) >= np.array(step.first_day), step.factor, 1.0)
        by_week = totals.reshape(weeks, 7).sum(axis=1)
        noise, walk = _spread(series)
        sd = np.sqrt(noise + walk * (lead / 7 + np.arange(1, weeks + 1)))
        aht = forecast_aht(item.aht_seconds, item.handled, max(0, lead), 28)
        seconds = None if aht is None else float(aht.seconds.mean())
        out.append(
            QueueOutlook(
                queue.name, by_week, by_week * np.exp(-Z90 * sd), by_week * np.exp(Z90 * sd), seconds,
                len(series.y) >= YEAR + 36, _growth(series), noise, walk,
            )
        )  # fmt: skip
    if problems:
        raise InputProblems(problems)
    return Outlook(tuple(days[::7]), tuple(out))


def _daily(series: Series, lead: int, days: int) -> Floats:
    """Expected daily totals with the daily models that four weeks ahead were best, known factors of events applied."""
    choice = choose(series, Horizon(lead, 28))
    said = say(series, designs(series), len(series.y), lead, days)
    best = [v for v in choice.best_daily if v in said.totals] or list(said.totals)
    ahead = slice(len(series.y) + lead, len(series.y) + lead + days)
    if not best:
        return np.asarray(said.baselines["mean-4"].sum(axis=1) * series.events.factor[ahead])
    busy = said.busy.any(axis=1)
    return np.asarray(np.where(busy, np.mean([said.totals[v] for v in best], axis=0), 0.0) * series.events.factor[ahead])


def _weekly_logs(series: Series) -> Floats:
    """log of (contacts / calendar effects) of each whole week before the end of the history; NaN where a week has too little."""
    count = len(series.y)
    totals, known = day_totals(series.y, series.kind[:count])
    said = say(series, designs(series), count, 0, 1)
    fit = next(iter(said.fits.values()), None)
    if fit is None:
        return np.zeros(0)
    weight = known * series.trust
    weeks = count // 7
    above, below = (x[count - 7 * weeks :].reshape(weeks, 7).sum(axis=1) for x in (weight * totals, weight * fit.effect[:count]))
    return np.where((above > 0) & (below > 0), np.log(np.maximum(above, 1e-9) / np.maximum(below, 1e-9)), np.nan)


def _spread(series: Series) -> tuple[float, float]:
    """(noise, s^2): variance of the log of a week, and what each week adds."""
    logs = _weekly_logs(series)
    lags, halves = [], []
    for k in range(1, min(LONGEST_LAG, len(logs) // 2) + 1):
        change = (logs[k:] - logs[:-k]) ** 2
        change = change[~np.isnan(change)]
        if len(change) >= 4:
            lags.append(k)
            halves.append(0.5 * float(np.minimum(change, 25 * np.median(change) + 1e-12).mean()))
    if len(lags) < 4:
        return ASSUMED
    slope, noise = np.polyfit(np.array(lags, dtype=np.float64), np.array(halves), 1)
    if slope <= 0:
        return float(np.mean(halves)), 0.0
    return max(float(noise), 1e-5), 2 * float(slope)


def _growth(series: Series) -> float | None:
    """The last 13 weeks against the same weeks a year before, less 1."""
    count, span = len(series.y), 91
    if count < YEAR + span:
        return None
    totals, known = day_totals(series.y, series.kind[:count])
    now, before = slice(count - span, count), slice(count - span - YEAR, count - YEAR)
    both = (known[now] > 0) & (known[before] > 0)
    below = float(totals[before][both].sum())
    return float(totals[now][both].sum()) / below - 1 if below > 0 else None


def total(outlook: Outlook) -> Mapping[str, Floats]:
    """Contacts of all queues together by week: expected; and p10, p90 as if the queues' levels moved together (the cautious side)."""
    return {name: np.sum([getattr(q, name) for q in outlook.queues], axis=0) for name in ("offered", "p10", "p90")}
