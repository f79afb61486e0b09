"""Make ``data/hotline-24x7``: one national number, four sites in three centres, around the clock.

    python data/make_hotline_24x7.py [FOLDER]

Drawn after a description of a large telecom hotline: centre 1 has two sites and starts at 07:00; centre 2 starts at 08:00 and alone has
a permanent small night (16:00-01:00) for volunteers with a higher allowance; centre 3 works the big night (20:00-08:00) in turn, with
two days off after each. Shifts last 6, 8 or 12 hours. Head-counts, volumes, allowances and breaks are not in the description: they are
invented. The same code gives the same files.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import numpy as np
from sample_tools import HISTORY_HEADER, SHIFT_HEADER, bump, draw_history, names, write_table

FIRST_DAY = dt.date(2026, 11, 30)  # a Monday
SITES = {"C1-A": 16, "C1-B": 14, "C2": 16, "C3": 18}
DAY = dt.timedelta(days=1)

PLAN = """\
# 24x7 hotline: four sites in three centres, one number. Made by data/make_hotline_24x7.py.
[plan]
name = "24x7 hotline, four sites, week 49"
time_zone = "Asia/Shanghai"
first_day = 2026-11-30
days = 7
interval_minutes = 15
rule_packs = ["cn-mainland"]

[[queue]]
name = "general"
channel = "voice"
service_level = 0.85             # answered within 15 s, of all offered
answer_within_seconds = 15
patience_seconds = 180
max_occupancy = 0.88
min_agents = 2
hard_min_agents = 1              # never unstaffed
shrinkage = 0.08

[[queue]]
name = "billing"
channel = "voice"
open = ["Mon-Sun 07:00-24:00"]
service_level = 0.80
answer_within_seconds = 20
patience_seconds = 180
max_occupancy = 0.88
shrinkage = 0.08

[[queue]]
name = "complaint"
channel = "voice"
open = ["Mon-Sun 08:00-22:00"]
service_level = 0.80
answer_within_seconds = 20
patience_seconds = 300
min_agents = 1
shrinkage = 0.08
short_per_agent_hour = 160

[[contract]]
name = "standard"                # five days of eight hours
hours_system = "standard"
min_minutes_per_week = 2160
normal_minutes_per_week = 2400
max_minutes_per_week = 2400

[[contract]]
name = "six-hour"                # six days of six hours
hours_system = "standard"
min_minutes_per_week = 1800
normal_minutes_per_week = 2160
max_minutes_per_week = 2160

[[contract]]
name = "rotating"                # centre 3: approved comprehensive hours (see evidence.csv)
hours_system = "comprehensive"
min_minutes_per_week = 1860
normal_minutes_per_week = 2400
max_minutes_per_week = 2580

