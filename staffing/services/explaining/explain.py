"""Why there is no roster, or why people are short, and what would help: the order of the questions, and the time each may take."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from staffing.domain.explanation import Change, Cure, Explanation, Outcome, Priced, Repair
from staffing.domain.plan import Plan
from staffing.domain.progress import Cancelled, Listener, Progress, ignore, never
from staffing.domain.report import Conflict, SolveStatus
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster
from staffing.services.explaining.candidates import Candidate, candidates
from staffing.services.explaining.changes import apply
from staffing.services.explaining.pricing import Base, Solver, better, fails, price
from staffing.services.explaining.repairs import proposals, repairs
from staffing.services.explaining.shortage import find_shortages
from staffing.services.pipeline import under_law

TIME_LIMIT = 120.0
"""Default seconds of an explanation."""
ROUNDS = 6
"""Repairs that bring further conflicts to light are followed this often."""
MOST_CURES = 10
LEAST_SECONDS, SECONDS_PER_AGENT_WEEK = 1.5, 0.025
"""Least time of a solve that is worth having."""
REPAIR_SHARE = 0.6
"""Share of the time in which repairs are looked for, shared out among the conflicts."""
SEARCH_SECONDS = 15.0
"""Time that the search for clashing rules, and that for repairs, may take each, however short the limit is."""
CLIMB_SHARE, SWEEP_SHARE, SEARCH_SHARE = 0.06, 0.12, 0.3
"""Shares of the time for the interval prices, for those of the candidates, and for all about candidates at the very most."""


def explain(
    plan: Plan,
    requirement: Requirement,
    present: Roster | None = None,
    *,
    time_limit: float = TIME_LIMIT,
    seed: int = 1,
    workers: int | None = None,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
) -> Explanation:
    """Why no roster can exist, or why coverage falls short, and what would help.

    Args:
        present: a roster to start from, e.g. the published one; what of it is no longer legal is left out.
        time_limit: seconds for everything, > 0. However short it is, clashing rules and repairs are looked for (15 s each at most),
            and one cure is solved; otherwise the call returns within it plus the checks of the last solve.
        seed, workers: as for :func:`staffing.make_roster`, the same for every solve.
        progress: hears what is being asked.
        cancelled: asked often; True ends with what is known.

    Raises ValueError where ``time_limit`` is not positive.
    """
    if time_limit <= 0:
        raise ValueError(f"time_limit must be positive, not {time_limit}")
    from staffing.models.roster.conflict.conflicts import all_conflicts
    from staffing.models.roster.warm import ensure, tiny_plan

    ensure(lambda: progress(Progress("explain", message="compiling the engine, only this once")))
    plan = under_law(plan)
    all_conflicts(*tiny_plan(1.0, 15))  # loads the kernels before the clock starts
    run = _Run(plan, requirement, present, time_limit, Solver(requirement, seed, workers, cancelled), progress)
    return replace(run.answer(), seconds=run.seconds, time_limit=time_limit, seed=seed, input_hash=plan.input_hash)


Causes = tuple[tuple[str, float], ...]


@dataclass
class _Run:
    """One explanation under way."""

    plan: Plan
    requirement: Requirement
    present: Roster | None
    time_limit: float
    solver: Solver
    progress: Listener
    began: float = field(default_factory=time.monotonic)
    priced: dict[Change, Priced] = field(default_factory=dict)
    cut: list[int] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        return self.time_limit - self.seconds

    @property
    def least(self) -> float:
        """Seconds below which a solve of this plan is not worth having."""
        weeks = self.plan.grid.days / 7
        return min(LEAST_SECONDS + SECONDS_PER_AGENT_WEEK * len(self.plan.agents) * weeks, self.time_limit / 4)

    def until(self, share: float) -> Callable[[], bool]:
        """A stop once a share of the time is gone, or somebody cancelled."""
        return self.by(share * self.time_limit)

    def by(self, seconds: float) -> Callable[[], bool]:
        """A stop once so many seconds are gone since the start, or somebody cancelled."""
        return lambda: self.solver.cancelled() or self.seconds > seconds

    def tell(self, message: str, priced: Priced | None = None) -> None:
        objective, bound = (None, None) if priced is None else (priced.objective, priced.bound)
        self.progress(Progress("explain", min(self.seconds, self.time_limit), self.time_limit, message, objective, bound, self.seconds))

    def answer(self) -> Explanation:
        """Conflicts first; where there are none, a roster; where that is short, cures."""
        from staffing.models.roster.conflict.conflicts import all_conflicts

        self.tell("looking for rules that clash")
        found = all_conflicts(self.plan, self.requirement, self.by(max(0.3 * self.time_limit, SEARCH_SECONDS)))
        if found:
            return self.repaired(found)
        each = max(self.least, self.time_limit / (2 + MOST_CURES) if len(self.plan.agents) < 30 else self.time_limit / 9)
        self.tell("solving the plan as it is")
        result, first = self.solver.solve(self.plan, each, self.present)
        if result.status is SolveStatus.NO_SOLUTION_YET:
            self.tell("solving the plan as it is once more")
            result, second = self.solver.solve(self.plan, max(each, self.left / 3), self.present)
            first = better(first, second)
        if result.status is SolveStatus.INFEASIBLE:
            return self.repaired(result.report.conflicts)
        if result.roster is None:
            return self.not_found(first, each)
        shortages, causes = find_shortages(self.plan, self.requirement, result.roster)
        if not shortages:
            return Explanation(Outcome.COVERED, base=first, seconds_each=each)
        roster, base = result.roster, first
        if first.status is not SolveStatus.OPTIMAL and not self.solver.cancelled():
            self.tell("solving the plan as it is once more", base)
            again, second = self.solver.solve(self.plan, each, roster)
            base = better(first, second)
            if again.roster is not None and base.objective == second.objective:
                shortages, causes = find_shortages(self.plan, self.requirement, again.roster)
        cures, untried = self.cures(Base(self.plan, base, roster, Counter(fails(self.plan, roster))), causes, each)
        return Explanation(
            Outcome.SHORT if shortages else Outcome.COVERED,
            base=base,
            shortages=shortages,
            short_hours_by_cause=causes,
            cures=cures,
            untried=untried,
            seconds_each=each,
        )

    def cures(self, base: Base, causes: Causes, each: float) -> tuple[tuple[Cure, ...], tuple[Change, ...]]:
        """The candidates that there is time to solve, and those that there is none for."""
        from staffing.models.roster.bound.appraise import Appraiser
        from staffing.rules.coverage import measure

        self.tell("pricing the intervals", base.priced)
        now = self.seconds / self.time_limit
        appraiser = Appraiser(self.plan, self.requirement, self.solver.seed)
        appraiser.climb(CLIMB_SHARE * self.time_limit, self.until(now + SEARCH_SHARE))
        self.tell("looking for what may help", base.priced)
        coverage = measure(self.plan, self.requirement, base.roster)
        listed = list(
            candidates(self.plan, coverage, dict(causes), appraiser, SWEEP_SHARE * self.time_limit, self.until(now + SEARCH_SHARE))
        )
        done: list[Cure] = []
        while listed and len(done) < MOST_CURES and (not done or self.left >= 0.9 * each) and not self.solver.cancelled():
            candidate: Candidate = listed.pop(0)
            self.tell(f"solving the plan with a change: {candidate.change.kind}", base.priced)
            done.append(price(self.solver, base, candidate.change, candidate.expected, each))
        helpful = [c for c in done if c.saving is not None and c.saving > 0]
        helpful.sort(key=lambda c: (bool(c.breaks), -(c.saving_per_effort_hour or 0.0)))
        return tuple(helpful), tuple(c.change for c in listed)

    def repaired(self, found: tuple[Conflict, ...]) -> Explanation:
        """Repairs of each conflict; the cheapest of each are made together, further conflicts followed, and the result solved."""
        from staffing.models.roster.conflict.conflicts import all_conflicts

        conflicts: list[Conflict] = []
        listed: list[Repair] = []
        plan, whole = self.plan, True
        searching = self.seconds
        for _ in range(ROUNDS):
            for k, conflict in enumerate(found):
                number = len(conflicts)
                conflicts.append(conflict)
                self.tell("looking for repairs")
                until = max(REPAIR_SHARE * self.time_limit, searching + SEARCH_SECONDS)
                mine = self.repairs_of(plan, conflict, number, self.by(self.seconds + (until - self.seconds) / (len(found) - k)))
                listed.extend(replace(r, chosen=k == 0) for k, r in enumerate(mine))
                whole &= bool(mine)
            if not whole:
                break
            chosen = [r.change for r in listed if r.chosen]
            plan = apply(self.plan, chosen)
            found = all_conflicts(plan, self.requirement, self.solver.cancelled)
            if not found:
                break
        repaired = None
        if whole and not found and not self.solver.cancelled():
            self.tell("solving the repaired plan")
            result, repaired = self.solver.solve(plan, max(self.least, min(self.left, self.time_limit / 3)), self.present)
            late = result.report.conflicts
            if result.roster is None and not late:
                late = self.unmet(plan)
            for conflict in late:
                conflicts.append(conflict)
                mine = self.repairs_of(plan, conflict, len(conflicts) - 1, self.until(1.0))
                listed.extend(replace(r, chosen=k == 0) for k, r in enumerate(mine))
                if mine and len(late) == 1:
                    repaired = self.priced.get(mine[0].change, repaired)
        return Explanation(Outcome.INFEASIBLE, tuple(conflicts), tuple(listed), tuple(self.cut), repaired)

    def not_found(self, first: Priced, each: float) -> Explanation:
        """Nothing proven and no roster: would lower floors help, where there are any?"""
        conflicts = self.unmet(self.plan)
        listed = [r for k, conflict in enumerate(conflicts) for r in self.repairs_of(self.plan, conflict, k, self.until(1.0))]
        return Explanation(Outcome.UNKNOWN, conflicts, tuple(listed), tuple(self.cut), base=first, seconds_each=each)

    def unmet(self, plan: Plan) -> tuple[Conflict, ...]:
        """The floors of a plan as something to lower, where no roster was found that holds them and none is proven impossible."""
        from staffing.models.roster.arrays.policy import Policy

        held = [q for q in plan.queues if q.hard_min_agents > 0]
        if not held or not Policy.of(plan).floors:
            return ()
        asked = max(q.hard_min_agents for q in held)
        return (Conflict((), ("CON-FLOOR-01",), key="floor-unmet", queues=tuple(sorted(q.name for q in held)), asked=asked),)

    def repairs_of(self, plan: Plan, conflict: Conflict, number: int, stop: Callable[[], bool]) -> list[Repair]:
        """Repairs of one conflict, cheapest first; floors proven out of reach by prices are asked by solving."""
        if conflict.key not in ("floor-proof", "floor-unmet"):
            listed = [Repair(c, number, "search") for c in repairs(plan, self.requirement, conflict, stop)]
            if stop():
                self.cut.append(number)
            return listed
        found: list[Repair] = []
        for change in sorted(proposals(plan, self.requirement, conflict), key=lambda c: c.effort_hours):
            if self.left < self.least or stop():
                self.cut.append(number)
            if len(found) >= 3 or number in self.cut:
                break
            self.tell(f"solving the plan with a change: {change.kind}")
            seconds = min(self.left, max(self.least, self.time_limit / 9))
            result, self.priced[change] = self.solver.solve(apply(plan, [change]), seconds, self.present)
            if result.roster is not None:
                found.append(Repair(change, number, "solve"))
        return found
