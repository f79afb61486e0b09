"""Findings in somebody's hands: accepted until a day (waivers.csv), or to be settled by somebody until a day (followup.csv)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import streamlit as st

from staffing.domain.problems import InputProblems
from staffing.io.audit import Followup, Waiver, write_followups, write_waivers
from staffing.services.auditing.privacy import PROTECTED_RULE
from staffing.services.certificate import Judged
from staffing.ui.components import problems, report_tables
from staffing.ui.context import Context

Report = Any


def today() -> date:
    """The present day (UTC)."""
    return datetime.now(UTC).date()


def waivers(ctx: Context, judged: Judged, report: Report) -> None:
    """The waivers on file, and a form for another."""
    st.caption(ctx.t("waivers.lead"))
    rows = judged.waivers
    if rows:
        shown = [
            {
                "rule": w.rule,
                "for_whom": w.agent or ctx.t("audit.everybody"),
                "who": w.name,
                "reason": w.reason,
                "until": w.expires.isoformat(),
                "state": ctx.t("audit.expired" if w.expires < today() else "audit.holds"),
            }
            for w in rows
        ]
        report_tables.table(ctx, shown, key=ctx.key("waivers"))
        _remove(ctx, rows, lambda w: f"{w.rule} · {w.agent or ctx.t('audit.everybody')} · {w.name}", write_waivers, "waiver")
    failing = [f for f in report["findings"] if f["outcome"] == "FAIL" and f["status"] == "open"]
    if not failing:
        st.success(ctx.t("waivers.nothing_open"), icon=":material/verified:")
        return
    with st.form(ctx.key("waiver-form"), clear_on_submit=True):
        rule, agent = _whose(ctx, failing, "waiver")
        name = st.text_input(ctx.t("waivers.name"), max_chars=100, key=ctx.key("waiver-name"))
        reason = st.text_input(ctx.t("waivers.reason"), max_chars=300, key=ctx.key("waiver-reason"))
        expires = st.date_input(ctx.t("waivers.expires"), today() + timedelta(days=30), min_value=today(), key=ctx.key("waiver-expires"))
        if st.form_submit_button(ctx.t("waivers.add"), icon=":material/gavel:"):
            if not name.strip() or not reason.strip():
                st.warning(ctx.t("waivers.incomplete"))
            else:
                _write(ctx, write_waivers, (*rows, Waiver(rule, agent, name.strip(), reason.strip(), expires)))


def followups(ctx: Context, judged: Judged, report: Report) -> None:
    """Findings by owner and due date, and a form to give one."""
    st.caption(ctx.t("followup.lead"))
    owned = [f for f in report["findings"] if f["owner"]]
    if owned:
        owned.sort(key=lambda f: (f["due"] or date.max, f["owner"]))
        shown = [
            {
                "due": report_tables.day(f["due"]) + (f" ({ctx.t('audit.overdue')})" if f["overdue"] else ""),
                "owner": f["owner"],
                "rule": f["rule"] or ctx.t("audit.protected.title"),
                "agent": f["agent"],
                "message": f["message"],
                "remark": f["note"],
            }
            for f in owned
        ]
        report_tables.table(ctx, shown, key=ctx.key("followups"), kinds={"message": "wide"})
    rows = judged.followups
    if rows:
        _remove(ctx, rows, lambda r: f"{r.rule} · {r.agent or ctx.t('audit.everybody')} · {r.owner}", write_followups, "followup")
    found = [f for f in report["findings"] if f["status"] == "open"]
    if not found:
        st.success(ctx.t("waivers.nothing_open"), icon=":material/verified:")
        return
    with st.form(ctx.key("followup-form"), clear_on_submit=True):
        rule, agent = _whose(ctx, found, "followup")
        owner = st.text_input(ctx.t("followup.owner"), max_chars=100, key=ctx.key("followup-owner"))
        due = st.date_input(ctx.t("followup.due"), today() + timedelta(days=14), key=ctx.key("followup-due"))
        note = st.text_input(ctx.t("followup.note"), max_chars=300, key=ctx.key("followup-note"))
        if st.form_submit_button(ctx.t("followup.add"), icon=":material/assignment_ind:"):
            if not owner.strip():
                st.warning(ctx.t("followup.incomplete"))
            else:
                _write(ctx, write_followups, (*rows, Followup(rule, agent, None, owner.strip(), due, note.strip())))


def _whose(ctx: Context, findings: Sequence[dict[str, Any]], key: str) -> tuple[str, str]:
    """A rule with findings, and whose: a person's, or everybody's (``""``)."""
    titles = {f["rule"] or PROTECTED_RULE: f["title"] for f in findings}
    left, right = st.columns(2)
    rule = left.selectbox(ctx.t("audit.column.rule"), list(titles), format_func=lambda r: f"{r} · {titles[r]}", key=ctx.key(f"{key}-rule"))
    people = sorted({f["agent"] for f in findings if f["agent"]})
    agent = right.selectbox(
        ctx.t("audit.column.for_whom"), ["", *people], format_func=lambda a: a or ctx.t("audit.everybody"), key=ctx.key(f"{key}-agent")
    )
    return rule, agent


def _remove(ctx: Context, rows: Sequence[Any], name: Callable[[Any], str], write: Callable[..., None], key: str) -> None:
    with st.expander(ctx.t("followup.remove")):
        chosen = st.selectbox(
            ctx.t("followup.remove"), range(len(rows)), format_func=lambda k: name(rows[k]), key=ctx.key(f"{key}-remove"),
            label_visibility="collapsed",
        )  # fmt: skip
        if st.button(ctx.t("followup.remove_button"), icon=":material/delete:", key=ctx.key(f"{key}-remove-button")) and chosen is not None:
            _write(ctx, write, tuple(row for k, row in enumerate(rows) if k != chosen))


def _write(ctx: Context, write: Callable[..., None], rows: Sequence[Any]) -> None:
    try:
        write(rows, ctx.folder)
    except InputProblems as error:
        problems.show(ctx, error.problems, key="followup-problems")
    else:
        st.rerun()
