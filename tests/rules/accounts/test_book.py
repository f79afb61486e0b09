from __future__ import annotations

from datetime import date

from staffing.rules.accounts import AccountFacts, settings_of
from staffing.rules.accounts.book import book_of, system_minutes
from staffing.rules.packs import load_packs
from tests.factories import make_roster, stated_duty
from tests.rules.accounts.test_month import cn_plan


def test_system_minutes_follow_the_plans_calendar() -> None:
    plan = cn_plan("2026-06-01", 7)
    facts = AccountFacts(plan, make_roster(plan, [], activities=False))
    quarters = [(1, 4, 472), (4, 7, 488), (7, 10, 528)]
    assert [system_minutes(facts, date(2026, a, 1), date(2026, b, 1), 480) for a, b, _ in quarters] == [60 * h for _, _, h in quarters]
    assert system_minutes(facts, date(2026, 10, 1), date(2027, 1, 1), 480) == 496 * 60
    assert system_minutes(facts, date(2026, 2, 14), date(2026, 2, 16), 480) == 480  # a Saturday that the notice makes a working day


def test_minutes_stated_beyond_the_length_of_a_duty_are_kept_apart() -> None:
    plan = cn_plan("2026-06-01", 7)
    duty = stated_duty(plan, "A1", "2026-06-01T08:00", "2026-06-01T12:00", "D8", 300)
    book = book_of(
        AccountFacts(plan, make_roster(plan, [duty], activities=False)), settings_of(load_packs(plan.rule_packs)), plan.agents[0]
    )
    day = book[date(2026, 6, 1)]
    assert (day.ordinary, day.unplaced, day.paid) == (240, 60, 300)


def test_work_of_saturday_beyond_forty_hours_is_rest_day_work_on_that_day() -> None:
    plan = cn_plan("2026-06-01", 7)
    from tests.rules.accounts.test_month import month_of

    book = book_of(AccountFacts(plan, month_of(plan, "D8 D8 D8 D8 D8 D8 -")), settings_of(load_packs(plan.rule_packs)), plan.agents[0])
    assert {d: m.rest_day for d, m in book.items() if m.rest_day} == {date(2026, 6, 6): 480}
