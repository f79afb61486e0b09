from __future__ import annotations

from datetime import date

from staffing.domain.people import Status
from staffing.rules.accounts import AccountFacts, burdens, spreads
from tests.factories import make_plan, make_roster, week_of, worked

CELLS = {"A1": "N8 N8 - - - D8 D8", "A2": "- - N8 D8 D8 - -", "A3": "- - - - - D8 D8"}


def facts(**more):  # type: ignore[no-untyped-def]
    plan = make_plan("2026-09-28", agents=3, **more)
    return AccountFacts(plan, make_roster(plan, week_of(plan, CELLS)))


def test_each_burden_is_counted_by_the_day_of_the_start() -> None:
    first, second, third = burdens(facts())
    assert (first.shifts, first.nights, first.weekends, first.holidays, first.quick_returns) == (4, 2, 2, 1, 0)
    assert (second.nights, second.holidays, second.quick_returns) == (1, 2, 1)
    assert (third.weekends, third.holidays) == (2, 1)


def test_the_spread_is_most_less_least_over_comparable_people() -> None:
    found = {s.what: (s.people, s.least, s.most, s.spread) for s in spreads(burdens(facts()))}
    assert found["nights"] == (3, 0, 2, 2)
    assert found["weekends"] == (3, 0, 2, 2)
    assert found["shifts"] == (3, 2, 4, 2)


def test_people_with_a_status_are_shown_but_not_compared() -> None:
    rows = burdens(facts(statuses=(Status("A1", "nursing", date(2026, 9, 1)),)))
    assert [r.comparable for r in rows] == [False, True, True]
    assert {s.what: s.most for s in spreads(rows)}["nights"] == 1


def test_a_return_from_before_the_plan_counts_and_calendar_can_be_left_out() -> None:
    plan = make_plan("2026-09-28", agents=1)
    from dataclasses import replace

    plan = replace(plan, worked=(worked(plan, "A1", "2026-09-27T15:00", "2026-09-27T23:30"),))
    (row,) = burdens(AccountFacts(plan, make_roster(plan, week_of(plan, {"A1": "D8 - - D8 - - -"}))), calendar=False)
    assert (row.quick_returns, row.holidays) == (1, 0)
