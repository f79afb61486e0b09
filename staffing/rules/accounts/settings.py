"""By which numbers the accounts are kept: read from the rules in force, so that accounts and findings agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from staffing.domain.grid import NIGHT_FROM, NIGHT_TO
from staffing.domain.rule import RuleSpec

LIEU_DAYS = 180
"""Days within which earned time off should be given. No national text setting one is known: a house rule, to be chosen."""


@dataclass(frozen=True)
class AccountSettings:
    """Numbers of the accounts.

    Attributes:
        overtime: the rule on the month's overtime whose scope and normal hours count; ``None`` where no pack in force has one: then the
            week's hours above the contract's normal ones are the only overtime.
        holiday: the rule on statutory holidays; ``None`` where no pack in force has one.
        normal_day_minutes, normal_week_minutes: beyond these is overtime (standard hours).
        premium: the rule on premium pay, which says from which duty day of a week on a shift beyond the week is rest-day work; ``None``
            where no pack in force has one.
        summed: the rule on the total of a cycle of summed (comprehensive) hours; ``None`` where no pack in force has one.
        night_from, night_to: clock minutes of the night.
        leave: the rule on annual leave; leave_pay: the rule on pay for leave not taken; ``None`` where no pack in force has one.
        lieu_days: days within which earned time off is to be given.
    """

    overtime: RuleSpec | None = None
    holiday: RuleSpec | None = None
    normal_day_minutes: int = 480
    normal_week_minutes: int = 2400
    night_from: int = NIGHT_FROM
    night_to: int = NIGHT_TO
    premium: RuleSpec | None = None
    summed: RuleSpec | None = None
    lieu_days: int = LIEU_DAYS
    leave: RuleSpec | None = None
    leave_pay: RuleSpec | None = None

    def __post_init__(self) -> None:
        if self.lieu_days < 0:
            raise ValueError("lieu_days must not be negative")


def settings_of(specs: Iterable[RuleSpec], lieu_days: int = LIEU_DAYS) -> AccountSettings:
    """The settings that follow from the rules in force; rules switched off do not count."""
    rules = [s for s in specs if s.enabled]

    def first(kind: str) -> RuleSpec | None:
        return next((s for s in rules if s.kind == kind), None)

    overtime, holiday, night = first("max_overtime_per_month"), first("holiday_premium"), first("night_work")
    summed = next((s for s in rules if s.kind == "cycle_hours" and s.params["measure"] == "total"), None)
    params = overtime.params if overtime else {}
    return AccountSettings(
        overtime,
        holiday,
        int(params.get("normal_day_minutes", 480)),
        int(params.get("normal_week_minutes", 2400)),
        int(night.params["night_from"]) if night else NIGHT_FROM,
        int(night.params["night_to"]) if night else NIGHT_TO,
        first("premium_pay"),
        summed,
        lieu_days,
        first("entitlement_balance"),
        next((s for s in rules if s.kind == "entitlement_balance" and s.params["percent"] > 100), None),
    )
