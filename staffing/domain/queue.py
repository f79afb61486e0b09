"""A queue, when it is open and what service it promises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.domain.staffing_policy import PLAIN, StaffingPolicy

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CHANNELS = ("voice", "chat", "deferred", "outbound")
DEADLINE_CLOCKS = ("always", "open")
_WINDOW = re.compile(r"^\s*([A-Za-z]{3})(?:\s*-\s*([A-Za-z]{3}))?\s+(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*$")


@dataclass(frozen=True)
class OpenWindow:
    """Open from ``from_clock`` to ``to_clock`` (minutes, 0..2880, to > from) on the days in ``weekdays`` (0 = Monday)."""

    weekdays: frozenset[int]
    from_clock: int
    to_clock: int

    @staticmethod
    def parse(text: str) -> OpenWindow:
        """Read ``Mon-Fri 08:00-20:00`` or ``Sat 20:00-04:00`` (over midnight). Raises ValueError with what was expected."""
        match = _WINDOW.match(text)
        names = {name.lower(): k for k, name in enumerate(WEEKDAYS)}
        if not match or match[1].lower() not in names or (match[2] and match[2].lower() not in names):
            raise ValueError("a window such as 'Mon-Fri 08:00-20:00'")
        low, high = int(match[3]) * 60 + int(match[4]), int(match[5]) * 60 + int(match[6])
        if int(match[4]) > 59 or int(match[6]) > 59 or low >= 1440 or high > 1440:
            raise ValueError("clock times from 00:00 to 24:00")
        first = names[match[1].lower()]
        last = names[match[2].lower()] if match[2] else first
        days = frozenset((first + k) % 7 for k in range((last - first) % 7 + 1))
        return OpenWindow(days, low, high if high > low else high + 1440)


@dataclass(frozen=True)
class ServiceTarget:
    """What a queue promises; every target given holds together with the others.

    Attributes:
        service_level: share of OFFERED contacts answered within ``answer_within_seconds``, in (0, 1).
        answer_within_seconds: >= 0; required with service_level.
        max_asa_seconds: mean wait of all offered contacts, > 0.
        max_occupancy: in (0, 1]; exact decimal.
        max_abandonment: share of offered contacts that hang up, in (0, 1).
        min_answer_rate: share of offered contacts answered, in (0, 1).

    Raises ValueError outside these ranges.
    """

    service_level: float | None = None
    answer_within_seconds: float | None = None
    max_asa_seconds: float | None = None
    max_occupancy: Decimal | None = None
    max_abandonment: float | None = None
    min_answer_rate: float | None = None

    def __post_init__(self) -> None:
        for name in ("service_level", "max_abandonment", "min_answer_rate"):
            value = getattr(self, name)
            if value is not None and not 0 < value < 1:
                raise ValueError(f"{name} must lie between 0 and 1, not {value}")
        if (self.service_level is None) != (self.answer_within_seconds is None):
            raise ValueError("service_level and answer_within_seconds go together")
        if self.answer_within_seconds is not None and self.answer_within_seconds < 0:
            raise ValueError(f"answer_within_seconds must not be negative, not {self.answer_within_seconds}")
        if self.max_asa_seconds is not None and self.max_asa_seconds <= 0:
            raise ValueError(f"max_asa_seconds must be positive, not {self.max_asa_seconds}")
        if self.max_occupancy is not None and not 0 < self.max_occupancy <= 1:
            raise ValueError(f"max_occupancy must lie in (0, 1], not {self.max_occupancy}")

    @property
    def empty(self) -> bool:
        """Whether nothing is promised."""
        return self == ServiceTarget()


@dataclass(frozen=True)
class Queue:
    """One stream of contacts.

    Attributes:
        name: unique in the plan.
        channel: ``voice``, ``chat``, ``deferred`` or ``outbound``.
        open: windows in local time; empty = always open.
        target: what is promised.
        patience_seconds: mean patience, > 0; ``None`` = nobody hangs up (Erlang C).
        min_agents: soft floor of the requirement in every open interval, >= 0.
        hard_min_agents: heads on the queue in every open interval (rule CON-FLOOR-01), >= 0, not shrunk.
        shrinkage: unplanned absence, in [0, 1), exact decimal.
        short_per_agent_hour, deep_short_per_agent_hour: this queue's own prices, else the plan's.
        aht_by_concurrency_seconds: chat only, AHT at 1, 2, ... chats at once.
        deadline_minutes: deferred and outbound: when work is due after it came; ``None`` (outbound alone): filler, never due.
        deadline_counts: ``always``: all minutes count; ``open``: those in which the queue is open.
        opening_backlog: deferred and outbound: (minutes until due, contacts) of what is there when the plan starts.
        spare_of: deferred and outbound: voice queues in whose agents' spare time it is done.
        max_spare_share: share of that spare time which may be planned, in (0, 1].
        reserve_agents: voice queues named in ``spare_of``: agents kept free, other work being ended before a call is taken; ``None``: it is
            put aside at once.
        contact_rate, attempt_seconds: outbound: share of the attempts that reach somebody, in (0, 1], and the time the others cost.
        policy: how the requirement is reckoned (voice, and chat one at a time).
    """

    name: str
    channel: str = "voice"
    open: tuple[OpenWindow, ...] = ()
    target: ServiceTarget = ServiceTarget()
    patience_seconds: float | None = None
    min_agents: int = 0
    hard_min_agents: int = 0
    shrinkage: Decimal = Decimal(0)
    short_per_agent_hour: float | None = None
    deep_short_per_agent_hour: float | None = None
    aht_by_concurrency_seconds: tuple[float, ...] = ()
    deadline_minutes: int | None = None
    deadline_counts: str = "always"
    opening_backlog: tuple[tuple[float, float], ...] = ()
    spare_of: tuple[str, ...] = ()
    max_spare_share: float = 0.9
    reserve_agents: int | None = None
    contact_rate: float = 1.0
    attempt_seconds: float = 0.0
    policy: StaffingPolicy = PLAIN

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a queue needs a name")
        if self.channel not in CHANNELS:
            raise ValueError(f"channel must be one of {CHANNELS}, not {self.channel!r}")
        if not 0 <= self.shrinkage < 1:
            raise ValueError(f"shrinkage must lie in [0, 1), not {self.shrinkage}")
        if self.patience_seconds is not None and self.patience_seconds <= 0:
            raise ValueError(f"patience_seconds must be positive, not {self.patience_seconds}")
        if self.min_agents < 0 or self.hard_min_agents < 0:
            raise ValueError("min_agents and hard_min_agents must not be negative")
        if self.policy.floor is not None and (self.target.service_level is None or self.policy.floor >= self.target.service_level):
            raise ValueError("a target over a day or a week needs a service_level above its floor")
        if self.deadline_counts not in DEADLINE_CLOCKS:
            raise ValueError(f"deadline_counts must be one of {DEADLINE_CLOCKS}, not {self.deadline_counts!r}")
        if any(due < 0 or contacts < 0 for due, contacts in self.opening_backlog):
            raise ValueError("opening_backlog must not be negative")
        if not 0 < self.max_spare_share <= 1:
            raise ValueError(f"max_spare_share must lie in (0, 1], not {self.max_spare_share}")
        if self.reserve_agents is not None and self.reserve_agents < 0:
            raise ValueError("reserve_agents must not be negative")
        if not 0 < self.contact_rate <= 1 or self.attempt_seconds < 0:
            raise ValueError("contact_rate must lie in (0, 1] and attempt_seconds must not be negative")

    @property
    def may_wait(self) -> bool:
        """Whether its contacts are work with a deadline, or none, rather than people who wait."""
        return self.channel in ("deferred", "outbound")

    def open_mask(self, grid: TimeGrid, step_minutes: int | None = None) -> NDArray[np.bool_]:
        """Whether the queue is open in each step of the axis (default: each interval), shape (grid.end / step,).

        A step counts as open when any minute of it is.
        """
        step = step_minutes or grid.interval_minutes
        n = -(-grid.end // step)
        if not self.open:
            return np.ones(n, dtype=np.bool_)
        mask = np.zeros(n, dtype=np.bool_)
        for day in (grid.first_day - timedelta(days=1), *grid.calendar):
            for window in self.open:
                if day.weekday() in window.weekdays:
                    low, high = grid.edge(day, window.from_clock), grid.edge(day, window.to_clock)
                    low, high = max(low, 0), min(high, grid.end)
                    if high > low:
                        mask[low // step : -(-high // step)] = True
        return mask
