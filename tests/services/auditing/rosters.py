"""Plan folders with rosters that break rules, for the report."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

PLAN = """[plan]
name = "A desk = 1"
time_zone = "Asia/Shanghai"
first_day = 2026-06-15
days = 7
interval_minutes = 30
rule_packs = ["cn-mainland"]

[[queue]]
name = "desk"
service_level = 0.8
answer_within_seconds = 20

[[contract]]
name = "staff"
normal_minutes_per_week = 2400
max_minutes_per_week = 3600
wage_per_hour = 30

[rules.POL-RUN-01]
max_days = 5
"""
AGENTS = "agent,name,contract,skills\nP1,王娜,staff,desk\nP2,=1+1,staff,desk\nP3,李雷,staff,desk\nP4,韩梅梅,staff,desk\n"
SHIFTS = "shift,start_from,start_to,step_minutes,length_minutes,unpaid_meal_minutes,allowance\n"
SHIFTS += "D,08:00,08:00,,540,60,0\nN,20:00,20:00,,720,60,80\n"
LEAVE = "agent,first_day,last_day,kind\nP3,2026-06-20,2026-06-21,年假\nP4,2026-06-20,2026-06-21,产检假\n"
STATUSES = "agent,status,first_day,last_day\nP4,pregnant,2026-01-01,2026-07-15\n"
EVIDENCE = "kind,reference,agent,rule,valid_from,valid_to\nconsultation,2026-7,,,2026-01-01,2026-12-31\nnursing note,secret,P4,,,\n"
NOW = datetime(2026, 6, 10, 8, 30, tzinfo=UTC)
SECRETS = ("pregnan", "nursing note", "secret", "产检", "maternity")
"""Words of the folder that no report may show."""


def desk(folder: Path, codes: dict[str, str] | None = None) -> Path:
    """A plan folder with ``out/roster.csv``; ``codes``: seven of D, N, - by agent."""
    codes = {"P1": "DDDDDDD", "P2": "-D-D---", "P3": "NN-DD--", "P4": "N-DD---"} if codes is None else codes
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "plan.toml": PLAN,
        "agents.csv": AGENTS,
        "shifts.csv": SHIFTS,
        "leave.csv": LEAVE,
        "statuses.csv": STATUSES,
        "evidence.csv": EVIDENCE,
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    rows = ["agent,day,shift,start,end,paid_minutes"]
    for agent, week in codes.items():
        for k, code in enumerate(week):
            day = f"2026-06-{15 + k:02d}"
            if code == "D":
                rows.append(f"{agent},{day},D,{day}T08:00,{day}T17:00,480")
            elif code == "N":
                rows.append(f"{agent},{day},N,{day}T20:00,2026-06-{16 + k:02d}T08:00,660")
    (folder / "out").mkdir(exist_ok=True)
    (folder / "out" / "roster.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder
