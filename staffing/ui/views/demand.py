"""Demand: what came, what is expected, how sure that is, and what is special."""

from __future__ import annotations

import numpy as np
import streamlit as st

from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.ui import data, format
from staffing.ui.components import accuracy, adjustments, charts, demand_charts, events, heatmap, problems, repairs, shell, tiles, totals
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "demand")
    plan = data.plan(ctx.folder).plan
    assert plan is not None, "the frame shows problems itself"
    with st.spinner(ctx.t("demand.computing")):
        found = data.demand(ctx.folder)
    if found.problems:
        problems.show(ctx, found.problems, key="demand-problems")
        return
    if found.forecast is None:
        given = "demand.none_requirement" if plan.requirement is not None else "demand.none"
        st.info(ctx.t(given), icon=":material/history_toggle_off:")
        events.show(ctx, plan)
        return
    forecast = found.forecast
    with st.container(horizontal=True, key="demand-controls", vertical_alignment="bottom"):
        queue = st.selectbox(ctx.t("word.queue"), forecast.queues, key=ctx.key("demand-queue"), width=240)
        level = st.segmented_control(
            ctx.t("demand.level"),
            demand_charts.LEVELS,
            key="demand-level",
            default="hour",
            required=True,
            format_func=lambda code: ctx.t(f"demand.level_{code}"),
            persist_state="session",
        )
    _figures(ctx, plan, forecast, queue)
    if plan.history is None:
        st.info(ctx.t("demand.no_history"), icon=":material/history_toggle_off:")
    option = demand_charts.chart(ctx, plan, forecast, queue, level or "hour", found.result)
    charts.draw(option, key="demand-chart", height=380, alt=ctx.t("demand.chart_alt", queue=queue))
    if forecast.offered_p10 is not None:
        exact = "demand.band_note_day" if level == "day" and found.result is not None else "demand.band_note_sum"
        st.caption(ctx.t("demand.band_note" if level == "interval" else exact))
    names = ("pattern", "totals", "accuracy", "events", "adjustments", "repairs")
    pattern, sums, quality, special, changes, mended = st.tabs([ctx.t(f"demand.{name}") for name in names])
    with pattern:
        heatmap.show(plan.grid, forecast.offered[forecast.queues.index(queue)], ctx.t("demand.heat"), ctx.lang, key="demand-heat")
    with sums:
        totals.show(ctx, found.result, queue)
    with quality:
        adjustments.outcome(ctx, found.accuracy, queue)
        accuracy.show(ctx, found.accuracy, queue)
    with special:
        events.show(ctx, plan, found.accuracy, queue)
    with changes:
        adjustments.show(ctx, plan, forecast, found.accuracy, queue)
    with mended:
        repairs.show(ctx, plan, found.accuracy, queue)


def _figures(ctx: Context, plan: Plan, forecast: Forecast, queue: str) -> None:
    q, grid = forecast.queues.index(queue), plan.grid
    offered, aht = np.nan_to_num(forecast.offered[q]), forecast.aht_seconds[q]
    total = float(offered.sum())
    busy = (offered > 0) & np.isfinite(aht)
    handling = float((offered[busy] * aht[busy]).sum() / offered[busy].sum()) if busy.any() else None
    peak = int(offered.argmax())
    start = grid.local(int(grid.interval_starts[peak]))
    method = forecast.methods[q] if forecast.methods else ""
    tiles.show(
        [
            Tile(ctx.t("demand.total"), format.number(total), ctx.t("demand.total_help")),
            Tile(ctx.t("demand.mean_day"), format.number(total / grid.days)),
            Tile(ctx.t("demand.peak"), format.number(float(offered[peak]), 1), note=f"{format.day(start.date(), ctx.lang)} {start:%H:%M}"),
            Tile(ctx.t("demand.aht"), format.seconds(handling, ctx.lang), ctx.t("demand.aht_help")),
            Tile(ctx.t("demand.method"), accuracy.method_name(ctx, method)),
        ],
        key="demand-tiles",
    )
