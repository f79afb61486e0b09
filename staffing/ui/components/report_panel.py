"""The audit report as files, and what it says in short."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from staffing.domain.problems import InputProblems
from staffing.services.audit import content
from staffing.services.auditing.collect import collect
from staffing.services.certificate import Judged
from staffing.ui import format
from staffing.ui.components import report_tables
from staffing.ui.components.downloads import grid_name
from staffing.ui.context import Context

FILES = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ":material/table_view:"),
    "pdf": ("application/pdf", ":material/picture_as_pdf:"),
    "json": ("application/json", ":material/data_object:"),
}


def show(ctx: Context, judged: Judged, report: Any) -> None:
    """The report as files, and what it says in short."""
    with st.container(horizontal=True, key="audit-downloads"):
        for kind, (mime, icon) in FILES.items():
            st.download_button(
                ctx.t(f"audit.download.{kind}"), partial(_bytes, judged, kind, ctx.lang), f"audit-{grid_name(judged.plan)}.{kind}", mime,
                key=f"audit-{kind}", icon=icon, on_click="ignore",
            )  # fmt: skip
    st.subheader(ctx.t("audit.section.summary"), anchor=False)
    codes = list(report["summary"]["counts"])
    titles = {r["rule"]: r["title"] for r in report["rules"]}
    rows = [
        {"rule": r["rule"] or "–", "title": titles.get(r["rule"]) or ctx.t("audit.protected.title")}
        | {ctx.t(f"audit.outcome.{code}"): r["counts"].get(code) for code in codes}
        for r in report["summary"]["by_rule"]
    ]
    if rows:
        _plain(ctx, rows)
    else:
        st.success(ctx.t("compliance.clean"), icon=":material/verified:")
    needs = [
        {"rule": r["rule"] or "–", "findings": r["findings"], "people": r["people"], "example": r["example"]}
        for r in report["needs_evidence"]
    ]
    if needs:
        st.subheader(ctx.t("audit.evidence.asked"), anchor=False)
        report_tables.table(ctx, needs, key=ctx.key("audit-needs"), kinds={"example": "wide"})
    unknown = [{"rule": r["rule"] or "–", "agent": r["agent"], "why": r["why"]} for r in report["not_checked"] if r["outcome"] == "UNKNOWN"]
    if unknown:
        st.subheader(ctx.t("audit.section.not_checked"), anchor=False)
        report_tables.table(ctx, unknown, key=ctx.key("audit-unknown"), kinds={"why": "wide"})


def _plain(ctx: Context, rows: list[dict[str, Any]]) -> None:
    """A table whose later columns already have their headings."""
    config = {name: st.column_config.Column(ctx.t(f"audit.column.{name}")) for name in ("rule", "title")}
    st.dataframe(
        rows,
        key=ctx.key("audit-by-rule"),
        hide_index=True,
        column_config=config,
        placeholder=format.NONE,
        height=min(420, 38 + 35 * len(rows)),
    )


def _bytes(judged: Judged, kind: str, lang: str) -> bytes:
    """The report as a file, suggestions included; a text that says why where it cannot be made (no font for the PDF)."""
    try:
        return content(collect(judged, lang), kind, lang)
    except InputProblems as error:
        return "\n".join(map(str, error.problems)).encode()
