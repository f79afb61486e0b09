"""Why there is no roster or people are short, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffing.domain.report import Conflict, SolveStatus

FAMILIES = ("hours", "skills", "shifts", "hiring", "rows", "floors", "rules")

KINDS = {
    "worked": ("rows", 0.25),
    "unlock": ("rows", 0.5),
    "unfix": ("rows", 1.0),
    "max-hours": ("hours", 0.5),
    "min-hours": ("hours", 1.0),
    "available": ("hours", 2.0),
    "any-shift": ("shifts", 2.0),
    "shift": ("shifts", 4.0),
    "leave-day": ("rows", 8.0),
    "floor": ("floors", 8.0),
    "skill": ("skills", 16.0),
    "rule": ("rules", 24.0),
    "hire": ("hiring", 80.0),
}
"""Kinds of change: family, and hours of work that one person, row or head of it takes to put into practice. The hours are an assumption
that only ranks what helps; no price is changed by them."""


@dataclass(frozen=True)
class Change:
    """One change of a plan.

    Attributes:
        kind: one of ``KINDS``; what else is filled in depends on it.
        count: people, rows or heads that it touches, > 0.
        agents: who is concerned.
        days: days concerned, ISO.
        contract: name: of the group (max-hours), of the new people (hire).
        queue: that is learned (skill), held (floor), served (worked).
        skills: (queue, speed) of new people or of what is learned.
        site: of new people.
        shift: name of a new shift; of the shift worked before the plan.
        template: name of the shift that a new one is a copy of.
        start_clock, end_clock: first and last start of a new shift, minutes after midnight; start of the shift worked.
        rule, parameter: of a rule that is changed for everybody; parameter ``""``: switched off.
        before, after: the value changed: paid minutes a week, heads, or the parameter.
    """

    kind: str
    count: int = 1
    agents: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    contract: str = ""
    queue: str = ""
    skills: tuple[tuple[str, float], ...] = ()
    site: str = ""
    shift: str = ""
    template: str = ""
    start_clock: int | None = None
    end_clock: int | None = None
    rule: str = ""
    parameter: str = ""
    before: int | None = None
    after: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {tuple(KINDS)}, not {self.kind!r}")
        if self.count < 1:
            raise ValueError(f"count must be at least 1, not {self.count}")

    @property
    def family(self) -> str:
        """One of ``FAMILIES``."""
        return KINDS[self.kind][0]

    @property
    def effort_hours(self) -> float:
        """Hours of work to put it into practice, by the assumption of ``KINDS``."""
        return KINDS[self.kind][1] * self.count


@dataclass(frozen=True)
class Priced:
    """How a plan came out when it was solved; ``None`` where unknown.

    Attributes:
        objective, bound: money; no roster of that plan costs less than ``bound``.
        short_hours: agent-hours of shortage.
        seconds: wall time of the solve.
    """

    status: SolveStatus
    objective: float | None
    bound: float | None
    short_hours: float | None
    seconds: float

    @property
    def gap(self) -> float | None:
        """objective - bound in money; ``None`` where unknown."""
        return None if self.objective is None or self.bound is None else max(0.0, self.objective - self.bound)


@dataclass(frozen=True)
class Shortage:
    """A stretch of a day in which a queue is short, and what those who have the skill do at its worst moment.

    Attributes:
        start, end: local, ISO.
        short_hours: agent-hours.
        worst: local start of the deepest interval; ``required`` and ``staffed`` are those of it.
        cause: ``before`` (only duties that began before the plan lie there), ``no-shift`` (no shift lies there), ``part`` (less than half
            a person is missing at the worst moment), ``skills`` (other queues have people to spare), ``hours`` (most are at their weekly
            maximum), ``away`` (on leave, not available, or no shift of theirs lies there), ``rest`` (between shifts: rest, runs and days
            off, or dearer than the shortage), ``people`` (all are on shift).
        skilled: people with the skill; of them ``on_shift``, ``away``, ``at_limit`` (one more shift would pass the weekly maximum) and
            ``resting``.
        spare_elsewhere: agents too many on other queues.
    """

    queue: str
    start: str
    end: str
    short_hours: float
    worst: str
    required: float
    staffed: float
    cause: str
    skilled: int
    on_shift: int
    away: int
    at_limit: int
    resting: int
    spare_elsewhere: float


@dataclass(frozen=True)
class Cure:
    """A change that makes the plan cheaper, priced by solving the changed plan.

    Attributes:
        expected: saving that the interval prices promised, money.
        priced: the changed plan as solved.
        saving: objective of the plan as it is less that of the changed plan; ``None`` where either is unknown.
        saving_at_least, saving_at_most: what the optima of the two plans differ by lies between these, proven; ``None`` where unknown.
        breaks: rules that the changed roster breaks and the present one does not.
    """

    change: Change
    expected: float
    priced: Priced
    saving: float | None
    saving_at_least: float | None
    saving_at_most: float | None
    breaks: tuple[str, ...] = ()

    @property
    def proven(self) -> bool:
        """Whether the change is proven to save anything at all."""
        return self.saving_at_least is not None and self.saving_at_least > 0

    @property
    def saving_per_effort_hour(self) -> float | None:
        """Saving per hour of work to put it into practice."""
        return None if self.saving is None else self.saving / self.change.effort_hours


@dataclass(frozen=True)
class Repair:
    """A change that takes one conflict out of the plan.

    Attributes:
        conflict: number of the conflict in :attr:`Explanation.conflicts`.
        verified: ``search`` (asked again, the conflict is gone) or ``solve`` (a roster of the changed plan was found).
        chosen: whether it is among the repairs that were solved together.
    """

    change: Change
    conflict: int
    verified: str
    chosen: bool = False


class Outcome(StrEnum):
    """What there is to explain."""

    COVERED = "covered"
    SHORT = "short"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Explanation:
    """The answer of ``explain``.

    Attributes:
        outcome: nothing is short, something is, no roster can exist, or none was found in the time.
        conflicts: what rules out every roster; repairing those first found may bring others to light, which are here as well.
        repairs: by conflict, cheapest first; ``repaired``: the plan with the chosen repairs, solved (``None`` where there was no repair for
            some conflict, or no time).
        cut_short: numbers of the conflicts for which there was no time to look for all repairs.
        base: the plan as it is, solved as long as each cure, twice.
        shortages: the largest, in agent-hours; ``short_hours_by_cause`` counts all.
        cures: those solved, the largest saving per hour of effort first; cures that break a rule come last.
        untried: candidates for which there was no time, best first.
        seconds, seconds_each: in all, and the limit of each solve.
    """

    outcome: Outcome
    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    cut_short: tuple[int, ...] = ()
    repaired: Priced | None = None
    base: Priced | None = None
    shortages: tuple[Shortage, ...] = ()
    short_hours_by_cause: tuple[tuple[str, float], ...] = ()
    cures: tuple[Cure, ...] = ()
    untried: tuple[Change, ...] = ()
    seconds: float = 0.0
    seconds_each: float | None = None
    time_limit: float = 0.0
    seed: int = 1
    input_hash: str = ""
