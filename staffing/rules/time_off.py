"""Time off given for work on rest days: what was given back, against which day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts

LIEU_KINDS = frozenset({"lieu", "toil", "time-off-in-lieu", "time off in lieu", "compensatory", "调休", "补休"})
"""Kinds of leave.csv that are time off in lieu (compared without regard to capitals)."""


@dataclass(frozen=True)
class GivenBack:
    """Minutes of one rest day worked that were given back as time off, and on which days; no days where a document alone says so."""

    minutes: int
    on: tuple[date, ...] = ()


def given_back(
    facts: Facts, agent: Agent, earned: Mapping[date, int], day_minutes: int, spec: RuleSpec | None = None
) -> dict[date, GivenBack]:
    """What was given back for each rest day worked.

    A document of a kind in ``lieu_evidence`` of the rule on premiums, valid on the day, gives all of it back. Each day of leave of one of
    :data:`LIEU_KINDS` up to the plan's end gives ``day_minutes`` back, to the oldest open day first; time off before anything was earned
    counts against what is earned later: in which order a centre books it is its own affair.
    """
    papers: Collection[str] = () if spec is None else spec.params.get("lieu_evidence", ())
    days_off = lieu_days(facts, agent.id)
    left, at = [day_minutes] * len(days_off), 0
    out: dict[date, GivenBack] = {}
    for day, minutes in sorted(earned.items()):
        if spec is not None and papers and facts.evidence.has(papers, agent, day, spec.id):
            out[day] = GivenBack(minutes)
            continue
        taken, on = 0, []
        while at < len(days_off) and taken < minutes:
            part = min(minutes - taken, left[at])
            taken += part
            left[at] -= part
            if part:
                on.append(days_off[at])
            at += left[at] == 0
        out[day] = GivenBack(taken, tuple(on))
    return out


def lieu_days(facts: Facts, agent: str) -> list[date]:
    """Days off in lieu up to the plan's end, in order, each once."""
    days: set[date] = set()
    for row in facts.plan.leave:
        if row.agent == agent and row.kind.strip().casefold() in LIEU_KINDS:
            last = min(row.last_day, facts.grid.end_day - timedelta(days=1))
            days.update(row.first_day + timedelta(days=k) for k in range(max(0, (last - row.first_day).days + 1)))
    return sorted(days)
