"""Where a roster is short, and what those who could serve do at that moment."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from staffing.domain.coverage import Coverage
from staffing.domain.explanation import Shortage
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster

MOST = 12
"""Shortages told one by one."""
NOTHING = 1e-6
PART = 0.5
"""Agents below which a shortage is less than another person would bring."""
SPARE = 0.5
"""Agents too many elsewhere from which on skills are to blame."""


def find_shortages(plan: Plan, requirement: Requirement, roster: Roster) -> tuple[tuple[Shortage, ...], tuple[tuple[str, float], ...]]:
    """The largest shortages, and all agent-hours by cause, largest first."""
    from staffing.rules.coverage import measure

    looked = _Looker(plan, requirement, roster, measure(plan, requirement, roster))
    found = sorted(looked.all(), key=lambda s: -s.short_hours)
    hours: defaultdict[str, float] = defaultdict(float)
    for shortage in found:
        hours[shortage.cause] += shortage.short_hours
    return tuple(found[:MOST]), tuple((cause, round(h, 4)) for cause, h in sorted(hours.items(), key=lambda x: -x[1]))


class _Looker:
    """A roster beside the options that the plan leaves to each agent."""

    def __init__(self, plan: Plan, requirement: Requirement, roster: Roster, coverage: Coverage) -> None:
        from staffing.models.roster.arrays.problem import build_problem
        from staffing.models.roster.conflict.conflicts import plain
        from staffing.models.roster.conflict.floor_reach import covered_from_before, possible_presence, steps_without_a_shift

        self.plan, self.roster, self.coverage = plan, roster, coverage
        problem = build_problem(plain(plan), requirement)
        self.presence = possible_presence(problem)
        self.bare = steps_without_a_shift(problem)
        self.from_before = covered_from_before(plan)
        self.shortest = min((s.paid_minutes for s in plan.shifts), default=0)
        self.paid: Counter[tuple[str, int]] = Counter()
        for duty in roster.duties:
            self.paid[duty.agent, self._week(duty.start)] += duty.paid_minutes or 0

    def all(self) -> list[Shortage]:
        """Every stretch of a day in which a queue is short."""
        day = self.coverage.grid.interval_day
        found: list[Shortage] = []
        for q in range(len(self.coverage.queues)):
            short = self.coverage.short[q] > NOTHING
            edges = np.flatnonzero(np.diff(np.concatenate([[False], short, [False]]).astype(np.int8)))
            for low, high in zip(edges[::2], edges[1::2], strict=True):
                cuts = [int(low), *(int(t) for t in range(low + 1, high) if day[t] != day[t - 1]), int(high)]
                found.extend(self._shortage(q, a, b) for a, b in pairwise(cuts))
        return found

    def _week(self, minute: int) -> int:
        return self.plan.grid.day(minute).isocalendar()[1]

    def _shortage(self, q: int, low: int, high: int) -> Shortage:
        cov, grid, name = self.coverage, self.plan.grid, self.coverage.queues[q]
        worst = low + int(np.argmax(cov.short[q, low:high]))
        width = grid.interval_minutes
        m = width // grid.step_minutes
        steps = slice(worst * m, (worst + 1) * m)
        states = Counter(
            self._state(agent, self.presence[k, steps], worst * width) for k, agent in enumerate(self.plan.agents) if agent.speed(name)
        )
        others = [k for k in range(len(cov.queues)) if k != q]
        spare = float(cov.over[others, worst].sum())
        return Shortage(
            name,
            grid.text(low * width),
            grid.text(high * width),
            float(cov.short[q, low:high].sum()) * width / 60,
            grid.text(worst * width),
            float(cov.required[q, worst]),
            float(cov.staffed[q, worst]),
            self._cause(states, spare, steps, float(cov.short[q, worst])),
            sum(states.values()),
            states["on"],
            states["away"],
            states["hours"],
            states["rest"],
            round(spare, 4),
        )

    def _state(self, agent: Agent, may: NDArray[np.bool_], minute: int) -> str:
        """What an agent with the skill does: on (shift), away, hours (at the maximum) or rest."""
        middle = minute + self.plan.grid.interval_minutes // 2
        if any(d.start <= middle < d.end for d in self.roster.by_agent.get(agent.id, ())):
            return "on"
        if not may.any():
            return "away"
        most = self.plan.contract_by_name[agent.contract].max_minutes_per_week
        return "hours" if self.paid[agent.id, self._week(minute)] + self.shortest > most else "rest"

    def _cause(self, states: Counter[str], spare: float, steps: slice, depth: float) -> str:
        if self.bare[steps].all():
            return "before" if self.from_before[steps].any() else "no-shift"
        if depth < PART:
            return "part"
        if spare >= SPARE:
            return "skills"
        off = {state: states[state] for state in ("hours", "away", "rest")}
        return max(off, key=lambda state: off[state]) if any(off.values()) else "people"
