"""From the end of a shift to the start of the next lies a minimum of rest, in elapsed time."""

from __future__ import annotations

from itertools import pairwise

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, minutes
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each shift of the roster that starts too soon after the one before it, of the roster or from before the plan."""
    least = spec.params["min_gap_minutes"]
    for agent, line in facts.line.items():
        for before, after in pairwise(line):
            if not after.own:
                continue
            verdict.checked += 1
            gap = after.start - before.end
            if gap < least:
                verdict.breach(
                    "overlapping_shifts" if gap < 0 else "short_rest",
                    agent,
                    after.day,
                    measured=gap,
                    limit=least,
                    deficit=least - gap,
                    end=facts.when(before.end),
                    start=facts.when(after.start),
                )


KIND = Kind(
    "min_gap_between_duties",
    judge,
    frozenset({"short_rest", "overlapping_shifts"}),
    {"min_gap_minutes": minutes(660)},
)
