"""No work touches a leave day."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each leave day a duty touches, be it by the last hours of a night."""
    for agent, stints in facts.own.items():
        leave = facts.plan.leave_days.get(agent)
        if not leave:
            continue
        verdict.checked += 1
        for stint in stints:
            for day in facts.days.touched(stint.start, stint.end):
                if day in leave:
                    minutes = min(stint.end, facts.days.midnight_after(day)) - max(stint.start, facts.days.midnight(day))
                    start, end = facts.when(stint.start), facts.when(stint.end)
                    verdict.breach(
                        "work_on_leave",
                        agent,
                        day,
                        measured=minutes,
                        limit=0,
                        deficit=minutes,
                        shift=stint.shift or "-",
                        start=start,
                        end=end,
                    )


KIND = Kind("leave", judge, frozenset({"work_on_leave"}))
