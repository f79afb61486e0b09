"""The roster as files for people, made when somebody asks for them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from staffing.domain.coverage import Coverage
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.ui.context import Context
from staffing.ui.data import Work

FORMATS = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ":material/table_view:"),
    "csv": ("application/zip", ":material/csv:"),
    "ics": ("application/zip", ":material/event:"),
}


def content(plan: Plan, roster: Roster, coverage: Coverage | None, kind: str, lang: str, stamp: datetime) -> bytes:
    """The file of a format; several files (tables, calendars) come zipped."""
    from staffing.services.publish import export

    with TemporaryDirectory(prefix="staffing-") as place:
        paths = export(plan, roster, kind, Path(place), lang=lang, coverage=coverage, stamp=stamp)
        if kind == "xlsx":
            return paths[0].read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in paths:
                archive.write(path, path.name)
        return packed.getvalue()


def show(ctx: Context, plan: Plan, work: Work) -> None:
    """A button for each format."""
    roster = work.roster
    if roster is None:
        return
    file = ctx.folder / "out" / "roster.csv"
    stamp = datetime.fromtimestamp(int(file.stat().st_mtime), UTC) if file.exists() else datetime.now(UTC)
    st.subheader(ctx.t("roster.download"), anchor=False)
    with st.container(horizontal=True, key="downloads"):
        for kind, (mime, icon) in FORMATS.items():
            name = f"roster-{grid_name(plan)}" + (".xlsx" if kind == "xlsx" else f"-{kind}.zip")
            st.download_button(
                ctx.t(f"roster.download_{kind}"),
                partial(content, plan, roster, work.coverage, kind, ctx.lang, stamp),
                name,
                mime,
                key=f"download-{kind}",
                icon=icon,
                on_click="ignore",
            )


def grid_name(plan: Plan) -> str:
    """First and last day, for file names."""
    return f"{plan.grid.calendar[0]:%Y%m%d}-{plan.grid.calendar[-1]:%Y%m%d}"
