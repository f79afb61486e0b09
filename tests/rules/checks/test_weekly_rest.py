"""CN-REST-01: one rest day a week, in the calendar reading and in stricter ones."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence
from tests.factories import SHIFTS, day, make_duty, make_plan, make_roster, make_shift, week_of, worked
from tests.rules.helpers import judged, numbers, result

RULE = "CN-REST-01"
LONG = "- D8 D8 D8 D8 D8 D8 D8 D8 D8 D8 D8 D8 -"


def test_twelve_days_between_two_rest_days_pass_by_the_calendar_and_not_by_seven_days() -> None:
    plan = make_plan("2026-06-01", 14)
    [finding] = judged(plan, week_of(plan, {"A1": LONG}), RULE)
    assert (finding.key, *numbers(finding)) == ("no_rest_in_seven_days", Outcome.ADVISORY, 0, 1, 1)
    assert (finding.first_day, finding.last_day, finding.params["days"]) == (day("2026-06-02"), day("2026-06-13"), 12)


def test_the_rolling_reading_can_be_raised_or_left_out() -> None:
    plan = make_plan("2026-06-01", 14)
    duties = week_of(plan, {"A1": LONG})
    assert judged(replace(plan, rules={RULE: {"rolling_reading": "off"}}), duties, RULE) == []
    assert [f.outcome for f in judged(replace(plan, rules={RULE: {"rolling_reading": "violation"}}), duties, RULE)] == [Outcome.FAIL]


def test_a_calendar_week_without_rest_fails_once() -> None:
    plan = make_plan("2026-06-01", 14)
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 D8 - D8 D8 D8 D8 - -"}), RULE)
    assert (finding.key, *numbers(finding)) == ("no_rest_day", Outcome.FAIL, 0, 1, 1)
    assert (finding.first_day, finding.last_day) == (day("2026-06-01"), day("2026-06-07"))


def test_a_rest_day_without_24_hours_of_rest_is_advisory() -> None:
    plan = make_plan("2026-06-01", 7, shifts=(*SHIFTS, make_shift("EVE", "20:00", 480), make_shift("MORN", "03:00", 480)))
    duties = week_of(plan, {"A1": "- EVE - MORN D8@10:00 - D8"})
    assert judged(plan, duties, RULE) == []  # Monday, and Saturday with 39.5 h around it
    tight = week_of(plan, {"A1": "D8 EVE - MORN D8@10:00 D8@10:00 D8@10:00"})  # Wednesday: 04:00 to 03:00
    [finding] = judged(plan, tight, RULE)
    assert (finding.key, *numbers(finding)) == ("rest_not_continuous", Outcome.ADVISORY, 23 * 60, 24 * 60, 60)


def test_a_night_that_ends_on_the_rest_day_leaves_it_a_rest_day() -> None:
    plan = make_plan("2026-06-01", 7)
    assert judged(plan, week_of(plan, {"A1": "N8 N8 N8 - - N8 N8"}), RULE) == []


def test_days_before_the_plan_are_unknown_only_where_it_matters() -> None:
    plan = make_plan("2026-07-01", 5)  # Wednesday to Sunday
    assert judged(plan, week_of(plan, {"A1": "D8 D8 - D8 D8"}), RULE) == []
    full = week_of(plan, {"A1": "D8 D8 D8 D8 D8"})
    [finding] = judged(plan, full, RULE)
    assert (finding.outcome, finding.agent, finding.first_day, finding.last_day) == (
        Outcome.UNKNOWN,
        "",
        day("2026-06-29"),
        day("2026-06-30"),
    )
    rested = replace(plan, worked=(worked(plan, "A2", "2026-06-29T08:00", "2026-06-29T16:30"),))
    assert judged(rested, full, RULE) == []
    rows = tuple(worked(plan, "A1", f"2026-06-{d}T08:00", f"2026-06-{d}T16:30") for d in (29, 30))
    assert [f.outcome for f in judged(replace(plan, worked=rows), full, RULE)] == [Outcome.FAIL]


def test_days_not_yet_planned_may_still_be_rest_days() -> None:
    plan = make_plan("2026-06-01", 5)
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8"}), RULE) == []


def test_a_rolling_stretch_carries_over_from_before_the_plan() -> None:
    plan = make_plan("2026-06-01", 7)
    rows = tuple(worked(plan, "A1", f"2026-05-{d}T08:00", f"2026-05-{d}T16:30") for d in range(26, 32))
    plan = replace(plan, worked=(*rows, worked(plan, "A2", "2026-05-25T08:00", "2026-05-25T16:30")))
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 - - - - -"}), RULE)
    assert (finding.first_day, finding.params["days"]) == (day("2026-05-26"), 8)


def test_approved_special_hours_are_exempt() -> None:
    contracts = (Contract("full-time", "comprehensive", 0, 2400, 5000),)
    plan = make_plan("2026-06-01", 7, contracts=contracts, evidence=(Evidence("approval", "no. 7"),))
    duties = [make_duty(plan, "A1", d, "D8") for d in plan.grid.calendar]
    assert result(plan, make_roster(plan, duties), RULE).outcome is Outcome.NOT_APPLICABLE
    assert [f.outcome for f in judged(replace(plan, evidence=()), duties, RULE)] == [Outcome.FAIL]
