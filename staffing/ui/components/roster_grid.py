"""The roster as a grid of people and days, drawn on one canvas in the browser; see ``roster_grid.js``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st

from staffing.domain.coverage import Coverage
from staffing.domain.finding import Audit, Finding, Outcome
from staffing.domain.grid import TimeGrid, is_night
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.ui import format
from staffing.ui.components.colors import INK, NIGHT_FILLS, SHIFT_FILLS
from staffing.ui.context import Context

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"
MOST_SENTENCES = 800
"""Findings beyond this many are marked with their rule alone, so that a very bad roster does not weigh megabytes."""

LONGEST_CELL_FINDING = 3
"""Findings over more days than this are marked at the person's name instead of in the cells."""

_HERE = Path(__file__).parent


@st.cache_resource(show_spinner=False)
def _component() -> Callable[..., Any]:
    """The component, registered once."""
    css, js = ((_HERE / f"roster_grid.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component("staffing_roster_grid", html='<div class="mount"></div>', css=css, js=js)


@dataclass(frozen=True)
class Pick:
    """What the reader clicked: a day, and an agent unless it was a day's head or foot."""

    agent: str | None
    day: int


class _Kinds:
    """The different cells of a roster, numbered as they come: two letters stand for each."""

    def __init__(self, ctx: Context, plan: Plan) -> None:
        self.ctx, self.plan = ctx, plan
        self.rows: list[dict[str, Any]] = []
        self.seen: dict[Any, str] = {}
        self.fills = {shift.name: SHIFT_FILLS[k % len(SHIFT_FILLS)] for k, shift in enumerate(plan.shifts)}
        self.nights = {shift.name: NIGHT_FILLS[k % len(NIGHT_FILLS)] for k, shift in enumerate(plan.shifts)}

    def _letters(self, key: Any, make: Callable[[], dict[str, Any]]) -> str:
        if key not in self.seen:
            n = len(self.rows)
            self.rows.append(make())
            self.seen[key] = LETTERS[n // 64] + LETTERS[n % 64]
        return self.seen[key]

    def duties(self, duties: Sequence[Duty]) -> str:
        grid = self.plan.grid
        spans = tuple((duty.shift, grid.clock(duty.start), duty.end - duty.start, duty.paid_minutes) for duty in duties)
        return self._letters(spans, lambda: self._duty_kind(duties))

    def _duty_kind(self, duties: Sequence[Duty]) -> dict[str, Any]:
        grid = self.plan.grid
        times = [f"{format.clock(grid.clock(d.start))}–{format.clock(grid.clock(d.end))}" for d in duties]
        night = any(is_night(grid, d.start, d.end) for d in duties)
        name = duties[0].shift
        fill = (self.nights if night else self.fills).get(name, "#d7dde2")
        tips = []
        for duty, span in zip(duties, times, strict=True):
            paid = format.NONE if duty.paid_minutes is None else format.number(duty.paid_minutes / 60, 2).rstrip("0").rstrip(".")
            tips.append(self.ctx.t("grid.duty", shift=duty.shift or format.NONE, span=span, hours=paid))
        return {
            "code": "+".join(d.shift or "?" for d in duties),
            "text": times[0] if len(duties) == 1 else "",
            "fill": fill,
            "ink": "#ffffff" if night and name in self.nights else INK,
            "tip": "; ".join(tips),
        }

    def leave(self, kind: str) -> str:
        word = self.ctx.t("grid.leave")
        tip = f"{word} ({kind})" if kind else word
        short = self.ctx.t("grid.leave_short")
        drawn = {"code": word, "short": short, "text": "", "fill": "#f4f4f2", "ink": "#6b7882", "tip": tip, "leave": 1}
        return self._letters(("leave", kind), lambda: drawn)


def _leave_kinds(plan: Plan) -> Mapping[tuple[str, date], str]:
    kinds = {}
    for row in plan.leave:
        for k in range((row.last_day - row.first_day).days + 1):
            kinds[row.agent, row.first_day + timedelta(days=k)] = row.kind
    return kinds


def _marks(
    findings: Collection[Finding], rows: Mapping[str, int], grid: TimeGrid, say: Callable[[Finding], str]
) -> tuple[dict[str, Any], dict[int, Any]]:
    """Marks of cells ("row:day") and of names (row): [2 = FAIL or 1, sentences]."""
    cells: dict[str, Any] = {}
    names: dict[int, Any] = {}
    for count, finding in enumerate(findings):
        row = rows.get(finding.agent)
        if row is None or finding.outcome is Outcome.UNKNOWN:
            continue
        grave = 2 if finding.outcome is Outcome.FAIL else 1
        line = f"⚑ {finding.rule}: {say(finding)}" if count < MOST_SENTENCES else f"⚑ {finding.rule}"
        first, last = (finding.first_day - grid.first_day).days, (finding.last_day - grid.first_day).days
        spots = [k for k in range(first, last + 1) if 0 <= k < grid.days]
        if spots and last - first < LONGEST_CELL_FINDING:
            for day in spots:
                _note(cells.setdefault(f"{row}:{day}", [0, []]), grave, line)
        else:
            _note(names.setdefault(row, [0, []]), grave, line)
    return cells, names


def _note(mark: list[Any], grave: int, line: str) -> None:
    mark[0] = max(mark[0], grave)
    if len(mark[1]) < 4:
        mark[1].append(line)


def _strip(ctx: Context, coverage: Coverage) -> dict[str, Any]:
    """Shortage and surplus, summed over the queues, per day and interval."""
    grid = coverage.grid
    short, over = coverage.short.sum(axis=0), coverage.over.sum(axis=0)
    by_day = [np.flatnonzero(grid.interval_day == k) for k in range(grid.days)]
    top, low = float(short.max(initial=0.0)), float(over.max(initial=0.0))
    span = max(top + low, 1e-9)
    hours = grid.interval_minutes / 60
    return {
        "short": [[round(float(short[k]), 1) for k in day] for day in by_day],
        "over": [[round(float(over[k]), 1) for k in day] for day in by_day],
        "clocks": [[format.clock(int(grid.interval_clock[k])) for k in day] for day in by_day],
        "span": span,
        "share": top / span,
        "shortText": ctx.t("grid.short_hours", hours=format.number(float(short.sum()) * hours, 1)),
        "overText": ctx.t("grid.over_hours", hours=format.number(float(over.sum()) * hours, 1)),
        "shortWord": ctx.t("grid.short"),
        "overWord": ctx.t("grid.over"),
    }


def payload(
    ctx: Context,
    plan: Plan,
    roster: Roster,
    coverage: Coverage | None,
    audit: Audit | None,
    agents: Sequence[Agent],
    say: Callable[[Finding], str],
    *,
    selected: int | None = None,
    picked: Pick | None = None,
    height: int = 560,
) -> dict[str, Any]:
    """Everything the browser draws; each cell is two letters, so that 400 people x 28 days stay small."""
    grid = plan.grid
    kinds, leave = _Kinds(ctx, plan), _leave_kinds(plan)
    rows: list[dict[str, Any]] = []
    index = {agent.id: k for k, agent in enumerate(agents)}
    cells, names = _marks(audit.findings if audit else (), index, grid, say)
    for k, agent in enumerate(agents):
        duties = roster.by_agent.get(agent.id, ())
        by_day: dict[date, list[Duty]] = {}
        for duty in duties:
            by_day.setdefault(duty.day, []).append(duty)
        text = ""
        for day in grid.calendar:
            if day in by_day:
                text += kinds.duties(by_day[day])
            elif (agent.id, day) in leave:
                text += kinds.leave(leave[agent.id, day])
            else:
                text += ".."
        paid = sum(d.paid_minutes or 0 for d in duties)
        row = {"id": agent.id, "name": agent.name or agent.id, "note": agent.contract, "hours": f"{paid / 60:.1f}", "cells": text}
        if k in names:
            row["mark"] = names[k]
        rows.append(row)
    pick = None if picked is None else {"row": index.get(picked.agent or "", -1), "day": picked.day}
    return {
        "label": ctx.t("grid.label"),
        "corner": ctx.t("grid.people", n=len(agents)),
        "hours": ctx.t("grid.hours"),
        "off": ctx.t("grid.off"),
        "days": [
            {
                "weekday": format.weekday(day, ctx.lang),
                "date": f"{day:%m-%d}" if grid.days <= 14 else f"{day.day}",
                "weekend": day.weekday() >= 5,
            }
            for day in grid.calendar
        ],
        "kinds": kinds.rows,
        "rows": rows,
        "marks": cells,
        "strip": None if coverage is None else _strip(ctx, coverage),
        "selected": selected,
        "pick": pick,
        "height": height,
    }


def show(data: Mapping[str, Any], *, key: str) -> Pick | None:
    """Draw the grid; gives what was clicked last."""
    result = _component()(data=data, key=key, on_pick_change=lambda: None, height="content")
    pick = result.pick
    return None if not pick else Pick(pick["agent"], int(pick["day"]))
