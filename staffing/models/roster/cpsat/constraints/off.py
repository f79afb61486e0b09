"""POL-OFF-01: starts in a calendar week <= 7 - min_days_off - days of that week worked before the plan."""

from __future__ import annotations

from staffing.models.roster.arrays.crew import calendar_weeks
from staffing.models.roster.cpsat.model import RosterModel, literals

RULE = "POL-OFF-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    problem = model.problem
    least = problem.policy.min_days_off
    if least is None:
        return
    for a in model.agents:
        for first, last in calendar_weeks(problem.plan):
            before = problem.crew.carry[a].days_in_week if first == 0 else 0
            week = [x for d in range(first, last + 1) for x in literals(model.at(a, d))]
            model.at_most(model.name(RULE, a, first), week, max(0, 7 - least - before))
