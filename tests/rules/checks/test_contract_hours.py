"""CON-HOURS-01: paid minutes per calendar week within the contract."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Leave
from tests.factories import day, make_plan, week_of, worked
from tests.rules.helpers import judged, numbers

RULE = "CON-HOURS-01"
FULL = (Contract("full-time", "standard", 2100, 2400, 2640),)


def test_hours_inside_the_contract_pass() -> None:
    plan = make_plan(agents=1, contracts=FULL)
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - -"}), RULE) == []
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 - - D6"}), RULE) == []


def test_below_and_above() -> None:
    plan = make_plan(agents=1, contracts=FULL)
    [low] = judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 - - -"}), RULE)
    assert (low.key, *numbers(low)) == ("hours_below", Outcome.FAIL, 1920, 2100, 180)
    [high] = judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 -"}), RULE)
    assert (high.key, *numbers(high)) == ("hours_above", Outcome.FAIL, 2880, 2640, 240)


def test_an_agent_without_any_shift_is_below_too() -> None:
    plan = make_plan(agents=1, contracts=FULL)
    assert [f.key for f in judged(plan, [], RULE)] == ["hours_below"]


def test_a_week_is_a_calendar_week_over_a_horizon_of_two() -> None:
    plan = make_plan(days=14, agents=1, contracts=FULL)
    duties = week_of(plan, {"A1": "- - - - D8 D8 - D8 D8 D8 D8 D8 - -"})  # 16 h, then 40 h: not 28 h a week
    [finding] = judged(plan, duties, RULE)
    assert (finding.key, finding.first_day, finding.last_day) == ("hours_below", day("2026-03-02"), day("2026-03-08"))


def test_the_minimum_is_scaled_to_the_days_inside_and_the_maximum_is_not() -> None:
    plan = make_plan("2026-03-05", 4, agents=1, contracts=FULL)  # Thursday to Sunday: 2100 * 4 / 7 = 1200
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 - -"}), RULE)
    assert numbers(finding)[1:] == (960, 1200, 240)


def test_each_leave_day_lowers_the_minimum_by_a_fifth_of_normal_on_any_weekday() -> None:
    leave = (Leave("A1", day("2026-03-07"), day("2026-03-08")),)  # a weekend: 2100 - 2 * 480 = 1140
    plan = make_plan(agents=1, contracts=FULL, leave=leave)
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 - - - -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 - - - - -"}), RULE)
    assert numbers(finding)[1:] == (960, 1140, 180)


def test_a_shift_counts_on_its_start_day_and_worked_does_not_count() -> None:
    plan = make_plan(days=14, agents=1, contracts=FULL)
    plan = make_plan(days=14, agents=1, contracts=FULL, worked=(worked(plan, "A1", "2026-03-01T08:00", "2026-03-01T20:00"),))
    duties = week_of(plan, {"A1": "- D8 D8 D8 D8 - N8 - D8 D8 D8 D8 - D6"})  # Sunday's night belongs to the first week
    assert judged(plan, duties, RULE) == []
