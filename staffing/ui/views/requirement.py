"""Requirement: how many people each queue needs, interval by interval, and where each number comes from."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.ui import data, format
from staffing.ui.components import charts, derivation, problems, requirement_charts, shell, tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "requirement")
    plan = data.plan(ctx.folder).plan
    assert plan is not None, "the frame shows problems itself"
    with st.spinner(ctx.t("requirement.computing")):
        found = data.need(ctx.folder)
    if found.problems:
        problems.show(ctx, found.problems, key="requirement-problems")
        return
    if found.requirement is None:
        st.info(ctx.t("requirement.none"), icon=":material/history_toggle_off:")
        return
    requirement = found.requirement
    with st.container(horizontal=True, key="requirement-controls", vertical_alignment="bottom"):
        name = st.selectbox(ctx.t("word.queue"), requirement.queues, key=ctx.key("requirement-queue"), width=240)
        day = st.selectbox(
            ctx.t("word.day"),
            [None, *range(plan.grid.days)],
            key=ctx.key("requirement-day"),
            format_func=lambda k: ctx.t("word.whole_plan") if k is None else format.day(plan.grid.calendar[k], ctx.lang),
            width=200,
        )
    q = requirement.queues.index(name)
    queue = plan.queue_by_name[name]
    promises = derivation.targets(ctx, queue)
    st.markdown(
        f"**{derivation.formula(ctx, requirement, q, queue)}** · "
        + (format.listing(promises, ctx.lang) if promises else ctx.t("target.none"))
    )
    _figures(ctx, plan, requirement, q, day)
    charts.draw(
        requirement_charts.agents(ctx, plan, requirement, q, day),
        key="requirement-agents",
        height=320,
        alt=ctx.t("requirement.chart_alt", queue=name),
    )
    service = requirement_charts.service(ctx, plan, requirement, q, day)
    if service is not None:
        charts.draw(service, key="requirement-service", height=220, alt=ctx.t("requirement.service_alt", queue=name))
    st.subheader(ctx.t("requirement.derivation"), anchor=False)
    chosen = _interval(ctx, plan, requirement, q, day)
    derivation.box(ctx, plan, requirement, q, chosen)
    st.subheader(ctx.t("requirement.table"), anchor=False)
    _table(ctx, plan, requirement, q, day)


def _picked(plan: Plan, day: int | None) -> np.ndarray:
    return np.arange(plan.grid.length) if day is None else np.flatnonzero(plan.grid.interval_day == day)


def _figures(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> None:
    pick = _picked(plan, day)
    hours = plan.grid.interval_minutes / 60
    agents, scheduled = requirement.agents[q, pick], requirement.scheduled_agents[q, pick]
    peak = int(pick[int(agents.argmax())])
    at = plan.grid.local(int(plan.grid.interval_starts[peak]))
    row = [
        Tile(ctx.t("requirement.hours"), format.number(float(agents.sum()) * hours, 1), ctx.t("requirement.hours_help")),
        Tile(ctx.t("requirement.scheduled_hours"), format.number(float(scheduled.sum()) * hours, 1), ctx.t("requirement.scheduled_help")),
        Tile(ctx.t("requirement.peak"), format.number(float(agents.max())), note=f"{format.day(at.date(), ctx.lang)} {at:%H:%M}"),
    ]
    if requirement.occupancy is not None and requirement.load_erlangs is not None and agents.sum() > 0:
        load = np.nan_to_num(requirement.load_erlangs[q, pick])
        used = float((np.nan_to_num(requirement.occupancy[q, pick]) * agents).sum() / agents.sum())
        row.append(Tile(ctx.t("requirement.load_hours"), format.number(float(load.sum()) * hours, 1), ctx.t("requirement.load_help")))
        row.append(Tile(ctx.t("requirement.occupancy"), format.percent(used), ctx.t("requirement.occupancy_help")))
    tiles.show(row, key="requirement-tiles")


def _interval(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> int:
    pick = _picked(plan, day)
    busiest = int(pick[int(requirement.agents[q, pick].argmax())])

    def label(k: int) -> str:
        moment = plan.grid.local(int(plan.grid.interval_starts[k]))
        return f"{format.day(moment.date(), ctx.lang)} {moment:%H:%M}"

    key = ctx.key(f"requirement-interval-{'all' if day is None else day}")
    options = [int(k) for k in pick]
    return int(st.select_slider(ctx.t("word.interval"), options, value=busiest, key=key, format_func=label))


def _table(ctx: Context, plan: Plan, requirement: Requirement, q: int, day: int | None) -> None:
    pick = _picked(plan, day)
    starts = [plan.grid.text(int(minute)).replace("T", " ") for minute in plan.grid.interval_starts[pick]]
    columns: dict[str, object] = {"interval": starts, "agents": requirement.agents[q, pick]}
    columns["scheduled"] = requirement.scheduled_agents[q, pick]
    for name, scale in (
        ("offered", 1),
        ("aht_seconds", 1),
        ("load_erlangs", 1),
        ("service_level", 100),
        ("asa_seconds", 1),
        ("occupancy", 100),
        ("abandonment", 100),
    ):
        values = getattr(requirement, name)
        if values is not None:
            columns[name] = values[q, pick] * scale
    forms = {"agents": "%.0f", "service_level": "%.1f %%", "occupancy": "%.1f %%", "abandonment": "%.1f %%"}
    config = {
        name: st.column_config.NumberColumn(ctx.t(f"column.{name}"), format=forms.get(name, "%.2f"))
        for name in columns
        if name != "interval"
    }
    config["interval"] = st.column_config.TextColumn(ctx.t("word.interval"), pinned=True)
    st.dataframe(pd.DataFrame(columns), key="requirement-table", hide_index=True, column_config=config, height=360)