[objective]
wage_per_hour = 42
"""

SHIFTS = [
    # name, from, to, step, length, meal, after, before, breaks, minutes, allowance, sites, volunteers, rest days after
    ("E6", "07:00", "09:00", 30, 360, 0, "", "", 1, 15, 0, "C1-A;C1-B", 0, 0),
    ("L6", "12:00", "18:00", 30, 360, 0, "", "", 1, 15, 10, "C1-A;C1-B", 0, 0),
    ("E8", "07:00", "09:00", 30, 540, 60, 180, 330, 2, 15, 0, "C1-A;C1-B", 0, 0),
    ("D8", "08:00", "11:30", 30, 540, 60, 180, 330, 2, 15, 0, "C1-A;C2;C3", 0, 0),
    ("M8", "12:00", "14:30", 30, 540, 60, 180, 330, 2, 15, 15, "C1-A;C2;C3", 0, 0),
    ("SN", "16:00", "16:00", 30, 540, 60, 180, 330, 2, 15, 40, "C1-A;C2;C3", 0, 0),
    ("PSN", "16:00", "16:00", 30, 540, 60, 180, 330, 2, 15, 55, "C2", 1, 0),
    ("BN", "20:00", "20:00", 30, 720, 60, 240, 420, 3, 15, 120, "C3", 0, 2),
]


def day_factor(day: dt.date, queue: str) -> float:
    """Weekday pattern, the October holiday with its swapped working days, bill days and one big promotion."""
    factor = (1.06, 1.02, 1.0, 0.99, 1.03, 0.86, 0.80)[day.weekday()]
    if dt.date(2026, 10, 1) <= day <= dt.date(2026, 10, 7) or dt.date(2026, 9, 25) <= day <= dt.date(2026, 9, 27):
        factor = 0.72
    elif day in (dt.date(2026, 9, 20), dt.date(2026, 10, 10)):  # weekend days worked in exchange
        factor = 1.0
    if queue == "billing" and day.day <= 3:
        factor *= 1.25
    if day == dt.date(2026, 11, 11):
        factor *= 1.20
    return factor


def people(rng: np.random.Generator) -> list[dict[str, str]]:
    """Agents with site, contract and skills; every fifth agent of centre 2 volunteers for the permanent small night."""
    rows: list[dict[str, str]] = []
    drawn = iter(names(rng, sum(SITES.values())))
    for number, (site, count) in enumerate(SITES.items(), start=1):
        for k in range(count):
            skills = ["general"]
            if rng.random() < 0.45:
                skills.append("billing")
            if k % 4 == 0 or (site == "C3" and k % 2 == 0):
                skills.append("complaint")
            elif rng.random() < 0.10:
                skills.append("complaint:0.8")
            contract = {"C1-B": "six-hour", "C3": "rotating"}.get(site, "standard")
            rows.append(
                {
                    "agent": f"{number}{k + 1:03d}",
                    "name": next(drawn),
                    "contract": contract,
                    "skills": ";".join(skills),
                    "site": site,
                    "volunteers": "PSN" if site == "C2" and k % 5 < 2 else "",
                }
            )
    return rows


def last_week(agents: list[dict[str, str]]) -> list[list[object]]:
    """worked.csv: the week before the plan. Centre 3 works big nights in turn, the last of which ends on the plan's first morning."""
    rows: list[list[object]] = []
    for i, agent in enumerate(agents):
        for back in range(7, 0, -1):
            day = FIRST_DAY - back * DAY
            if agent["site"] == "C3":
                if (back + i) % 4 == 1:
                    start, minutes, shift = 20 * 60, 720, "BN"
                else:
                    continue
            elif (day.weekday() + i) % 7 in (0, 3) or (agent["contract"] == "six-hour" and (day.weekday() + i) % 7 == 3):
                continue
            elif agent["contract"] == "six-hour":
                start, minutes, shift = 8 * 60, 360, "E6"
            else:
                start, minutes, shift = 9 * 60, 540, "D8" if agent["site"] != "C1-B" else "E8"
            at = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=start)
            end = at + dt.timedelta(minutes=minutes)
            rows.append([agent["agent"], at.isoformat(timespec="minutes"), end.isoformat(timespec="minutes"), shift, "general"])
    return rows


