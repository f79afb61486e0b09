"""What a checker says while it judges: findings, how much it looked at, and what it counted."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from staffing.domain.finding import Finding, Outcome
from staffing.domain.rule import RuleSpec

BREACH = {
    "violation": Outcome.FAIL,
    "pay_due": Outcome.PAY_DUE,
    "needs_evidence": Outcome.NEEDS_EVIDENCE,
    "advisory": Outcome.ADVISORY,
}

READINGS = ("off", "advisory", "needs_evidence", "violation")
"""How a rule may take a breach of one of its readings."""


def clock_text(minutes: float) -> str:
    """A length of time as hours and minutes, e.g. ``10:30`` or ``-1:15``."""
    whole = round(abs(minutes))
    return f"{'-' if minutes < 0 and whole else ''}{whole // 60}:{whole % 60:02d}"


class Verdict:
    """Collects what one rule says about one roster.

    Attributes:
        checked: (agent, window) pairs judged so far.
        facts: numbers counted on the way; names carry units.
        findings: so far.
        reason: message key of why nothing could be judged; ``""`` otherwise.

    Args:
        messages: the keys the rule's kind may use; another key is a ValueError.
    """

    def __init__(self, spec: RuleSpec, messages: Collection[str]) -> None:
        self.spec = spec
        self.checked = 0
        self.facts: dict[str, float] = {}
        self.findings: list[Finding] = []
        self.reason = ""
        self._messages = messages

    def count(self, name: str, value: float = 1) -> None:
        """Add to a counted number."""
        self.facts[name] = self.facts.get(name, 0) + value

    def breach(self, key: str, agent: str, first_day: date, last_day: date | None = None, **more: Any) -> None:
        """The rule does not hold: the outcome is that of its severity. ``more`` as in :meth:`add`."""
        self.add(BREACH[self.spec.severity], key, agent, first_day, last_day, **more)

    def reading(self, how: str, key: str, agent: str, first_day: date, last_day: date | None = None, **more: Any) -> None:
        """A reading of the rule does not hold: ``how`` is one of :data:`READINGS`; ``violation`` means the rule's severity."""
        if how == "violation":
            self.breach(key, agent, first_day, last_day, **more)
        elif how != "off":
            self.add(BREACH[how], key, agent, first_day, last_day, **more)

    def add(
        self,
        outcome: Outcome,
        key: str,
        agent: str,
        first_day: date,
        last_day: date | None = None,
        *,
        measured: float | None = None,
        limit: float | None = None,
        unit: str = "minutes",
        deficit: float | None = None,
        **params: Any,
    ) -> None:
        """One finding. A rule known only from general knowledge (certainty G) never says more than ADVISORY.

        Every message may use ``agent``, ``day``, ``last_day``, ``measured``, ``limit``, ``deficit`` (lengths of time as ``10:30``) beside
        ``params``.
        """
        if key not in self._messages:
            raise ValueError(f"{self.spec.kind} does not announce the message {key!r}")
        if self.spec.certainty == "G" and outcome is not Outcome.UNKNOWN:
            outcome = Outcome.ADVISORY
        last = first_day if last_day is None else last_day
        values: dict[str, Any] = {"agent": agent, "day": first_day.isoformat(), "last_day": last.isoformat()}
        for name, value in (("measured", measured), ("limit", limit), ("deficit", deficit)):
            if value is not None:
                values[name] = clock_text(value) if unit == "minutes" else f"{value:g}"
        self.findings.append(
            Finding(
                rule=self.spec.id,
                pack=self.spec.pack,
                certainty=self.spec.certainty,
                outcome=outcome,
                agent=agent,
                first_day=first_day,
                last_day=last,
                measured=measured,
                limit=limit,
                unit="" if measured is None and limit is None else unit,
                deficit=deficit,
                citation=self.spec.citation,
                key=key,
                params=values | params,
            )
        )

    def unknown(self, reason: str, key: str, first_day: date, last_day: date, agent: str = "", **params: Any) -> None:
        """Something could not be judged: one UNKNOWN finding, by default about the roster as a whole.

        ``reason`` is what the rule as a whole says of it, ``reason.<reason>`` in the catalogues.
        """
        self.reason = f"reason.{reason}"
        self.add(Outcome.UNKNOWN, key, agent, first_day, last_day, unit="", **params)
