"""After a shift with rest_days_after = n no shift starts on the n days that follow its start day."""

from __future__ import annotations

from datetime import timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each start of the roster on such a day; shifts of worked.csv bind too."""
    rest = {kind.name: kind.rest_days_after for kind in facts.plan.shifts if kind.rest_days_after}
    if not rest:
        return
    for agent, days in facts.own_days.items():
        for stint in facts.line[agent]:
            n = rest.get(stint.shift, 0)
            verdict.checked += n > 0
            for k in range(1, n + 1):
                day = stint.day + timedelta(days=k)
                if day in days:
                    verdict.breach(
                        "rest_day_after_shift",
                        agent,
                        day,
                        measured=k - 1,
                        limit=n,
                        unit="days",
                        deficit=n - k + 1,
                        shift=stint.shift,
                        after=stint.day.isoformat(),
                    )


KIND = Kind("rest_days_after_shift", judge, frozenset({"rest_day_after_shift"}))
