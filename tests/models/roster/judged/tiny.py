"""Plans so small that every roster can be looked at, and the judges that say which are legal and what they cost.

Nothing here computes with the engine: what is legal comes from :mod:`staffing.rules`, what it costs from :mod:`staffing.rules.objective`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import combinations_with_replacement, pairwise, product
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.finding import Outcome
from staffing.domain.grid import is_night
from staffing.domain.people import Agent, Availability, Contract, FixedActivity, Leave, Lock, Prices, Request, Worked
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Activity, Duty, Roster
from staffing.models.roster.arrays.problem import Problem
from staffing.rules import check
from staffing.rules.objective import recompute
from tests.factories import make_agent, make_plan, make_requirement, make_shift

Cell = tuple[str, int] | None
"""Shift and start (axis minutes), or a day off."""
Tour = tuple[Cell, ...]
OWN_TERMS = ("wage", "overtime", "allowance", "requests", "start_change")


def choices(plan: Plan, day: int) -> list[Cell]:
    """What an agent may do on a day as far as the catalogue goes."""
    found: list[Cell] = [None]
    for shift in plan.shifts:
        starts = (plan.grid.at(plan.grid.calendar[day], clock) for clock in shift.start_clocks)
        found.extend((shift.name, start) for start in starts if start is not None)
    return found


def all_tours(plan: Plan) -> list[Tour]:
    """Every sequence of cells."""
    return list(product(*(choices(plan, d) for d in range(plan.grid.days))))


def duties(plan: Plan, agent: str, tour: Tour) -> list[Duty]:
    """The duties of a tour."""
    found = []
    for day, cell in zip(plan.grid.calendar, tour, strict=True):
        if cell is not None:
            kind = plan.shift_by_name[cell[0]]
            found.append(Duty(agent, cell[1], cell[1] + kind.length_minutes, day, kind.name, kind.paid_minutes))
    return found


def legal(plan: Plan, agent: Agent, tours: Sequence[Tour]) -> NDArray[np.bool_]:
    """Which tours of an agent keep every rule about single agents: one twin of the agent works each, and the check judges them all at once.

    Locks and fixed activities are no rules of the check; they are looked at here. So is that nobody works two shifts at
    once, which the check leaves to POL-REST-01.
    """
    names = [f"twin {k}" for k in range(len(tours))]

    def again(rows: Iterable[Any]) -> tuple[Any, ...]:
        mine = [row for row in rows if row.agent == agent.id]
        return tuple(replace(row, agent=name) for name in names for row in mine)

    twins = replace(
        plan,
        agents=tuple(replace(agent, id=name) for name in names),
        queues=tuple(replace(q, hard_min_agents=0) for q in plan.queues),
        requests=(),
        leave=again(plan.leave),
        availability=again(plan.availability),
        statuses=again(plan.statuses),
        worked=again(plan.worked),
        locks=again(plan.locks),
        fixed=again(plan.fixed),
    )
    made = [duties(plan, name, tour) for name, tour in zip(names, tours, strict=True)]
    audit = check(twins, Roster(plan.grid, tuple(d for mine in made for d in mine)), packs=())
    bad = {f.agent for f in audit.findings if f.outcome is Outcome.FAIL}
    return np.array([name not in bad and _as_planned(plan, agent.id, mine) for name, mine in zip(names, made, strict=True)])


def _as_planned(plan: Plan, agent: str, mine: Sequence[Duty]) -> bool:
    """Whether a tour keeps the locks and holds the fixed activities of an agent."""
    for lock in (row for row in plan.locks if row.agent == agent):
        today = [d for d in mine if d.day == lock.day]
        if not lock.shift and today:
            return False
        if lock.shift and not any(d.shift == lock.shift and lock.start_clock in (None, plan.grid.clock(d.start)) for d in today):
            return False
    if any(b.start < a.end for a, b in pairwise(mine)) or any(w.end > d.start for w in plan.worked if w.agent == agent for d in mine):
        return False
    return all(any(d.start <= f.start and f.end <= d.end for d in mine) for f in plan.fixed if f.agent == agent)


def own_cost(plan: Plan, agent: Agent, tour: Tour) -> float:
    """What a tour costs by itself: everything but cover and spreads."""
    mine = tuple(r for r in plan.requests if r.agent == agent.id)
    alone = replace(plan, agents=(agent,), requests=mine, worked=(), leave=(), fixed=(), locks=(), availability=(), statuses=())
    terms = recompute(alone, make_requirement(alone), Roster(plan.grid, tuple(duties(plan, agent.id, tour)), ()))
    return sum(terms[name] for name in OWN_TERMS)


KINDS = (
    make_shift("D", "08:00", 480, until="12:00", step_minutes=240),
    make_shift("E", "15:00", 480, allowance=12.0),
    make_shift("N", "22:00", 480, allowance=30.0),
    make_shift("M", "19:00", 720, rest_days_after=1),
    make_shift("X", "01:00", 360, rest_days_after=2),
)
SHAPES = ((3, 3), (4, 2), (5, 2), (9, 1))
"""(days, kinds of shift): at most a thousand tours each."""


def rules_for(rng: Random) -> dict[str, dict[str, Any]]:
    """Policies tight enough to bite within a few days."""
    rules: dict[str, dict[str, Any]] = {
        "POL-REST-01": {"min_gap_minutes": rng.choice((480, 660, 660, 960))},
        "POL-RUN-01": {"max_days": rng.choice((2, 3, 6))},
        "POL-OFF-01": {"min_days_off": rng.choice((1, 2, 3))},
        "POL-NIGHT-01": {"max_nights": rng.choice((1, 2, 3, 4))},
        "POL-NIGHT-02": {"after_run_of": rng.choice((1, 2, 3)), "rest_minutes": rng.choice((1440, 2000, 2880, 4000))},
    }
    for rule in ("POL-REST-01", "POL-RUN-01", "POL-OFF-01", "POL-NIGHT-01", "POL-NIGHT-02", "SHF-REST-01", "CON-HOURS-01"):
        if rng.random() < 0.12:
            rules[rule] = {"enabled": False}
    return rules


def one_agent_plan(rng: Random) -> Plan:
    """A plan of one agent with rows of every kind that say what the agent may work, and a twin (A2) without any."""
    days, kinds = rng.choice(SHAPES)
    berlin = rng.random() < 0.25
    first = ("2026-03-27" if rng.random() < 0.5 else "2026-10-23") if berlin else f"2026-03-{rng.randint(2, 8):02d}"
    low, high = rng.choice((0, 0, 480, 960, 1440)), rng.choice((960, 1440, 2400))
    low = min(low, high)
    contract = Contract("full-time", "standard", low, max(low, min(960, high)), high)
    shifts = tuple(sorted(rng.sample(KINDS, kinds), key=lambda s: s.name))
    plan = make_plan(
        first,
        days,
        agents=2,
        interval_minutes=30,
        zone="Europe/Berlin" if berlin else "Asia/Shanghai",
        contracts=(contract,),
        shifts=shifts,
        rules=rules_for(rng),
        prices=Prices(start_change=rng.choice((0.0, 5.0, 40.0))),
    )
    grid, rows = plan.grid, {}
    today = lambda: grid.first_day + timedelta(days=rng.randrange(grid.days))  # noqa: E731
    if rng.random() < 0.2:
        at = grid.first_day + timedelta(days=rng.randrange(grid.days + 1))
        rows["leave"] = (Leave("A1", at, at + timedelta(days=rng.randrange(2))),)
    if rng.random() < 0.25:
        rows["availability"] = (
            *(Availability("A1", None, k, rng.choice((0, 420)), rng.choice((1080, 1440, 1440))) for k in range(7) if rng.random() < 0.9),
            Availability("A1", today(), None, 0, 1440),
        )
    if rng.random() < 0.3:
        rows["requests"] = (
            Request("A1", today(), "off", 7.0),
            Request("A1", today(), shifts[0].name, 9.0),
            Request("A1", today(), "07:00-17:00", 11.0, (420, 1020)),
        )
    if rng.random() < 0.2:
        kind = rng.choice(shifts)
        rows["locks"] = (Lock("A1", today(), *rng.choice((("",), (kind.name,), (kind.name, kind.start_from)))),)
    if rng.random() < 0.15:
        at = grid.edge(today(), rng.choice((600, 990, 1380)))
        rows["fixed"] = (FixedActivity("A1", at, at + 60, "training"),)
    if rng.random() < 0.5:
        rows["worked"] = _worked(rng, plan)
    return replace(plan, **rows)


def _worked(rng: Random, plan: Plan) -> tuple[Worked, ...]:
    """One to four days of one kind of shift before the plan, the last of them one or two days before it."""
    kind, last = rng.choice(plan.shifts), rng.choice((1, 1, 1, 2))
    found = []
    for k in range(last, last + rng.randint(1, 4) * (1 + kind.rest_days_after), 1 + kind.rest_days_after):
        start = plan.grid.edge(plan.grid.first_day - timedelta(days=k), kind.start_from)
        found.append(Worked("A1", start, start + kind.length_minutes, rng.choice((kind.name, kind.name, ""))))
    return tuple(reversed(found))


OPEN = (OpenWindow.parse("Mon-Sun 12:00-16:00"),)


def crew_plan(rng: Random) -> Plan:
    """A plan of one to three agents, one to three days and whole hours: its optimum can be found by looking at every roster."""
    days, people = rng.randint(1, 3), rng.randint(1, 3)
    two = rng.random() < 0.6
    queues = [Queue("a", shrinkage=Decimal(rng.choice(("0", "0", "0.1"))), hard_min_agents=int(rng.random() < 0.25))]
    if two:
        queues.append(Queue("b", short_per_agent_hour=rng.choice((None, 70.0)), deep_short_per_agent_hour=rng.choice((None, 0.0))))
    speeds = ("", ":0.8")
    skills = [f"a{rng.choice(speeds)}"] + ([f"b{rng.choice(speeds)}", f"a{rng.choice(speeds)};b{rng.choice(speeds)}"] if two else [])
    agents = [make_agent(f"A{k + 1}", rng.choice(skills)) for k in range(people)]
    spread = rng.choice((0.0, 100.0, 900.0))
    shifts = (make_shift("D", "08:00", 480, until="12:00", step_minutes=240), make_shift("N", "20:00", 600, allowance=10.0))
    plan = make_plan(
        f"2026-03-{rng.randint(2, 8):02d}",
        days,
        agents=agents,
        interval_minutes=60,
        queues=[replace(q, open=q.open if not q.hard_min_agents else OPEN) for q in queues],
        contracts=(Contract("full-time", "standard", rng.choice((0, 0, 960)), 960, rng.choice((1200, 2400))),),
        shifts=shifts,
        prices=Prices(wage_per_hour=rng.choice((40.0, 5.0)), night_spread=spread, weekend_spread=spread),
    )
    return plan


def numbers(problem: Problem) -> Callable[[Tour], NDArray[np.int64]]:
    """Translates tours into option numbers of the engine's catalogue: -1 a day off, -2 what the catalogue lacks."""
    cat, shifts = problem.catalogue, problem.plan.shifts
    cells = enumerate(zip(cat.day, cat.options.shift, cat.start_minute, strict=True))
    number = {(int(d), shifts[s].name, int(at)): k for k, (d, s, at) in cells}

    def translate(tour: Tour) -> NDArray[np.int64]:
        return np.array([-1 if cell is None else number.get((d, *cell), -2) for d, cell in enumerate(tour)], dtype=np.int64)

    return translate


