"""The agents as the kernels see them: what each option costs whom, what is forbidden, and what last week left behind.

A *row* is a vector of costs over all options and all days off, infinite where a hard rule forbids. Agents alike in everything that enters
share
one. An agent with an activity in ``fixed.csv`` that shifts of two days could cover has one row for each choice (*variants*); the best tour
of the agent is the best over the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice, product
from math import ceil, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import is_night
from staffing.domain.people import Agent, FixedActivity, Worked
from staffing.domain.plan import Plan
from staffing.models.roster.arrays.catalogue import NEVER, Catalogue, release_of
from staffing.models.roster.arrays.law import Ban, ban_key, is_banned
from staffing.models.roster.arrays.policy import Policy
from staffing.models.roster.arrays.units import NOISE, TICKS
from staffing.models.roster.arrays.weeks import WeekBook, WeekShape

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
MOST_VARIANTS = 64


@dataclass(frozen=True)
class Carry:
    """What duties before the plan leave behind: consecutive days and nights up to the day before the plan, the first minute at which the
    next shift
    may start (``night_release``: when it goes on the run of nights on the first day), and days worked in the first calendar week."""

    run: int = 0
    nights: int = 0
    release: int = NEVER
    night_release: int = NEVER
    days_in_week: int = 0


def carry_of(plan: Plan, policy: Policy, rows: Sequence[Worked]) -> Carry:
    """Carry-in of one agent from rows of ``worked.csv`` sorted by start."""
    if not rows:
        return Carry()
    grid = plan.grid
    run = nights = 0
    previous = None
    for row in rows:
        day = grid.day(row.start)
        apart = (day - previous).days if previous is not None else 99
        run = run + apart if apart <= 1 else 1
        if is_night(grid, row.start, row.end):
            nights = nights + 1 if apart == 1 else 1
        else:
            nights = 0
        previous = day
    assert previous is not None
    release = max(release_of(grid, policy, row.end, (grid.day(row.start) - grid.first_day).days, _rest_days(plan, row)) for row in rows)
    long = release
    if policy.after_run_of is not None and nights >= policy.after_run_of:
        long = max(release, rows[-1].end + policy.rest_minutes)
    monday = grid.first_day - timedelta(days=grid.first_day.weekday())
    in_week = len({grid.day(r.start) for r in rows if monday <= grid.day(r.start) < grid.first_day})
    if (grid.first_day - previous).days != 1:
        return Carry(0, 0, long, long, in_week)
    return Carry(run, nights if policy.night_cap else 0, long, release, in_week)


def _rest_days(plan: Plan, row: Worked) -> int:
    shift = plan.shift_by_name.get(row.shift)
    return shift.rest_days_after if shift is not None else 0


@dataclass(frozen=True, eq=False)
class Crew:
    """Agents as arrays.

    Attributes:
        carry: of each agent.
        cost: ticks of each option, shape (R, O), inf = forbidden.
        off_cost: ticks of a day without a start, shape (R, D), inf = must work.
        row_ptr, rows: rows of agent a are ``rows[row_ptr[a] : row_ptr[a + 1]]``.
        layer: layer of the automata before each day, shape (N, D).
        entry: first state, shape (N,).
        release, night_release: see :class:`Carry`, shape (N,).
        bucket: bucket of the second day when the first is off, shape (N,).
        complete: False where an agent had more variants than are kept: nothing may then be claimed as a bound.
    """

    carry: tuple[Carry, ...]
    cost: Floats
    off_cost: Floats
    row_ptr: Ints
    rows: Ints
    layer: Ints
    entry: Ints
    release: Ints
    night_release: Ints
    bucket: Ints
    complete: bool


def may_work(agent: Agent, plan: Plan) -> NDArray[np.bool_]:
    """Which shifts of the catalogue an agent may work (sites, volunteers; none without a skill), shape (S,)."""
    return np.array(
        [
            bool(agent.skills) and (not s.sites or agent.site in s.sites) and (not s.volunteers_only or s.name in agent.volunteers)
            for s in plan.shifts
        ],
        dtype=np.bool_,
    )


def build_crew(plan: Plan, policy: Policy, catalogue: Catalogue, carries: Sequence[Carry], book: WeekBook) -> Crew:
    """Costs, prohibitions and week blocks of every agent."""
    builder = _RowBuilder(plan, policy, catalogue)
    row_ptr, row_ids = [0], []
    kept: dict[Any, list[int]] = {}
    cost: list[Floats] = []
    off: list[Floats] = []
    complete = True
    for agent in plan.agents:
        key = builder.key(agent)
        if key not in kept:
            made, whole = builder.rows(agent)
            complete &= whole
            kept[key] = list(range(len(cost), len(cost) + len(made)))
            for c, f in made:
                cost.append(c)
                off.append(f)
        row_ids.extend(kept[key])
        row_ptr.append(len(row_ids))
    grid = plan.grid
    layer, entry = week_layers(plan, policy, carries, book)
    return Crew(
        tuple(carries),
        np.array(cost).reshape(len(cost), len(catalogue.day)),
        np.array(off).reshape(len(off), grid.days),
        np.array(row_ptr, dtype=np.int64),
        np.array(row_ids, dtype=np.int64),
        layer,
        entry,
        np.array([c.release for c in carries], dtype=np.int64),
        np.array([c.night_release for c in carries], dtype=np.int64),
        np.array([catalogue.bucket(1, c.release) for c in carries], dtype=np.int64),
        complete,
    )


def week_layers(plan: Plan, policy: Policy, carries: Sequence[Carry], book: WeekBook) -> tuple[Ints, Ints]:
    """(layer before each day, (N, D); first state, (N,)) of every agent in a book of week blocks."""
    layer = np.zeros((len(plan.agents), plan.grid.days), dtype=np.int64)
    entry = np.array([book.state(c.run, c.nights) for c in carries], dtype=np.int64)
    entries = frozenset(int(z) for z in entry)
    for a, agent in enumerate(plan.agents):
        for first, last in calendar_weeks(plan):
            shape = week_shape(plan, policy, agent, carries[a], first, last, entries if first == 0 else None)
            if book.counts > 1:
                shape = replace(shape, weekend=tuple(d.weekday() >= 5 for d in plan.grid.calendar[first : last + 1]))
            layer[a, first : last + 1] = book.block(shape) + np.arange(last - first + 1)
    return layer, entry


def calendar_weeks(plan: Plan) -> list[tuple[int, int]]:
    """(first, last) day numbers of each calendar week, clipped to the plan."""
    weeks: list[tuple[int, int]] = []
    for d, day in enumerate(plan.grid.calendar):
        if d == 0 or day.weekday() == 0:
            weeks.append((d, d))
        else:
            weeks[-1] = (weeks[-1][0], d)
    return weeks


def hour_limits(plan: Plan, policy: Policy, agent: Agent, first: int, last: int) -> tuple[int, int, int]:
    """(least, most, normal) paid minutes of an agent in a week of the plan (CON-HOURS-01, and caps of the law)."""
    contract = plan.contract_by_name[agent.contract]
    if not policy.hours:
        return 0, policy.law.most_minutes(agent.id, first, 7 * 1440), contract.normal_minutes_per_week
    inside = plan.grid.calendar[first : last + 1]
    away = sum(d in plan.leave_days.get(agent.id, frozenset()) for d in inside)
    low = contract.min_minutes_per_week * len(inside) / 7 - contract.normal_minutes_per_week / 5 * away
    high = policy.law.most_minutes(agent.id, first, contract.max_minutes_per_week)
    return max(0, ceil(low - 1e-9)), high, contract.normal_minutes_per_week


def week_shape(plan: Plan, policy: Policy, agent: Agent, carry: Carry, first: int, last: int, entry: frozenset[int] | None) -> WeekShape:
    """The week block that an agent's calendar week needs."""
    low, high, normal = hour_limits(plan, policy, agent, first, last)
    before = carry.days_in_week if first == 0 else 0
    most_days = policy.law.most_days(agent.id, first)
    return WeekShape(last - first + 1, low, high, normal, before, last == plan.grid.days - 1, entry, most_days=most_days)


