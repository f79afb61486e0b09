"""The accounts as tables: months, annual leave, time off in lieu, balances, planned against worked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import streamlit as st

from staffing.ui import format
from staffing.ui.components import report_tables, tiles
from staffing.ui.components.report_tables import day, hours
from staffing.ui.components.tiles import Tile
from staffing.ui.context import Context


def months(ctx: Context, report: Any) -> None:
    rows = [
        {
            "agent": p["agent"],
            "name": p["name"],
            "month": f"{p['month']:%Y-%m}",
            "system": ctx.t(f"audit.system.{p['hours_system']}"),
            "system_hours": hours(p["system"]),
            "paid": hours(p["paid"]),
            "ordinary": hours(p["ordinary"] + p["unplaced"]),
            "x150": hours(p["extension"]),
            "x200": hours(p["rest_day"]),
            "x300": hours(p["holiday"]),
            "nights": p["nights"],
            "night_hours": hours(p["night_minutes"]),
            "allowance": p["allowance"],
            "premium": p["premium_pay"],
            "duty_days": p["duty_days"],
            "rest_days": p["rest_days"],
            "run": p["longest_run"],
            "complete": ctx.t("audit.yes" if p["complete"] else "audit.in_part"),
        }
        for p in report["people"]
    ]
    kinds = dict.fromkeys(("system_hours", "paid", "ordinary", "x150", "x200", "x300", "night_hours"), "hours")
    report_tables.table(ctx, rows, key=ctx.key("accounts-months"), kinds=kinds | {"allowance": "money", "premium": "money"}, height=560)
    st.caption(ctx.t("audit.accounts_mean"))


def leave(ctx: Context, report: Any) -> None:
    rows = [
        {
            "agent": e["agent"],
            "year": str(e["year"]),
            "earned_days": e["earned"],
            "taken_days": e["taken"],
            "booked": e["booked"],
            "left": e["left"],
            "expires": day(e["expires"]),
            "pay_out": e["pay"] if e["left"] else None,
            "extra": e["extra"] if e["left"] else None,
            "state": ctx.t("audit.leave_unknown") if e["earned"] is None else ctx.t("audit.lapsed") if e["lapsed"] else ""
            if e["on_record"] else ctx.t("audit.leave_not_on_record"),
        }
        for e in report["annual_leave"]
    ]  # fmt: skip
    if not rows:
        st.info(ctx.t("audit.no_leave_rule"))
        return
    report_tables.table(ctx, rows, key=ctx.key("accounts-leave"), kinds={"pay_out": "money", "extra": "money"}, height=560)
    st.caption(ctx.t("audit.leave_means"))


def lieu(ctx: Context, report: Any) -> None:
    rows = [
        {
            "agent": e["agent"],
            "worked_on": day(e["day"]),
            "earned": hours(e["earned"]),
            "taken": hours(e["taken"]),
            "still_open": hours(e["open"]),
            "deadline": day(e["deadline"]),
            "taken_on": ", ".join(map(day, e["taken_on"])),
            "overdue": ctx.t("audit.yes") if e["overdue"] else "",
        }
        for e in report["lieu"]
    ]
    if not rows:
        st.success(ctx.t("accounts.no_lieu"), icon=":material/verified:")
        return
    report_tables.table(
        ctx, rows, key=ctx.key("accounts-lieu"), kinds=dict.fromkeys(("earned", "taken", "still_open"), "hours"), height=560
    )
    st.caption(ctx.t("audit.lieu_means", days=report["lieu_days"]))


def balances(ctx: Context, report: Any) -> None:
    rows = []
    seen = set()
    for p in report["people"]:
        b = p["balance"]
        if b is None or (p["agent"], b["first_day"]) in seen:
            continue
        seen.add((p["agent"], b["first_day"]))
        rows.append(
            {
                "agent": p["agent"],
                "cycle": ctx.t(f"audit.cycle.{b['cycle']}"),
                "period": f"{b['first_day']} – {b['end'] - timedelta(days=1)}",
                "until": day(b["until"]),
                "worked_hours": hours(b["worked"]),
                "normal": hours(b["normal"]),
                "balance": hours(b["balance"]),
                "left_hours": hours(b["left"]),
                "complete": ctx.t("audit.yes" if b["complete"] else "audit.in_part"),
            }
        )
    if not rows:
        st.info(ctx.t("accounts.no_balance"))
        return
    kinds = dict.fromkeys(("worked_hours", "normal", "balance", "left_hours"), "hours")
    report_tables.table(ctx, rows, key=ctx.key("accounts-balance"), kinds=kinds, height=560)
    st.caption(ctx.t("accounts.balance_means"))


def worked(ctx: Context, report: Any) -> None:
    st.file_uploader(ctx.t("accounts.upload"), type=["csv", "xlsx"], key=ctx.key("accounts-worked"), help=ctx.t("accounts.upload_hint"))
    worked = report["worked"]
    if worked is None:
        st.info(ctx.t("accounts.no_record"), icon=":material/schedule:")
        return
    row = [
        Tile(ctx.t("accounts.tile.planned"), format.number(worked["planned_minutes"] / 60, 1)),
        Tile(ctx.t("accounts.tile.worked"), format.number(worked["worked_minutes"] / 60, 1)),
        Tile(ctx.t("accounts.tile.same"), format.number(worked["as_planned"]), ctx.t("audit.worked.same")),
        *(Tile(ctx.t(f"audit.worked.kind.{kind}"), format.number(count)) for kind, count in worked["counts"].items()),
    ]
    st.caption(f"{ctx.t('audit.worked.days')}: {worked['first_day']} – {worked['last_day']}")
    tiles.show(row, key="accounts-worked-tiles")
    if worked["new_findings"]:
        st.subheader(ctx.t("audit.worked.new"), anchor=False)
        new = [
            {
                "outcome": ctx.t(f"audit.outcome.{f['outcome']}"),
                "rule": f["rule"],
                "agent": f["agent"],
                "period": str(f["first_day"]) if f["first_day"] == f["last_day"] else f"{f['first_day']} – {f['last_day']}",
                "message": f["message"],
            }
            for f in worked["new_findings"]
        ]
        report_tables.table(ctx, new, key=ctx.key("accounts-new"), kinds={"message": "wide"})
    st.subheader(ctx.t("audit.worked.duties"), anchor=False)
    duties = [
        {
            "agent": d["agent"],
            "worked_day": day(d["day"]),
            "difference": ctx.t(f"audit.worked.kind.{d['kind']}"),
            "shift": d["shift"],
            "planned": _span(d["planned_start"], d["planned_end"]),
            "worked": _span(d["worked_start"], d["worked_end"]),
            "paid_difference": hours(d["minutes"]),
        }
        for d in worked["differences"]
    ]
    if duties:
        report_tables.table(ctx, duties, key=ctx.key("accounts-drift"), kinds={"paid_difference": "hours"})
        st.caption(ctx.t("audit.worked.means"))
    else:
        st.success(ctx.t("accounts.no_drift"), icon=":material/verified:")


def _span(start: str | None, end: str | None) -> str:
    return "" if start is None or end is None else f"{start[5:].replace('T', ' ')} – {end[11:16]}"
