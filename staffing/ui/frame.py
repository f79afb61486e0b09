"""The pages of the app and what they have in common: problems of the plan come first, faults of ours end in a short notice."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st

from staffing.ui import data
from staffing.ui.components import problems, shell
from staffing.ui.context import Context
from staffing.ui.views import accounts, audit, compliance, demand, import_roster, overview, requirement, roster

VIEWS: dict[str, tuple[Callable[[Context], None], str]] = {
    "overview": (overview.show, ":material/home:"),
    "demand": (demand.show, ":material/show_chart:"),
    "requirement": (requirement.show, ":material/groups:"),
    "roster": (roster.show, ":material/calendar_month:"),
    "compliance": (compliance.show, ":material/gavel:"),
    "audit": (audit.show, ":material/verified_user:"),
    "accounts": (accounts.show, ":material/account_balance_wallet:"),
    "import": (import_roster.show, ":material/upload_file:"),
}
"""What each page shows, and its icon, by the name in its address."""

_log = logging.getLogger("staffing.ui")


def run(ctx: Context, name: str) -> None:
    """Show a page."""
    if ctx.plan is None:
        shell.no_plan(ctx)
        return
    try:
        with st.spinner(ctx.t("shell.reading")):
            read = data.plan(ctx.folder)
        if read.plan is None:
            st.title(ctx.t(f"page.{name}"), anchor=False)
            problems.show(ctx, read.problems, key=f"problems-{name}")
            return
        VIEWS[name][0](ctx)
    except Exception as error:
        _log.exception("page %s of %s", name, ctx.folder)
        st.error(ctx.t("shell.crashed", what=type(error).__name__), icon=":material/error:")


def pages(ctx: Context) -> dict[str, st.Page]:
    """The pages for Streamlit's navigation."""

    def page(name: str) -> Callable[[], None]:
        return lambda: run(ctx, name)

    return {
        name: st.Page(page(name), title=ctx.t(f"page.{name}"), icon=icon, url_path=name, default=name == "overview")
        for name, (_, icon) in VIEWS.items()
    }
