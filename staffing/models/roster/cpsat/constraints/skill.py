"""CON-SKILL-01: an agent without any skill cannot be on a queue, so takes no shift; whose skill is which is in the variables w[s, q, g]
themselves."""

from __future__ import annotations

from staffing.models.roster.cpsat.model import RosterModel

RULE = "CON-SKILL-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    for candidates in model.candidates.values():
        for c in candidates:
            if not model.problem.plan.agents[c.agent].skills:
                model.forbid(model.name(RULE, c.agent, c.day), c)
