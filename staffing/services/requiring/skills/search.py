"""From the dedicated number downwards: people are taken out, group by group and interval by interval, while the simulation still keeps
every target; then a longer simulation confirms what is left, or people are put back where it does not.

All intervals are tried in each round at once: one simulation of the whole plan tells every interval whether its last removal was one too
many.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.progress import Cancelled, Listener, Progress, ignore, never
from staffing.domain.requirement import Requirement
from staffing.models.simulate import Centre, Estimate, Outcome, simulate
from staffing.services.requiring.skills.bounds import live_queues, pooled_bound
from staffing.services.requiring.skills.groups import SkillGroup, skill_groups

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SEARCH_CONTACTS, CONFIRM_CONTACTS = 1_500_000, 5_000_000
"""Contacts simulated in a round of the search and in a round of the confirmation."""
_SEARCH_REPLICATIONS, _CONFIRM_REPLICATIONS = (40, 600), (150, 4000)
_MOST_ROUNDS, _MOST_CONFIRMATIONS = 40, 15
POINT = 0.01
"""How far the confidence interval may reach below (or above) a target."""


@dataclass(frozen=True)
class Confirmation:
    """What the simulation shows of one queue.

    Attributes:
        queue: its name.
        service_level: over the whole plan: value, low, high; ``None`` where there is no such target.
        target: the service level promised.
        abandonment: over the whole plan: value, low, high.
        intervals: in which contacts are expected.
        confirmed: of these, whose confidence intervals keep within one point of every target.
        missed: whose confidence intervals lie wholly beyond a target.
    """

    queue: str
    service_level: tuple[float, float, float] | None
    target: float | None
    abandonment: tuple[float, float, float]
    intervals: int
    confirmed: int
    missed: int


@dataclass(frozen=True, eq=False)
class SkillRequirement:
    """People by skill group.

    Attributes:
        groups: G of them.
        agents: whole people of each, shape (G, T).
        pooled, dedicated: lower and upper bound on the sum, shape (T,).
        confirmations: one for each queue.
        replications, contacts, seed: of the last simulation.
    """

    groups: tuple[SkillGroup, ...]
    agents: Ints
    pooled: Floats
    dedicated: Floats
    confirmations: tuple[Confirmation, ...]
    replications: int
    contacts: int
    seed: int


def require_by_skill(
    plan: Plan,
    requirement: Requirement,
    *,
    seed: int = 1,
    effort: float = 1.0,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
) -> SkillRequirement:
    """The requirement of the live queues by skill group of the plan's agents.

    Args:
        requirement: made from the plan's forecast (with offered contacts and handling times).
        seed: of the simulations.
        effort: > 0; multiplies the contacts simulated. Less is quicker; wider confidence intervals then ask for more people.
        cancelled: asked between simulations; True ends the search early, with what was confirmed last or not at all.

    Raises InputProblems where the requirement was given without contacts, there is no live queue with a target, or a queue has no agent.
    """
    from staffing.models.queueing.skill_mix import cover_by_groups

    names = live_queues(plan)
    groups = skill_groups(plan, names)
    _refuse(plan, requirement, names, groups)
    rows = [requirement.queues.index(name) for name in names]
    speed = np.array([[dict(group.skills).get(name, 0.0) for name in names] for group in groups])
    people = np.array([group.people for group in groups])
    need = requirement.agents[rows]
    search = _Search(plan, requirement, names, groups, seed, effort)
    agents = search.descend(cover_by_groups(need, speed, people), progress, cancelled)
    agents, outcome = search.confirm(agents, progress, cancelled)
    confirmations = tuple(search.confirmation(outcome, q) for q in range(len(names)))
    pooled = pooled_bound(plan, requirement, groups)
    return SkillRequirement(groups, agents, pooled, need.sum(axis=0), confirmations, outcome.replications, outcome.contacts, seed)


def _refuse(plan: Plan, requirement: Requirement, names: tuple[str, ...], groups: tuple[SkillGroup, ...]) -> None:
    problems = []
    if requirement.offered is None or requirement.aht_seconds is None or requirement.load_erlangs is None:
        expected = "columns offered, aht_seconds and load_erlangs, or no requirement.csv: people by skill group are simulated"
        problems.append(Problem("requirement.csv", None, None, None, expected, "missing-column"))
    if not names:
        problems.append(Problem("plan.toml", None, "queue", None, "a voice or chat queue with a target", "missing-target"))
    for name in names:
        if not any(name in dict(group.skills) for group in groups):
            problems.append(
                Problem("agents.csv", None, "skills", None, f"at least one agent who serves {name} at a speed above 0", "no-agent")
            )
    if problems:
        raise InputProblems(problems)


class _Search:
    """The plan as the simulator sees it, and the rules by which a head-count passes."""

    def __init__(
        self, plan: Plan, requirement: Requirement, names: tuple[str, ...], groups: tuple[SkillGroup, ...], seed: int, effort: float
    ) -> None:
        assert requirement.offered is not None
        assert requirement.aht_seconds is not None
        self.names, self.groups, self.seed, self.effort = names, groups, seed, effort
        self.queues = [plan.queue_by_name[name] for name in names]
        rows = [requirement.queues.index(name) for name in names]
        is_open = np.array([queue.open_mask(plan.grid) for queue in self.queues])
        self.offered = np.where(is_open, np.nan_to_num(requirement.offered[rows]), 0.0)
        tables = [queue.aht_by_concurrency_seconds if queue.channel == "chat" else () for queue in self.queues]
        aht = np.array([np.full(plan.grid.length, t[0]) if t else requirement.aht_seconds[r] for t, r in zip(tables, rows, strict=True)])
        self.aht = np.where(self.offered > 0, aht, 1.0)
        self.slowing = [tuple(value / t[0] for value in t) if t else (1.0,) for t in tables]
        self.floor = np.array([np.where(is_open[q], queue.min_agents, 0) for q, queue in enumerate(self.queues)])
        self.seconds = plan.grid.interval_minutes * 60.0
        self.per_replication = max(float(self.offered.sum()), 1.0)
        self.serves = np.array([[name in dict(group.skills) for name in names] for group in groups])

    def simulate(self, agents: Ints, contacts: int, between: tuple[int, int], seed: int) -> Outcome:
        most = agents.max(axis=1)
        rank, speed, duty = [], [], []
        for g, group in enumerate(self.groups):
            order, speeds = [queue for queue, _ in group.skills], dict(group.skills)
            for k in range(int(most[g])):
                rank.append([order.index(name) if name in order else -1 for name in self.names])
                speed.append([speeds.get(name, 1.0) for name in self.names])
                duty.append(agents[g] > k)
        shape = (0, len(self.names))
        centre = Centre(
            self.seconds,
            self.offered,
            self.aht,
            np.array([np.inf if queue.patience_seconds is None else queue.patience_seconds for queue in self.queues]),
            np.array([queue.target.answer_within_seconds or 0.0 for queue in self.queues]),
            np.array(rank, dtype=np.int64) if rank else np.zeros(shape, dtype=np.int64),
            np.array(duty, dtype=np.bool_) if duty else np.zeros((0, self.offered.shape[1]), dtype=np.bool_),
            speed=np.array(speed) if speed else np.ones(shape),
            slowing=self.slowing,
        )
        replications = int(np.clip(contacts * self.effort / self.per_replication, *between))
        return simulate(centre, replications, seed)

    def margins(self, outcome: Outcome) -> list[tuple[Estimate, Floats, Floats, Floats]]:
        """For each kind of target: (estimate, by how much its value, its better end and its worse end keep it), shape (Q, T); infinity
        where a queue has no such target or no contacts. A point of an ASA is a hundredth of it."""
        level, hung_up, wait = outcome.service_level, outcome.abandonment, outcome.mean_wait_seconds
        found = []
        for estimate, name, sign in (
            (level, "service_level", 1),
            (hung_up, "max_abandonment", -1),
            (hung_up, "min_answer_rate", -1),
            (wait, "max_asa_seconds", -1),
        ):
            limits = [getattr(queue.target, name) for queue in self.queues]
            if all(limit is None for limit in limits):
                continue
            scale = [float(limit or 1.0) if name == "max_asa_seconds" else 1.0 for limit in limits]
            goal = [np.nan if limit is None else 1.0 - float(limit) if name == "min_answer_rate" else float(limit) for limit in limits]
            column, size = np.array(goal)[:, None], np.array(scale)[:, None]
            ends = (estimate.high, estimate.low) if sign > 0 else (estimate.low, estimate.high)
            kept = [np.where(np.isnan(sign * (end - column)), np.inf, sign * (end - column) / size) for end in (estimate.value, *ends)]
            found.append((estimate, kept[0], kept[1], kept[2]))
        return found

    def worst(self, outcome: Outcome, end: int) -> Floats:
        """The least margin over the kinds of target, shape (Q, T); ``end``: 1 = of the value, 2 = of the better end, 3 = of the worse
        end."""
        kinds = self.margins(outcome)
        least = np.full(self.offered.shape, np.inf)
        for kind in kinds:
            least = np.minimum(least, (kind[0].value, kind[1], kind[2], kind[3])[end])
        return np.where(self.offered > 0, least, np.inf)

    def descend(self, agents: Ints, progress: Listener, cancelled: Cancelled) -> Ints:
        """Take people out while every target holds."""
        agents = self._up_to_floor(agents)
        margin = self.worst(self.simulate(agents, SEARCH_CONTACTS, _SEARCH_REPLICATIONS, self.seed), 1)
        fixed = np.zeros(agents.shape, dtype=np.bool_)
        for round_ in range(_MOST_ROUNDS):
            if cancelled():
                break
            progress(Progress("require", done=round_, total=_MOST_ROUNDS, message="fewer people by skill group"))
            trial, taken = agents.copy(), np.full(agents.shape[1], -1)
            for t in range(agents.shape[1]):
                choice = self._most_slack(agents[:, t], margin[:, t], fixed[:, t], t)
                if choice >= 0:
                    trial[choice, t] -= 1
                    taken[t] = choice
            if (taken < 0).all():
                break
            after = self.worst(self.simulate(trial, SEARCH_CONTACTS, _SEARCH_REPLICATIONS, self.seed), 1)
            bad = (after < 0).any(axis=0) & ~(margin < 0).any(axis=0)
            undone = np.zeros(bad.shape, dtype=np.bool_)
            for t in np.flatnonzero(bad).tolist():  # what went wrong at t came from t, or was carried over from before
                for k in (t, t - 1, t - 2):
                    if k >= 0 and taken[k] >= 0:
                        undone[k] = True
                        break
            for t in np.flatnonzero(undone).tolist():
                trial[taken[t], t] += 1
                fixed[taken[t], t] = True
            agents = trial
            margin = np.where(undone, margin, after)
        return agents

    def confirm(self, agents: Ints, progress: Listener, cancelled: Cancelled) -> tuple[Ints, Outcome]:
        """Put people back until no confidence interval reaches more than a point beyond a target."""
        outcome = self.simulate(agents, CONFIRM_CONTACTS, _CONFIRM_REPLICATIONS, self.seed + 1)
        for round_ in range(_MOST_CONFIRMATIONS):
            progress(Progress("require", done=round_, total=_MOST_CONFIRMATIONS, message="confirming by simulation"))
            value, short = self.worst(outcome, 1), self.worst(outcome, 3) < -POINT
            if not short.any() or cancelled():
                break
            agents = agents.copy()
            for t in np.flatnonzero(short.any(axis=0)).tolist():
                q = int(np.argmin(np.where(short[:, t], value[:, t], np.inf)))
                agents[self._helper(agents[:, t], q), t] += 1
            outcome = self.simulate(agents, CONFIRM_CONTACTS, _CONFIRM_REPLICATIONS, self.seed + 1)
        return agents, outcome

    def confirmation(self, outcome: Outcome, q: int) -> Confirmation:
        level, hung_up = outcome.service_level_of(), outcome.abandonment_of()
        expected = self.offered[q] > 0
        better, worse = self.worst(outcome, 2)[q], self.worst(outcome, 3)[q]
        target = self.queues[q].target.service_level
        return Confirmation(
            self.names[q],
            None if target is None else (float(level.value[q]), float(level.low[q]), float(level.high[q])),
            target,
            (float(hung_up.value[q]), float(hung_up.low[q]), float(hung_up.high[q])),
            int(expected.sum()),
            int((expected & (worse >= -POINT)).sum()),
            int((expected & (better < 0)).sum()),
        )

    def _up_to_floor(self, agents: Ints) -> Ints:
        """At least the floor of each queue among those who can serve it."""
        agents = agents.copy()
        for q in range(len(self.names)):
            can = self.serves[:, q]
            lacking = np.maximum(self.floor[q] - agents[can].sum(axis=0), 0).astype(np.int64)
            agents[self._helper(agents[:, 0], q)] += lacking
        return agents

    def _most_slack(self, agents: Ints, margin: Floats, fixed: Bools, t: int) -> int:
        """The group whose tightest queue has most to spare; -1: none."""
        best, best_slack = -1, 0.0
        for g in range(len(agents)):
            if agents[g] == 0 or fixed[g]:
                continue
            served = self.serves[g]
            if any(
                agents[self.serves[:, q]].sum() <= max(self.floor[q, t], 1 if self.offered[q, t] > 0 else 0) for q in np.flatnonzero(served)
            ):
                continue
            slack = float(margin[served].min())
            if slack > best_slack:
                best, best_slack = g, slack
        return best

    def _helper(self, agents: Ints, q: int) -> int:
        """The group from which to add for queue q: those with it as their first skill, of these the one with fewest skills and most
        people."""
        can = [g for g in range(len(self.groups)) if self.serves[g, q]]
        name = self.names[q]
        return min(
            can, key=lambda g: (self.groups[g].skills[0][0] != name, len(self.groups[g].skills), -self.groups[g].people, int(agents[g]))
        )
