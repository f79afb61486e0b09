"""Accounts: hours by kind for payroll, annual leave, time off in lieu, balances of reference periods, planned against worked."""

from __future__ import annotations

from typing import Any

import streamlit as st

from staffing.services.audit import content
from staffing.ui import data, format
from staffing.ui.components import account_tables as tables
from staffing.ui.components import problems, shell, tiles
from staffing.ui.components.downloads import grid_name
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context
from staffing.ui.data import Upload

TABS = ("months", "leave", "lieu", "balance", "worked")


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "accounts")
    upload = st.session_state.get(ctx.key("accounts-worked"))
    worked = None if upload is None else Upload(upload.name, upload.getvalue())
    with st.spinner(ctx.t("compliance.checking")):
        found = data.judged(ctx.folder, worked)
        if found.problems and worked is not None:
            problems.show(ctx, found.problems, key="accounts-worked-problems")
            found, worked = data.judged(ctx.folder), None
        report = data.report(ctx.folder, ctx.lang, worked)
    if found.problems:
        problems.show(ctx, found.problems, key="accounts-problems", title=ctx.t("roster.unreadable"))
        return
    if found.judged is None or report is None:
        st.info(ctx.t("compliance.none"), icon=":material/calendar_add_on:")
        return
    _figures(ctx, report)
    st.download_button(
        ctx.t("accounts.download"), content(report, "accounts"), f"accounts-{grid_name(found.judged.plan)}.csv", "text/csv",
        icon=":material/csv:", key="accounts-download", on_click="ignore",
    )  # fmt: skip
    parts = (tables.months, tables.leave, tables.lieu, tables.balances, tables.worked)
    for tab, part in zip(st.tabs([ctx.t(f"accounts.tab.{name}") for name in TABS]), parts, strict=True):
        with tab:
            part(ctx, report)


def _figures(ctx: Context, report: Any) -> None:
    people = report["people"]
    sums = {name: sum(p[name] for p in people) / 60 for name in ("paid", "extension", "rest_day", "holiday", "night_minutes")}
    row = [Tile(ctx.t(f"accounts.tile.{name}"), format.number(value, 1)) for name, value in sums.items()]
    row.append(Tile(ctx.t("audit.tile.premium"), format.number(report["summary"]["premium_pay"])))
    tiles.show(row, key="accounts-tiles")
