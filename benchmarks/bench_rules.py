"""How long a check takes: rosters drawn by rotation, every pack that comes with the program, one person re-checked.

Run: ``python benchmarks/bench_rules.py [--quick]``. Seconds of one core's work (so that a busy machine does not matter) and of wall time;
the targets stand beside them.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter, process_time

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Agent, Contract, Evidence, Leave, Status
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.roster import Activity, Duty, Roster
from staffing.domain.shift import Shift
from staffing.rules import check
from staffing.rules.packs import ALWAYS_ON, available_packs, pack_info

PAUSES = {"meal_after_minutes": 180, "meal_before_minutes": 300, "paid_breaks": 2, "paid_break_minutes": 15}
SHIFTS = (
    Shift("D8", 480, 600, 15, 510, 30, **PAUSES),
    Shift("E8", 900, 960, 15, 510, 30, **PAUSES),
    Shift("N8", 1320, 1320, 15, 510, 30, allowance=60.0, **PAUSES),
)
BREAKS = ((60, 75, "break"), (195, 225, "meal"), (300, 315, "break"))


def rotation(agents: int, days: int, first: date = date(2026, 6, 1)) -> tuple[Plan, Roster]:
    """Everybody works five days of seven, weeks of day, evening and night shifts in turn; a sixth day once in a while."""
    grid = TimeGrid(first, days, 15, "Asia/Shanghai")
    people = tuple(
        Agent(f"A{k:05d}", "", "summed" if k % 10 == 0 else "standard", (("general", 1.0),), monthly_wage=6525.0) for k in range(agents)
    )
    plan = Plan(
        "bench",
        grid,
        (Queue("general", hard_min_agents=1),),
        (Contract("standard", "standard", 0, 2400, 3600), Contract("summed", "comprehensive", 0, 2400, 3600)),
        people,
        SHIFTS,
        statuses=tuple(Status(a.id, "nursing", date(2026, 1, 1), date(2026, 12, 1)) for a in people[::50]),
        leave=tuple(Leave(a.id, first + timedelta(days=2), first + timedelta(days=2)) for a in people[::14]),
        evidence=(Evidence("approval", "1", contract="summed"), Evidence("consultation", "2")),
    )
    duties: list[Duty] = []
    activities: list[Activity] = []
    for k, agent in enumerate(people):
        for i, day in enumerate(grid.calendar):
            turn = (i + k) % 28
            if turn % 7 >= 5 and not (turn == 5 and k % 9 == 0):
                continue
            if k % 14 == 0 and i == 2:
                continue
            shift = SHIFTS[(i + k) // 7 % 3]
            start = i * 1440 + shift.start_from
            duties.append(Duty(agent.id, start, start + 510, day, shift.name, 480))
            at = start
            for low, high, what in BREAKS:
                activities.append(Activity(agent.id, at, start + low, "queue", "general"))
                activities.append(Activity(agent.id, start + low, start + high, what))
                at = start + high
            activities.append(Activity(agent.id, at, start + 510, "queue", "general"))
    return plan, Roster(grid, tuple(duties), tuple(activities))


def best(run: Callable[[], object], times: int) -> tuple[float, float]:
    """(seconds of work, seconds of wall time) of the fastest of so many runs."""
    out = []
    for _ in range(times):
        begin, worked = perf_counter(), process_time()
        run()
        out.append((process_time() - worked, perf_counter() - begin))
    return min(out)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the agents")
    small = 10 if parser.parse_args().quick else 1
    check(*rotation(1, 1), ("cn-mainland",))  # imports
    every = tuple(n for n in available_packs() if n not in ALWAYS_ON and not pack_info(n).extends)
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores, packs: contract, policy, ...")
    print(f"{'what':66} {'findings':>9} {'work s':>9} {'wall s':>9} {'at most':>9} {'aim':>7}")
    rows = (
        ("all packs, {agents} agents x 28 days", 1000 // small, 28, every, 10, 3),
        ("cn-mainland, {agents} agents x 92 days", 5000 // small, 92, ("cn-mainland",), 60, 20),
    )
    for title, agents, days, packs, most, aim in rows:
        plan, roster = rotation(agents, days)
        found: list[int] = []
        seconds, wall = best(lambda p=plan, r=roster, k=packs, f=found: f.append(len(check(p, r, k).findings)), 1)  # type: ignore[misc]
        what = f"{title.format(agents=agents)} ({', '.join(packs)})"
        print(f"{what:66} {found[0]:>9,} {seconds:>9.2f} {wall:>9.2f} {most:>9} {aim:>7}")
    plan, roster = rotation(1000 // small, 28)
    check(plan, roster, ("cn-mainland",), agents=["A00000"])
    seconds, wall = best(lambda: check(plan, roster, ("cn-mainland",), agents=["A00001"]), 20)
    print(f"{'cn-mainland, one agent of 1,000, 28 days, re-checked':66} {'':>9} {seconds:>9.4f} {wall:>9.4f} {0.05:>9} {0.01:>7}")


if __name__ == "__main__":
    main()
