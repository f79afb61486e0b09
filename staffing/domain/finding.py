"""What a check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from staffing.domain.rule import Citation, RuleSpec


class Outcome(StrEnum):
    """How a rule came out; the last three are never PASS."""

    PASS = "PASS"
    FAIL = "FAIL"
    PAY_DUE = "PAY_DUE"
    NEEDS_EVIDENCE = "NEEDS_EVIDENCE"
    ADVISORY = "ADVISORY"
    UNKNOWN = "UNKNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"


SEVERITY_ORDER = (
    Outcome.FAIL,
    Outcome.PAY_DUE,
    Outcome.NEEDS_EVIDENCE,
    Outcome.UNKNOWN,
    Outcome.ADVISORY,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class Finding:
    """One thing a rule says about one agent and period; a sentence is made from ``key`` and ``params`` on the way out.

    Attributes:
        rule, pack, certainty, citation: of the rule.
        outcome: never PASS or NOT_APPLICABLE.
        agent: id, or ``""`` for a finding about a queue or the roster as a whole.
        first_day, last_day: the period judged.
        measured, limit: in ``unit``; ``None`` where nothing was measured.
        deficit: how far the roster is from lawful, in ``unit``, >= 0; ``None`` where it cannot be said.
        key: message key in the catalogues, ``finding.<key>``.
        params: values for the message.
    """

    rule: str
    pack: str
    certainty: str
    outcome: Outcome
    agent: str
    first_day: date
    last_day: date
    measured: float | None
    limit: float | None
    unit: str
    deficit: float | None
    citation: Citation
    key: str
    params: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.outcome in (Outcome.PASS, Outcome.NOT_APPLICABLE):
            raise ValueError("a finding is never PASS or NOT_APPLICABLE")


@dataclass(frozen=True)
class RuleResult:
    """How one rule came out over the whole roster.

    Attributes:
        outcome: the worst outcome; PASS only where everything asked could be judged.
        checked: number of (agent, window) pairs judged.
        findings: number of findings.
        reason: why NOT_APPLICABLE or UNKNOWN, a message key; ``""`` otherwise.
        facts: numbers the rule counted on the way, e.g. ``{"night_shifts": 12}``; names carry units.
    """

    spec: RuleSpec
    outcome: Outcome
    checked: int
    findings: int
    reason: str = ""
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class RuleChange:
    """A rule that is not as the program's packs have it: who changed what.

    Attributes:
        rule: its id.
        parameter: what was changed: a parameter, ``enabled``, ``scope``, ``severity``, ...; ``rule`` for a rule that a
            pack of the user's own adds.
        default, value: before and after; ``None`` = not there.
        file: where the change stands: ``plan.toml``, or the file of the pack.
    """

    rule: str
    parameter: str
    default: Any
    value: Any
    file: str


@dataclass(frozen=True)
class Audit:
    """The result of a check: findings in order of gravity, how each rule came out, and which rules somebody changed."""

    findings: tuple[Finding, ...]
    rules: tuple[RuleResult, ...]
    changes: tuple[RuleChange, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Number of findings with an outcome."""
        return sum(f.outcome is outcome for f in self.findings)

    @property
    def failed(self) -> bool:
        """Whether any finding is FAIL."""
        return any(f.outcome is Outcome.FAIL for f in self.findings)
