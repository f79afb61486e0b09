"""Which people a reader wants to see."""

from __future__ import annotations

import streamlit as st

from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.ui.context import Context
from staffing.ui.data import Work


def show(ctx: Context, plan: Plan, work: Work) -> list[Agent]:
    """The people that fit the search, the contract and, if asked, have findings."""
    with st.container(horizontal=True, key="roster-filter", vertical_alignment="bottom"):
        wanted = st.text_input(ctx.t("roster.search"), key=ctx.key("roster-search"), width=240, placeholder=ctx.t("roster.search_hint"))
        contracts = sorted({agent.contract for agent in plan.agents})
        contract = st.selectbox(
            ctx.t("word.contract"),
            ["", *contracts],
            key=ctx.key("roster-contract"),
            format_func=lambda name: name or ctx.t("word.all"),
            width=180,
        )
        only = st.toggle(ctx.t("roster.only_findings"), key="roster-only-findings")
    marked = {finding.agent for finding in work.audit.findings} if work.audit else set()
    return [
        agent
        for agent in plan.agents
        if matches(agent, wanted) and (not contract or agent.contract == contract) and (not only or agent.id in marked)
    ]


def matches(agent: Agent, wanted: str) -> bool:
    """Whether every word of the search stands in the agent's number, name, site or skills."""
    text = f"{agent.id} {agent.name} {agent.site} {' '.join(queue for queue, _ in agent.skills)}".lower()
    return all(word in text for word in wanted.lower().split())
