"""How a solve ended, kept apart from how good the answer is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from staffing.domain.roster import Roster

TERMS = (
    "wage",
    "overtime",
    "allowance",
    "short",
    "over",
    "requests",
    "start_change",
    "night_spread",
    "weekend_spread",
)


class SolveStatus(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    NO_SOLUTION_YET = "no_solution_yet"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class TracePoint:
    """A moment of a solve: seconds since its start, best objective and bound so far (``None`` = none yet), phase."""

    seconds: float
    objective: float | None
    bound: float | None
    phase: str


@dataclass(frozen=True)
class Conflict:
    """A small set of rules that cannot hold together.

    Attributes:
        agents: who is concerned; with a floor: those who could serve its queues at the worst moment.
        rules: ids of the rules; ``LOCKS`` and ``FIXED`` stand for the rows of locks.csv and fixed.csv.
        days: days of the plan concerned, ISO; empty where no day stands out.
        key: ``conflict`` (agents without a legal tour); or a floor that cannot be held: ``floor`` (too few people), ``floor-before``
            (people enough, but only duties that began before the plan lie there), ``floor-no-shift`` (people enough, but no shift of
            the catalogue lies there), ``floor-proof`` (proven by prices, for all people and rules together), ``floor-unmet`` (no roster
            that holds them was found; nothing is proven).
        queues: names of the queues whose floors are out of reach.
        start, end: local clock times (ISO, of the first day concerned) between which they are; ``None`` for agents.
        asked: heads asked for at the worst moment; ``None`` for agents.
        possible: heads that could be there at most; ``None`` where unknown.
        minimal: whether the rules are known to be a smallest set: without any one of them there is a tour.
    """

    agents: tuple[str, ...]
    rules: tuple[str, ...]
    days: tuple[str, ...] = ()
    key: str = "conflict"
    queues: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    asked: int | None = None
    possible: int | None = None
    minimal: bool = True


@dataclass(frozen=True)
class SolveReport:
    """The answer's proof and history.

    Attributes:
        status: how the solve ended; ``cancelled`` may still hold a roster.
        objective: money; ``None`` without a roster.
        bound: proven lower bound on the objective for the plan as given; ``None`` where unknown.
        floor: the best bound that one constant price for every interval gives; ``None`` where unknown.
        seconds: wall time of the solve.
        seed: the seed used.
        terms: money by term of the objective; empty without a roster.
        short_agent_minutes: minutes of shortage summed over intervals and queues.
        trace: points in order of time.
        conflicts: what clashes when infeasible.
        input_hash: of the plan.
        versions: of the software that took part.
    """

    status: SolveStatus
    objective: float | None
    bound: float | None
    seconds: float
    seed: int
    floor: float | None = None
    terms: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    short_agent_minutes: float | None = None
    trace: tuple[TracePoint, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    input_hash: str = ""
    versions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective; ``None`` where unknown; 0 where both are 0."""
        if self.objective is None or self.bound is None:
            return None
        if self.objective <= 0:
            return 0.0 if self.bound >= self.objective else None
        return max(0.0, (self.objective - self.bound) / self.objective)

    @property
    def excess_gap(self) -> float | None:
        """(objective - bound) / (objective - floor): the share of what anybody can influence; ``None`` where unknown."""
        if self.objective is None or self.bound is None or self.floor is None or self.objective <= self.floor:
            return None
        return max(0.0, (self.objective - self.bound) / (self.objective - self.floor))


@dataclass(frozen=True)
class RosterResult:
    """A roster (``None`` where none was found) and its report."""

    roster: Roster | None
    report: SolveReport

    @property
    def status(self) -> SolveStatus:
        """How the solve ended."""
        return self.report.status

    @property
    def objective(self) -> float | None:
        """Money; ``None`` without a roster."""
        return self.report.objective

    @property
    def bound(self) -> float | None:
        """Proven lower bound."""
        return self.report.bound

    @property
    def gap(self) -> float | None:
        """(objective - bound) / objective."""
        return self.report.gap
