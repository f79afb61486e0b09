"""Roster: make it, see it, see where it is short, take it away."""

from __future__ import annotations

import streamlit as st

from staffing.domain.coverage import Coverage
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.services.sentences import sentence
from staffing.ui import data, format
from staffing.ui.components import (
    charts,
    coverage_chart,
    downloads,
    duty_detail,
    people_filter,
    problems,
    roster_figures,
    roster_grid,
    shell,
    solve_panel,
)
from staffing.ui.components.roster_grid import Pick
from staffing.ui.context import Context
from staffing.ui.data import Work


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "roster")
    plan = data.plan(ctx.folder).plan
    assert plan is not None, "the frame shows problems itself"
    solve_panel.show(ctx)
    with st.spinner(ctx.t("roster.reading")):
        work = data.work(ctx.folder)
    if work.problems:
        problems.show(ctx, work.problems, key="roster-problems", title=ctx.t("roster.unreadable"))
        return
    if work.roster is None:
        if not roster_figures.conflicts(ctx, plan, work):
            st.info(ctx.t("roster.none"), icon=":material/calendar_add_on:")
        return
    if work.stale:
        st.warning(ctx.t("roster.stale"), icon=":material/update:")
    roster_figures.show(ctx, work)
    pick = _grid(ctx, plan, work, people_filter.show(ctx, plan, work))
    if work.coverage is not None:
        _coverage(ctx, plan, work.coverage, pick.day)
    duty_detail.show(ctx, plan, work.roster, pick)
    roster_figures.terms(ctx, work)
    downloads.show(ctx, plan, work)


def _grid(ctx: Context, plan: Plan, work: Work, agents: list[Agent]) -> Pick:
    """The grid; gives the day and person chosen in it, the first day until somebody chooses."""
    assert work.roster is not None
    key = ctx.key("roster-grid")
    before = (st.session_state.get(key) or {}).get("pick")
    pick = Pick(before["agent"], min(int(before["day"]), plan.grid.days - 1)) if before else Pick(None, 0)
    payload = roster_grid.payload(
        ctx,
        plan,
        work.roster,
        work.coverage,
        work.audit,
        agents,
        lambda finding: sentence(finding, ctx.lang),
        selected=pick.day,
        picked=pick,
    )
    roster_grid.show(payload, key=key)
    st.caption(ctx.t("grid.legend"))
    return pick


def _coverage(ctx: Context, plan: Plan, coverage: Coverage, day: int) -> None:
    st.subheader(ctx.t("coverage.title", day=format.day(plan.grid.calendar[day], ctx.lang)), anchor=False)
    queue = st.segmented_control(
        ctx.t("word.queue"),
        ["", *coverage.queues],
        key=ctx.key("coverage-queue"),
        default="",
        required=True,
        format_func=lambda name: format.plain(name) or ctx.t("word.all_queues"),
        label_visibility="collapsed",
    )
    charts.draw(coverage_chart.day(ctx, coverage, day, queue or None), key="coverage-chart", height=300, alt=ctx.t("coverage.alt"))
