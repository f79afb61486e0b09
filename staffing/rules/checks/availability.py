"""Work lies inside the agent's availability."""

from __future__ import annotations

from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each day on which a duty leaves the windows; a duty over midnight needs both days."""
    for agent, stints in facts.own.items():
        if agent not in facts.plan.availability_by_agent:
            continue
        for stint in stints:
            verdict.checked += 1
            for day in facts.days.touched(stint.start, stint.end):
                windows = facts.plan.available_windows(agent, day)
                if windows is None:
                    continue
                low = max(stint.start, facts.days.midnight(day))
                high = min(stint.end, facts.days.midnight_after(day))
                open_ = [(facts.grid.edge(day, a), facts.grid.edge(day, b)) for a, b in windows]
                if not any(a <= low and high <= b for a, b in open_):
                    outside = high - low - sum(max(0, min(high, b) - max(low, a)) for a, b in open_)
                    start, end = facts.when(stint.start), facts.when(stint.end)
                    verdict.breach(
                        "outside_availability",
                        agent,
                        day,
                        measured=outside,
                        limit=0,
                        deficit=outside,
                        shift=stint.shift or "-",
                        start=start,
                        end=end,
                    )


KIND = Kind("availability", judge, frozenset({"outside_availability"}))
