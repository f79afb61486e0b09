"""Who works when, and what they do in each minute of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from staffing.domain.grid import TimeGrid


@dataclass(frozen=True, order=True)
class Duty:
    """One shift worked by one agent; start and end in axis minutes; ``day`` is the local day it starts on, as the roster states it.

    ``row`` is the line of the file it was read from, ``None`` for a roster of our own. ``paid_minutes`` is ``None`` only in an
    imported roster that states none.
    """

    agent: str
    start: int
    end: int
    day: date
    shift: str
    paid_minutes: int | None
    row: int | None = None


@dataclass(frozen=True, order=True)
class Activity:
    """What an agent does in ``[start, end)`` (axis minutes): ``queue``, ``meal``, ``break``, ``training``, ``meeting``, ..."""

    agent: str
    start: int
    end: int
    activity: str
    queue: str = ""


@dataclass(frozen=True)
class Roster:
    """A roster, ours or imported.

    Attributes:
        grid: the plan's axis.
        duties: sorted by agent and start.
        activities: sorted by agent and start; ``None`` where nobody said (an imported roster without them).
    """

    grid: TimeGrid
    duties: tuple[Duty, ...]
    activities: tuple[Activity, ...] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "duties", tuple(sorted(self.duties, key=lambda d: (d.agent, d.start, d.end))))
        if self.activities is not None:
            object.__setattr__(self, "activities", tuple(sorted(self.activities, key=lambda a: (a.agent, a.start, a.end))))

    @cached_property
    def by_agent(self) -> Mapping[str, tuple[Duty, ...]]:
        """Duties of each agent who has any, in order of start."""
        groups: dict[str, list[Duty]] = {}
        for duty in self.duties:
            groups.setdefault(duty.agent, []).append(duty)
        return MappingProxyType({agent: tuple(duties) for agent, duties in groups.items()})

    @cached_property
    def activities_by_agent(self) -> Mapping[str, tuple[Activity, ...]]:
        """Activities of each agent who has any, in order of start; empty where unknown."""
        groups: dict[str, list[Activity]] = {}
        for activity in self.activities or ():
            groups.setdefault(activity.agent, []).append(activity)
        return MappingProxyType({agent: tuple(items) for agent, items in groups.items()})
