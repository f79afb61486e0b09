"""Events of the plan, and what was learned from the history about days like them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from staffing.domain.plan import Plan
from staffing.ui.components import accuracy
from staffing.ui.context import Context


def show(ctx: Context, plan: Plan, report: Mapping[str, Any] | None = None, queue: str = "") -> None:
    """The table of events, then the effects learned for one queue."""
    if not plan.events:
        st.caption(ctx.t("demand.no_events"))
    rows = [
        {
            "event": event.event,
            "first": event.first_day.isoformat(),
            "last": event.last_day.isoformat(),
            "queue": event.queue or ctx.t("word.all_queues"),
            "factor": event.factor,
        }
        for event in plan.events
    ]
    names = {name: st.column_config.Column(ctx.t(f"demand.event_{name}")) for name in ("event", "first", "last", "queue", "factor")}
    if rows:
        st.dataframe(pd.DataFrame(rows), key="demand-events", hide_index=True, column_config=names)
    if (mine := (report or {}).get("queues", {}).get(queue)) is not None:
        accuracy.learned(ctx, mine)
