"""What a plan costs and how short it is, by solving it: the price of a cure."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

from staffing.domain.explanation import Change, Cure, Priced
from staffing.domain.finding import Outcome
from staffing.domain.plan import Plan
from staffing.domain.progress import Cancelled
from staffing.domain.report import RosterResult, SolveStatus
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster
from staffing.services.explaining.changes import apply
from staffing.services.pipeline import check_roster, make_roster


@dataclass(frozen=True)
class Solver:
    """How plans are solved here: all with the same seed and number of threads."""

    requirement: Requirement
    seed: int
    workers: int | None
    cancelled: Cancelled

    def solve(self, plan: Plan, seconds: float, warm_start: Roster | None) -> tuple[RosterResult, Priced]:
        """A roster of a plan, and its price."""
        began = time.monotonic()
        result = make_roster(
            plan,
            self.requirement,
            time_limit=seconds,
            seed=self.seed,
            workers=self.workers,
            cancelled=self.cancelled,
            warm_start=warm_start,
        )
        report = result.report
        short = None if report.short_agent_minutes is None else report.short_agent_minutes / 60
        return result, Priced(report.status, report.objective, report.bound, short, time.monotonic() - began)


def better(a: Priced, b: Priced) -> Priced:
    """Two solves of one plan as one: the cheaper roster and the higher bound."""
    best = b if a.objective is None or (b.objective is not None and b.objective < a.objective) else a
    bounds = [x.bound for x in (a, b) if x.bound is not None]
    status = SolveStatus.OPTIMAL if SolveStatus.OPTIMAL in (a.status, b.status) else best.status
    return Priced(status, best.objective, max(bounds, default=None), best.short_hours, a.seconds + b.seconds)


def fails(plan: Plan, roster: Roster) -> Counter[str]:
    """How often a roster breaks each rule of the plan's packs."""
    return Counter(f.rule for f in check_roster(plan, roster) if f.outcome is Outcome.FAIL)


@dataclass(frozen=True)
class Base:
    """The plan as it is: its price, the roster that solves start from, and how often that breaks each rule."""

    plan: Plan
    priced: Priced
    roster: Roster
    broken: Counter[str]


def price(solver: Solver, base: Base, change: Change, expected: float, seconds: float) -> Cure:
    """Solve a changed plan, starting from the roster there is, and set it against the plan as it is."""
    changed = apply(base.plan, [change])
    result, priced = solver.solve(changed, seconds, base.roster)
    new: tuple[str, ...] = ()
    if result.roster is not None:
        new = tuple(sorted(rule for rule, n in fails(changed, result.roster).items() if n > base.broken[rule]))
    return Cure(change, expected, priced, less(base.priced.objective, priced.objective), *range_of(base.priced, priced), new)


def range_of(base: Priced, after: Priced) -> tuple[float | None, float | None]:
    """Between which the best rosters of two plans differ: (bound before - cost after, cost before - bound after)."""
    return less(base.bound, after.objective), less(base.objective, after.bound)


def less(a: float | None, b: float | None) -> float | None:
    """a - b; ``None`` where either is unknown."""
    return None if a is None or b is None else a - b