def best_roster(plan: Plan, requirement: Requirement) -> tuple[float, Roster | None]:
    """The cheapest of all rosters of a crew plan, and one that costs so; (inf, None) where none is legal.

    Every combination of legal tours is priced. In every interval people with two skills are dealt out in all ways, step by step.
    """
    people = [
        [(t, own_cost(plan, a, t), _presence(plan, a, t)) for t, ok in zip(tours, legal(plan, a, tours), strict=True) if ok]
        for a, tours in ((a, all_tours(plan)) for a in plan.agents)
    ]
    if not all(people):
        return np.inf, None
    table, ways = _interval_costs(plan, requirement)
    mask, own, counts = np.zeros((1, plan.grid.length), dtype=np.int64), np.zeros(1), np.zeros((1, 0, 2), dtype=np.int64)
    for k, mine in enumerate(people):  # all combinations, agent by agent
        mask = (mask[:, None] + (1 << k) * np.array([p for *_, p in mine])[None]).reshape(-1, plan.grid.length)
        own = (own[:, None] + np.array([c for _, c, _ in mine])[None]).ravel()
        made = np.array([_counted(plan, plan.agents[k].id, t) for t, *_ in mine])
        counts = np.concatenate([np.repeat(counts, len(mine), axis=0), np.tile(made, (len(counts), 1))[:, None]], axis=1)
    cost = own + table[np.arange(plan.grid.length), mask].sum(axis=1)
    for members in plan.spread_groups.values():
        if members:
            at = [k for k, a in enumerate(plan.agents) if a.id in members]
            spread = counts[:, at].max(axis=1) - counts[:, at].min(axis=1)
            cost = cost + spread @ np.array([plan.prices.night_spread, plan.prices.weekend_spread]) * len(at) / 20
    best = int(np.argmin(cost))
    if not np.isfinite(cost[best]):
        return np.inf, None
    place = np.unravel_index(best, [len(mine) for mine in people])
    chosen = [mine[int(k)][0] for mine, k in zip(people, place, strict=True)]
    return float(cost[best]), _as_roster(plan, chosen, mask[best], ways)