def as_the_account_says(agents: list[dict[str, str]], away: set[tuple[str, dt.date]]) -> list[list[object]]:
    """Centre 3 by itself: everybody has a big night of twelve paid hours (no break is named) and then two days off."""
    rows: list[list[object]] = []
    for i, agent in enumerate(a for a in agents if a["site"] == "C3"):
        for k in range(2, 7):
            if (k - i) % 3 == 0 and not {(agent["agent"], FIRST_DAY + (k + n) * DAY) for n in (0, 1)} & away:
                start = dt.datetime.combine(FIRST_DAY + k * DAY, dt.time(20))
                end = start + dt.timedelta(hours=12)
                rows.append(
                    [agent["agent"], start.date(), "BN", start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes"), 720]
                )
    return rows


def main(folder: Path) -> None:
    rng = np.random.default_rng(10086)
    agents = people(rng)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    write_table(folder / "agents.csv", list(agents[0]), [list(a.values()) for a in agents])
    write_table(folder / "shifts.csv", SHIFT_HEADER, SHIFTS)
    write_table(folder / "worked.csv", ("agent", "start", "end", "shift", "queue"), last_week(agents))

    leave, requests = [], []
    for agent in agents:
        if rng.random() < 0.10:
            first = FIRST_DAY + int(rng.integers(0, 6)) * DAY
            leave.append([agent["agent"], first, first + int(rng.integers(0, 2)) * DAY, "annual"])
        elif rng.random() < 0.35:
            day = FIRST_DAY + int(rng.integers(0, 7)) * DAY
            wish = ("off", "off", "D8", "07:00-18:00")[int(rng.integers(0, 4))]
            if wish == "D8" and agent["site"] == "C1-B":
                wish = "E6"
            requests.append([agent["agent"], day, wish, int(rng.integers(10, 41))])
    write_table(folder / "leave.csv", ("agent", "first_day", "last_day", "kind"), leave)
    write_table(folder / "requests.csv", ("agent", "day", "wish", "weight"), requests)

    away = {(str(row[0]), row[1] + n * DAY) for row in leave for n in range((row[2] - row[1]).days + 1)}
    roster_header = ("agent", "day", "shift", "start", "end", "paid_minutes")
    write_table(folder / "manual" / "roster.csv", roster_header, as_the_account_says(agents, away))
    absent = {str(row[0]) for row in leave}
    protected = [a["agent"] for a in agents if a["site"] == "C1-A" and a["agent"] not in absent][:2]
    statuses = [[protected[0], "pregnant", "2026-05-10", "2027-01-20"], [protected[1], "nursing", "2026-06-18", "2027-06-17"]]
    write_table(folder / "statuses.csv", ("agent", "status", "first_day", "last_day"), statuses)
    hours = [[agent, weekday, "07:00", "19:00"] for agent in protected for weekday in range(7)]
    students = [a["agent"] for a in agents if a["site"] == "C1-B" and a["agent"] not in absent][-3:]
    hours += [[agent, weekday, "12:00", "24:00"] for agent in students for weekday in range(7)]
    write_table(folder / "availability.csv", ("agent", "weekday", "available_from", "available_to"), hours)

    write_table(
        folder / "evidence.csv",
        ("kind", "reference", "agent", "contract", "rule", "valid_from", "valid_to"),
        [
            ["approval", "2026-综-0117", "", "rotating", "CN-COMP-03", "2026-01-01", "2026-12-31"],
            ["policy", "2026-职代会-03", "", "rotating", "CN-GOV-01", "2026-01-01", ""],
        ],
    )
    write_table(
        folder / "events.csv",
        ("first_day", "last_day", "event", "queue", "factor"),
        [["2026-11-11", "2026-11-11", "shopping festival", "", ""], ["2026-12-01", "2026-12-03", "bills sent", "billing", 1.25]],
    )
    write_table(
        folder / "adjustments.csv",
        ("queue", "from", "to", "change", "value", "who", "why"),
        [["general", "2026-12-03T09:00", "2026-12-03T12:00", "multiply", 1.1, "supervisor", "text message to 200,000 customers"]],
    )

    def general(h: np.ndarray) -> np.ndarray:
        return 16 + 212 * bump(h, 10.3, 2.0) + 162 * bump(h, 15.3, 2.3) + 126 * bump(h, 19.8, 2.0)

    def billing(h: np.ndarray) -> np.ndarray:
        return (h > 7) * (2 + 46 * bump(h, 10.3, 2.3) + 38 * bump(h, 15.5, 2.4) + 22 * bump(h, 19.5, 2.0))

    def complaint(h: np.ndarray) -> np.ndarray:
        return ((h > 8) & (h < 22)) * (2 + 21 * bump(h, 10.8, 2.6) + 19 * bump(h, 16.0, 2.6) + 14 * bump(h, 20.2, 2.0))

    history = draw_history(
        rng,
        FIRST_DAY - 91 * DAY,
        91,
        30,
        {"general": (general, 200.0, 180.0), "billing": (billing, 260.0, 180.0), "complaint": (complaint, 380.0, 300.0)},
        day_factor,
        outage=(dt.datetime(2026, 10, 21, 2, 0), dt.datetime(2026, 10, 21, 5, 0)),
    )
    write_table(folder / "history.csv", HISTORY_HEADER, history)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "hotline-24x7")
