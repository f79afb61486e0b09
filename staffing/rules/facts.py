"""What the checkers read: a plan and a roster, turned once into duties in order, with their local days and nights."""

from __future__ import annotations

import copy
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from staffing.domain.grid import NIGHT_FROM, NIGHT_MINUTES, NIGHT_TO
from staffing.domain.people import Agent, Status
from staffing.domain.plan import Plan
from staffing.domain.roster import Activity, Duty, Roster
from staffing.domain.shift import Shift
from staffing.rules.calendar import WorkCalendar
from staffing.rules.days import DayTable
from staffing.rules.evidence import EvidenceBook


@dataclass(frozen=True, slots=True)
class Stint:
    """One duty as the rules see it, of the roster or from before the plan.

    Attributes:
        start, end: axis minutes, as stated.
        day: local day of the start.
        own: whether it stands in the roster (True) or in worked.csv (False).
        shift: name as stated, ``""`` where unknown.
        paid_minutes: as stated; where nothing is stated, end - start less the shift's unpaid meal; never negative.
        night_minutes: minutes inside 22:00-06:00 local time.
        duty: the row of the roster; ``None`` for worked.csv.
    """

    start: int
    end: int
    day: date
    own: bool
    shift: str
    paid_minutes: int
    night_minutes: int
    duty: Duty | None = None

    @property
    def night(self) -> bool:
        """Whether it is a night shift: at least 180 minutes inside 22:00-06:00."""
        return self.night_minutes >= NIGHT_MINUTES


SHARED = ("days", "before", "start_days", "statuses", "history_from", "_activity_starts")
"""What a part of the facts takes over from the whole."""


