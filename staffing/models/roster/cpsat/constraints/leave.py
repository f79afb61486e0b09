"""CON-LEAVE-01: a candidate that touches a leave day is 0, also where a night runs into it, also past the plan's end."""

from __future__ import annotations

from staffing.models.roster.cpsat.model import RosterModel

RULE = "CON-LEAVE-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    problem = model.problem
    if not problem.policy.leave:
        return
    plan, cat = problem.plan, problem.catalogue
    for candidates in model.candidates.values():
        for c in candidates:
            away = plan.leave_days.get(plan.agents[c.agent].id)
            if away and any(day in away for day in plan.grid.days_touched(int(cat.start_minute[c.option]), int(cat.end_minute[c.option]))):
                model.forbid(model.name(RULE, c.agent, c.day), c)
