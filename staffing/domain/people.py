"""The people and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

HOURS_SYSTEMS = ("standard", "comprehensive", "irregular", "part-time", "intern")
CYCLES = ("week", "month", "quarter", "year")
STATUSES = ("pregnant", "nursing", "minor", "intern", "trainee", "probation", "disabled", "student", "night-unfit")


@dataclass(frozen=True)
class Contract:
    """Hours and pay of a group of agents.

    Attributes:
        name: unique in the plan.
        hours_system: ``standard``, ``comprehensive``, ``irregular``, ``part-time`` or ``intern``.
        min_minutes_per_week, normal_minutes_per_week, max_minutes_per_week: paid minutes, 0 <= min <= normal <= max <= 10080.
        wage_per_hour: money; ``None`` = the objective's.
    """

    name: str
    hours_system: str = "standard"
    min_minutes_per_week: int = 0
    normal_minutes_per_week: int = 2400
    max_minutes_per_week: int = 2400
    wage_per_hour: float | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a contract needs a name")
        if self.hours_system not in HOURS_SYSTEMS:
            raise ValueError(f"hours_system must be one of {HOURS_SYSTEMS}, not {self.hours_system!r}")
        if not 0 <= self.min_minutes_per_week <= self.normal_minutes_per_week <= self.max_minutes_per_week <= 10080:
            raise ValueError("min <= normal <= max minutes per week, from 0 to 10080")
        if self.wage_per_hour is not None and self.wage_per_hour < 0:
            raise ValueError("wage_per_hour must not be negative")


@dataclass(frozen=True)
class Agent:
    """A person who serves queues.

    Attributes:
        id: unique in the plan (column ``agent``).
        contract: name of a contract.
        skills: (queue, speed) in the order given; speed 0..2, 0 = present but not cover.
        volunteers: names of volunteers-only shifts the agent may work.
        extra: further columns of the file, kept as they stand.
    """

    id: str
    name: str
    contract: str
    skills: tuple[tuple[str, float], ...]
    site: str = ""
    volunteers: tuple[str, ...] = ()
    born: date | None = None
    hired: date | None = None
    monthly_wage: float | None = None
    tags: tuple[str, ...] = ()
    extra: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an agent needs an id")
        for queue, speed in self.skills:
            if not 0 <= speed <= 2:
                raise ValueError(f"speed of {queue} must lie in 0..2, not {speed}")

    def speed(self, queue: str) -> float | None:
        """Speed on a queue; ``None`` where the agent lacks the skill."""
        return dict(self.skills).get(queue)


@dataclass(frozen=True)
class Leave:
    """Days on which no work may touch the agent; both ends included."""

    agent: str
    first_day: date
    last_day: date
    kind: str = ""


@dataclass(frozen=True)
class Availability:
    """A window of local clock minutes (0..1440) on one ``day``, or on every ``weekday`` (0 = Monday) when day is ``None``."""

    agent: str
    day: date | None
    weekday: int | None
    from_clock: int = 0
    to_clock: int = 1440


@dataclass(frozen=True)
class Request:
    """A wish for one day.

    Attributes:
        wish: ``off``, a shift's name, or ``HH:MM-HH:MM``.
        window: (from, to) clock minutes of a window wish, to > from (over midnight: to > 1440); ``None`` otherwise.
        weight: money-like weight, >= 0 (times the objective's request_unmet).
    """

    agent: str
    day: date
    wish: str
    weight: float
    window: tuple[int, int] | None = None


@dataclass(frozen=True)
class Status:
    """A protected or special status from first_day to last_day (``None`` = open end); pregnant: last_day = due date."""

    agent: str
    status: str
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True)
class Worked:
    """A duty worked before the plan starts: axis minutes (start < 0), shift and queue where known."""

    agent: str
    start: int
    end: int
    shift: str = ""
    queue: str = ""


@dataclass(frozen=True)
class Lock:
    """A cell of the roster that must stay: with ``shift`` that shift (at ``start`` clock minute if given), without it a day off."""

    agent: str
    day: date
    shift: str = ""
    start_clock: int | None = None


@dataclass(frozen=True)
class FixedActivity:
    """A planned activity (axis minutes) during which the agent is on shift but does that instead: training, meeting, or a fixed queue."""

    agent: str
    start: int
    end: int
    activity: str
    queue: str = ""


@dataclass(frozen=True)
class Event:
    """Days with a name and, where the user knows it, a factor on the offered volume; queue ``""`` = all queues."""

    first_day: date
    last_day: date
    event: str
    queue: str = ""
    factor: float | None = None


@dataclass(frozen=True)
class Adjustment:
    """A person's change of the forecast from ``start`` to ``end`` (axis minutes); ``when`` it was made, as the file says it."""

    queue: str
    start: int
    end: int
    change: str
    value: float
    who: str = ""
    why: str = ""
    when: str = ""


@dataclass(frozen=True)
class RefusedRepair:
    """A repair of the history that a person does not want.

    Attributes:
        queue: ``""`` = all queues.
        kind: one of ``REPAIR_KINDS``.
        start: local wall-clock time, the start of the repair or a moment inside it.
    """

    queue: str
    kind: str
    start: datetime
    who: str = ""
    why: str = ""


REPAIR_KINDS = ("outage", "copied-day", "doubled-day", "outlier-day")
"""Repairs that can be refused; a gap has nothing in it that could be kept."""

ADJUSTMENT_CHANGES = ("set", "add", "multiply", "min", "max")


@dataclass(frozen=True)
class Evidence:
    """A document that makes something lawful, with the days on which it is valid (``None`` = open).

    ``cycle``: of an approval of comprehensive hours, the cycle it names (one of ``CYCLES``); ``""`` where it names none.
    """

    kind: str
    reference: str
    agent: str = ""
    contract: str = ""
    rule: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    cycle: str = ""

    def __post_init__(self) -> None:
        if self.cycle not in ("", *CYCLES):
            raise ValueError(f"cycle must be one of {CYCLES}, not {self.cycle!r}")


@dataclass(frozen=True)
class Prices:
    """The one unit of the objective: money.

    Attributes: see the terms of the objective; all >= 0.
    """

    wage_per_hour: float = 40.0
    overtime_per_hour: float = 20.0
    short_per_agent_hour: float = 120.0
    deep_short_per_agent_hour: float = 120.0
    over_per_agent_hour: float = 4.0
    request_unmet: float = 1.0
    start_change: float = 5.0
    night_spread: float = 100.0
    weekend_spread: float = 100.0
    currency: str = field(default="")

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if isinstance(value, int | float) and not 0 <= value < 1e9:
                raise ValueError(f"{name} must be a price from 0 up, not {value}")
