"""At most one shift starts on a calendar day."""

from __future__ import annotations

from itertools import pairwise

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each further start on a day."""
    for agent, line in facts.line.items():
        verdict.checked += len(facts.own_days[agent])
        for before, after in pairwise(line):
            if after.own and after.day == before.day:
                first, second = facts.when(before.start), facts.when(after.start)
                verdict.breach(
                    "two_starts", agent, after.day, measured=2, limit=1, unit="shifts", deficit=1, start=first, second_start=second
                )


KIND = Kind("one_shift_per_day", judge, frozenset({"two_starts"}))
