"""Requirement: how many people each queue needs, interval by interval, and where each number comes from."""

from __future__ import annotations

import streamlit as st

from staffing.ui import data, format
from staffing.ui.components import charts, derivation, problems, requirement_charts, requirement_table, shell
from staffing.ui.context import Context

MOST_INTERVALS = 6000
"""Plans longer than this open with their first day instead of all at once."""


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "requirement")
    plan = data.plan(ctx.folder).plan
    assert plan is not None, "the frame shows problems itself"
    with st.spinner(ctx.t("requirement.computing")):
        found = data.need(ctx.folder)
    if found.problems:
        problems.show(ctx, found.problems, key="requirement-problems")
        return
    if found.requirement is None:
        st.info(ctx.t("requirement.none"), icon=":material/history_toggle_off:")
        return
    requirement = found.requirement
    with st.container(horizontal=True, key="requirement-controls", vertical_alignment="bottom"):
        name = st.selectbox(ctx.t("word.queue"), requirement.queues, key=ctx.key("requirement-queue"), width=240)
        day = st.selectbox(
            ctx.t("word.day"),
            [None, *range(plan.grid.days)],
            index=0 if plan.grid.length <= MOST_INTERVALS else 1,
            key=ctx.key("requirement-day"),
            format_func=lambda k: ctx.t("word.whole_plan") if k is None else format.day(plan.grid.calendar[k], ctx.lang),
            width=200,
        )
    q, queue = requirement.queues.index(name), plan.queue_by_name[name]
    promises = format.listing(derivation.targets(ctx, queue), ctx.lang) or ctx.t("target.none")
    st.markdown(f"**{derivation.formula(ctx, requirement, q, queue)}** · {promises}")
    requirement_table.figures(ctx, plan, requirement, q, day)
    people = requirement_charts.agents(ctx, plan, requirement, q, day)
    charts.draw(people, key="requirement-agents", height=320, alt=ctx.t("requirement.chart_alt", queue=name))
    service = requirement_charts.service(ctx, plan, requirement, q, day)
    if service is not None:
        charts.draw(service, key="requirement-service", height=220, alt=ctx.t("requirement.service_alt", queue=name))
    st.subheader(ctx.t("requirement.derivation"), anchor=False)
    derivation.box(ctx, plan, requirement, q, requirement_table.choose(ctx, plan, requirement, q, day))
    st.subheader(ctx.t("requirement.table"), anchor=False)
    requirement_table.show(ctx, plan, requirement, q, day)
