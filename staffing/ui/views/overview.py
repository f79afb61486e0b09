"""Overview: the plan at a glance, and the way to each page."""

from __future__ import annotations

import streamlit as st

from staffing.ui import data, format
from staffing.ui.components import roster_figures, tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context


def show(ctx: Context) -> None:
    """The page."""
    plan = data.plan(ctx.folder).plan
    assert plan is not None, "the frame shows problems itself"
    st.title(format.plain(plan.name), anchor=False)
    grid = plan.grid
    st.caption(
        ctx.t(
            "overview.lead",
            period=format.period(grid),
            days=grid.days,
            zone=grid.zone,
            minutes=grid.interval_minutes,
            folder=format.plain(str(ctx.folder)),
        )
    )
    history = plan.history
    days = None if history is None else len(set(history.local_starts.astype("datetime64[D]").tolist()))
    tiles.show(
        [
            Tile(
                ctx.t("overview.queues"),
                format.number(len(plan.queues)),
                format.plain(format.listing((q.name for q in plan.queues), ctx.lang)),
            ),
            Tile(ctx.t("overview.agents"), format.number(len(plan.agents))),
            Tile(
                ctx.t("overview.shifts"),
                format.number(len(plan.shifts)),
                format.plain(format.listing((s.name for s in plan.shifts), ctx.lang)),
            ),
            Tile(ctx.t("overview.history"), format.NONE if days is None else ctx.t("overview.weeks", n=format.number(days / 7, 1))),
            Tile(ctx.t("overview.packs"), format.plain(format.listing(plan.rule_packs, ctx.lang)) or format.NONE),
        ],
        key="overview-tiles",
    )
    st.subheader(ctx.t("page.roster"), anchor=False)
    work = data.work(ctx.folder)
    if work.roster is None:
        st.info(ctx.t("roster.none"), icon=":material/calendar_add_on:")
    else:
        roster_figures.show(ctx, work)
    st.space("small")
    with st.container(horizontal=True, key="overview-links"):
        for name in ("demand", "requirement", "roster", "compliance"):
            with st.container(border=True, key=f"overview-{name}", width="stretch", height="stretch"):
                if name in ctx.pages:
                    st.page_link(ctx.pages[name], label=f"**{ctx.t(f'page.{name}')}**")
                st.caption(ctx.t(f"{name}.lead"))
