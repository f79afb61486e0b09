"""Make ``data/three-groups``: the service department of a recharge shop, three groups, one month.

    python data/make_three_groups.py [FOLDER]

Drawn after a department manual: an order group, a complaint group and a service group; answers within 60 seconds; technical, theoretical
and all-round people; newcomers beside an experienced colleague, present but not cover; "four rest days a month, 26 scored days". Hours of
cover, head-counts and volumes are not in the manual: they are invented.

``manual/roster.csv`` is the month as the manual prescribes it: 26 duty days of eight hours for everybody. June 2026 has 21 system
days, so that is 208 hours against 168: 40 hours of overtime where 36 are the most. The same code gives the same files.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
from sample_tools import HISTORY_HEADER, SHIFT_HEADER, bump, draw_history, names, write_table

FIRST_DAY = dt.date(2026, 6, 1)  # a Monday
DAYS = 30
DAY = dt.timedelta(days=1)

PLAN = """\
# Three groups of a recharge shop's service department, one month. Made by data/make_three_groups.py.
[plan]
name = "Three service groups, June 2026"
time_zone = "Asia/Shanghai"
first_day = 2026-06-01
days = 30
interval_minutes = 30
rule_packs = ["cn-mainland"]

[[queue]]
name = "service"                 # hotline and online questions, answered within 60 seconds
channel = "voice"
open = ["Mon-Sun 09:00-22:00"]
service_level = 0.80
answer_within_seconds = 60
patience_seconds = 240
min_agents = 2
shrinkage = 0.05

[[queue]]
name = "order"
channel = "voice"
open = ["Mon-Sun 09:00-22:00"]
service_level = 0.80
answer_within_seconds = 60
patience_seconds = 240
min_agents = 1
shrinkage = 0.05

[[queue]]
name = "complaint"
channel = "voice"
open = ["Mon-Sun 09:00-21:00"]
service_level = 0.80
answer_within_seconds = 60
patience_seconds = 300
shrinkage = 0.05
short_per_agent_hour = 150

[[contract]]
name = "full-time"
hours_system = "standard"
min_minutes_per_week = 1680
normal_minutes_per_week = 2400
max_minutes_per_week = 2400
wage_per_hour = 32

[[contract]]
name = "probation"
hours_system = "standard"
min_minutes_per_week = 1680
normal_minutes_per_week = 2400
max_minutes_per_week = 2400
wage_per_hour = 26

[rules.POL-OFF-01]
min_days_off = 2                 # the house gives two rest days a week; the manual gave four a month
"""

SHIFTS = [
    # name, from, to, step, length, meal, after, before, breaks, minutes, allowance, sites, volunteers, rest days after
    ("E", "09:00", "09:00", 30, 540, 60, 150, 300, 2, 15, 0, "", 0, 0),
    ("M", "11:00", "11:00", 30, 540, 60, 150, 300, 2, 15, 0, "", 0, 0),
    ("L", "13:00", "13:00", 30, 540, 60, 180, 330, 2, 15, 10, "", 0, 0),
]

GROUPS = {"service": 9, "order": 5, "complaint": 4}


def day_factor(day: dt.date, queue: str) -> float:
    """Evenings and week ends are busy in a recharge shop; complaints rest on Sundays; the May holiday lifts orders."""
    factor = (0.97, 0.95, 0.96, 1.0, 1.08, 1.10, 1.02)[day.weekday()]
    if queue == "complaint":
        factor = (1.15, 1.05, 1.0, 1.0, 1.0, 0.75, 0.65)[day.weekday()]
    if dt.date(2026, 5, 1) <= day <= dt.date(2026, 5, 5):
        factor *= 0.8 if queue == "complaint" else 1.15
    return factor


def opening(hours: np.ndarray) -> np.ndarray:
    return ((hours > 9) & (hours < 22)).astype(float)


def people(rng: np.random.Generator) -> list[dict[str, str]]:
    """Each group's people; every third is all-round; the last one of service and order is a newcomer (speed 0: present, not cover)."""
    drawn = iter(names(rng, sum(GROUPS.values())))
    rows = []
    for group, count in GROUPS.items():
        for k in range(count):
            newcomer = group != "complaint" and k == count - 1
            others = [g for g in GROUPS if g != group]
            if newcomer:
                skills = f"{group}:0"
            elif k % 3 == 0:
                skills = ";".join([group, *(f"{g}:0.9" for g in others)])
            else:
                skills = group
            rows.append(
                {
                    "agent": f"{group[0].upper()}{k + 1:02d}",
                    "name": next(drawn),
                    "contract": "probation" if newcomer else "full-time",
                    "skills": skills,
                    "group": group,
                    "tags": "newcomer" if newcomer else "all-round" if k % 3 == 0 else "",
                }
            )
    return rows


