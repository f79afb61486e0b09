"""Roster: make it, see it, see where it is short, take it away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from staffing.domain.coverage import Coverage
from staffing.domain.finding import Outcome
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.services.sentences import sentence
from staffing.ui import data, format
from staffing.ui.components import charts, coverage_chart, downloads, duty_detail, problems, roster_grid, shell, solve_panel, tiles
from staffing.ui.components.roster_grid import Pick
from staffing.ui.components.tiles import Tile
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
        _conflicts(ctx, work)
        st.info(ctx.t("roster.none"), icon=":material/calendar_add_on:")
        return
    if work.stale:
        st.warning(ctx.t("roster.stale"), icon=":material/update:")
    figures(ctx, work)
    agents = _filtered(ctx, plan, work)
    pick = _grid(ctx, plan, work, agents)
    if work.coverage is not None:
        _coverage(ctx, plan, work.coverage, pick.day)
    duty_detail.show(ctx, plan, work.roster, pick)
    _terms(ctx, work)
    downloads.show(ctx, plan, work)


def _conflicts(ctx: Context, work: Work) -> None:
    """What clashes, where no roster can exist."""
    for clash in (work.report or {}).get("conflicts") or []:
        parts = {name: format.listing(clash.get(name) or [format.NONE], ctx.lang) for name in ("rules", "agents", "days")}
        st.warning(ctx.t("solve.conflict", **parts), icon=":material/call_split:")


def figures(ctx: Context, work: Work) -> None:
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


def _terms(ctx: Context, work: Work) -> None:
    """What the cost is made of."""
    terms = (work.report or {}).get("terms") or {}
    if terms:
        with st.expander(ctx.t("roster.terms"), key="roster-terms"):
            rows = pd.DataFrame({"term": [ctx.t(f"term.{name}") for name in terms], "money": list(terms.values())})
            config = {
                "term": st.column_config.TextColumn(ctx.t("roster.term")),
                "money": st.column_config.NumberColumn(ctx.t("kpi.cost"), format="%,.2f"),
            }
            st.dataframe(rows, key="roster-terms-table", hide_index=True, column_config=config, width=420)


def _filtered(ctx: Context, plan: Plan, work: Work) -> list[Agent]:
    with st.container(horizontal=True, key="roster-filter", vertical_alignment="bottom"):
        wanted = st.text_input(ctx.t("roster.search"), key=ctx.key("roster-search"), width=240, placeholder=ctx.t("roster.search_hint"))
        contracts = sorted({agent.contract for agent in plan.agents})
        contract = st.selectbox(
            ctx.t("word.contract"),
            [None, *contracts],
            key=ctx.key("roster-contract"),
            format_func=lambda name: name or ctx.t("word.all"),
            width=180,
        )
        only = st.toggle(ctx.t("roster.only_findings"), key="roster-only-findings")
    marked = {finding.agent for finding in work.audit.findings} if work.audit else set()
    text = wanted.strip().lower()
    return [
        agent
        for agent in plan.agents
        if (not text or text in f"{agent.id} {agent.name} {' '.join(q for q, _ in agent.skills)}".lower())
        and (contract is None or agent.contract == contract)
        and (not only or agent.id in marked)
    ]


def _grid(ctx: Context, plan: Plan, work: Work, agents: list[Agent]) -> Pick:
    assert work.roster is not None
    key = ctx.key("roster-grid")
    state = st.session_state.get(key)
    before = state.get("pick") if state else None
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
        format_func=lambda name: name or ctx.t("word.all_queues"),
        label_visibility="collapsed",
    )
    charts.draw(coverage_chart.day(ctx, coverage, day, queue or None), key="coverage-chart", height=300, alt=ctx.t("coverage.alt"))
