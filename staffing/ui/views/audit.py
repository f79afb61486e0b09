"""Audit: the report HR signs, its certificate, findings accepted and findings in somebody's hands."""

from __future__ import annotations

from typing import Any

import streamlit as st

from staffing.ui import data, format
from staffing.ui.components import certificate_panel, followup_panel, problems, report_panel, shell, tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "audit")
    with st.spinner(ctx.t("compliance.checking")):
        found = data.judged(ctx.folder)
        report = data.report(ctx.folder, ctx.lang)
    if found.problems:
        problems.show(ctx, found.problems, key="audit-problems", title=ctx.t("roster.unreadable"))
        return
    if found.judged is None or report is None:
        st.info(ctx.t("compliance.none"), icon=":material/calendar_add_on:")
        return
    _figures(ctx, report)
    names = ("report", "certificate", "waivers", "followup")
    paper, certificate, waivers, followup = st.tabs([ctx.t(f"audit.tab.{name}") for name in names])
    with paper:
        report_panel.show(ctx, found.judged, report)
    with certificate:
        certificate_panel.show(ctx)
    with waivers:
        followup_panel.waivers(ctx, found.judged, report)
    with followup:
        followup_panel.followups(ctx, found.judged, report)


def _figures(ctx: Context, report: Any) -> None:
    summary, findings = report["summary"], report["findings"]
    counts = summary["counts"]
    row = [
        Tile(ctx.t(f"audit.outcome.{code}"), format.number(counts.get(code, 0)))
        for code in ("FAIL", "PAY_DUE", "NEEDS_EVIDENCE", "UNKNOWN")
    ]
    row += [
        Tile(ctx.t("audit.tile.accepted"), format.number(sum(f["status"] == "waived" for f in findings))),
        Tile(ctx.t("audit.tile.overdue"), format.number(sum(f["overdue"] for f in findings))),
        Tile(ctx.t("audit.tile.overtime"), format.number(summary["overtime_minutes"] / 60, 1)),
        Tile(ctx.t("audit.tile.premium"), format.number(summary["premium_pay"])),
    ]
    tiles.show(row, key="audit-tiles")
