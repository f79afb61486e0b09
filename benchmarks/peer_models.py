"""A small roster problem that every tool can express, and other people's ways to model it.

24x7, one queue, cover by the hour, shifts of whole hours without meal or breaks, one shift a day, 11 hours of rest, weekly minimum and
maximum hours, overtime; no fairness, wishes, leave or rules about nights. Objective: wage, overtime, shortage (dearer where deep),
overstaffing.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from types import MappingProxyType
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Agent, Contract, Prices
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Activity, Duty, Roster
from staffing.domain.shift import Shift

REST_MINUTES = 660
SHIFTS = (
    Shift("day 6", 420, 960, 60, 360),
    Shift("day 8", 360, 900, 60, 480),
    Shift("day 10", 360, 780, 60, 600),
    Shift("late 8", 960, 960, 60, 480),
    Shift("night 8", 1260, 1380, 60, 480),
)
OFF_RULES = ("POL-RUN-01", "POL-OFF-01", "POL-NIGHT-01", "POL-NIGHT-02", "SHF-REST-01")
TENTHS = 10
"""Units per unit of money in the CP-SAT models: enough for a tenth of the requirement."""


@dataclass(frozen=True)
class Answer:
    """What a tool says: chosen (agent, day, option) or ``None``; the bound it claims in money, ``None`` where it claims none."""

    chosen: list[tuple[int, int, int]] | None
    bound: float | None
    said: str


@dataclass(frozen=True)
class Small:
    """The problem as arrays. options: (shift, start minute of day, hours); need: (D * 24,) people."""

    plan: Plan
    requirement: Requirement
    options: tuple[tuple[Shift, int, int], ...]
    need: np.ndarray[Any, np.dtype[np.int64]]

    @property
    def agents(self) -> range:
        """Numbers of the agents."""
        return range(len(self.plan.agents))

    @property
    def days(self) -> range:
        """Numbers of the days."""
        return range(self.plan.grid.days)


def make_small(agents: int, seed: int) -> Small:
    """A week whose need by the hour is about 1.1 times what the crew can give."""
    rng = np.random.default_rng(seed)
    grid = TimeGrid(date(2026, 11, 30), 7, 60, "UTC")
    crew = tuple(Agent(f"A{k:02d}", f"Agent {k}", "full-time", (("hotline", 1.0),)) for k in range(agents))
    hour = np.arange(24)
    shape = 0.2 + np.exp(-(((hour - 10.5) / 2.5) ** 2)) + 0.7 * np.exp(-(((hour - 16.5) / 3.0) ** 2))
    load = np.concatenate([shape * day * rng.normal(1, 0.05, 24) for day in (1.05, 1, 1, 1, 1.05, 0.8, 0.7)])
    need = np.maximum(1, np.rint(load * 1.1 * 40 * agents / load.sum())).astype(np.int64)
    plan = Plan(
        f"peers {agents}",
        grid,
        (Queue("hotline"),),
        (Contract("full-time", "standard", 1920, 2400, 2640),),
        crew,
        SHIFTS,
        Prices(start_change=0.0, night_spread=0.0, weekend_spread=0.0),
        rules=MappingProxyType({rule: {"enabled": False} for rule in OFF_RULES}),
    )
    asked = need[None, :].astype(float)
    options = tuple((s, clock, s.length_minutes // 60) for s in SHIFTS for clock in s.start_clocks)
    return Small(plan, Requirement(grid, ("hotline",), asked, asked), options, need)


def roster_of(small: Small, chosen: Sequence[tuple[int, int, int]]) -> Roster:
    """A roster of the domain from chosen (agent, day, option)."""
    duties, activities = [], []
    for a, d, o in sorted(chosen):
        shift, clock, _ = small.options[o]
        start = d * 1440 + clock
        end, name = start + shift.length_minutes, small.plan.agents[a].id
        duties.append(Duty(name, start, end, small.plan.grid.calendar[d], shift.name, shift.paid_minutes))
        activities.append(Activity(name, start, end, "queue", "hotline"))
    return Roster(small.plan.grid, tuple(duties), tuple(activities))


def too_close(small: Small, first: int, second: int) -> bool:
    """Whether option ``second`` of the next day comes too soon after ``first``."""
    shift, clock, _ = small.options[first]
    return 1440 + small.options[second][1] < clock + shift.length_minutes + REST_MINUTES


def _price(model: cp_model.CpModel, small: Small, cover: list[list[Any]], hours: list[Any]) -> None:
    """Minimise wage, overtime, shortage and overstaffing, all exact in tenths."""
    prices, contract = small.plan.prices, small.plan.contracts[0]
    cost: list[Any] = []
    for total in hours:
        extra = model.new_int_var(0, contract.max_minutes_per_week // 60, "")
        model.add(extra >= total - contract.normal_minutes_per_week // 60)
        cost += [round(prices.wage_per_hour * TENTHS) * total, round(prices.overtime_per_hour * TENTHS) * extra]
    for t, people in enumerate(cover):
        need, most = int(small.need[t]), len(small.agents)
        short, deep, over = model.new_int_var(0, need, ""), model.new_int_var(0, TENTHS * need, ""), model.new_int_var(0, most, "")
        model.add(sum(people) + short - over == need)
        model.add(deep >= TENTHS * short - need)
        cost += [round(prices.short_per_agent_hour * TENTHS) * short, round(prices.deep_short_per_agent_hour) * deep]
        cost.append(round(prices.over_per_agent_hour * TENTHS) * over)
    model.minimize(sum(cost))


def _cover(small: Small, x: dict[tuple[int, int, int], Any]) -> list[list[Any]]:
    """Literals that cover each hour of the plan."""
    cover: list[list[Any]] = [[] for _ in small.need]
    for (_, d, o), literal in x.items():
        start = 24 * d + small.options[o][1] // 60
        for t in range(start, min(start + small.options[o][2], len(cover))):
            cover[t].append(literal)
    return cover


def _solve(model: cp_model.CpModel, x: dict[tuple[int, int, int], Any], seconds: float, workers: int) -> Answer:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    said = solver.status_name(status).lower()
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None, said)
    return Answer([key for key, literal in x.items() if solver.boolean_value(literal)], solver.best_objective_bound / TENTHS, said)


def plain(small: Small, seconds: float, workers: int) -> Answer:
    """A Boolean for every agent, day and shift; sums and pairs: as anybody would write it first."""
    model = cp_model.CpModel()
    keys = product(small.agents, small.days, range(len(small.options)))
    x = {key: model.new_bool_var("") for key in keys}
    contract, hours = small.plan.contracts[0], []
    for a in small.agents:
        for d in small.days:
            model.add(sum(x[a, d, o] for o in range(len(small.options))) <= 1)
            if d + 1 in small.days:
                for o in range(len(small.options)):
                    bad = [x[a, d + 1, p] for p in range(len(small.options)) if too_close(small, o, p)]
                    for later in bad:
                        model.add(x[a, d, o] + later <= 1)
        total = sum(x[a, d, o] * small.options[o][2] for d in small.days for o in range(len(small.options)))
        model.add_linear_constraint(total, contract.min_minutes_per_week // 60, contract.max_minutes_per_week // 60)
        hours.append(total)
    _price(model, small, _cover(small, x), hours)
    return _solve(model, x, seconds, workers)


def example_style(small: Small, seconds: float, workers: int) -> Answer:
    """In the manner of OR-Tools' shift scheduling example: a shift `off`, exactly one a day, banned transitions as clauses, the weekly
    sum and every count in integer variables of their own."""
    model = cp_model.CpModel()
    off = len(small.options)
    work = {key: model.new_bool_var("") for key in product(small.agents, small.days, range(off + 1))}
    contract, hours = small.plan.contracts[0], []
    for a in small.agents:
        for d in small.days:
            model.add_exactly_one(work[a, d, o] for o in range(off + 1))
        for d in range(len(small.days) - 1):
            for o, p in product(range(off), repeat=2):
                if too_close(small, o, p):
                    model.add_bool_or([~work[a, d, o], ~work[a, d + 1, p]])
        total = model.new_int_var(contract.min_minutes_per_week // 60, contract.max_minutes_per_week // 60, "")
        model.add(total == sum(work[a, d, o] * small.options[o][2] for d in small.days for o in range(off)))
        hours.append(total)
    x = {key: literal for key, literal in work.items() if key[2] != off}
    counts = []
    for people in _cover(small, x):
        worked = model.new_int_var(0, len(small.agents), "")
        model.add(worked == sum(people))
        counts.append([worked])
    _price(model, small, counts, hours)
    return _solve(model, x, seconds, workers)


def pyworkforce(small: Small, seconds: float, workers: int) -> Answer:
    """Its two steps: shifts by day for the cover of the day (MinAbsDifference), then names (MinHoursRoster).

    It has no hours over midnight (a night is given its own day's early hours), no weekly maximum, no overtime and no shortage once
    the shifts by day are fixed.
    """
    from pyworkforce.rostering import MinHoursRoster  # type: ignore[import-not-found]
    from pyworkforce.scheduling import MinAbsDifference  # type: ignore[import-not-found]

    names = [f"{s.name} {clock}" for s, clock, _ in small.options]
    covers = {
        name: [int((h - clock // 60) % 24 < hours) for h in range(24)] for name, (_, clock, hours) in zip(names, small.options, strict=True)
    }
    most, days = len(small.agents), len(small.days)
    need = small.need.reshape(days, 24).tolist()
    by_day = MinAbsDifference(days, 24, covers, need, most, most, max_search_time=seconds / 2, num_search_workers=workers).solve()
    if by_day["cost"] == -1:
        return Answer(None, None, f"shifts by day: {by_day['status']}")
    required = {name: [0] * days for name in names}
    for row in by_day["resources_shifts"]:
        required[row["shift"]][row["day"]] = row["resources"]
    bans = [{"origin": a, "destination": b} for (i, a), (j, b) in product(enumerate(names), repeat=2) if too_close(small, i, j)]
    least = small.plan.contracts[0].min_minutes_per_week // 60
    people = [a.id for a in small.plan.agents]
    hours = [h for _, _, h in small.options]
    made = MinHoursRoster(
        days, people, names, hours, least, [], days, required, bans, max_search_time=seconds / 2, num_search_workers=workers
    ).solve()
    if made["cost"] == -1:
        total = sum(sum(required[n]) * h for n, h in zip(names, hours, strict=True))
        return Answer(None, None, f"names: {made['status']} ({total} h to give {most} people)")
    chosen = [(people.index(r["resource"]), r["day"], names.index(r["shift"])) for r in made["resource_shifts"]]
    return Answer(chosen, None, made["status"].lower())


def peers() -> dict[str, Callable[[Small, float, int], Answer]]:
    """The models to compare with, by name; pyworkforce where it is installed."""
    found = {"plain CP-SAT": plain, "OR-Tools example style": example_style}
    if importlib.util.find_spec("pyworkforce") is not None:
        found["pyworkforce"] = pyworkforce
    return found
