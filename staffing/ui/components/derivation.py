"""One staffing number, opened up: volume, load, people, people to roster."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.ui import format
from staffing.ui.context import Context


def targets(ctx: Context, queue: Queue) -> list[str]:
    """The promises of a queue as short phrases."""
    goal = queue.target
    phrases = []
    if goal.service_level is not None:
        level, within = format.percent(goal.service_level, 0), format.number(goal.answer_within_seconds)
        phrases.append(ctx.t("target.service_level", level=level, within=within))
    if goal.max_asa_seconds is not None:
        phrases.append(ctx.t("target.asa", seconds=format.number(goal.max_asa_seconds)))
    if goal.max_occupancy is not None:
        phrases.append(ctx.t("target.occupancy", share=format.percent(float(goal.max_occupancy), 0)))
    if goal.max_abandonment is not None:
        phrases.append(ctx.t("target.abandonment", share=format.percent(goal.max_abandonment, 0)))
    if goal.min_answer_rate is not None:
        phrases.append(ctx.t("target.answer_rate", share=format.percent(goal.min_answer_rate, 0)))
    if queue.min_agents:
        phrases.append(ctx.t("target.min_agents", n=queue.min_agents))
    if queue.hard_min_agents:
        phrases.append(ctx.t("target.hard_min_agents", n=queue.hard_min_agents))
    return phrases


def formula(ctx: Context, requirement: Requirement, q: int, queue: Queue) -> str:
    """Which formula made the numbers, and why that one."""
    model = requirement.models[q] if requirement.models else "given"
    patience = None if queue.patience_seconds is None else format.number(queue.patience_seconds)
    return ctx.t(f"formula.{model}", patience=patience or format.NONE)


def box(ctx: Context, plan: Plan, requirement: Requirement, q: int, interval: int) -> None:
    """The steps for one interval."""
    queue = plan.queue_by_name[requirement.queues[q]]
    agents, scheduled = float(requirement.agents[q, interval]), float(requirement.scheduled_agents[q, interval])
    minutes = plan.grid.interval_minutes
    steps: list[str] = []
    load = None if requirement.load_erlangs is None else float(requirement.load_erlangs[q, interval])
    if requirement.offered is not None and requirement.aht_seconds is not None and load is not None and np.isfinite(load):
        offered, aht = float(requirement.offered[q, interval]), float(requirement.aht_seconds[q, interval])
        known = requirement.offered_load_erlangs
        plain = load if known is None or not np.isfinite(known[q, interval]) else float(known[q, interval])
        steps.append(ctx.t("derive.volume", offered=format.number(offered, 2), minutes=minutes, aht=format.number(aht, 1)))
        steps.append(
            ctx.t(
                "derive.load",
                offered=format.number(offered, 2),
                aht=format.number(aht, 1),
                seconds=format.number(60 * minutes),
                load=format.number(plain, 3),
            )
        )
        if abs(load - plain) >= 0.0005:
            steps.append(ctx.t("derive.carried", load=format.number(load, 3)))
        steps.append(ctx.t("derive.agents", agents=format.number(agents), formula=formula(ctx, requirement, q, queue)))
    else:
        steps.append(ctx.t("derive.given", agents=format.number(agents, 2).removesuffix(".00")))
    shrink = float(queue.shrinkage)
    steps.append(
        ctx.t(
            "derive.scheduled",
            agents=format.number(agents, 2).removesuffix(".00"),
            shrinkage=format.percent(shrink, 1),
            rest=f"{1 - shrink:.3f}".rstrip("0").rstrip("."),
            scheduled=format.number(scheduled, 2),
        )
    )
    with st.container(border=True, key="derivation"):
        st.markdown("\n".join(f"{n}. {step}" for n, step in enumerate(steps, 1)))
        _around(ctx, requirement, q, interval, agents)


def _around(ctx: Context, requirement: Requirement, q: int, interval: int, agents: float) -> None:
    """Service at the neighbouring head-counts: why one fewer is not enough."""
    if requirement.curve is None:
        return
    levels = requirement.curve.service_level[q, interval]
    rows = {
        format.number(agents + offset): format.percent(float(level))
        for offset, level in zip(requirement.curve.offsets, levels, strict=True)
        if agents + offset >= 0 and np.isfinite(level)
    }
    if rows:
        st.caption(ctx.t("derive.around"))
        table = pd.DataFrame([rows], index=[ctx.t("requirement.service_level")])
        st.dataframe(table, key="derivation-around", column_config={"_index": st.column_config.Column(ctx.t("requirement.people"))})
