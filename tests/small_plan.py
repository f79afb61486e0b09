"""A small plan folder for tests of commands and stages: a shop's desk, seven days, eight people, solved in seconds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

PLAN = """[plan]
name = "A small desk"
time_zone = "Asia/Shanghai"
first_day = 2026-03-02
days = 7
interval_minutes = 30
rule_packs = ["cn-mainland"]

[[queue]]
name = "desk"
open = ["Mon-Sun 08:00-20:00"]
service_level = 0.8
answer_within_seconds = 20
patience_seconds = 180
shrinkage = 0.05

[[contract]]
name = "staff"
min_minutes_per_week = 960
normal_minutes_per_week = 2400
max_minutes_per_week = 2400
"""
AGENTS = "agent,name,contract,skills\n" + "".join(f"P{k},Person {k},staff,desk\n" for k in range(1, 9))
SHIFTS = (
    "shift,start_from,start_to,step_minutes,length_minutes,unpaid_meal_minutes,meal_after_minutes,meal_before_minutes,paid_breaks,paid_break_minutes\n"
    "E,08:00,10:00,60,540,60,150,330,2,15\n"
    "L,11:00,11:00,,540,60,150,330,2,15\n"
)
FIRST = dt.datetime(2026, 3, 2)


def history(weeks: int = 6) -> str:
    """Half-hourly contacts before the plan: quiet at eight, busy at eleven and four."""
    shape = [4, 6, 8, 10, 12, 14, 15, 14, 12, 10, 9, 10, 12, 13, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4]
    lines = ["interval_start,queue,offered,aht_seconds"]
    for day in range(-7 * weeks, 0):
        for slot in range(48):
            at = FIRST + dt.timedelta(days=day, minutes=30 * slot)
            is_open = 16 <= slot < 40
            offered = shape[slot - 16] + (7 * day + 3 * slot) % 3 if is_open else 0
            lines.append(f"{at.isoformat(timespec='minutes')},desk,{offered},{200 + (day * slot) % 20 if offered else ''}")
    return "\n".join(lines) + "\n"


def small_plan(folder: Path) -> Path:
    """Write the plan and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"plan.toml": PLAN, "agents.csv": AGENTS, "shifts.csv": SHIFTS, "history.csv": history()}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
