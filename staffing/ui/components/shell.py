"""What surrounds every page: the choice of plan and language, and a few rules of style."""

from __future__ import annotations

import streamlit as st

import staffing
from staffing.i18n import languages, t
from staffing.ui import format
from staffing.ui.components.logo import ICON, WORDMARK
from staffing.ui.context import Context, choose_language, choose_plan

STYLE = """
<style>
  [data-testid="stMainBlockContainer"] { max-width: 1600px; padding-left: 2rem; padding-right: 2rem; }
  [data-testid="stMetric"] { padding: 0.55rem 0.85rem !important; min-width: 8.2rem; }
  [data-testid="stMetric"] > div { padding: 0 !important; }
  [data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: 0.75rem; }
  [data-testid="stHeading"] + [data-testid="stElementContainer"] { margin-top: -0.6rem; }
  [data-testid="stMetricLabel"] p { font-size: 0.82rem; }
  @media (max-width: 640px) {
    [data-testid="stMainBlockContainer"] { padding-left: 0.9rem; padding-right: 0.9rem; }
    [data-testid="stMetric"] { min-width: 7.2rem; }
  }
</style>
"""


def sidebar(ctx: Context) -> None:
    """Plan and language, below the pages."""
    st.html(STYLE)
    st.logo(WORDMARK, size="large", icon_image=ICON)
    with st.sidebar:
        slugs = [plan.slug for plan in ctx.plans]
        if ctx.plan is not None:
            st.session_state["plan_choice"] = ctx.plan.slug
            st.selectbox(
                ctx.t("shell.plan"),
                slugs,
                key="plan_choice",
                format_func=lambda slug: slug,
                on_change=lambda: choose_plan(st.session_state["plan_choice"]),
                help=format.plain(str(ctx.plan.folder)),
            )
        st.session_state["lang_choice"] = ctx.lang
        st.segmented_control(
            ctx.t("shell.language"),
            languages(),
            key="lang_choice",
            format_func=lambda lang: t("language.name", lang),
            required=True,
            on_change=lambda: choose_language(st.session_state["lang_choice"]),
        )
        st.caption(ctx.t("shell.version", version=staffing.__version__))


def title(ctx: Context, page: str) -> None:
    """Heading of a page, with one line that says what it is for."""
    st.title(ctx.t(f"page.{page}"), anchor=False)
    st.caption(ctx.t(f"{page}.lead"))


def no_plan(ctx: Context) -> None:
    """The page where the store knows no plan."""
    st.title(ctx.t("app.title"), anchor=False)
    st.info(ctx.t("shell.no_plan"), icon=":material/folder_off:")