class _RowBuilder:
    """Makes the rows of agents; keeps what agents share."""

    def __init__(self, plan: Plan, policy: Policy, catalogue: Catalogue) -> None:
        self.plan, self.policy, self.catalogue = plan, policy, catalogue
        self.requests = _by_agent(plan.requests)
        self.locks = _by_agent(plan.locks)
        self.fixed = _by_agent(plan.fixed)

    def key(self, agent: Agent) -> Any:
        """Agents of one key share their rows."""
        plan = self.plan
        return (
            plan.wage_per_hour(agent),
            may_work(agent, plan).tobytes(),
            frozenset(d for d in plan.leave_days.get(agent.id, ())),
            tuple((r.day, r.weekday, r.from_clock, r.to_clock) for r in plan.availability_by_agent.get(agent.id, ())),
            agent.id in plan.availability_by_agent,
            tuple((r.day, r.wish, r.weight, r.window) for r in self.requests.get(agent.id, ())),
            tuple((r.day, r.shift, r.start_clock) for r in self.locks.get(agent.id, ())),
            tuple((r.start, r.end) for r in self.fixed.get(agent.id, ())),
            ban_key(self.policy.law, agent.id),
        )

    def rows(self, agent: Agent) -> tuple[list[tuple[Floats, Floats]], bool]:
        """(cost, off_cost) of each variant, and whether no variant was dropped."""
        plan, cat = self.plan, self.catalogue
        money = plan.wage_per_hour(agent) * cat.paid_minutes / 60.0 + cat.allowance
        off = np.zeros(plan.grid.days)
        for request in self.requests.get(agent.id, ()):
            self._add_request(request, money, off)
        cost = np.floor(money * TICKS + NOISE)
        off = np.floor(off * TICKS + NOISE)
        allowed = self.allowed(agent)
        for lock in self.locks.get(agent.id, ()):
            d = (lock.day - plan.grid.first_day).days
            if not 0 <= d < plan.grid.days:
                continue
            today = cat.day == d
            if not lock.shift:
                allowed &= ~today
                continue
            off[d] = np.inf
            number = next((k for k, s in enumerate(plan.shifts) if s.name == lock.shift), -1)
            keep = (cat.options.shift == number) & (cat.clock == lock.start_clock if lock.start_clock is not None else True)
            allowed &= ~today | keep
        return self._variants(agent, allowed, cost, off)

    def allowed(self, agent: Agent) -> NDArray[np.bool_]:
        """Options that sites, volunteers, leave, availability and the law leave to an agent, shape (O,)."""
        plan, cat, grid = self.plan, self.catalogue, self.plan.grid
        allowed = may_work(agent, plan)[cat.options.shift] if len(plan.shifts) else np.zeros(0, dtype=np.bool_)
        if self.policy.leave:
            for day in plan.leave_days.get(agent.id, ()):
                low, high = grid.midnight(day), grid.midnight(day + timedelta(days=1))
                allowed &= (cat.end_minute <= low) | (cat.start_minute >= high)
        if self.policy.availability and agent.id in plan.availability_by_agent:
            allowed &= self._available(agent)
        for ban in self.policy.law.bans.get(agent.id, ()):
            allowed &= ~self._banned(ban)
        return allowed

    def _banned(self, ban: Ban) -> NDArray[np.bool_]:
        """Options that a rule of law takes away."""
        cat, calendar = self.catalogue, self.plan.grid.calendar
        rows = zip(cat.start_minute, cat.end_minute, cat.day, cat.paid_minutes, strict=True)
        return np.array([is_banned(ban, int(a), int(b), calendar[int(d)], int(paid)) for a, b, d, paid in rows], dtype=np.bool_)

    def _available(self, agent: Agent) -> NDArray[np.bool_]:
        """Options inside the agent's availability: the windows of all days as joined stretches of the axis."""
        plan, cat, grid = self.plan, self.catalogue, self.plan.grid
        starts: list[int] = []
        ends: list[int] = []
        for k in range(grid.days + 4):
            day = grid.first_day + timedelta(days=k)
            for low, high in plan.available_windows(agent.id, day) or ():
                a, b = grid.edge(day, low), grid.edge(day, high)
                if ends and a <= ends[-1]:
                    ends[-1] = max(ends[-1], b)
                else:
                    starts.append(a)
                    ends.append(b)
        if not starts:
            return np.zeros(len(cat.day), dtype=np.bool_)
        place = np.searchsorted(np.array(starts), cat.start_minute, side="right") - 1
        return (place >= 0) & (cat.end_minute <= np.array(ends)[np.maximum(place, 0)])

    def _add_request(self, request: Any, money: Floats, off: Floats) -> None:
        """Add the cost of a wish not met to the options of its day, and to the day off."""
        plan, cat, grid = self.plan, self.catalogue, self.plan.grid
        d = (request.day - grid.first_day).days
        if not 0 <= d < grid.days:
            return
        price = plan.prices.request_unmet * request.weight
        today = cat.day == d
        if request.wish == "off":
            money[today] += price
        elif request.window is not None:
            low, high = grid.edge(request.day, request.window[0]), grid.edge(request.day, request.window[1])
            money[today & ~((cat.start_minute >= low) & (cat.end_minute <= high))] += price
        else:
            number = next((k for k, s in enumerate(plan.shifts) if s.name == request.wish), -1)
            money[today & (cat.options.shift != number)] += price
            off[d] += price

    def _variants(self, agent: Agent, allowed: NDArray[np.bool_], cost: Floats, off: Floats) -> tuple[list[tuple[Floats, Floats]], bool]:
        """Rows in which every fixed activity lies inside a shift."""
        cat, grid = self.catalogue, self.plan.grid
        items: list[FixedActivity] = [f for f in self.fixed.get(agent.id, ()) if f.end > 0 and f.start < grid.end]
        covers = [(cat.start_minute <= f.start) & (cat.end_minute >= f.end) for f in items]
        for f, cover in zip(items, covers, strict=True):
            allowed = allowed & (cover | (cat.end_minute <= f.start) | (cat.start_minute >= f.end))
        choices = [sorted({int(d) for d in cat.day[allowed & cover]}) for cover in covers]
        for k, f in enumerate(items):
            if not choices[k]:
                choices[k] = [max(0, min(grid.days - 1, (grid.day(f.start) - grid.first_day).days))]
        rows = []
        for days in islice(product(*choices), MOST_VARIANTS):
            mine, free = allowed.copy(), off.copy()
            for d, cover in zip(days, covers, strict=True):
                mine &= (cat.day != d) | cover
                free[d] = np.inf
            rows.append((np.where(mine, cost, np.inf), free))
        return rows, prod(len(c) for c in choices) <= MOST_VARIANTS


def _by_agent(rows: Sequence[Any]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.agent, []).append(row)
    return groups
