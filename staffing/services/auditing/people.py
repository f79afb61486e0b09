"""People and documents as the report shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from staffing.domain.people import Evidence
from staffing.domain.plan import Plan
from staffing.rules.accounts import Balance, MonthAccount
from staffing.rules.accounts.leave_kinds import shown_kind
from staffing.services.auditing.privacy import SENSITIVE

_PRIVATE = (*SENSITIVE, "health", "medical", "pregnan", "nurs")


def people_rows(plan: Plan, accounts: Sequence[MonthAccount], balances: Sequence[Balance]) -> list[dict[str, Any]]:
    """One row for each person and month: the account, the approval and the running balance. Minutes."""
    by_agent: dict[str, list[Balance]] = {}
    for balance in balances:
        by_agent.setdefault(balance.agent, []).append(balance)
    rows = []
    for account in accounts:
        agent = plan.agent_by_id[account.agent]
        own = next((b for b in by_agent.get(account.agent, ()) if b.first <= account.month < b.end), None)
        leave: dict[str, int] = {}
        for kind, days in account.leave_days.items():
            leave[shown_kind(kind)] = leave.get(shown_kind(kind), 0) + days
        row = {name: value for name, value in vars(account).items() if name not in ("leave_days", "base_per_hour")}
        row |= {
            "name": agent.name,
            "contract": agent.contract,
            "contract_system": plan.contract_by_name[agent.contract].hours_system,
            "approval": _approval(plan, agent.id, agent.contract, account),
            "overtime": account.overtime,
            "overtime_with_holidays": account.overtime + account.holiday,
            "rest_day_due": account.rest_day_due,
            "leave_days": leave,
            "premium_pay": round(account.premium_pay, 2),
            "balance": None if own is None else _balance(own),
        }
        rows.append(row)
    return rows


def _balance(balance: Balance) -> dict[str, Any]:
    return {
        "cycle": balance.cycle, "first_day": balance.first, "end": balance.end, "known_from": balance.known_from, "until": balance.until,
        "worked": balance.worked, "normal": balance.normal, "balance": balance.balance, "left": balance.left, "complete": balance.complete,
    }  # fmt: skip


def _approval(plan: Plan, agent: str, contract: str, account: MonthAccount) -> str:
    """Reference of the approval of a special hours system, ``""`` = none."""
    for row in plan.evidence:
        fits = row.kind.casefold() == "approval" and row.agent in ("", agent) and row.contract in ("", contract)
        if fits and (row.valid_to is None or row.valid_to >= account.month):
            return row.reference
    return ""


def evidence_rows(plan: Plan) -> list[dict[str, Any]]:
    """The documents of evidence.csv, with how much of the plan each covers: ``whole``, ``part`` or ``none``. Health stays out of sight."""
    first, last = plan.grid.calendar[0], plan.grid.calendar[-1]
    rows = []
    for row in plan.evidence:
        low, high = row.valid_from or first, row.valid_to or last
        covers = "none" if high < first or low > last else "whole" if low <= first and high >= last else "part"
        private = _private(row)
        rows.append(
            {
                "kind": None if private else row.kind,
                "reference": "" if private else row.reference,
                "agent": row.agent,
                "contract": row.contract,
                "rule": "" if private else row.rule,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "covers": covers,
            }
        )
    return rows


def _private(row: Evidence) -> bool:
    text = f"{row.kind} {row.rule}".casefold()
    return any(word in text for word in _PRIVATE) or "-fem-" in text
