"""Whom a rule speaks of."""

from __future__ import annotations

from datetime import date

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts


def in_scope(facts: Facts, spec: RuleSpec, agent: Agent, day: date) -> bool:
    """Whether a rule speaks of an agent on a day; the hours system is the one the agent is judged by that day."""
    systems = spec.scope.get("hours_system")
    return systems is None or facts.hours_system(agent, day) in systems
