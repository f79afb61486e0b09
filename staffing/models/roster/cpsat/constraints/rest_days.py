"""SHF-REST-01: after a shift with rest_days_after = n that starts on day d, no start on d + 1 ... d + n; shifts of ``worked.csv`` count."""

from __future__ import annotations

from staffing.models.roster.cpsat.model import RosterModel, literals

RULE = "SHF-REST-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    problem = model.problem
    if not problem.policy.rest_days:
        return
    plan, shift_of = problem.plan, problem.catalogue.options.shift
    for a in model.agents:
        for row in plan.worked_by_agent.get(plan.agents[a].id, ()):
            shift = plan.shift_by_name.get(row.shift)
            start = (plan.grid.day(row.start) - plan.grid.first_day).days
            for d in range(start + 1, start + 1 + (shift.rest_days_after if shift else 0)):
                for c in model.at(a, d):
                    model.forbid(model.name(RULE, a, d), c)
        for d in range(problem.days):
            rest_of = {c.option: plan.shifts[int(shift_of[c.option])].rest_days_after for c in model.at(a, d)}
            for k in range(1, max(rest_of.values(), default=0) + 1):
                long = [c for c in model.at(a, d) if rest_of[c.option] >= k]
                later = model.at(a, d + k)
                if later:
                    model.at_most(model.name(RULE, a, d + k), literals(long) + literals(later), 1)
