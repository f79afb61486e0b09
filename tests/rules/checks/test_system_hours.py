"""CN-ACCT-01: the hours of a month by the notice in force then."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from tests.factories import make_plan
from tests.rules.helpers import judged, result

RULE = "CN-ACCT-01"


def test_the_notice_is_picked_by_date() -> None:
    facts = result(make_plan("2024-12-30", 7), [], RULE).facts
    assert facts["notice_minutes_2024_12"] == 9998.4  # 20.83 days: 166.64 h
    assert facts["notice_minutes_2025_01"] == 9921.6  # 20.67 days: 165.36 h
    assert result(make_plan("2026-02-02"), [], RULE).facts["calendar_minutes_2026_02"] == 16 * 480


def test_before_the_first_notice_we_know_it_is_unknown() -> None:
    [finding] = judged(make_plan("2007-05-07"), [], RULE)
    assert (finding.outcome, finding.key) == (Outcome.UNKNOWN, "system_hours_unknown")