def duty(day: dt.date, shift: tuple[object, ...]) -> tuple[str, str]:
    """Start and end of a shift of the catalogue on a day, as text."""
    hour, minute = map(int, str(shift[1]).split(":"))
    start = dt.datetime.combine(day, dt.time(hour, minute))
    return start.isoformat(timespec="minutes"), (start + dt.timedelta(minutes=int(str(shift[4])))).isoformat(timespec="minutes")


def as_the_manual_says(agents: list[dict[str, str]]) -> list[list[object]]:
    """Four rest days a month, one in each full week, in turn; early shift one week, late shift the next."""
    rows: list[list[object]] = []
    for i, agent in enumerate(agents):
        for k in range(DAYS):
            day = FIRST_DAY + k * DAY
            in_full_week = k < 28
            if in_full_week and day.weekday() == i % 7:
                continue
            shift = SHIFTS[0] if (k // 7 + i) % 2 == 0 else SHIFTS[2]
            start, end = duty(day, shift)
            rows.append([agent["agent"], day, shift[0], start, end, 480])
    return rows


def last_week(agents: list[dict[str, str]]) -> list[list[object]]:
    """worked.csv: five days in the week before the plan, the rest days in turn."""
    rows: list[list[object]] = []
    for i, agent in enumerate(agents):
        for back in range(6, 0, -1):
            day = FIRST_DAY - back * DAY
            if (day.weekday() - i) % 7 in (0, 1):
                continue
            start, end = duty(day, SHIFTS[i % 2])
            rows.append([agent["agent"], start, end, SHIFTS[i % 2][0], agent["group"]])
    return rows


def main(folder: Path) -> None:
    rng = np.random.default_rng(26)
    agents = people(rng)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    write_table(folder / "agents.csv", list(agents[0]), [list(a.values()) for a in agents])
    write_table(folder / "shifts.csv", SHIFT_HEADER, SHIFTS)
    write_table(folder / "worked.csv", ("agent", "start", "end", "shift", "queue"), last_week(agents))
    roster_header = ("agent", "day", "shift", "start", "end", "paid_minutes")
    write_table(folder / "manual" / "roster.csv", roster_header, as_the_manual_says(agents))

    requests = []
    for agent in agents:
        for _ in range(int(rng.integers(0, 3))):
            wish = ("off", "off", "E", "L")[int(rng.integers(0, 4))]
            requests.append([agent["agent"], FIRST_DAY + int(rng.integers(0, DAYS)) * DAY, wish, int(rng.integers(10, 41))])
    write_table(folder / "requests.csv", ("agent", "day", "wish", "weight"), sorted(requests, key=lambda r: (str(r[0]), r[1])))
    events = [["2026-06-18", "2026-06-18", "shopping festival", "order", 1.4]]
    write_table(folder / "events.csv", ("first_day", "last_day", "event", "queue", "factor"), events)

    def service(h: np.ndarray) -> np.ndarray:
        return opening(h) * (6.5 + 8 * bump(h, 11, 2.2) + 8 * bump(h, 15.5, 2.2) + 13 * bump(h, 20, 1.8))

    def order(h: np.ndarray) -> np.ndarray:
        return opening(h) * (2.3 + 4 * bump(h, 12, 2.5) + 6 * bump(h, 20, 2.0))

    def complaint(h: np.ndarray) -> np.ndarray:
        return opening(h) * (1.4 + 3.0 * bump(h, 10.5, 2.2) + 2.6 * bump(h, 16, 2.5)) * (h < 21)

    history = draw_history(
        rng,
        FIRST_DAY - 91 * DAY,
        91,
        30,
        {"service": (service, 300.0, 240.0), "order": (order, 360.0, 240.0), "complaint": (complaint, 540.0, 300.0)},
        day_factor,
    )
    write_table(folder / "history.csv", HISTORY_HEADER, history)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "three-groups")
