"""What was mended in the history, each with a switch to refuse it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import streamlit as st

from staffing.domain.people import REPAIR_KINDS
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.services import demand_notes
from staffing.ui import format
from staffing.ui.components import problems
from staffing.ui.context import Context

Report = Mapping[str, Any]
WRONG = "repair-problems"
MOST = 60


def show(ctx: Context, plan: Plan, report: Report | None, queue: str) -> None:
    """The repairs of a queue."""
    found = [row for row in (report or {}).get("repairs", []) if row["queue"] in ("", queue)]
    if not found:
        st.caption(ctx.t("repairs.none"))
        return
    st.caption(ctx.t("repairs.lead"))
    wrong: list[Problem] = st.session_state.get(ctx.key(WRONG), [])
    if wrong:
        problems.show(ctx, wrong, key="repairs-wrong")
    for k, row in enumerate(found[:MOST]):
        what, action = ctx.t(f"repair.{row['kind']}"), ctx.t(f"repair_action.{row['action']}")
        start, end = (str(row[key]).replace("T", " ") for key in ("start", "end"))
        text = ctx.t("repairs.row", start=start, end=end, what=what, action=action)
        if row["kind"] not in REPAIR_KINDS:
            st.markdown(f"- {text}")
            continue
        refused = row["action"] == "refused"
        with st.container(horizontal=True, key=f"repair-{k}", vertical_alignment="center"):
            st.markdown(f"- {text}", width="stretch")
            st.button(
                ctx.t("repairs.accept" if refused else "repairs.refuse"),
                key=f"repair-button-{row['queue']}-{row['kind']}-{row['start']}-{refused}",
                on_click=_turn,
                args=(ctx, plan, dict(row), refused),
            )
    if len(found) > MOST:
        st.caption(ctx.t("repairs.more", n=format.number(len(found) - MOST)))


def _turn(ctx: Context, plan: Plan, row: Report, refused: bool) -> None:
    queue, kind, start = str(row["queue"]), str(row["kind"]), str(row["start"])
    try:
        if refused:
            first, last = datetime.fromisoformat(start), datetime.fromisoformat(str(row["end"]))
            demand_notes.accept_repair(plan, ctx.folder, queue=queue, kind=kind, start=first, end=last)
        else:
            demand_notes.refuse_repair(plan, ctx.folder, queue=queue, kind=kind, start=start)
        st.session_state[ctx.key(WRONG)] = []
    except InputProblems as error:
        st.session_state[ctx.key(WRONG)] = list(error.problems)
