"""Shifts that turn against the clock: on the next day a start clearly earlier than the day before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind, count, minutes
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent with more backward turns in the plan than ``max_turns``."""
    for agent, line in facts.line.items():
        turns = [s.day for s in backward(facts, line, spec.params["min_minutes"]) if s.own]
        verdict.checked += 1
        if len(turns) > spec.params["max_turns"]:
            most = spec.params["max_turns"]
            verdict.breach(
                "backward_turns", agent, turns[0], turns[-1], measured=len(turns), limit=most, unit="turns", deficit=len(turns) - most
            )


def backward(facts: Facts, line: tuple[Stint, ...], min_minutes: int = 120) -> Iterator[Stint]:
    """Duties that start, on the calendar day after the one before, earlier by the clock by at least so many minutes."""
    for before, after in pairwise(line):
        if after.day - before.day == timedelta(days=1) and facts.days.clock(before.start) - facts.days.clock(after.start) >= min_minutes:
            yield after


KIND = Kind("backward_rotation", judge, frozenset({"backward_turns"}), {"min_minutes": minutes(120, 1440), "max_turns": count(0)})
