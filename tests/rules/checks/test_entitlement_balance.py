"""CN-LEAVE-01 and -02: annual leave at the end of a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Agent, Evidence, Leave
from staffing.rules.checks.entitlement_balance import entitlement
from staffing.rules.packs import load_packs
from tests.factories import day, make_agent, make_plan, week_of
from tests.rules.helpers import judged, numbers, result

SPEC = next(s for s in load_packs(["cn-mainland"]) if s.id == "CN-LEAVE-01")
SEVEN = make_agent("A1", hired=day("2019-01-01"), monthly_wage=6525.0)
RECORD = Evidence("leave-record", "R-1")


def last_week(agent: Agent = SEVEN, *evidence: Evidence, leave: tuple[Leave, ...] = ()) -> tuple[object, object]:
    plan = make_plan("2026-12-28", 7, agents=[agent], evidence=evidence, leave=leave)
    return plan, week_of(plan, {"A1": "D8 D8 D8 - - - -"})


@pytest.mark.parametrize(
    ("hired", "since", "year", "days"),
    [
        ("2026-07-01", "2014-01-01", 2026, 5),  # 184/365 x 10 = 5.04
        ("2019-01-01", "", 2026, 5),
        ("2016-01-01", "", 2026, 10),
        ("2010-01-01", "2006-05-01", 2026, 15),
        ("2026-03-01", "", 2026, 0),  # less than twelve months
        ("2025-06-01", "", 2026, 5),
    ],
)
def test_days_by_service(hired: str, since: str, year: int, days: int) -> None:
    agent = make_agent("A1", hired=date.fromisoformat(hired), extra=(("service_since", since),))
    assert entitlement(agent, year, SPEC) == days
    assert entitlement(make_agent("A1"), year, SPEC) is None


def test_three_days_not_taken_are_2700_of_which_1800_extra() -> None:
    leave = (Leave("A1", day("2026-07-11"), day("2026-07-14"), "annual"),)  # a weekend and two working days
    plan, duties = last_week(SEVEN, RECORD, leave=leave)
    [pay] = judged(plan, duties, "CN-LEAVE-02")
    assert numbers(pay) == (Outcome.PAY_DUE, 3, 0, 3)
    assert (pay.params["amount"], pay.params["extra"], pay.params["taken"]) == ("2700.00", "1800.00", 2)
    [left] = judged(plan, duties, "CN-LEAVE-01")
    assert (left.outcome, left.measured) == (Outcome.ADVISORY, 3)


def test_leave_taken_whole_or_carried_over_is_no_finding() -> None:
    taken = (Leave("A1", day("2026-07-13"), day("2026-07-17"), "年休假"),)
    assert judged(*last_week(leave=taken), "CN-LEAVE-02") == []
    assert judged(*last_week(SEVEN, RECORD, Evidence("carry-over", "C-1")), "CN-LEAVE-02") == []


def test_without_service_or_record_it_is_unknown_and_before_the_years_end_not_judged() -> None:
    for agent in (make_agent("A1"), SEVEN):
        [finding] = judged(*last_week(agent), "CN-LEAVE-02")
        assert (finding.outcome, finding.params["agents"]) == (Outcome.UNKNOWN, 1)
    plan = make_plan("2026-06-01", 7, agents=[SEVEN])
    assert result(plan, week_of(plan, {"A1": "D8"}), "CN-LEAVE-02").outcome is Outcome.NOT_APPLICABLE
    assert replace(plan, agents=()).agents == ()
