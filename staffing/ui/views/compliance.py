"""Compliance: what the rules say about our roster, or about one that somebody brings."""

from __future__ import annotations

import streamlit as st

from staffing.ui import data
from staffing.ui.components import findings, person_hours, problems, shell
from staffing.ui.context import Context
from staffing.ui.data import Upload, Work

SOURCES = ("ours", "imported")


def show(ctx: Context) -> None:
    """The page."""
    shell.title(ctx, "compliance")
    plan = data.plan(ctx.folder).plan
    assert plan is not None, "the frame shows problems itself"
    source = st.segmented_control(
        ctx.t("compliance.source"),
        SOURCES,
        key=ctx.key("compliance-source"),
        default="ours",
        required=True,
        format_func=lambda code: ctx.t(f"compliance.{code}"),
        label_visibility="collapsed",
    )
    work = _imported(ctx) if source == "imported" else _ours(ctx)
    if work is None or work.audit is None or work.roster is None:
        return
    findings.figures(ctx, work.audit)
    found, rules, hours = st.tabs([ctx.t("compliance.findings"), ctx.t("compliance.rules"), ctx.t("compliance.hours")])
    with found:
        findings.table(ctx, plan, work.audit, key=ctx.key(f"findings-{source}"))
    with rules:
        findings.rules(ctx, work.audit.rules, key=ctx.key(f"rules-{source}"))
    with hours:
        person_hours.show(ctx, plan, work.roster, key=ctx.key(f"hours-{source}"))


def _ours(ctx: Context) -> Work | None:
    with st.spinner(ctx.t("compliance.checking")):
        work = data.work(ctx.folder)
    if work.problems:
        problems.show(ctx, work.problems, key="compliance-problems", title=ctx.t("roster.unreadable"))
        return None
    if work.roster is None:
        st.info(ctx.t("compliance.none"), icon=":material/calendar_add_on:")
        return None
    if work.stale:
        st.warning(ctx.t("roster.stale"), icon=":material/update:")
    return work


def _imported(ctx: Context) -> Work | None:
    st.caption(ctx.t("compliance.upload_hint"))
    with st.container(horizontal=True, key="compliance-upload"):
        roster = st.file_uploader(ctx.t("compliance.upload_roster"), type=["csv", "xlsx"], key=ctx.key("upload-roster"))
        activities = st.file_uploader(ctx.t("compliance.upload_activities"), type=["csv", "xlsx"], key=ctx.key("upload-activities"))
    if roster is None:
        return None
    with st.spinner(ctx.t("compliance.checking")):
        more = None if activities is None else Upload(activities.name, activities.getvalue())
        work = data.imported(ctx.folder, Upload(roster.name, roster.getvalue()), more)
    if work.problems:
        problems.show(ctx, work.problems, key="upload-problems")
        return None
    return work
