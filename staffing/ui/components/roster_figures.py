"""What a roster costs, how good it is proven to be, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from staffing.domain.finding import Outcome
from staffing.domain.plan import Plan
from staffing.services.explaining.words import conflict_sentence
from staffing.ui import format
from staffing.ui.components import tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context
from staffing.ui.data import Work

MOST_CONFLICTS = 12
"""Clashes told on the page."""


def show(ctx: Context, work: Work) -> None:
    """Cost, proof, shortage and broken rules."""
    report: Mapping[str, Any] = work.report or {}
    short = None if work.coverage is None else work.coverage.short_agent_minutes / 60
    broken = None if work.audit is None else work.audit.count(Outcome.FAIL)
    tiles.show(
        [
            Tile(ctx.t("kpi.cost"), format.number(report.get("objective")), ctx.t("kpi.cost_help")),
            Tile(ctx.t("kpi.gap"), format.percent(report.get("gap"), 2), ctx.t("kpi.gap_help")),
            Tile(ctx.t("kpi.excess_gap"), format.percent(report.get("excess_gap"), 1), ctx.t("kpi.excess_gap_help")),
            Tile(ctx.t("kpi.short"), format.number(short, 1), ctx.t("kpi.short_help")),
            Tile(ctx.t("kpi.broken"), format.number(broken), ctx.t("kpi.broken_help")),
        ],
        key="roster-tiles",
    )


def terms(ctx: Context, work: Work) -> None:
    """What the cost is made of."""
    parts = (work.report or {}).get("terms") or {}
    if not parts:
        return
    with st.expander(ctx.t("roster.terms"), key="roster-terms"):
        rows = pd.DataFrame({"term": [ctx.t(f"term.{name}") for name in parts], "money": list(parts.values())})
        config = {
            "term": st.column_config.TextColumn(ctx.t("roster.term")),
            "money": st.column_config.NumberColumn(ctx.t("kpi.cost"), format="%,.2f"),
        }
        st.dataframe(rows, key="roster-terms-table", hide_index=True, column_config=config, width=420)


def conflicts(ctx: Context, plan: Plan, work: Work) -> bool:
    """What clashes, a sentence each, where no roster can exist; whether there was anything to tell."""
    found = (work.report or {}).get("conflicts") or []
    for clash in found[:MOST_CONFLICTS]:
        st.warning(format.plain(conflict_sentence(plan, clash, ctx.lang)), icon=":material/call_split:")
    if len(found) > MOST_CONFLICTS:
        st.caption(ctx.t("roster.more_conflicts", n=len(found) - MOST_CONFLICTS))
    if found:
        made_of = (work.report or {}).get("input_hash")
        st.caption(ctx.t("roster.stale_conflicts" if made_of and made_of != plan.input_hash else "roster.explain"))
    return bool(found)
