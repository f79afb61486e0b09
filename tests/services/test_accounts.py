from __future__ import annotations

from staffing.services.accounts import keep_accounts
from tests.rules.accounts.test_month import cn_plan, month_of


def test_everything_payroll_asks_in_one_call() -> None:
    plan = cn_plan("2026-06-01", 14)
    found = keep_accounts(plan, month_of(plan, "D8 D8 D8 D8 D8 D8 - L10 - - - - - -"), lieu_days=30)
    assert [(m.agent, m.rest_day, m.extension) for m in found.months] == [("A1", 480, 120), ("A2", 0, 0)]
    assert [(e.agent, (e.deadline - e.day).days) for e in found.lieu] == [("A1", 30)]
    assert {b.agent for b in found.balances} == {"A1", "A2"}
    assert (found.burdens[0].shifts, found.settings.lieu_days) == (7, 30)


def test_the_plans_own_changes_of_rules_count() -> None:
    plan = cn_plan("2026-06-01", 7, rules={"CN-OT-02": {"enabled": False}})
    assert keep_accounts(plan, month_of(plan, "L10")).balances == ()
