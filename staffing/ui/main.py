"""The script Streamlit runs for every page view: context, navigation, page."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st

from staffing.ui import context, data
from staffing.ui.components import problems, shell
from staffing.ui.components.logo import ICON
from staffing.ui.context import Context
from staffing.ui.views import compliance, demand, overview, requirement, roster

VIEWS: tuple[tuple[str, Callable[[Context], None], str], ...] = (
    ("overview", overview.show, ":material/home:"),
    ("demand", demand.show, ":material/show_chart:"),
    ("requirement", requirement.show, ":material/groups:"),
    ("roster", roster.show, ":material/calendar_month:"),
    ("compliance", compliance.show, ":material/gavel:"),
)
_log = logging.getLogger("staffing.ui")


def guarded(view: Callable[[Context], None], name: str, ctx: Context) -> Callable[[], None]:
    """The page of a view; a plan that cannot be read shows its problems instead, a fault of ours a short notice."""

    def page() -> None:
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
            view(ctx)
        except Exception as error:
            _log.exception("page %s of %s", name, ctx.folder)
            st.error(ctx.t("shell.crashed", what=type(error).__name__), icon=":material/error:")

    return page


ctx = context.current()
st.set_page_config(page_title=ctx.t("app.title"), page_icon=ICON, layout="wide")
for name, view, icon in VIEWS:
    page = guarded(view, name, ctx)
    ctx.pages[name] = st.Page(page, title=ctx.t(f"page.{name}"), icon=icon, url_path=name, default=name == "overview")
chosen = st.navigation(list(ctx.pages.values()), position="sidebar", expanded=True)
shell.sidebar(ctx)
chosen.run()
