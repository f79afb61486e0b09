"""POL-NIGHT-02: a longer rest after a run of nights."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from tests.factories import day, make_plan, week_of, worked
from tests.rules.helpers import judged, numbers

RULE = "POL-NIGHT-02"


def test_two_days_of_rest_pass_and_less_fails() -> None:
    plan = make_plan()
    assert judged(plan, week_of(plan, {"A1": "N8 N8 N8 - - D8 -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "N8 N8 N8 - D8 - -"}), RULE)  # 06:30 on Thursday -> 08:00 on Friday
    assert numbers(finding) == (Outcome.FAIL, 1530, 2880, 1350)
    assert finding.first_day == day("2026-03-06")


def test_shorter_runs_ask_for_nothing() -> None:
    plan = make_plan()
    assert judged(plan, week_of(plan, {"A1": "N8 N8 - D8 - - -"}), RULE) == []


def test_the_run_goes_on_as_long_as_nights_follow_each_other() -> None:
    plan = make_plan()
    assert judged(plan, week_of(plan, {"A1": "N8 N8 N8 N8 - - -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "N8 N8 N8 - N8 - -"}), RULE)  # a new run of nights begins too soon
    assert numbers(finding)[1:] == (2370, 2880, 510)


def test_nights_before_the_plan_count() -> None:
    plan = make_plan()
    rows = (
        worked(plan, "A1", "2026-02-27T22:00", "2026-02-28T06:30"),
        worked(plan, "A1", "2026-02-28T22:00", "2026-03-01T06:30"),
        worked(plan, "A1", "2026-03-01T22:00", "2026-03-02T06:30"),
    )
    plan = replace(plan, worked=rows)
    assert [f.measured for f in judged(plan, week_of(plan, {"A1": "- D8 - - - - -"}), RULE)] == [1530]
    assert judged(plan, week_of(plan, {"A1": "- - D8 - - - -"}), RULE) == []
