"""What rules of law leave to each agent, read from the plan's limits (:mod:`staffing.domain.limits`) in the forms the tour program knows.

| limit | form here |
|---|---|
| OverlapBan, DayCap | options taken away |
| SumCap, ExcessCap | most paid minutes of a calendar week |
| RestDayFloor | most days worked in a calendar week |
| GapFloor | nothing to add where POL-REST-01 asks for as much |

A cap on a window is a cap on a week exactly where the window begins no later than the plan's part of that week, holds all of it with the
tail of its last night, and meets no other week of the plan; overtime moreover where no shift exceeds the normal day. A limit that has no
exact form here is not kept by the engine (:attr:`Law.left`): a stricter form would take away lawful rosters, and the bound would not hold
for them. The check judges it all the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from staffing.domain.limits import DayCap, ExcessCap, GapFloor, Limit, OverlapBan, RestDayFloor, SumCap
from staffing.domain.plan import Plan

Ban = OverlapBan | DayCap


@dataclass(frozen=True)
class WeekCap:
    """A rule's cap on one agent in the plan's part of one calendar week; ``None`` = no such cap.

    Attributes:
        rule: whose.
        minutes: most paid minutes.
        days: most days with a shift start.
    """

    rule: str
    minutes: int | None = None
    days: int | None = None


@dataclass(frozen=True)
class Law:
    """Limits in the engine's own forms.

    Attributes:
        bans: by agent.
        weeks: by agent and first day number of the plan's part of a calendar week.
        left: limits without an exact form.
    """

    bans: Mapping[str, tuple[Ban, ...]] = field(default_factory=dict)
    weeks: Mapping[tuple[str, int], tuple[WeekCap, ...]] = field(default_factory=dict)
    left: tuple[Limit, ...] = ()

    def most_minutes(self, agent: str, first: int, most: int) -> int:
        """The least of ``most`` and the caps on paid minutes."""
        return min([most, *(c.minutes for c in self.weeks.get((agent, first), ()) if c.minutes is not None)])

    def most_days(self, agent: str, first: int) -> int:
        """The least cap on days worked in the plan's part of a week; 7 where there is none."""
        return min([7, *(c.days for c in self.weeks.get((agent, first), ()) if c.days is not None)])


def law_of(plan: Plan, min_gap_minutes: int | None) -> Law:
    """The limits of a plan; ``min_gap_minutes``: the rest that every shift gets anyway (POL-REST-01), ``None`` = none."""
    bans: defaultdict[str, list[Ban]] = defaultdict(list)
    weeks: defaultdict[tuple[str, int], list[WeekCap]] = defaultdict(list)
    left: list[Limit] = []
    reader = _Weeks(plan)
    for limit in plan.limits:
        if isinstance(limit, OverlapBan | DayCap):
            bans[limit.agent].append(limit)
        elif isinstance(limit, GapFloor):
            if min_gap_minutes is None or limit.minutes > min_gap_minutes:
                left.append(limit)
        else:
            found = reader.cap(limit)
            if found is None:
                left.append(limit)
            elif found[1] is not None:
                weeks[limit.agent, found[0]].append(found[1])
    return Law(
        MappingProxyType({a: tuple(x) for a, x in bans.items()}), MappingProxyType({k: tuple(x) for k, x in weeks.items()}), tuple(left)
    )


def is_banned(ban: Ban, start: int, end: int, day: date, paid_minutes: int) -> bool:
    """Whether a shift [start, end) in axis minutes that starts on ``day`` is what a ban takes away."""
    if isinstance(ban, DayCap):
        return ban.first_day <= day <= ban.last_day and paid_minutes > ban.minutes
    return sum(max(0, min(end, b) - max(start, a)) for a, b in ban.spans) >= ban.min_minutes


class _Weeks:
    """Turns windows into weeks of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.calendar = plan.grid.calendar
        self.parts: list[tuple[int, int]] = []
        for d, day in enumerate(self.calendar):
            if d and day.weekday():
                self.parts[-1] = (self.parts[-1][0], d)
            else:
                self.parts.append((d, d))
        self.past_midnight = any(s.start_to + s.length_minutes > 1440 for s in plan.shifts)
        self.longest = max((s.paid_minutes for s in plan.shifts), default=0)

    def cap(self, limit: SumCap | ExcessCap | RestDayFloor) -> tuple[int, WeekCap | None] | None:
        """(first day number, cap) of the one week that a window speaks of; ``None`` where there is no exact form, no cap where it cannot
        bind."""
        met = [(a, b) for a, b in self.parts if self.calendar[a] <= limit.last_day and limit.first_day <= self.calendar[b]]
        if not met:
            return 0, None
        first, last = met[0]
        if len(met) > 1 or self.calendar[first] < limit.first_day or limit.last_day < self.calendar[last]:
            return None
        if isinstance(limit, RestDayFloor):
            days = (limit.last_day - limit.first_day).days + 1
            return first, WeekCap(limit.rule, days=max(0, days - limit.worked_days - limit.least))
        whole = isinstance(limit, SumCap) and not limit.split
        if not whole and self.past_midnight and (limit.last_day == self.calendar[last] or first > 0):
            return None  # the tail of a night lies on another day than the night
        if isinstance(limit, ExcessCap) and self.past_midnight and self.calendar[last].weekday() == 6:
            return None  # the tail of Sunday's night is time of the next week
        if isinstance(limit, SumCap):
            return first, WeekCap(limit.rule, minutes=max(0, limit.minutes - limit.used_minutes))
        if self.longest > limit.day_minutes or limit.used_minutes > limit.minutes:
            return None
        used = limit.week_used_minutes if first == 0 else 0
        if used > limit.week_minutes:
            return None
        return first, WeekCap(limit.rule, minutes=limit.week_minutes - used + limit.minutes - limit.used_minutes)


def ban_key(law: Law, agent: str) -> Any:
    """What the bans of an agent are, whoever they are of: agents of one key are alike."""
    return tuple(
        (b.first_day, b.last_day, b.minutes) if isinstance(b, DayCap) else (b.spans, b.min_minutes) for b in law.bans.get(agent, ())
    )
