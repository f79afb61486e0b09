"""CON-SHIFT-01: candidates are options of the catalogue; those the agent may not work (sites, volunteers_only) are 0."""

from __future__ import annotations

from staffing.models.roster.arrays.crew import may_work
from staffing.models.roster.cpsat.model import RosterModel

RULE = "CON-SHIFT-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    plan, shift_of = model.problem.plan, model.problem.catalogue.options.shift
    for a in model.agents:
        allowed = may_work(plan.agents[a], plan)
        for d in range(model.problem.days):
            for c in model.at(a, d):
                if not allowed[shift_of[c.option]]:
                    model.forbid(model.name(RULE, a, d), c)
