"""What one person does on one day, pause by pause."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.i18n import has
from staffing.ui import format
from staffing.ui.components.roster_grid import Pick
from staffing.ui.context import Context


def activity_name(ctx: Context, code: str) -> str:
    """An activity in words where there are any."""
    key = f"activity.{code}"
    return ctx.t(key) if has(key, ctx.lang) else code


def show(ctx: Context, plan: Plan, roster: Roster, pick: Pick) -> None:
    """The activities of the chosen person on the chosen day; nothing where nobody is chosen."""
    agent = plan.agent_by_id.get(pick.agent or "")
    if agent is None:
        return
    day = plan.grid.calendar[pick.day]
    st.subheader(f"{format.plain(agent.name or agent.id)} · {format.day(day, ctx.lang)}", anchor=False)
    duties = [duty for duty in roster.by_agent.get(agent.id, ()) if duty.day == day]
    if not duties:
        st.caption(ctx.t("grid.off"))
    for duty in duties:
        rows = [
            {
                "time": f"{format.clock(plan.grid.clock(a.start))}–{format.clock(plan.grid.clock(a.end))}",
                "minutes": a.end - a.start,
                "activity": activity_name(ctx, a.activity),
                "queue": a.queue,
            }
            for a in roster.activities_by_agent.get(agent.id, ())
            if duty.start <= a.start < duty.end
        ]
        config = {name: st.column_config.Column(ctx.t(f"column.{name}")) for name in ("time", "minutes", "activity")}
        config["queue"] = st.column_config.Column(ctx.t("word.queue"))
        table = pd.DataFrame(rows, columns=["time", "minutes", "activity", "queue"])
        st.dataframe(table, key=f"duty-{duty.start}", hide_index=True, column_config=config, width=560)
