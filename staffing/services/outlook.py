"""Capacity for the coming year: contacts by week, the people they need, the people there will be, and what hiring changes.

Agent-hours of a week = contacts x handling time x (agent-hours the plan's own requirement needs for each hour of handling, shrinkage
included). That ratio is measured on the plan's days; it falls somewhat as queues grow, which is left out, on the safe side of growth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.forecast.outlook import Outlook, Step, make_outlook
from staffing.io.output import number, write_rows

Floats = NDArray[np.float64]
FILE = "outlook.csv"
COLUMNS = ("week", "queue", "offered", "offered_p10", "offered_p90", "agent_hours", "heads_needed", "heads_needed_p90", "heads", "gap")
WEEKS_PER_MONTH = 365.25 / 12 / 7
USUAL_MINUTES = 2400


@dataclass(frozen=True)
class Hire:
    """People who start on a day."""

    first_day: date
    heads: int


@dataclass(frozen=True)
class Staff:
    """How the number of people develops.

    Attributes:
        attrition_per_month: share of the people who leave in a month, 0..1.
        hires: who comes.
        ramp_weeks: weeks in which a newcomer's work rises in a straight line from nothing to full, >= 0.
        minutes_per_week: paid minutes of a full-time week; ``None`` = mean of the agents' contracts.
    """

    attrition_per_month: float = 0.0
    hires: tuple[Hire, ...] = ()
    ramp_weeks: int = 0
    minutes_per_week: float | None = None


@dataclass(frozen=True, eq=False)
class Capacity:
    """An outlook in people.

    Attributes:
        hours_per_handling_hour: by queue; ``None`` = the plan's requirement says nothing of it.
        hours: agent-hours needed by queue and week, shape (Q, weeks); NaN = unknown.
        needed, needed_p90: full-time people needed each week, shape (weeks,).
        heads: people there will be, newcomers by what they can do, shape (weeks,).
        file: written.
    """

    plan: Plan
    outlook: Outlook
    hours_per_handling_hour: tuple[float | None, ...]
    hours: Floats
    needed: Floats
    needed_p90: Floats
    heads: Floats
    file: Path


def look_ahead(
    folder: Path, weeks: int = 52, growth_per_year: float = 0.0, steps: Sequence[Step] = (), staff: Staff | None = None
) -> Capacity:
    """Write out/outlook.csv. Raises InputProblems where the plan or its history is wrong."""
    from staffing.services import pipeline

    plan = pipeline.load_plan(folder, needs=("history",))
    names = [q.name for q in plan.queues]
    unknown = [s.queue for s in steps if s.queue and s.queue not in names]
    if unknown:
        raise InputProblems(
            [Problem("--step", None, None, q, f"a queue of plan.toml: {', '.join(names)}", "unknown-name") for q in unknown]
        )
    staff = staff or Staff()
    outlook = make_outlook(plan, weeks, growth_per_year, steps)
    ratios = _ratios(plan)
    hours = np.full((len(names), weeks), np.nan)
    high = hours.copy()
    for k, (queue, ratio) in enumerate(zip(outlook.queues, ratios, strict=True)):
        if ratio is not None and queue.aht_seconds is not None:
            hours[k], high[k] = (x * queue.aht_seconds / 3600 * ratio for x in (queue.offered, queue.p90))
    minutes = staff.minutes_per_week or _minutes(plan)
    needed, needed_p90 = (np.nansum(x, axis=0) * 60 / minutes for x in (hours, high))
    heads = head_count(len(plan.agents), outlook.weeks, staff)
    path = folder / "out" / FILE
    write_rows(path, COLUMNS, _rows(outlook, hours, needed, needed_p90, heads))
    return Capacity(plan, outlook, tuple(ratios), hours, needed, needed_p90, heads, path)


def head_count(now: int, weeks: Sequence[date], staff: Staff) -> Floats:
    """People at work in each week: those of now less attrition, newcomers (who leave at the same rate) by what they can do already."""
    keep = (1 - staff.attrition_per_month) ** (1 / WEEKS_PER_MONTH)
    heads: Floats = np.array([now * keep**k for k in range(len(weeks))])
    for hire in staff.hires:
        for k, week in enumerate(weeks):
            since = (week - hire.first_day).days / 7
            if since >= 0:
                able = min(1.0, (since + 0.5) / staff.ramp_weeks) if staff.ramp_weeks else 1.0
                heads[k] += hire.heads * keep**since * able
    return heads


def _ratios(plan: Plan) -> list[float | None]:
    """Scheduled agent-hours for each hour of handling, by queue, on the plan's own days."""
    from staffing.services import pipeline

    forecast = pipeline.make_forecast(plan)
    need = pipeline.make_requirement(plan, forecast)
    size = plan.grid.interval_minutes / 60
    out: list[float | None] = []
    for queue in plan.queues:
        if queue.name not in need.queues or queue.name not in forecast.queues:
            out.append(None)
            continue
        k = forecast.queues.index(queue.name)
        handling = float(np.nansum(forecast.offered[k] * forecast.aht_seconds[k])) / 3600
        hours = float(need.scheduled_agents[need.queues.index(queue.name)].sum()) * size
        out.append(hours / handling if handling > 0 else None)
    return out


def _minutes(plan: Plan) -> float:
    minutes = [plan.contract_by_name[a.contract].normal_minutes_per_week for a in plan.agents if a.contract in plan.contract_by_name]
    mean = float(np.mean(minutes)) if minutes else 0.0
    return mean if mean > 0 else float(USUAL_MINUTES)


def _rows(outlook: Outlook, hours: Floats, needed: Floats, needed_p90: Floats, heads: Floats) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for w, week in enumerate(outlook.weeks):
        for k, q in enumerate(outlook.queues):
            rows.append((week, q.queue, *(number(x, 2) for x in (q.offered[w], q.p10[w], q.p90[w], hours[k, w])), "", "", "", ""))
        together = [number(sum(float(getattr(q, name)[w]) for q in outlook.queues), 2) for name in ("offered", "p10", "p90")]
        people = [number(x, 2) for x in (needed[w], needed_p90[w], heads[w], heads[w] - needed[w])]
        rows.append((week, "", *together, number(float(np.nansum(hours[:, w])), 2), *people))
    return rows
