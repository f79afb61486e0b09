"""CON-AVAIL-01: a candidate that leaves the agent's availability on any day it touches is 0."""

from __future__ import annotations

from datetime import timedelta

from staffing.domain.plan import Plan
from staffing.models.roster.cpsat.model import RosterModel

RULE = "CON-AVAIL-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    problem = model.problem
    if not problem.policy.availability:
        return
    cat = problem.catalogue
    for candidates in model.candidates.values():
        for c in candidates:
            agent = problem.plan.agents[c.agent].id
            if agent in problem.plan.availability_by_agent and not inside(
                problem.plan, agent, int(cat.start_minute[c.option]), int(cat.end_minute[c.option])
            ):
                model.forbid(model.name(RULE, c.agent, c.day), c)


def inside(plan: Plan, agent: str, start: int, end: int) -> bool:
    """Whether [start, end) lies inside the availability of every day it touches."""
    for day in plan.grid.days_touched(start, end):
        low = max(start, plan.grid.midnight(day))
        high = min(end, plan.grid.midnight(day + timedelta(days=1)))
        windows = plan.available_windows(agent, day)
        if windows is None:
            continue
        if not any(plan.grid.edge(day, a) <= low and high <= plan.grid.edge(day, b) for a, b in windows):
            return False
    return True