class Facts:
    """A plan and a roster on one axis.

    ``kept`` is where rules leave what the next one may need again. Only rows of worked.csv that start before the plan count. Raises
    ValueError where the roster stands on another axis than the plan.
    """

    def __init__(self, plan: Plan, roster: Roster) -> None:
        if roster.grid != plan.grid:
            raise ValueError("the roster stands on another time axis than the plan")
        self.plan, self.roster, self.grid = plan, roster, plan.grid
        self.evidence = EvidenceBook(plan)
        self.calendar = WorkCalendar(plan.calendar)
        self.kept: dict[Any, Any] = {}

    @cached_property
    def days(self) -> DayTable:
        """Local days over everything worked."""
        marks = [0, self.grid.end, *(d.start for d in self.roster.duties), *(d.end for d in self.roster.duties)]
        marks += [w.start for w in self.plan.worked] + [w.end for w in self.plan.worked]
        marks += [m for a in self.roster.activities or () for m in (a.start, a.end)]
        return DayTable(self.grid, min(marks), max(marks))

    @cached_property
    def own(self) -> Mapping[str, tuple[Stint, ...]]:
        """For each agent of the plan who has any: the duties of the roster in order of start and end."""
        shifts, days = self.plan.shift_by_name, self.days
        out: dict[str, tuple[Stint, ...]] = {}
        for agent, duties in self.roster.by_agent.items():
            if agent in self.plan.agent_by_id:
                out[agent] = tuple(
                    Stint(
                        duty.start,
                        duty.end,
                        days.day(duty.start),
                        True,
                        duty.shift,
                        paid_minutes(duty, shifts.get(duty.shift)),
                        days.overlap(duty.start, duty.end),
                        duty,
                    )
                    for duty in duties
                )
        return out

    @cached_property
    def before(self) -> Mapping[str, tuple[Stint, ...]]:
        """For each agent who has any: the duties worked before the plan, in order of start and end."""
        shifts, days = self.plan.shift_by_name, self.days
        out: dict[str, tuple[Stint, ...]] = {}
        for agent, rows in self.plan.worked_by_agent.items():
            stints = []
            for row in rows:
                if row.start < 0:
                    kind = shifts.get(row.shift)
                    meal = kind.unpaid_meal_minutes if kind else 0
                    paid = max(0, row.end - row.start - meal)
                    night = days.overlap(row.start, row.end)
                    stints.append(Stint(row.start, row.end, days.day(row.start), False, row.shift, paid, night))
            if stints:
                out[agent] = tuple(stints)
        return out

    @cached_property
    def line(self) -> Mapping[str, tuple[Stint, ...]]:
        """For each agent of the roster: everything worked, before the plan and in it, in order of start and end."""
        return {a: tuple(sorted((*self.before.get(a, ()), *own), key=lambda s: (s.start, s.end, s.own))) for a, own in self.own.items()}

    @cached_property
    def own_days(self) -> Mapping[str, frozenset[date]]:
        """For each agent of the roster: the local days on which a duty of the roster starts."""
        return {agent: frozenset(s.day for s in stints) for agent, stints in self.own.items()}

    @cached_property
    def start_days(self) -> Mapping[str, frozenset[date]]:
        """For each agent who has any: the local days on which a duty starts, of the roster or from before the plan."""
        agents = self.own.keys() | self.before.keys()
        return {a: frozenset(s.day for s in (*self.before.get(a, ()), *self.own.get(a, ()))) for a in agents}

    @cached_property
    def strangers(self) -> tuple[Duty, ...]:
        """Duties of people who are not in the plan."""
        return tuple(d for d in self.roster.duties if d.agent not in self.plan.agent_by_id)

    @cached_property
    def history_from(self) -> date | None:
        """First local day that worked.csv speaks of, for everybody (an agent without a row did not work then); ``None`` without rows."""
        starts = [w.start for w in self.plan.worked if w.start < 0]
        return self.days.day(min(starts)) if starts else None

    def known_since(self, day: date) -> bool:
        """Whether everything worked from the start of a day on is known."""
        return day >= self.grid.first_day or (self.history_from is not None and self.history_from <= day)

    def only(self, agents: Collection[str]) -> Facts:
        """The same facts with the duties of these agents alone in ``own``, ``line`` and ``own_days``."""
        for name in SHARED:
            getattr(self, name)
        view = copy.copy(self)
        for name in ("own", "line", "own_days"):
            view.__dict__[name] = {agent: value for agent, value in getattr(self, name).items() if agent in agents}
        return view

    @cached_property
    def statuses(self) -> Mapping[str, tuple[Status, ...]]:
        """Statuses of each agent who has any."""
        out: dict[str, tuple[Status, ...]] = {}
        for status in self.plan.statuses:
            out[status.agent] = (*out.get(status.agent, ()), status)
        return out

    def night_of(self, stint: Stint, from_clock: int, to_clock: int) -> int:
        """Minutes of a duty inside a daily wall-clock window."""
        if (from_clock, to_clock) == (NIGHT_FROM, NIGHT_TO):
            return stint.night_minutes
        return self.days.overlap(stint.start, stint.end, from_clock, to_clock)

    def when(self, minute: int) -> str:
        """An axis minute as local time for a message, e.g. ``2026-03-02 08:00``."""
        return self.grid.text(minute).replace("T", " ")

    def activities_of(self, stint: Stint, agent: str) -> Sequence[Activity]:
        """The agent's activities that lie inside a duty, in order; empty where none are known."""
        starts = self._activity_starts.get(agent)
        if starts is None:
            return ()
        low = bisect_left(starts, stint.start)
        inside = self.roster.activities_by_agent[agent][low : bisect_left(starts, stint.end, low)]
        return inside if all(item.end <= stint.end for item in inside) else tuple(item for item in inside if item.end <= stint.end)

    @cached_property
    def _activity_starts(self) -> Mapping[str, list[int]]:
        return {agent: [a.start for a in items] for agent, items in self.roster.activities_by_agent.items()}

    def hours_system(self, agent: Agent, day: date) -> str:
        """The hours system by which an agent is judged on a day.

        That of the contract; ``comprehensive`` and ``irregular`` hours without an approval valid on the day are judged as ``standard``.
        """
        return self.evidence.hours_system(agent, day)


def paid_minutes(duty: Duty, shift: Shift | None) -> int:
    """Paid minutes of a duty: as stated, else end - start less the shift's unpaid meal; never negative."""
    if duty.paid_minutes is not None:
        return max(0, duty.paid_minutes)
    return max(0, duty.end - duty.start - (shift.unpaid_meal_minutes if shift else 0))
