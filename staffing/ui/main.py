"""The script Streamlit runs for every page view: context, navigation, page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from staffing.ui import context, data
from staffing.ui.components import problems, shell
from staffing.ui.context import Context
from staffing.ui.views import compliance, demand, overview, requirement, roster

VIEWS: tuple[tuple[str, Callable[[Context], None], str], ...] = (
    ("overview", overview.show, ":material/home:"),
    ("demand", demand.show, ":material/show_chart:"),
    ("requirement", requirement.show, ":material/groups:"),
    ("roster", roster.show, ":material/calendar_month:"),
    ("compliance", compliance.show, ":material/gavel:"),
)


def guarded(view: Callable[[Context], None], name: str, ctx: Context) -> Callable[[], None]:
    """The page of a view; a plan that cannot be read shows its problems instead."""

    def page() -> None:
        if ctx.plan is None:
            shell.no_plan(ctx)
            return
        with st.spinner(ctx.t("shell.reading")):
            read = data.plan(ctx.folder)
        if read.plan is None:
            st.title(ctx.t(f"page.{name}"), anchor=False)
            problems.show(ctx, read.problems, key=f"problems:{name}")
            return
        view(ctx)

    return page


ctx = context.current()
st.set_page_config(page_title=ctx.t("app.title"), page_icon=":material/support_agent:", layout="wide")
pages = [
    st.Page(guarded(view, name, ctx), title=ctx.t(f"page.{name}"), icon=icon, url_path=name, default=name == "overview")
    for name, view, icon in VIEWS
]
chosen = st.navigation(pages, position="sidebar", expanded=True)
shell.sidebar(ctx)
chosen.run()
