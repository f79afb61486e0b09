"""Sheets as other people keep them, written in a line or two."""

from __future__ import annotations

from typing import Any

from staffing.domain.plan import Plan
from staffing.io.roster_import import ImportedRoster, Mapping, Sheet, import_roster
from tests.factories import make_agent, make_plan, make_shift

DAY = make_shift("M1", "08:00", 540, 60)
LATE = make_shift("L1", "13:00", 540, 60)
NIGHT = make_shift("N1", "20:00", 720, 60)
FLEX = make_shift("F8", "08:00", 510, 30, "10:00")


def plan(first_day: str = "2026-06-01", days: int = 30, **more: Any) -> Plan:
    """June 2026 and three people: 0007 王娜, 0012 李雷, 0100 韩梅梅."""
    people = [make_agent(agent) for agent in ("0007", "0012", "0100")]
    people = [type(a)(a.id, name, a.contract, a.skills) for a, name in zip(people, ("王娜", "李雷", "韩梅梅"), strict=True)]
    return make_plan(first_day, days, agents=more.pop("agents", people), shifts=more.pop("shifts", (DAY, LATE, NIGHT, FLEX)), **more)


def sheet(text: str, title: str = "", file: str = "roster.csv") -> Sheet:
    """A sheet from lines with cells separated by ``|``."""
    rows = [(k, tuple(cell.strip() for cell in line.split("|"))) for k, line in enumerate(text.strip("\n").split("\n"), 1)]
    return Sheet(file, title, tuple((k, cells) for k, cells in rows if any(cells)))


def read(text: str, the_plan: Plan | None = None, mapping: Mapping | None = None, **more: Any) -> ImportedRoster:
    """A sheet read with a mapping, by default one in which blank is off."""
    title = more.pop("title", "")
    return import_roster(the_plan or plan(), sheet(text, title), mapping or Mapping(blank="off"), **more)


def said(found: ImportedRoster) -> list[tuple[int | None, str | None, str | None, str]]:
    """(row, column, value, code) of each problem."""
    return [(p.row, p.column, p.value, p.code) for p in found.problems]


def cells(found: ImportedRoster) -> list[tuple[str, str, str]]:
    """(agent, day, shift) of each duty."""
    return [(d.agent, d.day.isoformat(), d.shift) for d in found.roster.duties]
