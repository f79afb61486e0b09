"""Plans and rosters drawn at random, good and bad, for tests that compare two judges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import numpy as np

from staffing.domain.people import Availability, Contract, FixedActivity, Leave, Prices, Request, Status, Worked
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Activity, Duty, Roster
from tests.factories import clock, fill, make_agent, make_duty, make_plan, make_requirement, make_shift

PAUSES = {"meal_after_minutes": 180, "meal_before_minutes": 300, "paid_breaks": 2, "paid_break_minutes": 15}
SHIFTS = (
    make_shift("D6", "06:00", 360, 0, "14:30", step_minutes=30, paid_breaks=1, paid_break_minutes=15),
    make_shift("D8", "06:00", 510, 30, "14:30", step_minutes=30, **PAUSES),
    make_shift("E8", "15:00", 510, 30, "17:00", step_minutes=30, allowance=30.0, **PAUSES),
    make_shift("N8", "21:00", 510, 30, "23:30", step_minutes=30, allowance=60.0, **PAUSES),
    make_shift("N12", "19:00", 720, 60, "20:00", step_minutes=30, rest_days_after=1, **PAUSES | {"paid_breaks": 3}),
    make_shift("VOL", "16:00", 540, 60, volunteers_only=True, sites=("one",), **PAUSES),
)
QUEUES = ("general", "orders", "complaints")


def random_plan(rng: Random) -> Plan:
    """A plan of 2 to 6 agents and 3 to 16 days with every kind of row the judge reads."""
    interval, days = rng.choice((15, 30, 60)), rng.randint(3, 16)
    first = date(2026, 3, 2) + timedelta(days=rng.randint(0, 13))
    queues = tuple(
        Queue(
            name,
            hard_min_agents=rng.choice((0, 0, 1)) if name == "general" else 0,
            shrinkage=Decimal(rng.choice(("0", "0.08", "0.25"))),
            short_per_agent_hour=rng.choice((None, 150.0)),
            deep_short_per_agent_hour=rng.choice((None, 90.0)),
        )
        for name in QUEUES
    )
    contracts = (Contract("full", "standard", 1200, 2400, 2640), Contract("part", "standard", 480, 1440, 1440, wage_per_hour=35.0))
    agents = []
    for k in range(rng.randint(2, 6)):
        mine = rng.sample(QUEUES, rng.choice((1, 1, 2, 3)))
        skills = ";".join(f"{q}:{rng.choice((1, 1, 0.8, 1.2, 0))}" for q in mine)
        volunteers = ("VOL",) if rng.random() < 0.4 else ()
        agents.append(make_agent(f"A{k}", skills, rng.choice(("full", "part")), site=rng.choice(("one", "two")), volunteers=volunteers))
    plan = make_plan(first, days, agents=agents, interval_minutes=interval, queues=queues, contracts=contracts, shifts=SHIFTS)
    rules: dict[str, dict[str, object]] = {}
    if rng.random() < 0.3:
        rules["POL-REST-01"] = {"min_gap_minutes": rng.choice((480, 720))}
    if rng.random() < 0.2:
        rules["POL-OFF-01"] = {"min_days_off": 2}
    if rng.random() < 0.2:
        rules["POL-NIGHT-02"] = {"after_run_of": 2, "rest_minutes": 2000}
    if rng.random() < 0.1:
        rules["POL-RUN-01"] = {"enabled": False}
    prices = Prices(42.0, 21.0, 110.0, 60.0, 3.5, 1.5, 7.0, 80.0, 90.0)
    return replace(plan, rules=rules, prices=prices, **_rows(rng, plan))


def _rows(rng: Random, plan: Plan) -> dict[str, tuple[object, ...]]:
    """Leave, availability, requests, statuses, worked and fixed rows."""
    grid = plan.grid
    leave, availability, requests, statuses, worked, fixed = [], [], [], [], [], []
    for agent in plan.agents:
        if rng.random() < 0.3:
            low = grid.first_day + timedelta(days=rng.randrange(-1, grid.days))
            leave.append(Leave(agent.id, low, low + timedelta(days=rng.randint(0, 2)), "annual"))
        if rng.random() < 0.25:
            availability += [Availability(agent.id, None, wd, 360, 1440) for wd in range(7) if rng.random() < 0.9]
            if rng.random() < 0.5:
                day = grid.first_day + timedelta(days=rng.randrange(grid.days))
                availability += [Availability(agent.id, day, None, 0, 720), Availability(agent.id, day, None, 720, 1440)]
        for _ in range(rng.randint(0, 3)):
            day = grid.first_day + timedelta(days=rng.randrange(-1, grid.days + 1))
            wish = rng.choice(("off", "D8", "06:00-18:00", "20:00-08:00"))
            window = None
            if "-" in wish:
                low_, high = (clock(x) for x in wish.split("-"))
                window = (low_, high + (1440 if high <= low_ else 0))
            requests.append(Request(agent.id, day, wish, float(rng.randint(1, 40)), window))
        if rng.random() < 0.1:
            statuses.append(Status(agent.id, "nursing", grid.first_day, None))
        if rng.random() < 0.6:
            for back in range(rng.randint(1, 8), 0, -1):
                if rng.random() < 0.8:
                    kind = rng.choice(SHIFTS)
                    start = grid.at(grid.first_day - timedelta(days=back), rng.choice(kind.start_clocks))
                    assert start is not None
                    queue = rng.choice(("", agent.skills[0][0]))
                    worked.append(Worked(agent.id, start, start + kind.length_minutes, rng.choice(("", kind.name)), queue))
        if rng.random() < 0.2:
            start = grid.at(grid.first_day + timedelta(days=rng.randrange(grid.days)), 600)
            assert start is not None
            fixed.append(FixedActivity(agent.id, start, start + 60, "training"))
    rows = {"leave": leave, "availability": availability, "requests": requests, "statuses": statuses, "worked": worked, "fixed": fixed}
    return {name: tuple(values) for name, values in rows.items()}


def random_roster(rng: Random, plan: Plan, wildness: float) -> Roster:
    """A roster whose shifts are drawn at random; ``wildness`` 0..1 is how often something is bent out of shape."""
    duties: list[Duty] = []
    activities: list[Activity] = []
    for agent in plan.agents:
        density, favourite = rng.random(), rng.choice(SHIFTS)
        for day in plan.grid.calendar:
            for _ in range(1 + (rng.random() < 0.1 * wildness)):
                if rng.random() > density:
                    continue
                kind = favourite if rng.random() < 0.7 else rng.choice(SHIFTS)
                start = rng.choice(kind.start_clocks)
                duty = make_duty(plan, agent.id, day, kind.name, f"{start // 60:02d}:{start % 60:02d}")
                if any(d.agent == agent.id and d.start < duty.end and duty.start < d.end for d in duties):
                    continue
                items = fill(plan, duty, rng.choice(agent.skills)[0])
                if rng.random() < 0.3 * wildness:
                    duty, items = _bend(rng, plan, duty, items)
                duties.append(duty)
                activities += items
    return Roster(plan.grid, tuple(duties), tuple(activities))


def _bend(rng: Random, plan: Plan, duty: Duty, items: list[Activity]) -> tuple[Duty, list[Activity]]:
    """One thing made wrong: pay, start, name, day, a pause, a queue."""
    what = rng.choice(("paid", "start", "name", "day", "swap", "drop", "queue", "length"))
    if what == "paid":
        return replace(duty, paid_minutes=(duty.paid_minutes or 0) + 30), items
    if what == "start":
        return replace(duty, start=duty.start + 15, end=duty.end + 15), [replace(a, start=a.start + 15, end=a.end + 15) for a in items]
    if what == "name":
        return replace(duty, shift="XX"), items
    if what == "day":
        return replace(duty, day=duty.day + timedelta(days=1)), items
    if what == "queue":
        return duty, [replace(a, queue=rng.choice(QUEUES)) if a.activity == "queue" else a for a in items]
    if what == "length":
        return replace(duty, end=duty.end - 15), [*items[:-1], replace(items[-1], end=items[-1].end - 15)]
    pauses = [k for k, a in enumerate(items) if a.activity != "queue"]
    k = rng.choice(pauses)
    if what == "drop":
        return duty, [replace(a, activity="queue", queue=items[0].queue) if j == k else a for j, a in enumerate(items)]
    move = rng.choice((-30, -15, 15, 30, 60))
    before, pause, after = items[k - 1], items[k], items[k + 1]
    if before.end + move <= before.start or after.start + move >= after.end:
        return duty, items
    items = list(items)
    items[k - 1], items[k + 1] = replace(before, end=before.end + move), replace(after, start=after.start + move)
    items[k] = replace(pause, start=pause.start + move, end=pause.end + move)
    return duty, items


def random_requirement(rng: Random, plan: Plan) -> Requirement:
    """Whole numbers from 0 to 4."""
    numbers = np.random.default_rng(rng.randrange(2**31)).integers(0, 5, (len(plan.queues), plan.grid.length))
    return make_requirement(plan, numbers)
