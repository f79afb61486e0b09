"""Keep the mapping, write the roster, and say what the rules think of it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems
from staffing.services.importing import Imported, import_file
from staffing.ui import data, format
from staffing.ui.components import findings, problems
from staffing.ui.context import Context
from staffing.ui.data import Upload


def save(ctx: Context, upload: Upload, looked: Imported, options: dict[str, Any], codes: dict[str, str]) -> None:
    """Keep the mapping, and write the roster where nothing is open."""
    words = ctx.t("import.save_mapping" if looked.problems else "import.save")
    if not st.button(words, icon=":material/save:", type="primary", key=ctx.key("import-save")):
        return
    with TemporaryDirectory(prefix="staffing-") as place:
        path = Path(place) / Path(upload.name).name
        path.write_bytes(upload.content)
        try:
            done = import_file(ctx.folder, path, codes=codes, **options)
        except InputProblems as error:
            problems.show(ctx, error.problems, key="import-save-problems")
            return
    st.session_state[ctx.key("import-done")] = (upload, bool(done.files), str(done.mapping_file.name))


def written(ctx: Context, plan: Plan, upload: Upload) -> None:
    """What the last save wrote, and what the rules say of it."""
    done = st.session_state.get(ctx.key("import-done"))
    if done is None or done[0] != upload:
        return
    st.success(
        ctx.t("import.saved_both" if done[1] else "import.saved_mapping", file=format.plain(done[2])), icon=":material/check_circle:"
    )
    path = ctx.folder / "out" / "imported" / "roster.csv"
    if not done[1] or not path.exists():
        return
    st.subheader(ctx.t("import.judged"), anchor=False)
    work = data.imported(ctx.folder, Upload("roster.csv", path.read_bytes()), None)
    if work.audit is not None:
        findings.figures(ctx, work.audit)
        findings.table(ctx, plan, work.audit, key=ctx.key("import-findings"))
