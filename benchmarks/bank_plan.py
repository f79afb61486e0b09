"""A plan over real contacts: the call types of an Israeli bank's centre, January and February 1999, rostered for the week after.

The data ("Anonymous Bank", Technion) are read from ``../shared/calls`` beside the checkout and never copied into the project. Opening hours
are the bank's (Sunday to Thursday 07:00-24:00, Friday to 14:00, Saturday from 20:00); patience is what was measured on its regular queue,
367 s. The people are invented: enough of them for the load, a third with a second skill.
"""

from __future__ import annotations

import csv
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "calls" / "anonbank_types_30min_1999_jan_feb.csv"
SKILLS = (
    ["PS"] * 12
    + ["PS;NW", "PS;NE", "PS;TT", "PS;NW", "PS;NE", "PS;IN"]
    + ["NE"] * 4
    + ["NE;NW:0.9", "NE;PS:0.8"]
    + ["NW"] * 3
    + ["NW;TT", "TT", "TT;IN", "IN", "IN;PS"]
)
SHIFTS = (
    "shift,start_from,start_to,step_minutes,length_minutes,unpaid_meal_minutes,meal_after_minutes,meal_before_minutes,paid_breaks,paid_break_minutes",
    "D8,07:00,09:30,30,510,30,150,330,2,15",
    "L8,13:00,15:30,30,510,30,150,330,2,15",
    "D6,07:00,11:00,30,360,0,,,1,15",
    "L6,14:00,18:00,30,360,0,,,1,15",
    "S4,19:45,19:45,15,240,0,,,0,0",
)
QUEUE = """
[[queue]]
name = "{name}"
open = ["Sun-Thu 07:00-24:00", "Fri 07:00-14:00", "Sat 20:00-24:00"]
service_level = 0.8
answer_within_seconds = 20
patience_seconds = 367
shrinkage = 0.05
"""
PLAN = """[plan]
name = "Bank call types, first week of March 1999"
time_zone = "Asia/Jerusalem"
first_day = 1999-03-01
days = 7
interval_minutes = 15

[[contract]]
name = "staff"
min_minutes_per_week = 1440
normal_minutes_per_week = 2400
max_minutes_per_week = 2640
"""


def make_bank_plan(folder: Path, source: Path = SOURCE) -> Path:
    """Write the plan folder and return it. Raises FileNotFoundError where the data are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    queues = []
    with source.open(newline="", encoding="utf-8") as file, (folder / "history.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("interval_start", "queue", "offered", "aht_seconds", "abandoned"))
        for row in csv.DictReader(file):
            if row["queue"] not in queues:
                queues.append(row["queue"])
            writer.writerow((row["timestamp"], row["queue"], row["volume"], row["aht_s"], row["abandoned"]))
    (folder / "plan.toml").write_text(PLAN + "".join(QUEUE.format(name=name) for name in queues), encoding="utf-8")
    (folder / "shifts.csv").write_text("\n".join(SHIFTS) + "\n", encoding="utf-8")
    people = [f"B{k:02d},Banker {k},staff,{skills}" for k, skills in enumerate(SKILLS, start=1)]
    (folder / "agents.csv").write_text("\n".join(["agent,name,contract,skills", *people]) + "\n", encoding="utf-8")
    return folder
