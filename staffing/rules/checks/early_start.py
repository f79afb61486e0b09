"""Starts early in the morning."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, clock, count
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent with more starts between ``from_clock`` and ``to_clock`` than ``max_starts``; nights begin before."""
    params = spec.params
    for agent, own in facts.own.items():
        early = [s.day for s in own if params["from_clock"] <= facts.days.clock(s.start) < params["to_clock"]]
        verdict.checked += len(own)
        if len(early) > params["max_starts"]:
            most = params["max_starts"]
            verdict.breach(
                "early_starts", agent, early[0], early[-1], measured=len(early), limit=most, unit="starts", deficit=len(early) - most
            )


KIND = Kind(
    "early_start",
    judge,
    frozenset({"early_starts"}),
    {"from_clock": clock(180), "to_clock": clock(420), "max_starts": count(0)},
)
