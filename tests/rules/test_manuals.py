"""Rosters as service manuals prescribe them: the check finds what is wrong in the manual itself."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Finding, Outcome
from staffing.domain.people import Contract, Evidence
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.io import load_plan, read_roster
from staffing.rules import check
from staffing.services.templates import data_folder
from tests.factories import day, make_agent, make_plan, make_shift, stated_duty, week_of
from tests.rules.helpers import audit, numbers

BIG = make_shift("BIG", "20:00", 720, 60, rest_days_after=2)
DAY10 = make_shift("DAY10", "08:00", 600, 60)
EVENING = make_shift("EVENING", "17:00", 480)
SIX = make_shift("SIX", "09:00", 360)
EIGHT = make_shift("EIGHT", "09:00", 540, 60)


def found(plan: Plan, duties: list[Duty]) -> dict[str, list[Finding]]:
    out: dict[str, list[Finding]] = {}
    for finding in audit(plan, duties).findings:
        out.setdefault(finding.rule, []).append(finding)
    return out


def test_four_rest_days_a_month_are_forty_hours_of_overtime_in_a_month_of_21_system_days() -> None:
    plan = make_plan("2026-06-01", 30, agents=1, shifts=(EIGHT,), contracts=(Contract("full-time", "standard", 0, 2400, 3600),))
    codes = ["-" if d.weekday() == 6 else "EIGHT" for d in plan.grid.calendar]
    answer = found(plan, week_of(plan, {"A1": codes}))
    assert codes.count("EIGHT") == 26
    [month] = answer["CN-OT-02"]
    assert numbers(month) == (Outcome.FAIL, 40 * 60, 36 * 60, 4 * 60)
    assert {f.key for f in answer["CN-PAY-01"]} == {"premium_restday"}


def test_twelve_hour_nights_without_approval_are_standard_hours() -> None:
    contracts = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
    plan = make_plan("2026-06-01", 28, agents=1, shifts=(BIG,), contracts=contracts)
    nights = week_of(plan, {"A1": "BIG - - " * 9 + "BIG"})
    answer = found(plan, nights)
    assert {f.outcome for f in answer["CN-OT-01"]} == {Outcome.NEEDS_EVIDENCE}
    assert [f.measured for f in answer["CN-OT-01"]] == [180] * 10
    assert [f.key for f in answer["CN-COMP-03"]] == ["approval_missing"]
    without_a_break = found(plan, [replace(d, paid_minutes=720) for d in nights])
    assert {numbers(f) for f in without_a_break["CN-OT-01"]} == {(Outcome.FAIL, 240, 180, 60)}
    approved = replace(plan, evidence=(Evidence("approval", "no. 7", contract="full-time"), Evidence("policy", "m")))
    assert not {"CN-OT-01", "CN-OT-02", "CN-COMP-03"} & found(approved, nights).keys()


def test_an_approval_that_ended_is_named_with_its_last_day() -> None:
    contracts = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
    expired = Evidence("approval", "2025-17", valid_to=day("2026-06-03"))
    plan = make_plan("2026-06-01", 7, agents=1, shifts=(BIG,), contracts=contracts, evidence=(expired,))
    [finding] = found(plan, week_of(plan, {"A1": "BIG - - BIG - - -"}))["CN-COMP-03"]
    assert (finding.first_day, finding.params["ended"]) == (day("2026-06-04"), "2025-17: 2026-06-03")


def test_from_evening_to_day_are_seven_hours_and_the_long_day_has_an_hour_of_overtime() -> None:
    plan = make_plan("2026-06-01", 7, agents=1, shifts=(DAY10, EVENING))
    answer = found(plan, week_of(plan, {"A1": "EVENING DAY10 - - - - -"}))
    assert [numbers(f) for f in answer["POL-REST-01"]] == [(Outcome.FAIL, 7 * 60, 11 * 60, 4 * 60)]
    assert [(f.key, f.measured) for f in answer["CN-PAY-01"]] == [("premium_workday", 60)]
    assert "CN-OT-01" not in answer


def test_an_intern_cannot_take_the_evening_in_shanghai() -> None:
    contracts = (Contract("full-time", "intern", 0, 2400, 2400),)
    plan = make_plan("2026-06-01", 7, agents=1, shifts=(EVENING,), contracts=contracts)
    failed = [f for f in audit(plan, week_of(plan, {"A1": "EVENING - - - - - -"}), ["cn-shanghai"]).findings if f.outcome is Outcome.FAIL]
    assert [f.rule for f in failed] == ["CN-INTERN-01"]


def test_thirty_hours_a_week_are_no_part_time_by_the_hour() -> None:
    contracts = (Contract("full-time", "part-time", 1800, 1800, 2400),)
    plan = make_plan("2026-06-01", 7, agents=[make_agent("A1")], shifts=(SIX,), contracts=contracts)
    answer = found(plan, week_of(plan, {"A1": "SIX SIX SIX SIX SIX - -"}))
    assert [(f.key, f.outcome, f.deficit) for f in answer["CN-PT-01"]] == [
        ("contract_over_limit", Outcome.FAIL, 360),
        ("hours_in_window", Outcome.FAIL, 360),
    ]


def test_six_days_of_six_hours_and_the_permanent_small_night_are_lawful() -> None:
    small = make_shift("SMALL", "16:00", 540, 60, allowance=40.0)
    plan = make_plan("2026-06-01", 7, agents=2, shifts=(SIX, small))
    cells = {"A1": "SIX SIX SIX SIX SIX SIX -", "A2": "SMALL SMALL SMALL SMALL - - SMALL"}
    assert found(plan, week_of(plan, cells)) == {}


def test_a_manual_night_that_ends_before_it_begins_is_named_and_nothing_stumbles() -> None:
    plan = make_plan("2026-06-01", 7, agents=1, shifts=(BIG,))
    wrong = replace(stated_duty(plan, "A1", "2026-06-02T20:00", "2026-06-03T08:00", "BIG", 660), end=plan.grid.midnight(day("2026-06-02")))
    keys = [f.key for f in audit(plan, Roster(plan.grid, (wrong,), ())).findings if f.outcome is Outcome.FAIL]
    assert "shift_length" in keys


def manual(template: str, without: str = "", packs: list[str] | None = None) -> dict[str, list[Finding]]:
    """What the check says of the roster in a sample plan's ``manual/``; ``without``: a kind of evidence the manual does not mention."""
    folder = data_folder() / template
    plan = load_plan(folder)
    plan = replace(plan, evidence=tuple(e for e in plan.evidence if e.kind != without))
    out: dict[str, list[Finding]] = {}
    for finding in check(plan, read_roster(plan, folder / "manual" / "roster.csv"), packs).findings:
        out.setdefault(finding.rule, []).append(finding)
    return out


