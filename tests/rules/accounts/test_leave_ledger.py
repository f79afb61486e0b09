from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from staffing.domain.people import Evidence, Leave
from staffing.rules.accounts import AccountFacts, LeaveEntry, leave_ledger, settings_of
from staffing.rules.packs import load_packs
from tests.factories import make_agent, make_plan, make_roster

LEAVE = (Leave("A1", date(2026, 5, 4), date(2026, 5, 7), "annual"), Leave("A1", date(2026, 7, 6), date(2026, 7, 6), "年休假"))


def entry(
    first_day: str = "2026-06-01", evidence: tuple[Evidence, ...] = (), packs: tuple[str, ...] = ("cn-mainland",)
) -> list[LeaveEntry]:
    agents = [make_agent("A1", hired=date(2010, 3, 1), monthly_wage=6525.0), make_agent("A2")]
    plan = make_plan(first_day, 7, agents=agents, leave=LEAVE, evidence=evidence)
    return list(leave_ledger(AccountFacts(plan, make_roster(plan, [])), settings_of(load_packs(packs))))


def test_earned_taken_booked_left_and_what_the_rest_would_cost() -> None:
    known, unknown = entry()
    assert (known.earned, known.taken, known.booked, known.left) == (10, 2, 1, 7)  # 4 and 5 May are moved rest days
    assert (known.expires, known.lapsed, known.on_record) == (date(2026, 12, 31), False, False)
    assert (known.pay_percent, known.pay, known.extra) == (300, 7 * 300 * 3.0, 7 * 300 * 2.0)
    assert (unknown.earned, unknown.left, unknown.pay) == (None, None, None)


def test_three_days_not_taken_at_6525_a_month_are_2700_of_which_1800_extra() -> None:
    more = (*LEAVE, Leave("A1", date(2026, 8, 3), date(2026, 8, 6), "annual"))
    agents = [make_agent("A1", hired=date(2010, 3, 1), monthly_wage=6525.0)]
    plan = make_plan("2026-12-25", 7, agents=agents, leave=more)
    [found] = leave_ledger(AccountFacts(plan, make_roster(plan, [])), settings_of(load_packs(["cn-mainland"])))
    assert (found.left, found.pay, found.extra) == (3, 2700.0, 1800.0)


def test_a_document_carries_leave_over_by_a_year() -> None:
    papers = (Evidence("carry-over", "c", agent="A1"), Evidence("leave-record", "file"))
    assert (entry(evidence=papers)[0].expires, entry(evidence=papers)[0].on_record) == (date(2027, 12, 31), True)


def test_days_left_lapse_with_the_year() -> None:
    plan = make_plan("2026-12-28", 7, agents=[make_agent("A1", hired=date(2010, 3, 1))])
    old, new = leave_ledger(AccountFacts(plan, make_roster(plan, [])), settings_of(load_packs(["cn-mainland"])))
    assert (old.year, old.lapsed, new.year, new.lapsed) == (2026, True, 2027, False)


@pytest.mark.parametrize("packs", [(), ("fatigue",)])
def test_without_a_rule_on_leave_there_is_no_ledger(packs: tuple[str, ...]) -> None:
    assert entry(packs=packs) == []


def test_the_european_four_weeks_have_no_pay_out() -> None:
    first = entry(packs=("eu-wtd",))[0]
    assert (first.earned, first.taken, first.pay) == (20, 4, None)
    assert replace(first, earned=2).left == 0
