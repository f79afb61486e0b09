"""Cheap ways out of a finding: a shift given to somebody who is off, or swapped with a colleague's of the same day, tried on the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from staffing.domain.finding import Finding, Outcome
from staffing.domain.plan import Plan
from staffing.domain.roster import Activity, Duty, Roster
from staffing.rules import check

MOST_PER_FINDING, TRIES_PER_FINDING, TRIES_PER_RULE, TRIES = 3, 10, 40, 150
"""Suggestions for a finding; attempts for a finding, for all findings of a rule, and for a whole report."""

Key = tuple[str, str, date]


@dataclass(frozen=True)
class Swap:
    """A change that settles a finding and breaks nothing else for the two people.

    Attributes:
        day, shift: of the duty that leaves ``giver`` for ``taker``.
        back: the duty the giver takes in exchange, ``""`` = none.
        settled: FAIL findings of the two that disappear.
    """

    giver: str
    taker: str
    day: date
    shift: str
    back: str
    settled: int


def suggest_swaps(
    plan: Plan, roster: Roster, findings: Sequence[Finding], packs: Sequence[str] | None = None
) -> Mapping[int, tuple[Swap, ...]]:
    """Suggestions by the place of a finding in ``findings``, for as many FAIL findings about a person as the attempts last.

    Only people whose skills cover the giver's are asked, so heads on every queue stay as they are. The first
    findings, the gravest, come first.
    """
    left, spent, found = TRIES, Counter[str](), dict[int, tuple[Swap, ...]]()
    paid = {agent: sum(d.paid_minutes or d.end - d.start for d in duties) for agent, duties in roster.by_agent.items()}
    for place, finding in enumerate(findings):
        if finding.outcome is not Outcome.FAIL or finding.agent not in roster.by_agent or left <= 0:
            continue
        swaps: list[Swap] = []
        for tries, (duty, taker, back) in enumerate(_candidates(plan, roster, finding, paid)):
            if tries >= TRIES_PER_FINDING or left <= 0 or spent[finding.rule] >= TRIES_PER_RULE or len(swaps) >= MOST_PER_FINDING:
                break
            left -= 1
            spent[finding.rule] += 1
            settled = _try(plan, roster, finding, duty, taker, back, packs)
            if settled:
                swaps.append(Swap(finding.agent, taker, duty.day, duty.shift, back.shift if back else "", settled))
        if swaps:
            found[place] = tuple(swaps)
    return found


def _candidates(plan: Plan, roster: Roster, finding: Finding, paid: Mapping[str, int]) -> Iterator[tuple[Duty, str, Duty | None]]:
    """(duty, taker, duty in exchange): last duties of the period first, people with the fewest hours first."""
    giver = plan.agent_by_id.get(finding.agent)
    if giver is None:
        return
    queues = {queue for queue, _ in giver.skills}
    people = [a.id for a in plan.agents if a.id != giver.id and queues <= {q for q, _ in a.skills} and a.site == giver.site]
    people.sort(key=lambda agent: (paid.get(agent, 0), agent))
    duties = [d for d in roster.by_agent[giver.id] if finding.first_day <= d.day <= finding.last_day]
    for duty in reversed(duties[-6:]):
        free, busy = [], []
        for taker in people:
            if duty.day in plan.leave_days.get(taker, ()):
                continue
            same = [d for d in roster.by_agent.get(taker, ()) if d.day == duty.day]
            if not same:
                free.append(taker)
            elif len(same) == 1 and same[0].shift != duty.shift:
                busy.append((taker, same[0]))
        yield from ((duty, taker, None) for taker in free[:3])
        yield from ((duty, taker, back) for taker, back in busy[:2])


def _try(plan: Plan, roster: Roster, finding: Finding, duty: Duty, taker: str, back: Duty | None, packs: Sequence[str] | None) -> int:
    """How many FAIL findings of the two people the change settles; 0 where it does not settle this one, or makes more of
    a rule's failures, or failures of another rule."""
    giver = finding.agent
    before = _fails(plan, roster, (giver, taker), packs)
    swapped = {duty: taker} | ({back: giver} if back else {})
    moved = tuple(replace(d, agent=swapped.get(d, d.agent)) for d in roster.duties if d.agent in (giver, taker))
    mine = [*roster.activities_by_agent.get(giver, ()), *roster.activities_by_agent.get(taker, ())]
    changed = None if roster.activities is None else tuple(_moved(a, swapped) for a in mine)
    after = _fails(plan, Roster(plan.grid, moved, changed), (giver, taker), packs)
    target = (finding.rule, giver, finding.first_day)
    if target in after or target not in before:
        return 0
    sums: list[dict[tuple[str, str], float]] = [{}, {}]
    for total, fails in zip(sums, (before, after), strict=True):
        for (rule, agent, _), deficit in fails.items():
            total[rule, agent] = total.get((rule, agent), 0.0) + deficit
    if any(key not in sums[0] or sums[1][key] > sums[0][key] for key in sums[1]):
        return 0
    return len(set(before) - set(after))


def _moved(activity: Activity, swapped: Mapping[Duty, str]) -> Activity:
    for duty, taker in swapped.items():
        if activity.agent == duty.agent and duty.start <= activity.start and activity.end <= duty.end:
            return replace(activity, agent=taker)
    return activity


def _fails(plan: Plan, roster: Roster, pair: tuple[str, str], packs: Sequence[str] | None) -> dict[Key, float]:
    """Deficit of each FAIL finding about one of two people."""
    found = check(plan, roster, packs, pair).findings
    return {(f.rule, f.agent, f.first_day): f.deficit or 0.0 for f in found if f.outcome is Outcome.FAIL and f.agent in pair}
