"""Plan folders for the tests of reading: a sound small plan, and helpers to spoil it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.io import load_plan

PLAN = """[plan]
name = "Hotline"
time_zone = "Asia/Shanghai"
first_day = 2026-11-30
days = 7
interval_minutes = 30

[[queue]]
name = "general"
service_level = 0.8
answer_within_seconds = 20
shrinkage = 0.1

[[queue]]
name = "complaint"

[[contract]]
name = "full-time"
min_minutes_per_week = 2100
normal_minutes_per_week = 2400
max_minutes_per_week = 2640
"""
FILES = {
    "plan.toml": PLAN,
    "agents.csv": (
        "agent,name,contract,skills,site,volunteers\nA1,Ann,full-time,general;complaint:0.8,one,N8\nA2,Bob,full-time,general,two,\n"
    ),
    "shifts.csv": (
        "shift,start_from,start_to,step_minutes,length_minutes,unpaid_meal_minutes,paid_breaks,paid_break_minutes,volunteers_only\n"
        "D8,06:00,14:30,30,510,30,2,15,0\n"
        "N8,21:00,23:30,30,510,30,2,15,1\n"
    ),
    "leave.csv": "agent,first_day,last_day,kind\nA1,2026-12-01,2026-12-02,annual\n",
    "availability.csv": "agent,weekday,available_from,available_to\nA2,0,06:00,24:00\n",
    "requests.csv": "agent,day,wish,weight\nA1,2026-12-03,off,20\nA2,2026-12-04,D8,5\n",
    "statuses.csv": "agent,status,first_day,last_day\nA2,trainee,2026-11-01,\n",
    "worked.csv": "agent,start,end,shift,queue\nA1,2026-11-29T06:00,2026-11-29T14:30,D8,general\n",
    "events.csv": "first_day,last_day,event,queue,factor\n2026-12-01,,sale,general,1.5\n",
    "adjustments.csv": "queue,from,to,change,value,who,why\ngeneral,2026-12-01T08:00,2026-12-01T10:00,multiply,1.2,Ann,mailing\n",
    "refused.csv": "queue,kind,start,who,why\ngeneral,outlier-day,2026-11-01T00:00,Ann,it was demand\n",
    "evidence.csv": "kind,reference,agent,valid_from,valid_to\nconsent,C-1,A1,2026-01-01,\n",
    "locks.csv": "agent,day,shift,start\nA1,2026-12-05,D8,06:30\n",
    "fixed.csv": "agent,start,end,activity,queue\nA2,2026-12-03T09:00,2026-12-03T10:00,training,\n",
    "calendar.csv": "date,kind,name,status,notice\n2026-12-05,work,,provisional,none yet\n",
    "history.csv": "interval_start,queue,offered,aht_seconds\n2026-11-02T08:00,general,12,180\n2026-11-02T08:30,general,15,\n",
    "forecast.csv": "interval_start,queue,offered,aht_seconds\n2026-11-30T08:00,general,12.5,180\n",
    "requirement.csv": "interval_start,queue,agents\n2026-11-30T08:00,general,3\n",
}
"""Every file a plan may have, each with a right row or two."""


def put(folder: Path, files: Mapping[str, str | bytes | None] | None = None, **tables: str | bytes | None) -> Path:
    """Write files into a folder: ``agents="..."`` is agents.csv; ``None`` removes one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**(files or {}), **{f"{key}.csv": text for key, text in tables.items()}}.items():
        path = folder / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def small(folder: Path, **tables: str | bytes | None) -> Path:
    """plan.toml, agents.csv and shifts.csv, and what is given."""
    return put(folder, {name: FILES[name] for name in ("plan.toml", "agents.csv", "shifts.csv")}, **tables)


def problems_of(folder: Path, *needs: str) -> tuple[Problem, ...]:
    """What reading a folder complains about; empty where it is sound."""
    try:
        load_plan(folder, needs)
    except InputProblems as found:
        return found.problems
    return ()


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int | None, str | None, str]]:
    """(file, row, column, code) of each."""
    return [(p.file, p.row, p.column, p.code) for p in problems]


def the_one(folder: Path, *needs: str) -> Problem:
    """The only problem."""
    found = problems_of(folder, *needs)
    assert len(found) == 1, "\n".join(map(str, found)) or "no problem"
    return found[0]


def with_plan(folder: Path, old: str, new: str) -> Path:
    """Change plan.toml."""
    path = folder / "plan.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def loaded(folder: Path) -> Plan:
    """The plan, which must be sound."""
    return load_plan(folder)
