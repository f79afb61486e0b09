"""A roster as people hang it on the wall: a row for each person, a column for each day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from staffing.domain.grid import is_night
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.domain.roster import Activity, Duty, Roster


@dataclass(frozen=True, eq=False)
class WallChart:
    """A plan and its roster, looked up by person and day."""

    plan: Plan
    roster: Roster

    @cached_property
    def _duties(self) -> Mapping[tuple[str, date], tuple[Duty, ...]]:
        cells: dict[tuple[str, date], list[Duty]] = {}
        for duty in self.roster.duties:
            cells.setdefault((duty.agent, duty.day), []).append(duty)
        return {key: tuple(duties) for key, duties in cells.items()}

    def duties(self, agent: str, day: date) -> tuple[Duty, ...]:
        """Shifts of an agent that start on a day."""
        return self._duties.get((agent, day), ())

    @cached_property
    def leave(self) -> Mapping[tuple[str, date], str]:
        """Kind of leave (may be ``""``) by agent and day of the plan."""
        cells: dict[tuple[str, date], str] = {}
        grid = self.plan.grid
        for row in self.plan.leave:
            day, last = max(row.first_day, grid.first_day), min(row.last_day, grid.end_day - timedelta(days=1))
            while day <= last:
                cells.setdefault((row.agent, day), row.kind)
                day += timedelta(days=1)
        return cells

    def clock(self, minute: int) -> str:
        """``HH:MM`` of an axis minute."""
        clock = self.plan.grid.clock(minute)
        return f"{clock // 60:02d}:{clock % 60:02d}"

    def paid_minutes(self, duty: Duty) -> int:
        """As the roster states it, else the time from start to end less the shift's unpaid meal."""
        if duty.paid_minutes is not None:
            return duty.paid_minutes
        shift = self.plan.shift_by_name.get(duty.shift)
        return duty.end - duty.start - (shift.unpaid_meal_minutes if shift else 0)

    def pauses(self, duty: Duty) -> tuple[Activity, ...]:
        """Everything in a shift that is not a queue, in order; empty where activities are unknown."""
        mine = self.roster.activities_by_agent.get(duty.agent, ())
        return tuple(a for a in mine if duty.start <= a.start and a.end <= duty.end and a.activity != "queue")

    def queues(self, duty: Duty) -> tuple[str, ...]:
        """Queues served in a shift, in order of first appearance."""
        mine = self.roster.activities_by_agent.get(duty.agent, ())
        return tuple(dict.fromkeys(a.queue for a in mine if duty.start <= a.start and a.end <= duty.end and a.activity == "queue"))

    @cached_property
    def weeks(self) -> tuple[date, ...]:
        """Mondays of the calendar weeks that the plan touches."""
        first = self.plan.grid.first_day
        monday = first - timedelta(days=first.weekday())
        return tuple(monday + timedelta(days=7 * k) for k in range((self.plan.grid.end_day - monday).days // 7 + 1)
                     if monday + timedelta(days=7 * k) < self.plan.grid.end_day)  # fmt: skip

    def totals(self, agent: Agent) -> Totals:
        """Hours and burdens of one person."""
        duties = self.roster.by_agent.get(agent.id, ())
        minutes = dict.fromkeys(self.weeks, 0)
        for duty in duties:
            monday = duty.day - timedelta(days=duty.day.weekday())
            minutes[monday] = minutes.get(monday, 0) + self.paid_minutes(duty)
        return Totals(
            paid_minutes_by_week={week: minutes[week] for week in self.weeks},
            paid_minutes=sum(minutes.values()),
            shifts=len(duties),
            nights=sum(is_night(self.plan.grid, d.start, d.end) for d in duties),
            weekends=sum(d.day.weekday() >= 5 for d in duties),
            leave_days=sum(agent.id == who for who, _ in self.leave),
        )


@dataclass(frozen=True)
class Totals:
    """Sums over one person's shifts.

    Attributes:
        paid_minutes_by_week: by Monday, for each calendar week the plan touches.
        nights: night shifts; weekends: shifts that start on a Saturday or Sunday.
        leave_days: leave days inside the plan.
    """

    paid_minutes_by_week: Mapping[date, int]
    paid_minutes: int
    shifts: int
    nights: int
    weekends: int
    leave_days: int
