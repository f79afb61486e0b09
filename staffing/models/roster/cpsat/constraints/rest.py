"""POL-REST-01: end of a shift to the start of the next >= min_gap_minutes.

For agent a, days d < e and every moment r at which a candidate of d is released (its end + gap):  sum of x over candidates of d released
at r or later + sum of x over
candidates of e that start before r <= 1. A candidate that starts before the release of the last duty of ``worked.csv`` is 0.
"""

from __future__ import annotations

from staffing.models.roster.cpsat.model import RosterModel, literals

RULE = "POL-REST-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    problem = model.problem
    cat, gap = problem.catalogue, problem.policy.min_gap_minutes
    if gap is None:
        gap = 0  # shifts of one agent never overlap, whatever the policy says
    for a in model.agents:
        worked = problem.plan.worked_by_agent.get(problem.plan.agents[a].id, ())
        carried = max((row.end + gap for row in worked), default=None)
        for d in range(problem.days):
            today = model.at(a, d)
            if carried is not None:
                for c in today:
                    if cat.start_minute[c.option] < carried:
                        model.forbid(model.name(RULE, a, d), c)
            if not today:
                continue
            released = sorted({int(cat.end_minute[c.option]) + gap for c in today})
            for e in range(d + 1, problem.days):
                later = model.at(a, e)
                if not later:
                    continue
                first = min(int(cat.start_minute[c.option]) for c in later)
                if first >= released[-1]:
                    if e - d > 2:
                        break
                    continue
                for r in released:
                    if first < r:
                        left = [c for c in today if cat.end_minute[c.option] + gap >= r]
                        right = [c for c in later if cat.start_minute[c.option] < r]
                        model.at_most(model.name(RULE, a, e), literals(left + right), 1)
