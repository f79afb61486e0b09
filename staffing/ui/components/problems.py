"""What is wrong with an input, as a table a user can work through."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from staffing.domain.problems import Problem
from staffing.ui.context import Context


def show(ctx: Context, problems: Sequence[Problem], *, key: str, title: str | None = None) -> None:
    """The problems with file, row, column, value and what was expected."""
    st.error(title or ctx.t("problems.title", n=len(problems)), icon=":material/error:")
    st.caption(ctx.t("problems.hint"))
    table = pd.DataFrame(
        {
            "file": [p.file for p in problems],
            "row": pd.array([p.row for p in problems], dtype="Int64"),
            "column": [p.column or "" for p in problems],
            "value": [p.value or "" for p in problems],
            "expected": [p.expected for p in problems],
        }
    )
    config = {name: st.column_config.Column(ctx.t(f"problems.{name}")) for name in table.columns}
    config["expected"] = st.column_config.Column(ctx.t("problems.expected"), width="large")
    st.dataframe(table, key=key, hide_index=True, column_config=config, height=min(560, 38 + 35 * max(1, len(problems))))
