"""Who works at night, and how long: a classification that other rules and the accounts read."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, clock, count
from staffing.rules.statuses import covers
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """Counts night shifts, their people and minutes; speaks only where a recorded status rules night work out."""
    params = spec.params
    people = 0
    for agent, own in facts.own.items():
        nights = 0
        unfit = [s for s in facts.plan.statuses if s.agent == agent and s.status in params["unfit_statuses"]]
        for stint in own:
            verdict.checked += 1
            minutes = facts.night_of(stint, params["night_from"], params["night_to"])
            if minutes < params["min_overlap_minutes"]:
                continue
            nights += 1
            verdict.count("night_shifts")
            verdict.count("night_minutes", minutes)
            if any(covers(status, day) for status in unfit for day in facts.days.touched(stint.start, stint.end)):
                start, end = facts.when(stint.start), facts.when(stint.end)
                verdict.add(
                    Outcome.ADVISORY, "night_unfit", agent, stint.day, measured=minutes, limit=0, deficit=minutes, start=start, end=end
                )
        people += nights > 0
    verdict.facts["night_agents"] = people


KIND = Kind(
    "night_work",
    judge,
    frozenset({"night_unfit"}),
    {
        "night_from": clock(1320),
        "night_to": clock(360),
        "min_overlap_minutes": count(1, 1, 1440),
        "unfit_statuses": Parameter(("night-unfit",)),
    },
)
