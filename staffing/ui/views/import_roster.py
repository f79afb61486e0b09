"""Import: a roster kept in any spreadsheet, the meaning of its codes shown and asked for, kept, and the roster judged."""

from __future__ import annotations

from typing import Any

import streamlit as st

from staffing.domain.plan import Plan
from staffing.io.roster_import.mapping import BLANKS
from staffing.services.importing import MAPPINGS, USUAL, Imported
from staffing.ui import data, format
from staffing.ui.components import import_result, mapping_panel, problems, shell, tiles
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context
from staffing.ui.data import Upload


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "import")
    plan = data.plan(ctx.folder).plan
    assert plan is not None, "the frame shows problems itself"
    file = st.file_uploader(ctx.t("import.upload"), type=["csv", "xlsx"], key=ctx.key("import-file"))
    if file is None:
        st.info(ctx.t("import.hint"), icon=":material/upload_file:")
        return
    upload = Upload(file.name, file.getvalue())
    options = _options(ctx, plan)
    with st.spinner(ctx.t("import.reading")):
        first = data.looked(ctx.folder, upload, **options)
    if isinstance(first, tuple):
        problems.show(ctx, first, key="import-problems")
        return
    _read(ctx, first)
    codes = mapping_panel.codes(ctx, plan, first, upload)
    second = data.looked(ctx.folder, upload, codes=codes, **options) if codes else first
    if isinstance(second, tuple):
        problems.show(ctx, second, key="import-problems")
        return
    if second.problems:
        problems.show(ctx, second.problems, key="import-unclear", title=ctx.t("import.unclear", n=len(second.problems)))
    import_result.save(ctx, upload, second, options, codes)
    import_result.written(ctx, plan, upload)


def _options(ctx: Context, plan: Plan) -> dict[str, Any]:
    """Which mapping, what blanks mean, and where the headings leave it open, which days."""
    with st.container(horizontal=True, key="import-options"):
        names = sorted(path.stem for path in (ctx.folder / MAPPINGS).glob("*.toml")) or [USUAL]
        mapping = st.selectbox(
            ctx.t("import.mapping"), names, accept_new_options=True, key=ctx.key("import-mapping"), help=ctx.t("import.mapping_help")
        )
        blank = st.selectbox(
            ctx.t("import.blank"),
            ("", *BLANKS),
            key=ctx.key("import-blank"),
            format_func=lambda code: ctx.t(f"import.blank_{code or 'ask'}"),
        )
        months = sorted({(d.year, d.month) for d in plan.grid.calendar})
        month = st.selectbox(
            ctx.t("import.month"), [None, *months], key=ctx.key("import-month"),
            format_func=lambda m: ctx.t("import.month_heading") if m is None else f"{m[0]}-{m[1]:02d}",
        )  # fmt: skip
    return {"mapping": mapping or USUAL, "blank": blank or "", "month": month}


def _read(ctx: Context, looked: Imported) -> None:
    found = looked.found
    people = len({d.agent for d in found.roster.duties})
    days = "–" if found.days is None else f"{found.days[0]} – {found.days[1]}"
    row = [
        Tile(ctx.t("import.form"), ctx.t(f"audit.import.form.{'wide' if found.wide else 'long'}")),
        Tile(ctx.t("import.days"), days, None if not found.how else f"{ctx.t('import.read_as')} {found.how}"),
        Tile(ctx.t("import.people"), format.number(people)),
        Tile(ctx.t("import.shifts"), format.number(len(found.roster.duties))),
        Tile(ctx.t("import.problems"), format.number(len(found.problems))),
    ]
    tiles.show(row, key="import-tiles")
