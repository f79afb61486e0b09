"""The certificate: does it hold, who signed it, make it, sign it, verify another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import streamlit as st

from staffing.domain.problems import InputProblems
from staffing.services.certificate import Change, certificate_file, certify, verify_file
from staffing.ui import format
from staffing.ui.components import problems
from staffing.ui.context import Context


def show(ctx: Context) -> None:
    """What is on file, then what can be done with it."""
    path = certificate_file(ctx.folder)
    if path.exists():
        _verdict(ctx, path, key="own")
    else:
        st.info(ctx.t("certificate.none"), icon=":material/contract:")
    left, right = st.columns(2, gap="large")
    with left:
        _sign(ctx)
    with right:
        _other(ctx)


def _verdict(ctx: Context, path: Path, *, key: str, roster_of: Path | None = None) -> None:
    """Whether a certificate holds for the roster in ``out/``, and what changed where it does not."""
    try:
        document, changes = verify_file(roster_of or ctx.folder, path)
    except InputProblems as error:
        problems.show(ctx, error.problems, key=f"certificate-problems-{key}")
        return
    result = ctx.t(f"audit.result.{document['result']}")
    if changes:
        lines = [f"- {format.plain(_said(ctx, change))}" for change in changes]
        st.error("\n".join([ctx.t("certificate.broken"), "", *lines]), icon=":material/gpp_bad:")
    else:
        st.success(ctx.t("certificate.holds", result=result), icon=":material/verified:")
    st.caption(
        ctx.t("certificate.made", when=str(document["created"]).replace("T", " ")[:16], result=result, hash=document["roster_hash"][:12])
    )
    rows: Sequence[dict[str, Any]] = document.get("signatures") or []
    if rows:
        shown = pd.DataFrame(
            {
                "who": [r["name"] for r in rows],
                "role": [r["role"] for r in rows],
                "date": [str(r["at"]).replace("T", " ")[:16] for r in rows],
            }
        )
        config = {name: st.column_config.Column(ctx.t(f"audit.column.{name}")) for name in shown.columns}
        st.dataframe(shown, key=f"signatures-{key}", hide_index=True, column_config=config)
    else:
        st.caption(ctx.t("certificate.unsigned"))
    if key == "own":
        st.download_button(
            ctx.t("certificate.download"), json.dumps(document, ensure_ascii=False, indent=2), path.name, "application/json",
            icon=":material/download:", key="certificate-download", on_click="ignore",
        )  # fmt: skip


def _said(ctx: Context, change: Change) -> str:
    return ctx.t(f"audit.change.{change.code}", **change.params)


def _sign(ctx: Context) -> None:
    st.subheader(ctx.t("certificate.sign"), anchor=False)
    with st.form(ctx.key("certificate-sign"), border=False):
        name = st.text_input(ctx.t("certificate.name"), key=ctx.key("certificate-name"), max_chars=100)
        role = st.text_input(ctx.t("certificate.role"), key=ctx.key("certificate-role"), max_chars=100)
        st.caption(ctx.t("certificate.sign_hint"))
        if st.form_submit_button(ctx.t("certificate.sign_button"), icon=":material/draw:", type="primary"):
            if not name.strip():
                st.warning(ctx.t("certificate.name_missing"))
            else:
                _made(ctx, name, role)
    if st.button(ctx.t("certificate.make"), icon=":material/contract:", key=ctx.key("certificate-make")):
        _made(ctx, "", "")


def _made(ctx: Context, name: str, role: str) -> None:
    try:
        certify(ctx.folder, signer=name, role=role)
    except InputProblems as error:
        problems.show(ctx, error.problems, key="certificate-make-problems")
    else:
        st.rerun()


def _other(ctx: Context) -> None:
    st.subheader(ctx.t("certificate.verify"), anchor=False)
    upload = st.file_uploader(ctx.t("certificate.upload"), type=["json"], key=ctx.key("certificate-upload"))
    if upload is not None:
        with TemporaryDirectory(prefix="staffing-") as place:
            path = Path(place) / "certificate.json"
            path.write_bytes(upload.getvalue())
            _verdict(ctx, path, key="other", roster_of=ctx.folder)
