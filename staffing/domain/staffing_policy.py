"""How a queue's requirement is reckoned: demand that moves, demand that is uncertain, and over what a target holds."""

from __future__ import annotations

from dataclasses import dataclass

DEFINITIONS = ("offered", "excl", "incl", "answered", "virtual")
MOVING = ("modified", "stationary", "exact")
UNCERTAIN = ("mean", "expected", "quantile")
PERIODS = ("interval", "day", "week")


def clashes(moving: str, uncertain: str, period: str, redial_share: float, lines: int | None) -> tuple[tuple[str, str], ...]:
    """Pairs of settings that have no mathematics together, by attribute name of :class:`StaffingPolicy`."""
    found = []
    if moving == "exact":
        found += [("moving", "uncertain")] if uncertain == "expected" else []
        found += [("moving", "period")] if period != "interval" else []
    if redial_share > 0 or lines is not None:
        name = "redial_share" if redial_share > 0 else "lines"
        found += [(name, "moving")] if moving == "exact" else []
        found += [(name, "uncertain")] if uncertain == "expected" else []
        found += [(name, "period")] if period != "interval" else []
    return tuple(found)


@dataclass(frozen=True)
class StaffingPolicy:
    """What stands between the forecast of a queue and the formula.

    Attributes:
        definition: which contacts count in the service level, one of ``DEFINITIONS``.
        moving: ``modified``: the modified offered load, carried on from interval to interval, goes into the formula; ``stationary``: each
            interval by itself; ``exact``: the queue is followed through time and each interval staffed after what the one before leaves
            behind.
        handling_cv: standard deviation / mean of handling times, 0 .. 10; used by ``modified``.
        uncertain: the demand that is staffed for: ``mean``: the forecast's expected value; ``quantile``: its ``quantile``; ``expected``:
            the target holds for what all contacts together are expected to feel over the forecast's band.
        quantile: in (0, 1); given with ``uncertain = quantile`` and only then.
        period: the service level holds in every ``interval``, or over each ``day`` or calendar ``week`` by volume.
        floor: least service level of each interval where ``period`` is a day or a week, in [0, 1); given then and only then.
        redial_share: share of those who hang up that calls again, in [0, 1].
        lines: contacts that fit in, waiting or served; ``None``: no limit.

    Raises ValueError outside these ranges and for combinations that have no mathematics here.
    """

    definition: str = "offered"
    moving: str = "modified"
    handling_cv: float = 1.0
    uncertain: str = "mean"
    quantile: float | None = None
    period: str = "interval"
    floor: float | None = None
    redial_share: float = 0.0
    lines: int | None = None

    def __post_init__(self) -> None:
        for name, choices in (("definition", DEFINITIONS), ("moving", MOVING), ("uncertain", UNCERTAIN), ("period", PERIODS)):
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} must be one of {choices}, not {getattr(self, name)!r}")
        if not 0 <= self.handling_cv <= 10:
            raise ValueError(f"handling_cv must lie in [0, 10], not {self.handling_cv}")
        if (self.quantile is None) != (self.uncertain != "quantile"):
            raise ValueError("a quantile goes with uncertain = quantile, and only with it")
        if self.quantile is not None and not 0 < self.quantile < 1:
            raise ValueError(f"quantile must lie between 0 and 1, not {self.quantile}")
        if (self.floor is None) != (self.period == "interval"):
            raise ValueError("a floor goes with a target over a day or a week, and only with it")
        if self.floor is not None and not 0 <= self.floor < 1:
            raise ValueError(f"floor must lie in [0, 1), not {self.floor}")
        if not 0 <= self.redial_share <= 1:
            raise ValueError(f"redial_share must lie in [0, 1], not {self.redial_share}")
        if self.lines is not None and self.lines < 1:
            raise ValueError(f"lines must be at least 1, not {self.lines}")
        for first, second in clashes(self.moving, self.uncertain, self.period, self.redial_share, self.lines):
            raise ValueError(f"{first} does not go with {second}")

    @property
    def redials(self) -> bool:
        """Whether redials or a limit on lines play a part (Erlang X)."""
        return self.redial_share > 0 or self.lines is not None


PLAIN = StaffingPolicy()
"""The policy of a queue that gives none."""


@dataclass(frozen=True)
class StaffingEffect:
    """What a queue's policy does to its requirement. ``None``: not known (no band in the forecast, no service level promised, nothing
    offered).

    Attributes:
        queue: its name.
        policy: the choice.
        agent_hours: of the requirement.
        stationary_hours: of the plain one: every interval by itself, at the expected demand, each with its own target.
        changed_intervals: intervals where the two differ.
        demand_cv: standard deviation / mean of the true rate around the forecast, mean by volume, as the forecast's band says.
        service_level: of all contacts together, at the forecast.
        expected_service_level: of all contacts together over the forecast's band.
        chance_of_interval: probability that an interval meets its targets, mean by volume.
        chance_of_day: probability that a day's service level meets its target, mean over the days.
    """

    queue: str
    policy: StaffingPolicy
    agent_hours: float
    stationary_hours: float
    changed_intervals: int
    demand_cv: float | None = None
    service_level: float | None = None
    expected_service_level: float | None = None
    chance_of_interval: float | None = None
    chance_of_day: float | None = None
