from __future__ import annotations

from datetime import date

from staffing.domain.people import Leave
from staffing.rules.accounts import AccountFacts, lieu_ledger, settings_of
from staffing.rules.packs import load_packs
from tests.rules.accounts.test_month import cn_plan, month_of

SIX_DAYS = "D8 D8 D8 D8 D8 D8 - D8 D8 D8 D8 D8 D8 -"


def ledger(leave: tuple[Leave, ...] = (), lieu_days: int = 30):  # type: ignore[no-untyped-def]
    plan = cn_plan("2026-06-01", 14, leave=leave)
    return lieu_ledger(AccountFacts(plan, month_of(plan, SIX_DAYS)), settings_of(load_packs(plan.rule_packs), lieu_days))


def test_each_sixth_day_earns_its_hours_with_a_deadline() -> None:
    assert [(e.day, e.earned, e.open, e.deadline) for e in ledger()] == [
        (date(2026, 6, 6), 480, 480, date(2026, 7, 6)),
        (date(2026, 6, 13), 480, 480, date(2026, 7, 13)),
    ]


def test_time_off_goes_to_the_oldest() -> None:
    first, second = ledger((Leave("A1", date(2026, 6, 14), date(2026, 6, 14), "TOIL"),))
    assert (first.taken, first.taken_on, first.open) == (480, (date(2026, 6, 14),), 0)
    assert (second.taken, second.taken_on) == (0, ())


def test_what_is_open_past_its_deadline_is_overdue() -> None:
    assert [e.overdue for e in ledger(lieu_days=5)] == [True, False]


def test_leave_of_another_kind_gives_nothing_back() -> None:
    assert {e.taken for e in ledger((Leave("A1", date(2026, 6, 14), date(2026, 6, 14), "annual"),))} == {0}


def test_time_off_after_the_plan_does_not_count_yet() -> None:
    assert {e.taken for e in ledger((Leave("A1", date(2026, 6, 20), date(2026, 6, 20), "lieu"),))} == {0}
