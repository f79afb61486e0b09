"""Daily rest: between duties, and as one block inside the 24 hours from the start of each duty."""

from __future__ import annotations

from itertools import pairwise

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, Parameter, minutes, texts
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per duty of the roster that leaves too little rest; none on days on which a document of ``derogation`` is valid.

    Where a derogation holds, the rest is owed later: see the kind ``compensatory_rest_due``.
    """
    params, least = spec.params, spec.params["rest_minutes"]
    for agent_id, line in facts.line.items():
        for before, after in pairwise(line):
            gap = after.start - before.end
            if after.own:
                verdict.checked += 1
                if 0 <= gap < least and _binds(facts, spec, agent_id, after):
                    end, start = facts.when(before.end), facts.when(after.start)
                    verdict.breach("daily_rest", agent_id, after.day, measured=gap, limit=least, deficit=least - gap, end=end, start=start)
        if params["per_24_hours"]:
            for k, stint in enumerate(line):
                if stint.own and stint.end - stint.start > 1440 - least and _binds(facts, spec, agent_id, stint):
                    rest = _inside_24_hours(line, k)
                    if rest < least:
                        start, end = facts.when(stint.start), facts.when(stint.end)
                        verdict.breach(
                            "rest_in_24_hours", agent_id, stint.day, measured=rest, limit=least, deficit=least - rest, start=start, end=end
                        )


def _binds(facts: Facts, spec: RuleSpec, agent_id: str, stint: Stint) -> bool:
    agent = facts.plan.agent_by_id[agent_id]
    return in_scope(facts, spec, agent, stint.day) and not facts.evidence.has(spec.params["derogation"], agent, stint.day, spec.id)


def _inside_24_hours(line: tuple[Stint, ...], k: int) -> int:
    """The longest rest in the 24 hours from the start of a duty."""
    begin = line[k].start
    longest, at = 0, line[k].end
    for other in line[k + 1 :]:
        if other.start >= begin + 1440:
            break
        longest, at = max(longest, other.start - at), max(at, other.end)
    return max(longest, begin + 1440 - at, 0)


KIND = Kind(
    "daily_rest",
    judge,
    frozenset({"daily_rest", "rest_in_24_hours"}),
    {"rest_minutes": minutes(660), "per_24_hours": Parameter(True), "derogation": texts("derogation")},
)
