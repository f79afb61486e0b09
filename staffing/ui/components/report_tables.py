"""Rows of the audit report as tables of the app, under the report's own headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from staffing.ui import format
from staffing.ui.context import Context

Row = Mapping[str, Any]


def hours(minutes: float | None) -> float | None:
    """Minutes as hours."""
    return None if minutes is None else minutes / 60


def table(ctx: Context, rows: Sequence[Row], *, key: str, kinds: Mapping[str, str] | None = None, height: int = 420) -> None:
    """A table whose columns are named ``audit.column.<name>``; ``kinds``: ``hours`` or ``money`` of those that are (hours as numbers)."""
    frame = pd.DataFrame(list(rows))
    config: dict[str, Any] = {}
    for name in frame.columns:
        title, kind = ctx.t(f"audit.column.{name}"), (kinds or {}).get(name, "")
        if kind in ("hours", "money"):
            config[name] = st.column_config.NumberColumn(title, format="%.2f")
        elif kind == "wide":
            config[name] = st.column_config.TextColumn(title, width="large")
        else:
            config[name] = st.column_config.Column(title)
    if frame.columns.size and frame.columns[0] == "agent":
        config["agent"] = st.column_config.TextColumn(ctx.t("audit.column.agent"), pinned=True)
    shown = min(height, 38 + 35 * max(1, len(frame)))
    st.dataframe(frame, key=key, hide_index=True, column_config=config, placeholder=format.NONE, height=shown)


def day(value: object) -> str:
    """A day, or nothing."""
    return "" if value is None else str(value)
