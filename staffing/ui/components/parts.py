"""Where a forecast is good and where not: error by days ahead, hour, weekday and month, beside last week and the noise floor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from staffing.ui.components import charts
from staffing.ui.components.charts import Option
from staffing.ui.components.colors import BLUE, GREY, LINE, MUTED, ORANGE
from staffing.ui.context import Context

Report = Mapping[str, Any]
BY = ("month", "horizon", "hour", "weekday")


def label(ctx: Context, by: str, key: str) -> str:
    """A group in words."""
    if by == "weekday":
        return ctx.t(f"weekday.{key}")
    if by == "hour":
        return f"{int(key):02d}:00"
    if by == "horizon":
        return ctx.t("parts.week_ahead", n=key[1:]) if key.startswith("w") else ctx.t("parts.day_ahead", n=key)
    return key


def show(ctx: Context, mine: Report) -> None:
    """Chart and table of one queue."""
    parts = mine.get("parts") or {}
    if not any(parts.get(by) for by in BY):
        return
    st.markdown(f"**{ctx.t('parts.title')}**")
    by = st.segmented_control(
        ctx.t("parts.by"),
        BY,
        key="parts-by",
        default="month",
        required=True,
        format_func=lambda code: ctx.t(f"parts.by_{code}"),
        label_visibility="collapsed",
        persist_state="session",
    )
    rows = parts.get(by or "month", [])
    charts.draw(chart(ctx, by or "month", rows), key="parts-chart", height=260, alt=ctx.t("parts.title"))
    shown = ("wape", "bias", "coverage", "naive", "floor")
    table = [
        {
            "key": label(ctx, by or "month", row["key"]),
            **{name: None if row[name] is None else 100 * row[name] for name in shown},
            "mase": row["mase"],
            "contacts": row["contacts"],
        }
        for row in rows
    ]
    config: dict[str, Any] = {name: st.column_config.NumberColumn(ctx.t(f"parts.{name}"), format="%.1f %%") for name in shown}
    config["key"] = st.column_config.TextColumn(ctx.t(f"parts.by_{by}"))
    config["mase"] = st.column_config.NumberColumn("MASE", format="%.2f", help=ctx.t("accuracy.mase_help"))
    config["contacts"] = st.column_config.NumberColumn(ctx.t("parts.contacts"), format="%,.0f")
    st.dataframe(pd.DataFrame(table), key="parts-table", hide_index=True, column_config=config)
    st.caption(ctx.t("parts.floor_note"))


def chart(ctx: Context, by: str, rows: list[Report]) -> Option:
    """Bars of our error, a line for last week's same slot and one for the noise floor."""

    def values(name: str) -> list[float | None]:
        return [None if row[name] is None else round(100 * row[name], 2) for row in rows]

    def line(name: str, color: str) -> Option:
        return {
            "type": "line", "name": ctx.t(f"parts.{name}"), "data": values(name), "itemStyle": {"color": color},
            "lineStyle": {"color": color, "width": 1.6, "type": "dashed"}, "symbolSize": 5,
        }  # fmt: skip

    ours = {"type": "bar", "name": ctx.t("parts.wape"), "data": values("wape"), "itemStyle": {"color": BLUE}, "barMaxWidth": 34}
    return {
        "animation": False,
        "grid": {"left": 8, "right": 14, "top": 40, "bottom": 8, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 16, "itemHeight": 8, "type": "scroll"},
        "tooltip": {"trigger": "axis", "confine": True},
        "xAxis": {
            "type": "category",
            "data": [label(ctx, by, row["key"]) for row in rows],
            "axisLine": {"lineStyle": {"color": LINE}},
            "axisLabel": {"color": MUTED, "hideOverlap": True},
        },
        "yAxis": {"type": "value", "axisLabel": {"color": MUTED, "formatter": "{value} %"}, "splitLine": {"lineStyle": {"color": LINE}}},
        "series": [ours, line("naive", ORANGE), line("floor", GREY)],
    }
