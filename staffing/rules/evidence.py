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
        self._by_kind: dict[str, list[Evidence]] = {}
        for row in plan.evidence:
            self._by_kind.setdefault(row.kind.casefold(), []).append(row)
        self._judged: dict[tuple[str, date], str] = {}
        self._systems = {c.name: c.hours_system for c in plan.contracts}
        self._approvals = tuple(r for r in plan.evidence if r.kind.casefold() in APPROVAL_KINDS and r.rule in APPROVAL_RULES)

    def has(self, kinds: Collection[str], agent: Agent, day: date, rule: str) -> bool:
        """Whether a document of one of ``kinds`` is valid for an agent on a day and speaks of this rule (or of no rule in particular)."""
        return any(r.rule in ("", rule) and _holds(r, agent, day) for kind in kinds for r in self._by_kind.get(kind, ()))

    def found(self, kinds: Collection[str], rule: str, first: date, last: date) -> tuple[Evidence, ...]:
        """Documents of one of ``kinds`` that speak of this rule, or of none in particular, and are valid on a day from first to last."""
        return tuple(
            r
            for kind in kinds
            for r in self._by_kind.get(kind, ())
            if r.rule in ("", rule) and (r.valid_from is None or r.valid_from <= last) and (r.valid_to is None or r.valid_to >= first)
        )

    def cycle(self, agent: Agent, day: date) -> str:
        """The cycle that the approval valid on a day names; ``""`` where it names none."""
        return next((r.cycle for r in self._approvals if r.cycle and _holds(r, agent, day)), "")

    def approved(self, agent: Agent, day: date) -> bool:
        """Whether an approval of the agent's hours system is valid on a day."""
        return bool(self._approvals) and any(_holds(r, agent, day) for r in self._approvals)

    def hours_system(self, agent: Agent, day: date) -> str:
        """The hours system by which an agent is judged on a day: a special one counts only with an approval valid that day."""
        system = self._systems[agent.contract]
        if system not in SPECIAL_SYSTEMS:
            return system
        key = (agent.id, day)
        if key not in self._judged:
            self._judged[key] = system if self.approved(agent, day) else "standard"
        return self._judged[key]

    def ended(self, contract: str, day: date) -> str:
        """Reference and last day of the approval of a contract's hours system that ended last before a day; ``""`` = none did."""
        mine = [(r.valid_to, r.reference) for r in self._approvals if r.contract in ("", contract) and r.valid_to and r.valid_to < day]
        return f"{max(mine)[1]}: {max(mine)[0]}" if mine else ""

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
