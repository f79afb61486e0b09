"""The codes of somebody's roster and what they are taken to mean, to be changed."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from staffing.domain.plan import Plan
from staffing.io.roster_import.mapping import ASK, LEAVE, OFF, UNKNOWN
from staffing.services.importing import Imported
from staffing.ui.context import Context
from staffing.ui.data import Upload

KINDS_OF_LEAVE = ("annual", "lieu", "personal", "sick", "training")
MOST_STARTS = 12


def codes(ctx: Context, plan: Plan, looked: Imported, upload: Upload) -> dict[str, str]:
    """The mapping, each code with what it is taken to mean, to be changed; returns the meanings that were chosen here."""
    mapping, used = looked.found.mapping.codes, looked.found.codes
    if not mapping:
        return {}
    st.subheader(ctx.t("import.codes"), anchor=False)
    st.caption(ctx.t("import.codes_hint"))
    table = pd.DataFrame({"code": list(mapping), "meaning": list(mapping.values()), "cells": [used.get(code, 0) for code in mapping]})
    choices = list(dict.fromkeys([*meanings(plan), *mapping.values()]))
    fingerprint = hashlib.sha256(upload.content).hexdigest()[:12]
    edited = st.data_editor(
        table, key=ctx.key(f"import-codes-{fingerprint}-{looked.mapping_file.stem}"), hide_index=True, num_rows="fixed",
        disabled=("code", "cells"), height=min(420, 38 + 35 * len(table)),
        column_config={
            "code": st.column_config.TextColumn(ctx.t("audit.import.code")),
            "meaning": st.column_config.SelectboxColumn(
                ctx.t("audit.import.meaning"), options=choices, required=True, format_func=lambda m: _named(ctx, str(m))
            ),
            "cells": st.column_config.NumberColumn(ctx.t("audit.import.cells")),
        },
    )  # fmt: skip
    return {code: meaning for code, meaning in zip(edited["code"], edited["meaning"], strict=True) if meaning != mapping[code]}


def meanings(plan: Plan) -> list[str]:
    """What a code may mean: shifts (with their start where they have several), off, leave, unknown, still open."""
    shifts: list[str] = []
    for shift in plan.shifts:
        starts = shift.start_clocks
        if len(starts) == 1:
            shifts.append(shift.name)
        else:
            step = max(1, len(starts) // MOST_STARTS)
            shifts += [f"{shift.name} {start // 60:02d}:{start % 60:02d}" for start in starts[::step]]
    kinds = dict.fromkeys([*KINDS_OF_LEAVE, *sorted({row.kind for row in plan.leave if row.kind})])
    return [*shifts, OFF, *(LEAVE + kind for kind in kinds), UNKNOWN, ASK]


def _named(ctx: Context, meaning: str) -> str:
    if meaning in (OFF, UNKNOWN, ASK):
        return ctx.t(f"import.meaning.{'open' if meaning == ASK else meaning}")
    return ctx.t("import.meaning.leave", kind=meaning.removeprefix(LEAVE)) if meaning.startswith(LEAVE) else str(meaning)
