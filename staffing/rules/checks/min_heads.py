"""A queue with hard_min_agents has that many people on it in every open interval."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffing.domain.rule import RuleSpec
from staffing.rules.coverage import people_on
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each unbroken time below the minimum, people counted on the grid of activities, neither shrunk nor by speed."""
    floors = [q for q in facts.plan.queues if q.hard_min_agents]
    if not floors:
        return
    if facts.roster.activities is None:
        verdict.unknown("no_activities", "no_activities", facts.grid.first_day, facts.grid.calendar[-1])
        return
    step = facts.grid.step_minutes
    people = people_on(facts.plan, facts.roster)
    for queue in floors:
        heads = np.zeros(facts.grid.end // step, dtype=np.int64)
        for (name, _), counts in people.items():
            if name == queue.name:
                heads += counts.reshape(-1, step).min(axis=1)
        open_ = queue.open_mask(facts.grid, step)
        verdict.checked += int(open_.sum())
        for low, high in runs(open_ & (heads < queue.hard_min_agents)):
            fewest = int(heads[low:high].min())
            start, end = low * step, high * step
            verdict.breach(
                "too_few_heads",
                "",
                facts.days.day(start),
                facts.days.day(end - 1),
                measured=fewest,
                limit=queue.hard_min_agents,
                unit="people",
                deficit=queue.hard_min_agents - fewest,
                queue=queue.name,
                start=facts.when(start),
                end=facts.when(end),
                minutes=end - start,
            )


def runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open index spans of the unbroken runs of True."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


KIND = Kind("min_heads", judge, frozenset({"no_activities", "too_few_heads"}), whole_roster=True)
