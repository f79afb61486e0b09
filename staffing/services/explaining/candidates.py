"""What might help where people are short: changes read off the interval prices and the shortage, most promising first.

The prices say what a person more is worth in each interval. From them come, without solving: what each agent's week would gain by longer
hours, a free day or another skill; what a new person of each group would earn; and the clock times at which a shift would earn most. The
few best of each family are then looked at with prices of their own, which fall as the shortage is cured.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from staffing.domain.coverage import Coverage
from staffing.domain.explanation import Change
from staffing.domain.plan import Plan
from staffing.domain.shift import Shift
from staffing.services.explaining.changes import apply

if TYPE_CHECKING:
    from staffing.models.roster.bound.appraise import Appraiser

EACH = 3
"""Candidates kept of each family."""
MOST_PEOPLE = 5
"""People trained or hired by one candidate."""
APART_MINUTES = 60
"""Least distance of a new start from those there are."""
HEAVY = 0.1
"""Share of the shortage from which on a cause is answered even where prices promise nothing."""
AGAINST = {
    "hours": "hours",
    "away": "availability",
    "skills": "skills",
    "no-shift": "shifts",
    "before": "shifts",
    "people": "hires",
    "rest": "hires",
}
LEAST_SWEEPS, MOST_SWEEPS = 12, 80


@dataclass(frozen=True)
class Candidate:
    """A change and the saving that the prices promise, money."""

    change: Change
    expected: float

    @property
    def rank(self) -> float:
        """Promised saving per hour of effort."""
        return self.expected / self.change.effort_hours


def candidates(
    plan: Plan, coverage: Coverage, causes: Mapping[str, float], appraiser: Appraiser, seconds: float, stop: Callable[[], bool]
) -> tuple[Candidate, ...]:
    """Changes that may help: the best against each cause first, the heaviest cause before the others, then the rest by promised saving per
    hour of effort.

    Args:
        causes: agent-hours of shortage by cause. Prices know nothing of whole people, so on small plans they may promise nothing where
            something can be saved; the best candidate against each cause of weight is kept all the same.
        seconds: for the prices of the candidates.
    """
    sweeps = int(max(LEAST_SWEEPS, min(MOST_SWEEPS, seconds / (5 * EACH) / appraiser.sweep_seconds)))
    finder = _Finder(plan, coverage, appraiser, sweeps, stop)
    least = max(1e-6, 1e-4 * abs(appraiser.value))
    weight: defaultdict[str, float] = defaultdict(float)
    for cause, hours in causes.items():
        weight[AGAINST.get(cause, "")] += hours / sum(causes.values())
    best: list[tuple[float, Candidate]] = []
    others: list[Candidate] = []
    for name in ("hours", "availability", "skills", "shifts", "hires"):
        rough = sorted(getattr(finder, name)(), key=lambda c: -c.rank)
        found = sorted((finder.settled(c) for c in rough[:EACH]), key=lambda c: -c.rank)
        kept = [c for k, c in enumerate(found) if c.expected > least or (k == 0 and weight[name] >= HEAVY)]
        best.extend((weight[name], c) for c in kept[:1])
        others.extend(kept[1:])
    best.sort(key=lambda x: (-x[0], -x[1].rank))
    others.sort(key=lambda c: -c.rank)
    return (*(c for _, c in best), *others)


class _Finder:
    """The candidates of each family, with the saving that prices promise."""

    def __init__(self, plan: Plan, coverage: Coverage, appraiser: Appraiser, sweeps: int, stop: Callable[[], bool]) -> None:
        self.plan, self.appraiser, self.sweeps, self.stop = plan, appraiser, sweeps, stop
        self.today = appraiser.tours()
        self.value = appraiser.value_of(plan, sweeps, stop)
        hours = coverage.short.sum(axis=1) * coverage.grid.interval_minutes / 60
        self.short_hours = dict(zip(coverage.queues, (float(h) for h in hours), strict=True))
        self.paid = sorted({s.paid_minutes for s in plan.shifts if not s.volunteers_only and s.paid_minutes > 0})

    def settled(self, candidate: Candidate) -> Candidate:
        """The candidate with the saving that is left when prices follow."""
        if self.stop():
            return candidate
        after = self.appraiser.value_of(apply(self.plan, [candidate.change]), self.sweeps, self.stop)
        return Candidate(candidate.change, min(candidate.expected, self.value - after))

    def hours(self) -> list[Candidate]:
        """A higher weekly maximum for a contract: by the shortest and by the longest shift."""
        found = []
        for contract in self.plan.contracts:
            members = [a.id for a in self.plan.agents if a.contract == contract.name]
            for more in sorted({self.paid[0], self.paid[-1]}) if members and self.paid else ():
                after = min(10080, contract.max_minutes_per_week + more)
                if after > contract.max_minutes_per_week:
                    before = contract.max_minutes_per_week
                    change = Change("max-hours", len(members), contract=contract.name, before=before, after=after)
                    found.append(Candidate(change, sum(self.gains(change).values())))
        return found

    def availability(self) -> list[Candidate]:
        """The person and day on which more availability is worth most: one person, and the best of each day together."""
        limited = [a.id for a in self.plan.agents if a.id in self.plan.availability_by_agent]
        best: list[tuple[float, str, str]] = []
        for day in self.plan.grid.calendar[:31] if limited else ():
            if self.stop():
                break
            gains = self.gains(Change("available", len(limited), tuple(limited), (str(day),)))
            if gains:
                agent, gain = max(gains.items(), key=lambda x: x[1])
                best.append((gain, agent, str(day)))
        best.sort(reverse=True)
        return [Candidate(Change("available", 1, (agent,), (day,)), gain) for gain, agent, day in best[:EACH] if gain > 0]

    def skills(self) -> list[Candidate]:
        """The people of each group (contract and skills) for whom a short queue is worth learning most."""
        found = []
        for queue in self.plan.queues:
            if not self.short_hours.get(queue.name, 0.0):
                continue
            speeds = [s for a in self.plan.agents if len(a.skills) > 1 and (s := a.speed(queue.name))]
            learned = ((queue.name, float(median(speeds)) if speeds else 1.0),)
            others = [a for a in self.plan.agents if a.speed(queue.name) is None]
            if not others or self.stop():
                continue
            gains = self.gains(Change("skill", len(others), tuple(a.id for a in others), queue=queue.name, skills=learned))
            groups: dict[object, list[tuple[float, str]]] = {}
            for agent in others:
                groups.setdefault((agent.contract, frozenset(agent.skills)), []).append((gains.get(agent.id, 0.0), agent.id))
            for members in groups.values():
                members.sort(key=lambda x: (-x[0], x[1]))
                for k in sorted({1, self.people_for(queue.name)}):
                    chosen = [x for x in members[:k] if x[0] > 0]
                    if len(chosen) == k:
                        names = tuple(sorted(agent for _, agent in chosen))
                        change = Change("skill", k, names, queue=queue.name, skills=learned)
                        found.append(Candidate(change, sum(gain for gain, _ in chosen)))
        return found

    def shifts(self) -> list[Candidate]:
        """Another start for a shift of each length: where it would earn most above its pay, away from the starts there are."""
        plan, found = self.plan, []
        kinds: dict[tuple[int, int], Shift] = {}
        for shift in plan.shifts:
            if not shift.volunteers_only:
                kinds.setdefault((shift.length_minutes, shift.unpaid_meal_minutes), shift)
        for shift in kinds.values():
            there = {c for s in plan.shifts if s.length_minutes == shift.length_minutes and not s.volunteers_only for c in s.start_clocks}
            free = [c for c in range(0, 1440, 60) if all(_apart(c, other) >= APART_MINUTES for other in there)]
            earned = sorted(((self.earned(shift, c), c) for c in free), reverse=True)
            for earns, clock in earned[:EACH]:
                if earns > 0:
                    name = _free(f"{shift.name} {clock // 60:02d}:{clock % 60:02d}", {s.name for s in plan.shifts})
                    change = Change("shift", shift=name, template=shift.name, start_clock=clock, end_clock=clock)
                    found.append(Candidate(change, sum(self.gains(change).values())))
        return found

    def hires(self) -> list[Candidate]:
        """New people like those of the groups (contract and skills) there are: one, and as many as the shortage asks for."""
        groups = Counter((a.contract, tuple(sorted(a.skills))) for a in self.plan.agents)
        sites: dict[object, Counter[str]] = {}
        for a in self.plan.agents:
            sites.setdefault((a.contract, tuple(sorted(a.skills))), Counter())[a.site] += 1
        found = []
        for (contract, skills), _ in groups.most_common(40):
            short = max((self.short_hours.get(q, 0.0) for q, speed in skills if speed > 0), default=0.0)
            if short <= 0 or self.stop():
                continue
            one = Change("hire", 1, contract=contract, skills=skills, site=sites[contract, skills].most_common(1)[0][0])
            gain = sum(self.gains(one).values())
            found.append(Candidate(one, gain))
            more = max(self.people_for(q) for q, speed in skills if speed > 0)
            if more > 1:
                change = Change("hire", more, contract=contract, skills=skills, site=one.site)
                found.append(Candidate(change, more * gain))
        return found

    def gains(self, change: Change) -> Mapping[str, float]:
        """Money that each agent's week earns more at the prices after a change; a new agent's whole surplus."""
        after = self.appraiser.tours(apply(self.plan, [change]))
        gains = {}
        for agent, cost in after.items():
            gain = self.today.get(agent, 0.0) - cost
            if np.isfinite(gain) and gain > 1e-9:
                gains[agent] = gain
        return gains

    def people_for(self, queue: str) -> int:
        """People whose usual hours would make up for the shortage of a queue, from 1 to ``MOST_PEOPLE``."""
        weeks = self.plan.grid.days / 7
        usual = median([c.normal_minutes_per_week for c in self.plan.contracts] or [2400]) / 60 or 40.0
        kept = 1 - float(self.plan.queue_by_name[queue].shrinkage)
        return int(min(MOST_PEOPLE, max(1, round(self.short_hours[queue] / (usual * weeks * kept)))))

    def earned(self, shift: Shift, clock: int) -> float:
        """What a shift from a clock time on would earn above its pay on the days on which it earns anything, money."""
        grid, best = self.plan.grid, self.best_worth()
        pay = self.plan.prices.wage_per_hour * shift.paid_minutes / 60 + shift.allowance
        total = 0.0
        for day in grid.calendar:
            start = grid.at(day, clock)
            if start is not None:
                low, high = start // grid.interval_minutes, (start + shift.length_minutes) // grid.interval_minutes
                share = shift.paid_minutes / shift.length_minutes
                total += max(0.0, float(best[low:high].sum()) * share - pay)
        return total

    def best_worth(self) -> NDArray[np.float64]:
        """What a person is worth on the dearest queue of each interval, shape (T,)."""
        return np.asarray(np.maximum(0.0, self.appraiser.worth.max(axis=0)))


def _apart(a: int, b: int) -> int:
    return min(abs(a - b), 1440 - abs(a - b))


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    return name
