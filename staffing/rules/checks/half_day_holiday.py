"""Half-day holidays of a part of the people: a reminder; work through them earns no premium."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, texts
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each such day on which somebody works; who has the half day the plan does not know."""
    for day in facts.grid.calendar:
        if f"{day:%m-%d}" in spec.params["days"]:
            people = sum(day in days for days in facts.own_days.values())
            verdict.checked += people
            if people:
                verdict.breach("half_day", "", day, unit="", people=people)


KIND = Kind("half_day_holiday", judge, frozenset({"half_day"}), {"days": texts("03-08", "05-04")}, whole_roster=True)
