"""The script Streamlit runs for every page view: context, navigation, page."""

from __future__ import annotations

import streamlit as st

from staffing.ui import context, frame
from staffing.ui.components import shell
from staffing.ui.components.logo import ICON

ctx = context.current()
st.set_page_config(page_title=ctx.t("app.title"), page_icon=ICON, layout="wide")
ctx.pages.update(frame.pages(ctx))
chosen = st.navigation(list(ctx.pages.values()), position="sidebar", expanded=True)
shell.sidebar(ctx)
chosen.run()
