"""Make the sample plan ``chat-volunteers``: the service team of a chat site, people paid by the hour who choose their slots.

    python data/make_chat_volunteers.py [FOLDER]

The site's rules ask everybody for at least thirty hours a week; employment by the hour ends at twenty-four: ``manual/roster.csv`` is the
week its rules prescribe.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
from sample_tools import bump, draw_history, names, write_table

FIRST_DAY, DAYS = dt.date(2026, 6, 1), 7
DAY = dt.timedelta(days=1)
HISTORY_HEADER = ("interval_start", "queue", "offered", "aht_seconds", "answered", "abandoned")
PLAN = """# The service team of a chat site, paid by the hour. Made by data/make_chat_volunteers.py.
[plan]
name = "Chat site, week 23"
time_zone = "Asia/Shanghai"
first_day = 2026-06-01
days = 7
interval_minutes = 30
rule_packs = ["cn-mainland"]

[[queue]]
name = "room"
channel = "voice"
open = ["Mon-Sun 10:00-22:00"]
service_level = 0.80
answer_within_seconds = 60
patience_seconds = 180
min_agents = 2
shrinkage = 0.05

[[contract]]
name = "by-the-hour"
hours_system = "part-time"
min_minutes_per_week = 480
normal_minutes_per_week = 1440
max_minutes_per_week = 1440
wage_per_hour = 26
"""
SHIFT_HEADER = (
    "shift", "start_from", "start_to", "step_minutes", "length_minutes", "unpaid_meal_minutes", "paid_breaks", "paid_break_minutes",
)  # fmt: skip
SHIFTS = [("S4", "10:00", "18:00", 120, 240, 0, 1, 15), ("S6", "10:00", "16:00", 120, 360, 0, 1, 15)]


def people(rng: np.random.Generator) -> list[dict[str, str]]:
    """Ten people; one of them new, present but not cover."""
    return [
        {"agent": f"V{k + 1:02d}", "name": name, "contract": "by-the-hour", "skills": "room:0" if k == 9 else "room"}
        for k, name in enumerate(names(rng, 10))
    ]


def as_the_rules_say(agents: list[dict[str, str]]) -> list[list[object]]:
    """Thirty hours for everybody: five slots of six hours."""
    rows: list[list[object]] = []
    for i, agent in enumerate(agents):
        for k in range(DAYS):
            if (k - i) % 7 in (5, 6):
                continue
            start = dt.datetime.combine(FIRST_DAY + k * DAY, dt.time(10 + 2 * (i % 4)))
            end = start + dt.timedelta(hours=6)
            rows.append([agent["agent"], start.date(), "S6", start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes"), 360])
    return rows


def main(folder: Path) -> None:
    rng = np.random.default_rng(30)
    agents = people(rng)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    write_table(folder / "agents.csv", list(agents[0]), [list(a.values()) for a in agents])
    write_table(folder / "shifts.csv", SHIFT_HEADER, SHIFTS)
    write_table(folder / "manual" / "roster.csv", ("agent", "day", "shift", "start", "end", "paid_minutes"), as_the_rules_say(agents))

    def room(h: np.ndarray) -> np.ndarray:
        return ((h > 10) & (h < 22)) * (4 + 9 * bump(h, 20, 2.0))

    def factor(day: dt.date, queue: str) -> float:
        return (0.95, 0.94, 0.95, 0.98, 1.05, 1.12, 1.10)[day.weekday()]

    history = draw_history(rng, FIRST_DAY - 35 * DAY, 35, 30, {"room": (room, 260.0, 180.0)}, factor)
    write_table(folder / "history.csv", HISTORY_HEADER, history)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "chat-volunteers")