def test_the_manual_of_three_groups_has_26_duty_days() -> None:
    months = manual("three-groups")["CN-OT-02"]
    assert len(months) == 18
    assert {numbers(f) for f in months} == {(Outcome.FAIL, 40 * 60, 36 * 60, 4 * 60)}


def test_the_account_of_the_hotline_has_twelve_hour_nights_that_only_an_approval_makes_lawful() -> None:
    found = manual("hotline-24x7", without="approval")
    assert [f.outcome for f in found["CN-COMP-03"]] == [Outcome.NEEDS_EVIDENCE]
    assert {numbers(f) for f in found["CN-OT-01"]} == {(Outcome.FAIL, 4 * 60, 3 * 60, 60)}
    assert not {"CN-COMP-03", "CN-OT-01"} & manual("hotline-24x7").keys()


def test_the_manual_of_the_shop_turns_from_evening_to_day_within_seven_hours() -> None:
    found = manual("two-shift-shop")
    assert {numbers(f) for f in found["POL-REST-01"]} == {(Outcome.FAIL, 7 * 60, 11 * 60, 4 * 60)}
    assert {rule for rule, mine in found.items() if any(f.outcome is Outcome.FAIL for f in mine)} == {"POL-REST-01"}


def test_the_rules_of_the_chat_site_ask_for_thirty_hours_of_people_paid_by_the_hour() -> None:
    found = manual("chat-volunteers")["CN-PT-01"]
    assert len(found) == 10
    assert {numbers(f) for f in found} == {(Outcome.FAIL, 30 * 60, 24 * 60, 6 * 60)}
