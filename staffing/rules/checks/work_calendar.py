"""The calendar of statutory holidays, days off and make-up working days that other rules count by, and how sure it is."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """Counts the days of the plan; one advisory for each of its years whose calendar is not official yet."""
    days = facts.grid.calendar
    for year in sorted({d.year for d in days}):
        mine = [d for d in days if d.year == year]
        known = facts.calendar.year(year)
        verdict.checked += len(mine)
        verdict.count("statutory_days", sum(d in known.statutory for d in mine))
        verdict.count("make_up_days", sum(d in known.make_up for d in mine))
        verdict.count("working_days", sum(known.is_working_day(d) for d in mine))
        verdict.count("days_set_by_plan", sum(d in known.set_by_plan for d in mine))
        if known.provisional:
            verdict.add(Outcome.ADVISORY, "calendar_provisional", "", mine[0], mine[-1], unit="", year=year)


KIND = Kind("work_calendar", judge, frozenset({"calendar_provisional"}), whole_roster=True)
