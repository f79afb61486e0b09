"""CN-NIGHT-01: who works between 22:00 and 06:00, and how long."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Status
from staffing.domain.roster import Roster
from tests.factories import day, make_plan, stated_duty
from tests.rules.helpers import judged, numbers, result

RULE = "CN-NIGHT-01"


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-06-01T16:00", "2026-06-02T01:00", 180),
        ("2026-06-01T20:00", "2026-06-02T08:00", 480),
        ("2026-06-01T14:00", "2026-06-01T22:01", 1),
        ("2026-06-01T05:59", "2026-06-01T14:00", 1),
    ],
)
def test_the_overlap_is_counted_to_the_minute(start: str, end: str, minutes: int) -> None:
    plan = make_plan("2026-06-01", 7)
    answer = result(plan, Roster(plan.grid, (stated_duty(plan, "A1", start, end, "X"),)), RULE)
    assert answer.outcome is Outcome.PASS
    assert answer.facts == {"night_shifts": 1, "night_minutes": minutes, "night_agents": 1}


def test_day_work_is_none() -> None:
    plan = make_plan("2026-06-01", 7)
    answer = result(plan, Roster(plan.grid, (stated_duty(plan, "A1", "2026-06-01T06:00", "2026-06-01T22:00", "X"),)), RULE)
    assert (answer.outcome, answer.facts) == (Outcome.PASS, {"night_agents": 0})


def test_the_policy_threshold_of_three_hours_can_be_set() -> None:
    plan = make_plan("2026-06-01", 7, rules={RULE: {"min_overlap_minutes": 180}})
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2026-06-01T16:00", "2026-06-02T00:59", "X"),))
    assert result(plan, roster, RULE).facts == {"night_agents": 0}


def test_a_night_loses_an_hour_when_the_clocks_go_forward() -> None:
    plan = make_plan("2026-03-27", 4, zone="Europe/Berlin")
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2026-03-28T20:00", "2026-03-29T08:00", "X"),))
    assert result(plan, roster, RULE).facts["night_minutes"] == 420


def test_a_status_that_rules_night_work_out_is_an_advisory_that_does_not_name_it() -> None:
    plan = make_plan("2026-06-01", 7)
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2026-06-01T16:00", "2026-06-02T01:00", "X"),))
    unfit = replace(plan, statuses=(Status("A1", "night-unfit", day("2026-06-02"), None),))
    [finding] = judged(unfit, roster, RULE)
    assert numbers(finding) == (Outcome.ADVISORY, 180, 0, 180)
    assert "night-unfit" not in map(str, finding.params.values())
    over = replace(plan, statuses=(Status("A1", "night-unfit", day("2026-05-02"), day("2026-05-31")),))
    assert judged(over, roster, RULE) == []
