"""A small published roster for the tests of the exports."""

from __future__ import annotations

from datetime import date

from staffing.domain.people import Leave
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.io.export.labels import LABELS
from tests.factories import make_agent, make_plan, make_roster, week_of

LABEL = {key: key.replace("_", " ").upper() for key in LABELS} | {"week": "WEEK {number}"}


def published(first: str = "2026-03-02", zone: str = "Asia/Shanghai") -> tuple[Plan, Roster]:
    """Three people, one of them with a name that a spreadsheet would run; nights, a week-end, leave."""
    agents = (
        make_agent("A1", site="North"),
        make_agent('=HYPERLINK("x")', "general:0.8"),
        make_agent("张三"),
        make_agent("idle"),
    )
    monday = date.fromisoformat(first)
    leave = (Leave("张三", monday.replace(day=monday.day + 1), monday.replace(day=monday.day + 2), "+annual"),)
    plan = make_plan(first, agents=agents, zone=zone, leave=leave)
    cells = {"A1": "D8 D8 - E8 E8 - -", '=HYPERLINK("x")': "N8 N8 - - - N8 N8", "张三": "D6 - - D6 D8@09:00 - -"}
    return plan, make_roster(plan, week_of(plan, cells))
