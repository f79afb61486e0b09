"""System hours: what a month, quarter and year hold by the notice in force, and by the calendar."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.calendar import notice_days
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, minutes
from staffing.rules.verdict import Verdict

MESSAGES = frozenset({"system_hours_unknown"})


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """A classification other rules count by: the hours of each month of the plan, by the notice in force on its first day."""
    for month in sorted({d.replace(day=1) for d in facts.grid.calendar}):
        verdict.checked += 1
        notice = notice_days(month)
        verdict.facts[f"calendar_minutes_{month:%Y_%m}"] = facts.calendar.system_days(month.year, month.month) * spec.params["day_minutes"]
        if notice is None:
            verdict.unknown("history_missing", "system_hours_unknown", month, month)
        else:
            verdict.facts[f"notice_minutes_{month:%Y_%m}"] = round(notice[2] * spec.params["day_minutes"], 2)


KIND = Kind("system_hours", judge, MESSAGES, {"day_minutes": minutes(480, 1440)}, whole_roster=True)
