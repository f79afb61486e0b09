"""The accounts: who worked how long, what of it is overtime of which kind, what rest, leave and balances result. Pure functions."""

from __future__ import annotations

from staffing.rules.accounts.balance import Balance, balances
from staffing.rules.accounts.book import AccountFacts
from staffing.rules.accounts.drift import Difference, Drift, drift_of, until
from staffing.rules.accounts.fairness import Burden, Spread, burdens, spreads
from staffing.rules.accounts.leave_ledger import LeaveEntry, leave_ledger
from staffing.rules.accounts.lieu import LieuEntry, lieu_ledger
from staffing.rules.accounts.month import MonthAccount, month_accounts
from staffing.rules.accounts.settings import AccountSettings, settings_of

__all__ = [
    "AccountFacts",
    "AccountSettings",
    "Balance",
    "Burden",
    "Difference",
    "Drift",
    "LeaveEntry",
    "LieuEntry",
    "MonthAccount",
    "Spread",
    "balances",
    "burdens",
    "drift_of",
    "leave_ledger",
    "lieu_ledger",
    "month_accounts",
    "settings_of",
    "spreads",
    "until",
]
