"""A plan: everything a user gives, read and valid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from staffing.domain.forecast import Forecast
from staffing.domain.grid import TimeGrid
from staffing.domain.history import History
from staffing.domain.limits import Limit
from staffing.domain.people import (
    Adjustment,
    Agent,
    Availability,
    Contract,
    Event,
    Evidence,
    FixedActivity,
    Leave,
    Lock,
    Prices,
    RefusedRepair,
    Request,
    Status,
    Worked,
)
from staffing.domain.queue import Queue
from staffing.domain.requirement import Requirement
from staffing.domain.shift import Shift
from staffing.domain.work_calendar import CalendarDay

_EMPTY: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Plan:
    """A plan folder in memory. Names are resolved: every queue, contract, agent and shift mentioned exists.

    Attributes:
        name: title for people.
        grid: the time axis.
        queues, contracts, agents, shifts: in file order.
        prices: of the objective.
        rule_packs: names or paths of law packs.
        rules: overrides by rule id, e.g. ``{"POL-REST-01": {"min_gap_minutes": 600}}`` or ``{"enabled": False}``.
        leave ... calendar: rows of the optional files.
        history, forecast, requirement: given by the user; ``None`` where the file is not there.
        limits: what rules of law ask of a roster still to be made; empty in a plan as it is read, written by the services from the packs.
        folder: where it was read; ``None`` for a plan made in memory.
        input_hash: sha256 (hex) over all inputs.
    """

    name: str
    grid: TimeGrid
    queues: tuple[Queue, ...]
    contracts: tuple[Contract, ...] = ()
    agents: tuple[Agent, ...] = ()
    shifts: tuple[Shift, ...] = ()
    prices: Prices = field(default_factory=Prices)
    rule_packs: tuple[str, ...] = ()
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _EMPTY)
    leave: tuple[Leave, ...] = ()
    availability: tuple[Availability, ...] = ()
    requests: tuple[Request, ...] = ()
    statuses: tuple[Status, ...] = ()
    worked: tuple[Worked, ...] = ()
    events: tuple[Event, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    refused_repairs: tuple[RefusedRepair, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    locks: tuple[Lock, ...] = ()
    fixed: tuple[FixedActivity, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    history: History | None = None
    forecast: Forecast | None = None
    requirement: Requirement | None = None
    limits: tuple[Limit, ...] = ()
    folder: Path | None = None
    input_hash: str = ""

    @cached_property
    def queue_by_name(self) -> Mapping[str, Queue]:
        """Queues by name."""
        return MappingProxyType({q.name: q for q in self.queues})

    @cached_property
    def contract_by_name(self) -> Mapping[str, Contract]:
        """Contracts by name."""
        return MappingProxyType({c.name: c for c in self.contracts})

    @cached_property
    def agent_by_id(self) -> Mapping[str, Agent]:
        """Agents by id."""
        return MappingProxyType({a.id: a for a in self.agents})

    @cached_property
    def shift_by_name(self) -> Mapping[str, Shift]:
        """Shifts by name."""
        return MappingProxyType({s.name: s for s in self.shifts})

    @cached_property
    def leave_days(self) -> Mapping[str, frozenset[date]]:
        """Leave days of each agent who has any (not clipped to the plan)."""
        days: dict[str, set[date]] = {}
        for row in self.leave:
            span = (row.last_day - row.first_day).days
            days.setdefault(row.agent, set()).update(row.first_day + timedelta(days=k) for k in range(span + 1))
        return MappingProxyType({agent: frozenset(d) for agent, d in days.items()})

    @cached_property
    def worked_by_agent(self) -> Mapping[str, tuple[Worked, ...]]:
        """Duties before the plan of each agent who has any, in order of start."""
        groups: dict[str, list[Worked]] = {}
        for row in self.worked:
            groups.setdefault(row.agent, []).append(row)
        return MappingProxyType({a: tuple(sorted(r, key=lambda w: (w.start, w.end))) for a, r in groups.items()})

    @cached_property
    def availability_by_agent(self) -> Mapping[str, tuple[Availability, ...]]:
        """Availability rows of each agent who has any (an agent without rows is always available)."""
        groups: dict[str, list[Availability]] = {}
        for row in self.availability:
            groups.setdefault(row.agent, []).append(row)
        return MappingProxyType({agent: tuple(rows) for agent, rows in groups.items()})

    def wage_per_hour(self, agent: Agent) -> float:
        """The agent's wage: the contract's, else the objective's."""
        own = self.contract_by_name[agent.contract].wage_per_hour
        return self.prices.wage_per_hour if own is None else own

    def short_prices(self, queue: Queue) -> tuple[float, float]:
        """(price of a short agent-hour, extra price of a deeply short one) of a queue."""
        shallow = self.prices.short_per_agent_hour if queue.short_per_agent_hour is None else queue.short_per_agent_hour
        deep = self.prices.deep_short_per_agent_hour
        return shallow, deep if queue.deep_short_per_agent_hour is None else queue.deep_short_per_agent_hour

    def available_windows(self, agent: str, day: date) -> tuple[tuple[int, int], ...] | None:
        """Clock windows of an agent on a day, sorted and joined where they touch; ``None`` = the whole day; ``()`` = not available.

        A ``day`` row replaces the weekday's rows.
        """
        rows = self.availability_by_agent.get(agent)
        if rows is None:
            return None
        mine = [r for r in rows if r.day == day] or [r for r in rows if r.day is None and r.weekday == day.weekday()]
        joined: list[tuple[int, int]] = []
        for low, high in sorted((r.from_clock, r.to_clock) for r in mine):
            if joined and low <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(joined[-1][1], high))
            else:
                joined.append((low, high))
        return tuple(joined)

    @cached_property
    def spread_groups(self) -> Mapping[str, tuple[str, ...]]:
        """For each contract the agents over whom nights and weekends are spread.

        Agents who have no status or availability row that touches the plan and whose leave covers at most a fifth of its days.
        """
        first, end = self.grid.first_day, self.grid.end_day
        out = {s.agent for s in self.statuses if s.first_day < end and (s.last_day is None or s.last_day >= first)}
        weekdays = {d.weekday() for d in self.grid.calendar}
        for row in self.availability:
            if (row.day is not None and first <= row.day < end) or (row.day is None and row.weekday in weekdays):
                out.add(row.agent)
        groups: dict[str, list[str]] = {c.name: [] for c in self.contracts}
        for agent in self.agents:
            absent = sum(first <= d < end for d in self.leave_days.get(agent.id, ()))
            if agent.id not in out and 5 * absent <= self.grid.days:
                groups[agent.contract].append(agent.id)
        return MappingProxyType({name: tuple(members) for name, members in groups.items()})
