"""The parameters of the hard rules, with the plan's overrides."""

from __future__ import annotations

from dataclasses import dataclass, field

from staffing.domain.plan import Plan
from staffing.models.roster.arrays.law import Law, law_of

CORE_RULES = ("CON-SHIFT-01", "CON-MEAL-01", "CON-SKILL-01", "POL-ONE-01")
"""Rules that the engine always keeps: a roster of ours is made of catalogue shifts, one a day, with lawful pauses."""


@dataclass(frozen=True)
class Policy:
    """Hard rules as the engine reads them; ``None`` = the rule is switched off.

    Attributes:
        min_gap_minutes: POL-REST-01, end of a shift to the start of the next.
        max_days: POL-RUN-01, consecutive calendar days with a start.
        min_days_off: POL-OFF-01, days without a start in a calendar week.
        max_nights: POL-NIGHT-01, consecutive days with a night shift.
        after_run_of, rest_minutes: POL-NIGHT-02, long rest after a run of nights.
        hours, leave, availability, floors, rest_days: whether CON-HOURS-01, CON-LEAVE-01, CON-AVAIL-01, CON-FLOOR-01, SHF-REST-01 hold.
        complete: whether every rule of CORE_RULES is on. The engine keeps them all the same, but where one is off a roster outside the
            engine's reach may be cheaper, so nothing may be claimed as a bound.
        law: what the plan's limits leave to each agent.
    """

    min_gap_minutes: int | None = 660
    max_days: int | None = 6
    min_days_off: int | None = 1
    max_nights: int | None = 4
    after_run_of: int | None = 3
    rest_minutes: int = 2880
    hours: bool = True
    leave: bool = True
    availability: bool = True
    floors: bool = True
    rest_days: bool = True
    complete: bool = True
    law: Law = field(default_factory=Law)

    @staticmethod
    def of(plan: Plan) -> Policy:
        """The policy of a plan: defaults of the contract, then ``[rules.<id>]`` of plan.toml."""

        def on(rule: str) -> bool:
            return bool(plan.rules.get(rule, {}).get("enabled", True))

        def value(rule: str, key: str, default: int) -> int:
            return int(plan.rules.get(rule, {}).get(key, default))

        gap = value("POL-REST-01", "min_gap_minutes", 660) if on("POL-REST-01") else None
        return Policy(
            min_gap_minutes=gap,
            max_days=value("POL-RUN-01", "max_days", 6) if on("POL-RUN-01") else None,
            min_days_off=value("POL-OFF-01", "min_days_off", 1) if on("POL-OFF-01") else None,
            max_nights=value("POL-NIGHT-01", "max_nights", 4) if on("POL-NIGHT-01") else None,
            after_run_of=max(1, value("POL-NIGHT-02", "after_run_of", 3)) if on("POL-NIGHT-02") else None,
            rest_minutes=value("POL-NIGHT-02", "rest_minutes", 2880),
            hours=on("CON-HOURS-01"),
            leave=on("CON-LEAVE-01"),
            availability=on("CON-AVAIL-01"),
            floors=on("CON-FLOOR-01"),
            rest_days=on("SHF-REST-01"),
            complete=all(on(rule) for rule in CORE_RULES),
            law=law_of(plan, gap),
        )

    @property
    def night_cap(self) -> int:
        """Longest run of nights that must be told apart; 0 where no rule looks at nights."""
        return max(self.max_nights or 0, self.after_run_of or 0)
