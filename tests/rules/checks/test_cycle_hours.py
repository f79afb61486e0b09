"""CN-COMP-01 and -02: summed hours of a cycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence, Leave, Worked
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty
from staffing.rules.checks.cycle_hours import cycle_of
from tests.factories import SHIFTS, day, make_agent, make_plan, make_shift, week_of
from tests.rules.helpers import judged, numbers

BIG = make_shift("BIG", "20:00", 720, 60, rest_days_after=1)
APPROVAL = Evidence("approval", "no. 7", rule="CN-COMP-03", valid_from=day("2026-01-01"), valid_to=day("2026-12-31"))
CONTRACTS = (Contract("full-time", "comprehensive", 0, 2400, 5000),)


def quarter(
    nights: int, evidence: Evidence = APPROVAL, first: str = "2026-01-01", days: int = 90, every: int = 2
) -> tuple[Plan, list[Duty]]:
    """The first quarter of 2026 with so many nights of 11 paid hours, by default every second day."""
    people = [make_agent("A1", monthly_wage=6525.0)]
    plan = make_plan(first, days, agents=people, shifts=(*SHIFTS, BIG), contracts=CONTRACTS, evidence=(evidence,))
    codes = ["BIG" if k % every == 0 and k // every < nights else "-" for k in range(days)]
    return plan, week_of(plan, {"A1": codes})


def test_45_nights_of_11_hours_pass_the_notice_and_are_23_hours_over_the_calendar() -> None:
    plan, duties = quarter(45)
    assert judged(plan, duties, "CN-COMP-01") == []  # 495 h of 496
    actual = replace(plan, rules={r: {"statutory_basis": "actual_calendar"} for r in ("CN-COMP-01", "CN-COMP-02")})
    [finding] = judged(actual, duties, "CN-COMP-01")
    assert (finding.key, *numbers(finding)) == ("cycle_excess", Outcome.PAY_DUE, 23 * 60, None, None)
    assert (finding.params["percent"], finding.params["amount"]) == (150, f"{23 * 37.5 * 1.5:.2f}")
    assert judged(actual, duties, "CN-COMP-02") == []  # 7.7 h a month


def test_610_hours_in_a_quarter_are_38_hours_of_overtime_a_month() -> None:
    plan, duties = quarter(55, every=1)
    duties = [replace(d, paid_minutes=720) if k < 5 else d for k, d in enumerate(duties)]
    [finding] = judged(plan, duties, "CN-COMP-02")
    assert numbers(finding) == (Outcome.FAIL, 38 * 60, 36 * 60, 2 * 60)


def test_an_expired_approval_makes_july_standard_hours() -> None:
    expired = replace(APPROVAL, valid_to=day("2026-06-30"))
    plan = make_plan("2026-06-29", 7, agents=1, shifts=(*SHIFTS, BIG), contracts=CONTRACTS, evidence=(expired,))
    duties = week_of(plan, {"A1": "BIG - - BIG - - -"})
    [night] = judged(plan, duties, "CN-OT-01")
    assert (night.first_day, night.outcome, night.measured) == (day("2026-07-02"), Outcome.NEEDS_EVIDENCE, 180)
    longer = [replace(d, paid_minutes=720) for d in duties]
    assert [(f.first_day, f.outcome) for f in judged(plan, longer, "CN-OT-01")] == [(day("2026-07-02"), Outcome.FAIL)]


def test_a_cycle_before_the_plan_is_unknown_until_history_is_there_and_history_counts() -> None:
    plan, duties = quarter(5, first="2026-03-02", days=30)
    for rule in ("CN-COMP-01", "CN-COMP-02"):
        [finding] = judged(plan, duties, rule)
        assert (finding.outcome, finding.key, finding.first_day) == (Outcome.UNKNOWN, "history_cycle", day("2026-01-01"))
    start = plan.grid.midnight(date(2026, 1, 1))
    rows = tuple(Worked("A1", start + k * 1440, start + k * 1440 + 600) for k in range(50))
    [over] = judged(replace(plan, worked=rows), duties, "CN-COMP-01")
    assert over.measured == 50 * 600 + 5 * 660 - 496 * 60
    few = replace(plan, worked=rows[:1])
    assert judged(few, duties, "CN-COMP-01") == []


def test_hours_on_statutory_holidays_are_paid_by_their_own_rule_and_may_be_left_out_of_the_total() -> None:
    plan, duties = quarter(46, every=1)  # 1 January to 15 February; the last eight hours lie on the 16th
    [finding] = judged(plan, duties, "CN-COMP-01")
    assert (finding.measured, finding.params["payable"], finding.params["holidays"]) == (10 * 60, "2:00", "11:00")
    without = replace(plan, rules={"CN-COMP-01": {"count_statutory_holidays": False}})
    assert judged(without, duties, "CN-COMP-01") == []  # 495 h


def test_leave_lowers_the_time_of_the_cycle() -> None:
    plan, duties = quarter(46, every=1)
    away = replace(plan, leave=(Leave("A1", day("2026-03-27"), day("2026-03-29")),))  # Friday to Sunday
    [finding] = judged(away, duties, "CN-COMP-01")
    assert finding.measured == 10 * 60 + 480


def test_the_approval_names_its_cycle() -> None:
    monthly = replace(APPROVAL, cycle="month")
    plan, duties = quarter(16, evidence=monthly)
    [finding] = judged(plan, duties, "CN-COMP-01")
    assert (finding.first_day, finding.last_day) == (day("2026-01-01"), day("2026-01-31"))
    assert finding.measured == pytest.approx(16 * 660 - 480 - 20.67 * 480)  # the last night has 3 paid hours before midnight


@pytest.mark.parametrize(
    ("name", "first_month", "span"),
    [
        ("week", 1, ("2026-05-11", "2026-05-18")),
        ("month", 1, ("2026-05-01", "2026-06-01")),
        ("quarter", 1, ("2026-04-01", "2026-07-01")),
        ("quarter", 3, ("2026-03-01", "2026-06-01")),
        ("year", 1, ("2026-01-01", "2027-01-01")),
        ("year", 6, ("2025-06-01", "2026-06-01")),
    ],
)
def test_cycles(name: str, first_month: int, span: tuple[str, str]) -> None:
    assert cycle_of(day("2026-05-14"), name, first_month) == (day(span[0]), day(span[1]))
    assert cycle_of(day(span[1]) - timedelta(days=1), name, first_month)[0] == day(span[0])
