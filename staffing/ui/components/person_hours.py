"""What each person works: hours, nights, weekends, runs; so that burdens can be compared."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pandas as pd
import streamlit as st

from staffing.domain.grid import is_night
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.ui.context import Context


def frame(plan: Plan, roster: Roster) -> pd.DataFrame:
    """One row per person: paid hours (in all, in the fullest calendar week), shifts, nights, weekends, longest run, shortest rest."""
    rows = []
    for agent in plan.agents:
        duties = roster.by_agent.get(agent.id, ())
        weeks: Counter[object] = Counter()
        for duty in duties:
            weeks[duty.day - timedelta(days=duty.day.weekday())] += duty.paid_minutes or 0
        rests = [(after.start - before.end) / 60 for before, after in pairwise(duties)]
        rows.append(
            {
                "agent": agent.name or agent.id,
                "contract": agent.contract,
                "paid_hours": sum(duty.paid_minutes or 0 for duty in duties) / 60,
                "fullest_week": max(weeks.values(), default=0) / 60,
                "shifts": len(duties),
                "nights": sum(is_night(plan.grid, duty.start, duty.end) for duty in duties),
                "weekends": sum(duty.day.weekday() >= 5 for duty in duties),
                "longest_run": longest_run([duty.day.toordinal() for duty in duties]),
                "shortest_rest": min(rests, default=None),
            }
        )
    return pd.DataFrame(rows)


def longest_run(days: list[int]) -> int:
    """Most consecutive days in a list of day numbers."""
    best = run = 0
    before = None
    for day in sorted(set(days)):
        run = run + 1 if before is not None and day == before + 1 else 1
        best, before = max(best, run), day
    return best


def show(ctx: Context, plan: Plan, roster: Roster, *, key: str) -> None:
    """The table."""
    table = frame(plan, roster)
    numbers = {"paid_hours": "%.1f", "fullest_week": "%.1f", "shortest_rest": "%.1f"}
    config = {
        name: st.column_config.NumberColumn(ctx.t(f"column.{name}"), format=numbers.get(name, "%d"))
        for name in table.columns
        if name not in ("agent", "contract")
    }
    config["agent"] = st.column_config.TextColumn(ctx.t("column.agent"), pinned=True)
    config["contract"] = st.column_config.TextColumn(ctx.t("word.contract"))
    st.dataframe(table, key=key, hide_index=True, column_config=config, height=min(560, 38 + 35 * max(1, len(table))))
