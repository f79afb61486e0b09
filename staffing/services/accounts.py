"""The accounts of a roster: hours of each month by kind, time off in lieu, balances, burdens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.domain.rule import RuleSpec
from staffing.rules.accounts import (
    AccountFacts,
    AccountSettings,
    Balance,
    Burden,
    LeaveEntry,
    LieuEntry,
    MonthAccount,
    Spread,
    balances,
    burdens,
    leave_ledger,
    lieu_ledger,
    month_accounts,
    settings_of,
    spreads,
)


@dataclass(frozen=True)
class Accounts:
    """Everything payroll asks of a roster; lengths in minutes.

    Attributes:
        settings: by which rules and numbers it was counted.
        months: one account for each person and calendar month; lieu: the ledger of time off; balances: of reference periods.
        leave: annual leave of each person and year.
        burdens, spreads: nights, weekends, holidays of each person, and how evenly they lie.
    """

    settings: AccountSettings
    months: tuple[MonthAccount, ...]
    lieu: tuple[LieuEntry, ...]
    balances: tuple[Balance, ...]
    burdens: tuple[Burden, ...]
    spreads: tuple[Spread, ...]
    leave: tuple[LeaveEntry, ...] = ()


def keep_accounts(plan: Plan, roster: Roster, specs: Iterable[RuleSpec] | None = None, lieu_days: int | None = None) -> Accounts:
    """The accounts of a roster.

    Args:
        specs: the rules in force; ``None`` = the plan's.
        lieu_days: days within which time off in lieu should be given; ``None`` = the usual number.
    """
    if specs is None:
        from staffing.rules.packs import load_packs

        specs = load_packs(plan.rule_packs, plan.rules, plan.folder)
    settings = settings_of(specs) if lieu_days is None else settings_of(specs, lieu_days)
    facts = AccountFacts(plan, roster)
    rows = burdens(facts, calendar=settings.holiday is not None)
    months, lieu = month_accounts(facts, settings), lieu_ledger(facts, settings)
    return Accounts(settings, months, lieu, balances(facts, settings), rows, spreads(rows), leave_ledger(facts, settings))
