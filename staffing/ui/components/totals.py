"""Daily and weekly totals with the range eight of ten of them fall into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from staffing.ui import format
from staffing.ui.context import Context

if TYPE_CHECKING:
    from staffing.forecast import ForecastResult


def show(ctx: Context, result: ForecastResult | None, queue: str) -> None:
    """The totals of one queue, and of all queues together where there are several."""
    if result is None:
        st.caption(ctx.t("totals.given"))
        return
    found = result.totals
    rows = []
    for name in (queue, *([""] if "" in found.names and len(found.names) > 2 else [])):
        for period, first, owner, *figures in found.rows():
            if owner == name:
                rows.append(
                    {
                        "queue": name or ctx.t("word.all_queues"),
                        "period": ctx.t(f"totals.{period}"),
                        "first": format.day(first, ctx.lang),
                        **dict(zip(("expected", "p10", "p50", "p90"), figures, strict=True)),
                    }
                )
    config = {key: st.column_config.TextColumn(ctx.t(f"totals.{key}")) for key in ("queue", "period", "first")}
    numbers = {key: st.column_config.NumberColumn(ctx.t(f"totals.{key}"), format="%,.0f") for key in ("expected", "p10", "p50", "p90")}
    st.dataframe(pd.DataFrame(rows), key="totals-table", hide_index=True, column_config={**config, **numbers})
    if found.coverage_daily is not None and found.coverage_weekly is not None:
        day, week = format.percent(found.coverage_daily, 0), format.percent(found.coverage_weekly, 0)
        st.caption(ctx.t("totals.coverage", day=day, week=week, days=found.compared_daily, weeks=found.compared_weekly))
    else:
        st.caption(ctx.t("totals.untested"))