def _presence(plan: Plan, agent: Agent, tour: Tour) -> NDArray[np.int64]:
    there = np.zeros(plan.grid.length, dtype=np.int64)
    for duty in duties(plan, agent.id, tour):
        there[duty.start // plan.grid.interval_minutes : duty.end // plan.grid.interval_minutes] = 1
    return there


def _counted(plan: Plan, agent: str, tour: Tour) -> tuple[int, int]:
    mine = duties(plan, agent, tour)
    return sum(is_night(plan.grid, d.start, d.end) for d in mine), sum(d.day.weekday() >= 5 for d in mine)


Deal = tuple[tuple[int, ...], ...]
"""For each step of an interval the queue of every agent; -1 where not there."""


def _interval_costs(plan: Plan, requirement: Requirement) -> tuple[NDArray[np.float64], dict[tuple[int, int], Deal]]:
    """(cost of each interval by who is there, shape (T, masks); the cheapest way to deal them out)."""
    n, length = len(plan.agents), plan.grid.length
    steps = plan.grid.interval_minutes // plan.grid.step_minutes
    names = [q.name for q in plan.queues]
    skills = [[names.index(name) for name, _ in a.skills] for a in plan.agents]
    speed = np.array([[a.speed(name) or 0.0 for name in names] for a in plan.agents])
    hard = np.array([q.hard_min_agents for q in plan.queues])
    asks = np.array([q.open_mask(plan.grid) for q in plan.queues])
    prices = np.array([plan.short_prices(q) for q in plan.queues])
    left = np.array([1 - float(q.shrinkage) for q in plan.queues])
    hours = plan.grid.interval_minutes / 60
    table, ways = np.full((length, 1 << n), np.inf), {}
    for mask in range(1 << n):
        one_step = list(product(*(skills[k] if mask >> k & 1 else [-1] for k in range(n))))
        deals = list(combinations_with_replacement(one_step, steps))
        at = np.array(deals)[..., None] == np.arange(len(names))  # (deals, steps, agents, queues)
        heads, cover = at.sum(axis=2).min(axis=1), (at * speed).sum(axis=(1, 2))
        staffed = cover / steps * left
        for t in range(length):
            need = requirement.agents[:, t]
            short, over = np.maximum(0, need - staffed), np.maximum(0, staffed - need)
            deep = np.maximum(0, short - 0.1 * need)
            cost = (short * prices[:, 0] + deep * prices[:, 1] + over * plan.prices.over_per_agent_hour) * hours
            total = np.where(((heads >= hard) | ~asks[:, t]).all(axis=1), cost.sum(axis=1), np.inf)
            best = int(np.argmin(total))
            table[t, mask], ways[t, mask] = total[best], deals[best]
    return table, ways


def _as_roster(plan: Plan, tours: Sequence[Tour], masks: NDArray[np.int64], ways: dict[tuple[int, int], Deal]) -> Roster:
    """The roster of some tours with everybody on the queue that the deal gives them; a shift's part after the plan is on any queue."""
    step, width = plan.grid.step_minutes, plan.grid.interval_minutes
    made, activities = [], []
    for k, (agent, tour) in enumerate(zip(plan.agents, tours, strict=True)):
        for duty in duties(plan, agent.id, tour):
            made.append(duty)
            for at in range(duty.start, duty.end, step):
                t = at // width
                queue = plan.queues[ways[t, int(masks[t])][at % width // step][k]].name if t < len(masks) else agent.skills[0][0]
                activities.append(Activity(agent.id, at, at + step, "queue", queue))
    return Roster(plan.grid, tuple(made), tuple(_joined(activities)))


def _joined(activities: Iterable[Activity]) -> list[Activity]:
    out: list[Activity] = []
    for x in sorted(activities):
        if out and (out[-1].agent, out[-1].end, out[-1].queue) == (x.agent, x.start, x.queue):
            out[-1] = replace(out[-1], end=x.end)
        else:
            out.append(x)
    return out
