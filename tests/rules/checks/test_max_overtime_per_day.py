"""CN-OT-01: overtime of a day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.domain.finding import Finding, Outcome
from staffing.domain.people import Contract, Evidence
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from tests.factories import day, make_plan, stated_duty
from tests.rules.helpers import judged, numbers

RULE = "CN-OT-01"


def one_day(paid: int, **more: object) -> list[Finding]:
    plan = make_plan("2026-06-01", 7, **more)  # type: ignore[arg-type]
    return found(plan, paid)


def found(plan: Plan, paid: int) -> list[Finding]:
    return judged(plan, Roster(plan.grid, (stated_duty(plan, "A1", "2026-06-01T09:00", "2026-06-01T21:00", "X", paid),)), RULE)


@pytest.mark.parametrize("paid", [300, 480, 481, 540])
def test_up_to_one_hour_passes(paid: int) -> None:
    assert one_day(paid) == []


def test_nine_to_nine_with_an_hour_of_break_is_three_hours_and_needs_evidence() -> None:
    [finding] = one_day(660)
    assert numbers(finding) == (Outcome.NEEDS_EVIDENCE, 180, 60, 120)


def test_nine_to_nine_without_break_is_four_hours_and_forbidden() -> None:
    [finding] = one_day(720)
    assert numbers(finding) == (Outcome.FAIL, 240, 180, 60)


def test_a_minute_decides() -> None:
    assert [f.outcome for f in one_day(541)] == [Outcome.NEEDS_EVIDENCE]
    assert [f.outcome for f in one_day(661)] == [Outcome.FAIL]


def test_a_record_of_consultation_makes_up_to_three_hours_lawful_and_no_more() -> None:
    plan = make_plan("2026-06-01", 7, evidence=(Evidence("consultation", "minutes of 20 May", valid_to=day("2026-06-30")),))
    assert found(plan, 660) == []
    assert [f.outcome for f in found(plan, 661)] == [Outcome.FAIL]
    old = replace(plan, evidence=(Evidence("consultation", "minutes", valid_to=day("2026-05-31")),))
    assert [f.outcome for f in found(old, 660)] == [Outcome.NEEDS_EVIDENCE]


def test_emergencies_lift_the_limits() -> None:
    assert one_day(720, evidence=(Evidence("emergency", "flood", rule=RULE),)) == []


def test_two_shifts_of_a_day_are_summed_on_the_day_they_start() -> None:
    plan = make_plan("2026-06-01", 7)
    duties = (
        stated_duty(plan, "A1", "2026-06-01T06:00", "2026-06-01T11:00", "X", 300),
        stated_duty(plan, "A1", "2026-06-01T22:00", "2026-06-02T03:00", "X", 300),
    )
    [finding] = judged(plan, Roster(plan.grid, duties), RULE)
    assert (finding.first_day, finding.measured) == (day("2026-06-01"), 120)


@pytest.mark.parametrize(("paid", "outcome"), [(660, Outcome.NEEDS_EVIDENCE), (720, Outcome.FAIL)])
def test_twelve_hour_nights_after_the_approval_expired_are_judged_as_standard(paid: int, outcome: Outcome) -> None:
    approval = Evidence("approval", "no. 7", rule="CN-COMP-03", valid_to=day("2026-06-30"))
    plan = make_plan("2026-06-29", 7, contracts=(Contract("full-time", "comprehensive", 0, 2400, 3600),), evidence=(approval,))
    nights = tuple(
        stated_duty(plan, "A1", f"2026-{a}T20:00", f"2026-{b}T08:00", "X", paid) for a, b in (("06-30", "07-01"), ("07-02", "07-03"))
    )
    [finding] = judged(plan, Roster(plan.grid, nights), RULE)
    assert (finding.outcome, finding.first_day) == (outcome, day("2026-07-02"))
