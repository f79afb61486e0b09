"""POL-RUN-01: in any max_days + 1 consecutive calendar days at most max_days starts; days worked right before the plan count."""

from __future__ import annotations

from staffing.models.roster.cpsat.model import RosterModel, literals

RULE = "POL-RUN-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    most = model.problem.policy.max_days
    if most is None:
        return
    for a in model.agents:
        carried = min(model.problem.crew.carry[a].run, most)
        for first in range(-carried, model.problem.days - most):
            days = range(first, first + most + 1)
            before = sum(1 for d in days if d < 0)
            model.at_most(model.name(RULE, a, days[-1]), [x for d in days for x in literals(model.at(a, d))], most - before)
