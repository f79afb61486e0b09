"""CN-HOL-01: the calendar, and how sure it is."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.work_calendar import CalendarDay
from tests.factories import day, make_plan
from tests.rules.helpers import judged, result

RULE = "CN-HOL-01"


def test_a_year_without_a_notice_is_provisional_until_the_plan_brings_one() -> None:
    plan = make_plan("2027-01-04", 7)
    [finding] = judged(plan, [], RULE)
    assert (finding.outcome, finding.key, finding.params["year"]) == (Outcome.ADVISORY, "calendar_provisional", 2027)
    official = replace(plan, calendar=(CalendarDay(day("2027-01-09"), "work", notice="No. 9"),))
    assert judged(official, [], RULE) == []
    assert result(official, [], RULE).facts == {"statutory_days": 0, "make_up_days": 1, "working_days": 6, "days_set_by_plan": 1}


def test_a_known_year_passes_and_its_days_are_counted() -> None:
    answer = result(make_plan("2026-02-09", 14), [], RULE)
    assert answer.outcome is Outcome.PASS
    assert answer.facts == {"statutory_days": 4, "make_up_days": 1, "working_days": 6, "days_set_by_plan": 0}
