"""Documents that make something lawful, looked up by agent, rule and day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from staffing.domain.people import Agent, Evidence
from staffing.domain.plan import Plan

SPECIAL_SYSTEMS = ("comprehensive", "irregular")
"""Hours systems that hold only with an approval."""

APPROVAL_KINDS = frozenset({"approval"})
APPROVAL_RULES = frozenset({"", "CN-HRS-01", "CN-HRS-02", "CN-COMP-01", "CN-COMP-02", "CN-COMP-03", "CN-IRREG-01"})
"""Rules an approval of an hours system may name (blank: it does not say)."""


class EvidenceBook:
    """evidence.csv of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._rows = plan.evidence
        self._systems = {c.name: c.hours_system for c in plan.contracts}
        self._approvals = tuple(r for r in plan.evidence if r.kind.casefold() in APPROVAL_KINDS and r.rule in APPROVAL_RULES)

    def has(self, kinds: Collection[str], agent: Agent, day: date, rule: str) -> bool:
        """Whether a document of one of ``kinds`` is valid for an agent on a day and speaks of this rule (or of no rule in particular)."""
        return any(r.kind.casefold() in kinds and r.rule in ("", rule) and _holds(r, agent, day) for r in self._rows)

    def approved(self, agent: Agent, day: date) -> bool:
        """Whether an approval of the agent's hours system is valid on a day."""
        return any(_holds(r, agent, day) for r in self._approvals)

    def hours_system(self, agent: Agent, day: date) -> str:
        """The hours system by which an agent is judged on a day: a special one counts only with an approval valid that day."""
        system = self._systems[agent.contract]
        return "standard" if system in SPECIAL_SYSTEMS and not self.approved(agent, day) else system

    def special(self, agent: Agent) -> bool:
        """Whether the agent's contract names an hours system that needs an approval."""
        return self._systems[agent.contract] in SPECIAL_SYSTEMS


def _holds(row: Evidence, agent: Agent, day: date) -> bool:
    return (
        row.agent in ("", agent.id)
        and row.contract in ("", agent.contract)
        and (row.valid_from is None or row.valid_from <= day)
        and (row.valid_to is None or day <= row.valid_to)
    )
