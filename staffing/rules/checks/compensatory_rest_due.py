"""Rest that was cut short by a derogation is given back soon: a later rest longer by what was missing."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, count, minutes, texts
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each short rest, on a day with a derogation, that no later rest makes good; a rest makes good for one of them.

    Days not yet planned may still bring it.
    """
    least, days = spec.params["rest_minutes"], spec.params["within_days"]
    for agent_id, line in facts.line.items():
        agent = facts.plan.agent_by_id[agent_id]
        gaps = [(before, after, after.start - before.end) for before, after in pairwise(line)]
        used: set[int] = set()
        for k, (before, after, gap) in enumerate(gaps):
            if not (after.own and 0 <= gap < least and in_scope(facts, spec, agent, after.day)):
                continue
            if not facts.evidence.has(spec.params["derogation"], agent, after.day, spec.id):
                continue
            verdict.checked += 1
            last = after.day + timedelta(days=days)
            owed = least + (least - gap)
            later = next(
                (j for j in range(k + 1, len(gaps)) if j not in used and gaps[j][0].day <= last and gaps[j][2] >= owed),
                None,
            )
            if later is not None:
                used.add(later)
            elif last < facts.grid.end_day:
                longest = max((g[2] for g in gaps[k + 1 :] if g[0].day <= last), default=0)
                if line[-1].day <= last:
                    continue  # after the last duty of the plan there is rest
                end, start = facts.when(before.end), facts.when(after.start)
                verdict.breach(
                    "no_compensation",
                    agent_id,
                    after.day,
                    last,
                    measured=longest,
                    limit=owed,
                    deficit=owed - longest,
                    end=end,
                    start=start,
                    days=days,
                )


KIND = Kind(
    "compensatory_rest_due",
    judge,
    frozenset({"no_compensation"}),
    {"rest_minutes": minutes(660), "within_days": count(14, 1), "derogation": texts("derogation")},
)
