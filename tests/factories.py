"""Plans and rosters made in a line or two, for the tests of every room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Agent, Contract, Worked
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Activity, Duty, Roster
from staffing.domain.shift import Shift

MONDAY = date(2026, 3, 2)
"""A Monday without holidays near by: first day of the plans made here."""


def clock(text: str) -> int:
    """Minutes after midnight of ``HH:MM``."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def day(text: str | date) -> date:
    """A date, or one from its ISO text."""
    return text if isinstance(text, date) else date.fromisoformat(text)


def make_shift(name: str, start: str, length: int, meal: int = 0, until: str | None = None, **more: Any) -> Shift:
    """A shift that may start from ``start`` to ``until`` (default: only at ``start``) on every quarter hour."""
    return Shift(name, clock(start), clock(until or start), more.pop("step_minutes", 15), length, meal, **more)


D8 = make_shift("D8", "08:00", 510, 30, "10:00", meal_after_minutes=180, meal_before_minutes=300, paid_breaks=2, paid_break_minutes=15)
E8 = make_shift("E8", "15:00", 510, 30, "16:00", meal_after_minutes=180, meal_before_minutes=300, paid_breaks=2, paid_break_minutes=15)
N8 = make_shift(
    "N8", "22:00", 510, 30, meal_after_minutes=180, meal_before_minutes=300, paid_breaks=2, paid_break_minutes=15, allowance=60.0
)
D6 = make_shift("D6", "08:00", 360, paid_breaks=1, paid_break_minutes=15)
SHIFTS = (D8, E8, N8, D6)


def make_agent(agent: str = "A1", skills: str = "general", contract: str = "full-time", **more: Any) -> Agent:
    """An agent; ``skills`` as in agents.csv, e.g. ``general;complaint:0.8``."""
    pairs = [[*s.split(":"), "1"][:2] for s in skills.split(";") if s]
    return Agent(agent, agent, contract, tuple((queue, float(speed)) for queue, speed in pairs), **more)


def make_plan(
    first_day: str | date = MONDAY,
    days: int = 7,
    *,
    agents: int | Iterable[Agent] = 2,
    interval_minutes: int = 15,
    zone: str = "Asia/Shanghai",
    queues: Iterable[Queue] = (Queue("general"),),
    contracts: Iterable[Contract] = (Contract("full-time", "standard", 0, 2400, 3600),),
    shifts: Iterable[Shift] = SHIFTS,
    **more: Any,
) -> Plan:
    """A plan in memory; ``agents`` is a number (A1, A2, ...) or the agents themselves; ``more`` goes to :class:`Plan`."""
    people = tuple(make_agent(f"A{k + 1}") for k in range(agents)) if isinstance(agents, int) else tuple(agents)
    grid = TimeGrid(day(first_day), days, interval_minutes, zone)
    return Plan("test", grid, tuple(queues), tuple(contracts), people, tuple(shifts), **more)


def make_requirement(plan: Plan, agents: Any = 0.0) -> Requirement:
    """A requirement: a number for every queue and interval, or an array of shape (Q, T)."""
    need = np.broadcast_to(np.asarray(agents, dtype=np.float64), (len(plan.queues), plan.grid.length)).copy()
    shrink = np.array([1 - float(q.shrinkage) for q in plan.queues])[:, None]
    return Requirement(plan.grid, tuple(q.name for q in plan.queues), need, need / shrink)


def make_duty(plan: Plan, agent: str, on: str | date, shift: str, start: str | None = None) -> Duty:
    """A duty as the catalogue has it; ``start`` default: the first allowed one."""
    kind = plan.shift_by_name[shift]
    begin = plan.grid.at(day(on), kind.start_from if start is None else clock(start))
    assert begin is not None, "that start does not exist on this day"
    return Duty(agent, begin, begin + kind.length_minutes, day(on), shift, kind.paid_minutes)


def stated_duty(plan: Plan, agent: str, start: str, end: str, shift: str = "D8", paid_minutes: int | None = None) -> Duty:
    """A duty as an imported file may state it: ISO local start and end, whatever the catalogue says."""
    begin, finish = (plan.grid.minute(datetime.fromisoformat(text)) for text in (start, end))
    return Duty(agent, begin, finish, plan.grid.day(begin), shift, paid_minutes)


def fill(plan: Plan, duty: Duty, queue: str | None = None) -> list[Activity]:
    """Activities of a duty that keep every rule on meal and breaks: each pause as early as it may lie, the rest on ``queue``."""
    kind, step = plan.shift_by_name[duty.shift], plan.grid.step_minutes
    queue = plan.agent_by_id[duty.agent].skills[0][0] if queue is None else queue
    pauses: list[tuple[int, int, str]] = []

    def clear(low: int, high: int) -> bool:
        return all(low - b >= 30 or a - high >= 30 for a, b, _ in pauses)

    if kind.unpaid_meal_minutes:
        low = -(-kind.meal_window[0] // step) * step
        pauses.append((low, low + kind.unpaid_meal_minutes, "meal"))
    for index in range(kind.paid_breaks):
        low, high = kind.break_window(index)
        low = -(-low // step) * step
        while not clear(low, low + kind.paid_break_minutes):
            low += step
        assert low + kind.paid_break_minutes <= high, "no room for a break"
        pauses.append((low, low + kind.paid_break_minutes, "break"))
    pauses.sort()
    out, at = [], 0
    for low, high, what in [*pauses, (kind.length_minutes, kind.length_minutes, "")]:
        if low > at:
            out.append(Activity(duty.agent, duty.start + at, duty.start + low, "queue", queue))
        if what:
            out.append(Activity(duty.agent, duty.start + low, duty.start + high, what))
        at = high
    return out


def make_roster(plan: Plan, duties: Iterable[Duty], activities: bool = True) -> Roster:
    """A roster with its activities filled in lawfully, or without any (``activities=False``)."""
    duties = tuple(duties)
    return Roster(plan.grid, duties, tuple(a for d in duties for a in fill(plan, d)) if activities else None)


def week_of(plan: Plan, cells: Mapping[str, str | Iterable[str]], first_day: str | date | None = None) -> list[Duty]:
    """Duties from codes by day, e.g. ``{"A1": "D8 D8 - D8@09:00 - - N8"}``; ``-`` is a day off."""
    first = plan.grid.first_day if first_day is None else day(first_day)
    out = []
    for agent, codes in cells.items():
        for k, code in enumerate(codes.split() if isinstance(codes, str) else codes):
            if code != "-":
                name, _, start = code.partition("@")
                out.append(make_duty(plan, agent, first + timedelta(days=k), name, start or None))
    return out


def worked(plan: Plan, agent: str, start: str, end: str, shift: str = "", queue: str = "") -> Worked:
    """A row of worked.csv."""
    begin, finish = (plan.grid.minute(datetime.fromisoformat(text)) for text in (start, end))
    return Worked(agent, begin, finish, shift, queue)
