"""The requirement in figures: totals, the choice of an interval, and every interval as a row."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.ui import format
from staffing.ui.components import tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context

COLUMNS = (
    ("offered", 1),
    ("aht_seconds", 1),
    ("load_erlangs", 1),
    ("service_level", 100),
    ("asa_seconds", 1),
    ("occupancy", 100),
    ("abandonment", 100),
)
"""Measures shown beside the head-counts, with the factor they are shown times."""


def intervals(plan: Plan, day: int | None) -> NDArray[np.int64]:
    """Indices of the intervals of a day of the plan; ``None`` = all."""
    return np.arange(plan.grid.length) if day is None else np.flatnonzero(plan.grid.interval_day == day)


def moment(ctx: Context, plan: Plan, interval: int) -> str:
    """``Mon 11-30 08:15``."""
    start = plan.grid.local(int(plan.grid.interval_starts[interval]))
    return f"{format.day(start.date(), ctx.lang)} {start:%H:%M}"


def figures(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> None:
    """Hours, peak, load and occupancy of a queue."""
    pick, hours = intervals(plan, day), plan.grid.interval_minutes / 60
    agents, scheduled = requirement.agents[q, pick], requirement.scheduled_agents[q, pick]
    peak = int(pick[int(agents.argmax())])
    row = [
        Tile(ctx.t("requirement.hours"), format.number(float(agents.sum()) * hours, 1), ctx.t("requirement.hours_help")),
        Tile(ctx.t("requirement.scheduled_hours"), format.number(float(scheduled.sum()) * hours, 1), ctx.t("requirement.scheduled_help")),
        Tile(ctx.t("requirement.peak"), format.number(float(agents.max())), note=moment(ctx, plan, peak)),
    ]
    if requirement.occupancy is not None and requirement.load_erlangs is not None and agents.sum() > 0:
        load = np.nan_to_num(requirement.load_erlangs[q, pick])
        used = float((np.nan_to_num(requirement.occupancy[q, pick]) * agents).sum() / agents.sum())
        row.append(Tile(ctx.t("requirement.load_hours"), format.number(float(load.sum()) * hours, 1), ctx.t("requirement.load_help")))
        row.append(Tile(ctx.t("requirement.occupancy"), format.percent(used), ctx.t("requirement.occupancy_help")))
    tiles.show(row, key="requirement-tiles")


def choose(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> int:
    """An interval of the reader's choice; the one that needs most to begin with."""
    pick = intervals(plan, day)
    busiest = int(pick[int(requirement.agents[q, pick].argmax())])
    key = ctx.key(f"requirement-interval-{'all' if day is None else day}")
    options = [int(k) for k in pick]
    return int(st.select_slider(ctx.t("word.interval"), options, value=busiest, key=key, format_func=lambda k: moment(ctx, plan, k)))


def show(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> None:
    """Every interval as a row."""
    pick = intervals(plan, day)
    columns: dict[str, object] = {
        "interval": [plan.grid.text(int(minute)).replace("T", " ") for minute in plan.grid.interval_starts[pick]],
        "agents": requirement.agents[q, pick],
        "scheduled": requirement.scheduled_agents[q, pick],
    }
    for name, factor in COLUMNS:
        values = getattr(requirement, name)
        if values is not None:
            columns[name] = values[q, pick] * factor
    forms = {"agents": "%.0f", **{name: "%.1f %%" for name, factor in COLUMNS if factor == 100}}
    config = {
        name: st.column_config.NumberColumn(ctx.t(f"column.{name}"), format=forms.get(name, "%.2f"))
        for name in columns
        if name != "interval"
    }
    config["interval"] = st.column_config.TextColumn(ctx.t("word.interval"), pinned=True)
    st.dataframe(pd.DataFrame(columns), key="requirement-table", hide_index=True, column_config=config, height=360)
