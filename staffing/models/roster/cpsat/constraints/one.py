"""POL-ONE-01: sum over c in C[a, d] of x <= 1 for every agent and day."""

from __future__ import annotations

from staffing.models.roster.cpsat.model import RosterModel, literals

RULE = "POL-ONE-01"


def add(model: RosterModel) -> None:
    """Add the rule."""
    for (agent, day), candidates in model.candidates.items():
        model.at_most(model.name(RULE, agent, day), literals(candidates), 1)
