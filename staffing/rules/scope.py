"""Whom a rule speaks of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.facts import Facts


def in_scope(facts: Facts, spec: RuleSpec, agent: Agent, day: date) -> bool:
    """Whether a rule speaks of an agent on a day; the hours system is the one the agent is judged by that day."""
    systems = spec.scope.get("hours_system")
    return systems is None or facts.hours_system(agent, day) in systems


def people(facts: Facts, spec: RuleSpec) -> Collection[str] | None:
    """The agents of the plan of whom a rule may speak at all, by contract, site, tag and hours system; ``None`` = everybody.

    The hours system is that of the contract, or ``standard`` where it needs an approval that may be missing on some day.
    """
    if not spec.scope:
        return None
    key = ("people", *((name, spec.scope[name]) for name in sorted(spec.scope)))
    if key not in facts.kept:
        facts.kept[key] = frozenset(a.id for a in facts.plan.agents if _may(facts, spec, a))
    found: Collection[str] = facts.kept[key]
    return found


def _may(facts: Facts, spec: RuleSpec, agent: Agent) -> bool:
    scope = spec.scope
    if "contracts" in scope and agent.contract not in scope["contracts"]:
        return False
    if "sites" in scope and agent.site not in scope["sites"]:
        return False
    if "tags" in scope and not set(agent.tags) & set(scope["tags"]):
        return False
    systems = scope.get("hours_system")
    if systems is None:
        return True
    system = facts.plan.contract_by_name[agent.contract].hours_system
    return system in systems or ("standard" in systems and facts.evidence.special(agent))
