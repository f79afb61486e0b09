"""A small plan folder with a roster that breaks a rule or two, written as a user would keep it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from staffing import io
from staffing.domain.report import TERMS, SolveReport, SolveStatus
from staffing.domain.roster import Activity, Duty, Roster
from staffing.services.pipeline import load_plan
from tests.factories import fill

FIRST = date(2026, 3, 2)
TOML = """
[plan]
name = "Small desk"
time_zone = "Asia/Shanghai"
first_day = 2026-03-02
days = 7
interval_minutes = 30
rule_packs = ["cn-mainland"]

[[queue]]
name = "general"
service_level = 0.8
answer_within_seconds = 20
patience_seconds = 120
shrinkage = 0.1
open = ["Mon-Sun 08:00-20:00"]

[[queue]]
name = "orders"
service_level = 0.9
answer_within_seconds = 30
max_occupancy = 0.85
open = ["Mon-Sat 08:00-20:00"]

[[contract]]
name = "full-time"
min_minutes_per_week = 0
normal_minutes_per_week = 2400
max_minutes_per_week = 2400
"""
AGENTS = """agent,name,contract,skills
A1,Li Na,full-time,general;orders
A2,Wang Lei,full-time,general
A3,Chen Jie,full-time,orders;general:0.8
A4,=Zhao,full-time,general
"""
SHIFTS = """shift,start_from,start_to,step_minutes,length_minutes,unpaid_meal_minutes,meal_after_minutes,meal_before_minutes,\
paid_breaks,paid_break_minutes
D8,08:00,10:00,30,510,30,180,300,2,15
E8,11:00,14:00,30,510,30,180,300,2,15
"""
LEAVE = "agent,first_day,last_day,kind\nA4,2026-03-04,2026-03-05,annual\n"
EVENTS = "first_day,last_day,event,queue,factor\n2026-03-05,2026-03-05,shopping day,,1.4\n"


def _times(day: date) -> list[str]:
    return [f"{day}T{hour:02d}:{minute:02d}" for hour in range(8, 20) for minute in (0, 30)]


def write(folder: Path, *, demand: str = "forecast") -> Path:
    """Write the inputs; ``demand`` = ``forecast`` (given, with quantiles), ``history`` (four weeks of it) or ``requirement`` (given)."""
    folder.mkdir(parents=True, exist_ok=True)
    days = [FIRST + timedelta(days=k) for k in range(7)]
    files = {"plan.toml": TOML, "agents.csv": AGENTS, "shifts.csv": SHIFTS, "leave.csv": LEAVE, "events.csv": EVENTS}
    if demand == "forecast":
        rows = [
            f"{at},{queue},{10 + k % 7},{6 + k % 7},{10 + k % 7},{15 + k % 7},200"
            for queue in ("general", "orders")
            for day in days
            for k, at in enumerate(_times(day))
        ]
        files["forecast.csv"] = "interval_start,queue,offered,offered_p10,offered_p50,offered_p90,aht_seconds\n" + "\n".join(rows) + "\n"
    elif demand == "requirement":
        rows = [f"{at},{queue},2" for queue in ("general", "orders") for day in days for at in _times(day)]
        files["requirement.csv"] = "interval_start,queue,agents\n" + "\n".join(rows) + "\n"
    else:
        past = [FIRST - timedelta(days=k) for k in range(35, 0, -1)]
        rows = [
            f"{at},{queue},{12 + (k * 5 + d * 3) % 9},210"
            for queue in ("general", "orders")
            for d, day in enumerate(past)
            for k, at in enumerate(_times(day))
        ]
        files["history.csv"] = "interval_start,queue,offered,aht_seconds\n" + "\n".join(rows) + "\n"
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def roster(folder: Path) -> Roster:
    """Everybody works the day shift on every day of the plan but their leave: seven days in a row break POL-RUN-01 and more."""
    plan = load_plan(folder)
    duties: list[Duty] = []
    activities: list[Activity] = []
    shift = plan.shift_by_name["D8"]
    for agent in plan.agents:
        for day in plan.grid.calendar:
            if day in plan.leave_days.get(agent.id, ()):
                continue
            start = plan.grid.at(day, shift.start_from)
            assert start is not None
            duty = Duty(agent.id, start, start + shift.length_minutes, day, shift.name, shift.paid_minutes)
            duties.append(duty)
            activities += fill(plan, duty)
    return Roster(plan.grid, tuple(duties), tuple(activities))


def write_roster(folder: Path) -> None:
    """Write the roster and a report to ``out/``."""
    plan = load_plan(folder)
    io.write_roster(roster(folder), folder / "out")
    terms = dict.fromkeys(TERMS, 100.0)
    report = SolveReport(
        SolveStatus.FEASIBLE, 900.0, 850.0, 12.0, 1, floor=500.0, terms=terms, short_agent_minutes=60.0, input_hash=plan.input_hash
    )
    io.write_report(report, folder / "out" / "report.json")
