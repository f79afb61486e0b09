"""How good the forecast was when it did not know the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from staffing.i18n import has
from staffing.ui import format
from staffing.ui.context import Context


def method_name(ctx: Context, code: str) -> str:
    """A method in words where there are any."""
    key = f"method.{code}"
    return ctx.t(key) if code and has(key, ctx.lang) else code or format.NONE


def show(ctx: Context, accuracy: Mapping[str, Any] | None) -> None:
    """The report."""
    st.json(dict(accuracy or {}))
