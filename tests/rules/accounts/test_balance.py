from __future__ import annotations

from datetime import date

from staffing.domain.people import Contract, Evidence, Leave
from staffing.rules.accounts import AccountFacts, balances, settings_of
from staffing.rules.packs import load_packs
from tests.factories import make_plan
from tests.rules.accounts.test_month import SHIFTS, cn_plan, month_of

SUMMED = {"contracts": (Contract("full-time", "comprehensive", 0, 2400, 6000),), "evidence": (Evidence("approval", "x"),)}


def of(plan, codes):  # type: ignore[no-untyped-def]
    found = balances(AccountFacts(plan, month_of(plan, codes)), settings_of(load_packs(plan.rule_packs)))
    return [b for b in found if b.agent == "A1"]


def test_a_month_of_standard_hours_is_balanced_against_its_system_days() -> None:
    (june,) = of(cn_plan("2026-06-01", 30, leave=(Leave("A1", date(2026, 6, 29), date(2026, 6, 30), "annual"),)), " ".join(["D8"] * 5))
    assert (june.cycle, june.worked, june.normal, june.balance, june.left, june.complete) == ("month", 2400, 21 * 480, -7680, 7680, True)
    assert june.leave_days == 2


def test_summed_hours_are_balanced_over_the_quarter() -> None:
    (quarter,) = of(cn_plan("2026-01-05", 7, **SUMMED), "N11 - N11 - N11 - -")
    assert (quarter.first, quarter.end, quarter.normal_whole) == (date(2026, 1, 1), date(2026, 4, 1), 472 * 60)
    assert (quarter.known_from, quarter.until, quarter.complete) == (date(2026, 1, 5), date(2026, 1, 12), False)
    assert (quarter.worked, quarter.normal) == (3 * 660, 5 * 480)


def test_holidays_are_paid_not_balanced() -> None:
    (september, october) = of(cn_plan("2026-09-28", 7), "- - N11 - - - -")
    assert (september.worked, october.worked) == (240, 0)


def test_without_a_rule_on_the_calendar_there_is_no_balance() -> None:
    plan = make_plan("2026-06-01", 7, shifts=SHIFTS)
    assert of(plan, "D8") == []
