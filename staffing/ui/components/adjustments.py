"""Changes of the forecast by people: what each did, whether it helped, a form for one more, and a way to take each back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from staffing.domain.forecast import Forecast
from staffing.domain.people import ADJUSTMENT_CHANGES
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.services import demand_notes
from staffing.ui import format
from staffing.ui.components import problems
from staffing.ui.context import Context

Report = Mapping[str, Any]
WRONG = "adjust-problems"


def show(ctx: Context, plan: Plan, forecast: Forecast, report: Report | None, queue: str) -> None:
    """The changes of one queue; a given forecast takes none."""
    if report is None:
        st.caption(ctx.t("adjust.given"))
        return
    rows = [row for row in report.get("adjustments", []) if row["queue"] in ("", queue)]
    outcomes = {row["line"]: row for row in (report.get("outcome") or {}).get("adjustments", [])}
    if not rows:
        st.caption(ctx.t("adjust.none"))
    for row in rows:
        _row(ctx, plan, row, outcomes.get(row["line"]))
    wrong: list[Problem] = st.session_state.get(ctx.key(WRONG), [])
    if wrong:
        problems.show(ctx, wrong, key="adjust-wrong")
    _form(ctx, plan, forecast, queue)


def _row(ctx: Context, plan: Plan, row: Report, outcome: Report | None) -> None:
    line = int(row["line"])
    item = plan.adjustments[line - 1]
    with st.container(border=True, key=f"adjust-row-{line}"):
        span = f"{_moment(plan, item.start)} – {_moment(plan, item.end)}"
        change = f"{ctx.t('change.' + row['change'])} {row['value']:g}"
        st.markdown(f"**{span}** · {change} · {format.number(row['before'])} → {format.number(row['after'])} {ctx.t('adjust.contacts')}")
        said = ctx.t("adjust.by", who=format.plain(item.who) or format.NONE, when=format.plain(item.when) or format.NONE)
        st.caption(said + (f" · {format.plain(item.why)}" if item.why else ""))
        if outcome is not None:
            verdict = {True: "adjust.helped", False: "adjust.hurt", None: "adjust.same"}[outcome["helped"]]
            came, model, adjusted = (format.number(outcome[key]) for key in ("came", "model", "adjusted"))
            st.caption(ctx.t(verdict) + " " + ctx.t("adjust.outcome", came=came, model=model, adjusted=adjusted))
        st.button(
            ctx.t("adjust.remove"),
            key=f"adjust-remove-{line}-{item.start}",
            icon=":material/undo:",
            on_click=_remove,
            args=(ctx, plan, ctx.folder, line),
        )


def _moment(plan: Plan, minute: int) -> str:
    return plan.grid.text(minute).replace("T", " ")


def _form(ctx: Context, plan: Plan, forecast: Forecast, queue: str) -> None:
    grid = plan.grid
    clocks = [f"{m // 60:02d}:{m % 60:02d}" for m in range(0, 1440, grid.interval_minutes)]
    with st.expander(ctx.t("adjust.new"), icon=":material/edit:"), st.form(key=ctx.key("adjust-form"), border=False):
        with st.container(horizontal=True, key="adjust-when"):
            first: Any = st.date_input(
                ctx.t("adjust.first"), grid.first_day, grid.first_day, grid.calendar[-1], key=ctx.key("adjust-first")
            )
            start = st.selectbox(ctx.t("adjust.from"), clocks, index=0, key=ctx.key("adjust-from"))
            last: Any = st.date_input(ctx.t("adjust.last"), grid.first_day, grid.first_day, grid.calendar[-1], key=ctx.key("adjust-last"))
            end = st.selectbox(ctx.t("adjust.to"), [*clocks[1:], "24:00"], index=len(clocks) - 1, key=ctx.key("adjust-to"))
        with st.container(horizontal=True, key="adjust-what"):
            change = st.selectbox(
                ctx.t("adjust.change"),
                ADJUSTMENT_CHANGES,
                index=2,
                key=ctx.key("adjust-change"),
                format_func=lambda c: ctx.t(f"change.{c}"),
            )
            value = st.number_input(
                ctx.t("adjust.value"), -1e6, 1e6, 1.1, step=0.05, key=ctx.key("adjust-value"), help=ctx.t("adjust.value_help")
            )
        with st.container(horizontal=True, key="adjust-why"):
            who = st.text_input(ctx.t("adjust.who"), key=ctx.key("adjust-who"), max_chars=80)
            why = st.text_input(ctx.t("adjust.why"), key=ctx.key("adjust-why-text"), max_chars=200)
        if st.form_submit_button(ctx.t("adjust.add"), type="primary", icon=":material/add:", key=ctx.key("adjust-add")):
            _add(ctx, plan, ctx.folder, queue, (first, start), (last, end), change, value, who, why)
            st.rerun()


def _axis(plan: Plan, day: date, clock: str) -> int:
    hour, minute = (int(part) for part in clock.split(":"))
    return plan.grid.edge(day, 60 * hour + minute)


def _add(
    ctx: Context,
    plan: Plan,
    folder: Path,
    queue: str,
    first: tuple[date, str],
    last: tuple[date, str],
    change: str,
    value: float,
    who: str,
    why: str,
) -> None:
    wrong: list[Problem] = []
    for name, text in (("who", who), ("why", why)):
        if not text.strip():
            wrong.append(Problem("adjustments.csv", None, name, None, ctx.t(f"adjust.need_{name}"), "missing-value"))
    start, end = _axis(plan, *first), _axis(plan, *last)
    if not wrong:
        try:
            demand_notes.add_adjustment(plan, folder, queue=queue, start=start, end=end, change=change, value=value, who=who, why=why)
        except InputProblems as error:
            wrong = list(error.problems)
    st.session_state[ctx.key(WRONG)] = wrong


def _remove(ctx: Context, plan: Plan, folder: Path, line: int) -> None:
    try:
        demand_notes.remove_adjustment(plan, folder, line, plan.adjustments[line - 1])
        st.session_state[ctx.key(WRONG)] = []
    except InputProblems as error:
        st.session_state[ctx.key(WRONG)] = list(error.problems)


def outcome(ctx: Context, report: Report | None, queue: str) -> None:
    """How the forecast fares on the days of the plan that have come, with and without what people changed."""
    found = (report or {}).get("outcome")
    if not found:
        return
    st.markdown(f"**{ctx.t('adjust.outcome_title')}**")
    rows = [
        {"name": ctx.t(f"adjust.name_{name}"), **{key: _percent(scores[queue][key]) for key in ("wape", "wape_daily", "bias", "coverage")}}
        for name, scores in found["queues"].items()
        if queue in scores
    ]
    config = {
        key: st.column_config.NumberColumn(ctx.t(f"accuracy.{key}"), format="%.1f %%") for key in ("wape", "wape_daily", "bias", "coverage")
    }
    st.dataframe(
        pd.DataFrame(rows),
        key="adjust-outcome",
        hide_index=True,
        column_config={"name": st.column_config.TextColumn(ctx.t("demand.forecast")), **config},
    )


def _percent(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else 100 * value
