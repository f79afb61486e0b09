"""EU-03: 35 hours in each fixed block of seven days."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty
from staffing.rules.checks.min_continuous_rest_in_window import block_start
from tests.factories import day, make_plan, stated_duty, week_of, worked
from tests.rules.helpers import judged, numbers

EU, RULE = ["eu-wtd"], "EU-03"


def week(next_start: str) -> tuple[Plan, list[Duty]]:
    """Duty each day to Friday 18:00, then again on Sunday."""
    plan = make_plan("2026-06-01", 7)
    days = [stated_duty(plan, "A1", f"2026-06-0{d}T09:00", f"2026-06-0{d}T18:00", "D8", 480) for d in range(1, 6)]
    return plan, [*days, stated_duty(plan, "A1", f"2026-06-07T{next_start}", "2026-06-07T12:00", "D8", 420)]


def test_from_friday_18_00_to_sunday_05_00_are_35_hours() -> None:
    assert judged(*week("05:00"), RULE, EU) == []
    [finding] = judged(*week("03:00"), RULE, EU)
    assert numbers(finding) == (Outcome.FAIL, 33 * 60, 35 * 60, 120)


def test_24_hours_do_where_a_document_gives_the_reason() -> None:
    plan, duties = week("03:00")
    assert judged(replace(plan, evidence=(Evidence("objective-reason", "R-1"),)), duties, RULE, EU) == []


def test_off_on_day_1_and_day_14_are_twelve_duty_days_and_pass() -> None:
    plan = make_plan("2026-06-01", 14)
    plan = replace(plan, worked=(worked(plan, "A1", "2026-05-31T08:00", "2026-05-31T16:00"),))
    assert judged(plan, week_of(plan, {"A1": "- " + "D8 " * 12 + "-"}), RULE, EU) == []
    [finding] = judged(plan, week_of(plan, {"A1": "D8 " * 7 + "- D8 D8 D8 D8 D8 -"}), RULE, EU)
    assert (finding.first_day, finding.last_day) == (day("2026-06-01"), day("2026-06-07"))


def test_a_week_cut_by_the_plan_is_unknown_at_its_beginning_and_open_at_its_end() -> None:
    plan = make_plan("2026-06-03", 12)
    found = judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - D8 D8 D8 D8 D8 D8"}), RULE, EU)
    assert [(f.outcome, f.key) for f in found] == [(Outcome.UNKNOWN, "history_week")]


def test_two_rests_in_fourteen_days() -> None:
    rules = {RULE: {"window_days": 14, "rests": 2}}
    first = block_start(day("2026-06-20"), 14)
    plan = make_plan(first, 14, rules=rules, rule_packs=("eu-wtd",))
    plan = replace(plan, worked=(worked(plan, "A1", f"{first - timedelta(days=1)}T08:00", f"{first - timedelta(days=1)}T16:00"),))
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - - D8 D8 D8 D8 D8 - -"}), RULE, EU) == []
    assert judged(plan, week_of(plan, {"A1": "D8 D8 - D8 - D8 D8 D8 D8 D8 D8 D8 D8 D8"}), RULE, EU) == []
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - - D8 D8 D8 D8 D8 D8 D8"}), RULE, EU)
    assert (finding.outcome, finding.limit) == (Outcome.FAIL, 2100)
