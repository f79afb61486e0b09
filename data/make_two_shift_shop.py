"""Make the sample plan ``two-shift-shop``: the service desk of a home-textile shop on the net, a day shift and an evening shift.

    python data/make_two_shift_shop.py [FOLDER]

The shop answers from 08:00 to 01:00, in a day shift of ten hours and an evening shift of eight. Its manual names no rest between them:
``manual/roster.csv`` has people turn from the evening to the next day's day shift, seven hours apart.
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
PLAN = """# A home-textile shop on the net: day and evening shift. Made by data/make_two_shift_shop.py.
[plan]
name = "Two-shift shop, June 2026"
time_zone = "Asia/Shanghai"
first_day = 2026-06-01
days = 7
interval_minutes = 30
rule_packs = ["cn-mainland", "fatigue"]

[[queue]]
name = "presales"
channel = "voice"
open = ["Mon-Sun 08:00-24:00"]
service_level = 0.80
answer_within_seconds = 20
patience_seconds = 120
min_agents = 1
shrinkage = 0.05

[[queue]]
name = "aftersales"
channel = "voice"
open = ["Mon-Sun 08:00-24:00"]
service_level = 0.80
answer_within_seconds = 20
patience_seconds = 180
min_agents = 1
shrinkage = 0.05

[[contract]]
name = "regular"
hours_system = "standard"
min_minutes_per_week = 1440
normal_minutes_per_week = 2400
max_minutes_per_week = 2700
wage_per_hour = 28
"""
SHIFT_HEADER = (
    "shift", "start_from", "start_to", "step_minutes", "length_minutes", "unpaid_meal_minutes", "meal_after_minutes", "meal_before_minutes",
    "paid_breaks", "paid_break_minutes", "allowance",
)  # fmt: skip
SHIFTS = [
    ("DAY", "08:00", "08:00", 30, 600, 60, 210, 330, 2, 15, 0),
    ("MID", "12:00", "12:00", 30, 540, 60, 210, 330, 2, 15, 5),
    ("EVE", "17:00", "17:00", 30, 480, 30, 180, 300, 2, 15, 20),
]


def people(rng: np.random.Generator) -> list[dict[str, str]]:
    """Eight before the sale, six after it; two do both."""
    skills = ["presales"] * 7 + ["presales;aftersales"] * 2 + ["aftersales"] * 5
    return [
        {"agent": f"T{k + 1:02d}", "name": name, "contract": "regular", "skills": skill, "hired": f"20{18 + k % 7}-03-01"}
        for k, (name, skill) in enumerate(zip(names(rng, len(skills)), skills, strict=True))
    ]


def duty(day: dt.date, shift: str) -> tuple[str, str]:
    """Start and end of a shift on a day."""
    clock, minutes = {"DAY": (8, 600), "EVE": (17, 480)}[shift]
    start = dt.datetime.combine(day, dt.time(clock))
    return start.isoformat(timespec="minutes"), (start + dt.timedelta(minutes=minutes)).isoformat(timespec="minutes")


def as_the_manual_says(agents: list[dict[str, str]]) -> list[list[object]]:
    """Five days a week, evening and day in turn: half of the desk begins with the evening."""
    rows: list[list[object]] = []
    for i, agent in enumerate(agents):
        for k in range(DAYS):
            if (k - i) % 7 in (5, 6):
                continue
            shift = ("EVE", "DAY")[(k + i) % 2]
            rows.append([agent["agent"], FIRST_DAY + k * DAY, shift, *duty(FIRST_DAY + k * DAY, shift), 540 if shift == "DAY" else 450])
    return rows


def main(folder: Path) -> None:
    rng = np.random.default_rng(17)
    agents = people(rng)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    write_table(folder / "agents.csv", list(agents[0]), [list(a.values()) for a in agents])
    write_table(folder / "shifts.csv", SHIFT_HEADER, SHIFTS)
    write_table(
        folder / "evidence.csv",
        ("kind", "reference", "agent", "contract", "rule", "valid_from", "valid_to"),
        [
            ["consultation", "2026-works-council-2", "", "", "", "2026-01-01", "2026-12-31"],
            ["publication", "board", "", "", "", "2026-05-11", ""],
        ],
    )
    roster_header = ("agent", "day", "shift", "start", "end", "paid_minutes")
    write_table(folder / "manual" / "roster.csv", roster_header, as_the_manual_says(agents))

    def opening(h: np.ndarray) -> np.ndarray:
        return (h > 8).astype(float)

    def presales(h: np.ndarray) -> np.ndarray:
        return opening(h) * (4 + 9 * bump(h, 11, 2.5) + 16 * bump(h, 20.5, 2.0))

    def aftersales(h: np.ndarray) -> np.ndarray:
        return opening(h) * (3 + 9 * bump(h, 10.5, 2.5) + 8 * bump(h, 19.5, 2.5))

    def factor(day: dt.date, queue: str) -> float:
        return (
            (0.98, 0.95, 0.95, 0.97, 1.02, 1.10, 1.08)[day.weekday()]
            if queue == "presales"
            else (1.15, 1.05, 1, 1, 1, 0.9, 0.85)[day.weekday()]
        )

    history = draw_history(
        rng, FIRST_DAY - 35 * DAY, 35, 30, {"presales": (presales, 240.0, 120.0), "aftersales": (aftersales, 330.0, 180.0)}, factor
    )
    write_table(folder / "history.csv", HISTORY_HEADER, history)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "two-shift-shop")
