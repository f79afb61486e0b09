"""CN-REST-02: long runs next to a public holiday."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from tests.factories import day, make_plan, week_of
from tests.rules.helpers import judged, numbers

RULE = "CN-REST-02"


def test_eight_days_before_the_spring_festival_are_advised_against() -> None:
    plan = make_plan("2026-02-02", 14)
    [finding] = judged(plan, week_of(plan, {"A1": "- - - - - " + "D6 " * 8 + "-"}), RULE)
    assert numbers(finding) == (Outcome.ADVISORY, 8, 6, 2)
    assert (finding.first_day, finding.last_day, finding.params["holiday"]) == (day("2026-02-07"), day("2026-02-14"), "2026-02-16")


def test_six_days_and_runs_far_from_a_holiday_pass() -> None:
    plan = make_plan("2026-02-02", 14)
    assert judged(plan, week_of(plan, {"A1": "- - - - - - - " + "D6 " * 6 + "-"}), RULE) == []
    far = make_plan("2026-03-02", 14)
    assert judged(far, week_of(far, {"A1": "D6 " * 8 + "- - - - - -"}), RULE) == []
