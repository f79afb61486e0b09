"""The month's account: sums to the paid hours, and says the same as the findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence, Leave
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.rules import check
from staffing.rules.accounts import AccountFacts, MonthAccount, month_accounts, settings_of
from staffing.rules.facts import Facts
from staffing.rules.packs import load_packs
from tests.factories import make_agent, make_plan, make_roster, make_shift, week_of, worked
from tests.rules.random_rosters import random_plan, random_roster

N11 = make_shift("N11", "20:00", 720, 60, meal_after_minutes=360, meal_before_minutes=360, allowance=80.0)
L10 = make_shift("L10", "08:00", 660, 60)
D8 = make_shift("D8", "08:00", 540, 60)
SHIFTS = (D8, L10, N11)
HOURS = (Contract("full-time", "standard", 0, 2400, 6000),)


def cn_plan(first_day: str = "2026-06-01", days: int = 30, **more: object) -> Plan:
    return make_plan(first_day, days, shifts=SHIFTS, contracts=more.pop("contracts", HOURS), rule_packs=("cn-mainland",), **more)


def accounts(plan: Plan, roster: Roster) -> tuple[MonthAccount, ...]:
    return month_accounts(AccountFacts(plan, roster), settings_of(load_packs(plan.rule_packs, plan.rules)))


def parts(a: MonthAccount) -> int:
    return a.ordinary + a.extension + a.rest_day + a.holiday + a.unplaced


def month_of(plan: Plan, codes: str, agent: str = "A1") -> Roster:
    return make_roster(plan, week_of(plan, {agent: codes}), activities=False)


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6), wildness=st.sampled_from([0.0, 1.0]))
def test_the_split_sums_to_the_paid_hours_and_the_months_to_the_roster(seed: int, wildness: float) -> None:
    rng = Random(seed)
    plan = replace(random_plan(rng), rule_packs=("cn-mainland",))
    roster = random_roster(rng, plan, wildness)
    found = accounts(plan, roster)
    assert all(parts(a) == a.paid and min(a.ordinary, a.extension, a.rest_day, a.holiday) >= 0 for a in found)
    assert all(a.from_roster <= a.paid for a in found)
    facts = Facts(plan, roster)
    for agent in plan.agents:
        stated = sum(s.paid_minutes for s in facts.own.get(agent.id, ()))
        assert sum(a.from_roster for a in found if a.agent == agent.id) == stated


@settings(max_examples=15)
@given(
    seed=st.integers(0, 10**6),
    shift=st.sampled_from(["D8", "L10", "N11"]),
    first=st.sampled_from(["2026-06-01", "2026-09-01", "2026-10-01"]),
)
def test_overtime_by_kind_is_what_the_findings_on_month_and_holidays_say(seed: int, shift: str, first: str) -> None:
    rng = Random(seed)
    plan = cn_plan(first, 30)
    codes = " ".join(shift if rng.random() < 0.85 else "-" for _ in range(30))
    roster = month_of(plan, codes)
    account = accounts(plan, roster)[0]
    audit = check(plan, roster)
    month = next((f for f in audit.findings if f.rule == "CN-OT-02" and f.outcome is Outcome.FAIL), None)
    rule = settings_of(load_packs(plan.rule_packs)).holiday
    assert rule is not None
    paid = [f for f in audit.findings if f.rule == rule.id and f.agent == "A1" and f.first_day.month == plan.grid.first_day.month]
    assert account.holiday == sum(int(f.measured or 0) for f in paid)
    if month is not None:
        hours, minutes = str(month.params["without_holidays"]).split(":")
        assert account.overtime == int(hours) * 60 + int(minutes)
        assert account.overtime + account.holiday >= (month.measured or 0) > 2160
    else:
        assert account.overtime <= 2160


def test_26_duty_days_in_june_2026_are_32_hours_on_rest_days_and_8_on_the_holiday() -> None:
    plan = cn_plan()
    off = {"2026-06-06", "2026-06-13", "2026-06-20", "2026-06-27"}
    codes = " ".join("-" if d.isoformat() in off else "D8" for d in plan.grid.calendar)
    account = accounts(plan, month_of(plan, codes))[0]
    assert (account.paid, account.system) == (26 * 480, 21 * 480)
    assert (account.extension, account.rest_day, account.holiday) == (0, 32 * 60, 8 * 60)
    assert (account.duty_days, account.rest_days, account.longest_run) == (26, 4, 6)
    assert account.complete
    assert account.premium_pay == pytest.approx(40 * (2 * 32 + 3 * 8))


def test_a_night_into_national_day_is_4_hours_ordinary_and_7_at_300_percent() -> None:
    plan = cn_plan("2026-09-28", 7)
    september, october = [a for a in accounts(plan, month_of(plan, "- - N11 - - - -")) if a.agent == "A1"]
    assert (september.paid, september.holiday, september.nights, september.allowance) == (240, 0, 1, 80.0)
    assert (october.paid, october.holiday, october.extension, october.nights) == (420, 420, 0, 0)
    assert september.night_minutes + october.night_minutes == 480


def test_ten_hours_of_a_day_are_two_of_extension() -> None:
    plan = cn_plan("2026-06-01", 7)
    account = accounts(plan, month_of(plan, "L10 - - - - - -"))[0]
    assert (account.ordinary, account.extension, account.rest_day) == (480, 120, 0)


def test_the_base_of_the_premium_is_the_monthly_wage_through_21_75_days() -> None:
    plan = cn_plan("2026-06-01", 7, agents=[make_agent("A1", monthly_wage=6525.0)])
    account = accounts(plan, month_of(plan, "L10 - - - - - -"))[0]
    assert account.base_per_hour == pytest.approx(37.5)
    assert account.premium_pay == pytest.approx(112.5)


def test_time_off_in_lieu_lowers_what_is_due_for_rest_days() -> None:
    plan = cn_plan("2026-06-01", 14, leave=(Leave("A1", date(2026, 6, 9), date(2026, 6, 9), "调休"),))
    account = accounts(plan, month_of(plan, "D8 D8 D8 D8 D8 D8 - D8 - D8 D8 D8 - -"))[0]
    assert (account.rest_day, account.lieu_taken, account.rest_day_due, account.leave_days) == (480, 480, 0, {"调休": 1})


def test_approved_summed_hours_have_no_daily_overtime_and_settle_at_the_end_of_the_cycle() -> None:
    contract = (Contract("full-time", "comprehensive", 0, 2400, 6000),)
    approval = (Evidence("approval", "x", rule="CN-COMP-03"),)
    plan = cn_plan("2026-01-01", 90, contracts=contract, evidence=approval, rules={"CN-COMP-01": {"statutory_basis": "actual_calendar"}})
    assert plan.grid.end_day == date(2026, 4, 1)
    every = [d for d in plan.grid.calendar if d not in {date(2026, 1, 1), *(date(2026, 2, k) for k in (16, 17, 18, 19))}]
    codes = " ".join("N11" if d in every[:86:2] + every[1:5] else "-" for d in plan.grid.calendar)
    roster = month_of(plan, codes)
    mine = [a for a in accounts(plan, roster) if a.agent == "A1"]
    (finding,) = [f for f in check(plan, roster).findings if f.rule == "CN-COMP-01" and f.outcome is Outcome.PAY_DUE]
    hours, minutes = str(finding.params["payable"]).split(":")
    assert sum(a.extension for a in mine) == int(hours) * 60 + int(minutes) > 0
    assert all(a.rest_day == 0 for a in mine)
    assert mine[0].extension == mine[1].extension == 0  # the last hours of the cycle are the surplus
    assert all(parts(a) == a.paid for a in mine)


def test_hours_before_the_plan_count_in_the_month_but_not_as_the_rosters() -> None:
    plan = cn_plan("2026-06-08", 7)
    plan = replace(plan, worked=tuple(worked(plan, "A1", f"2026-06-0{k}T08:00", f"2026-06-0{k}T17:00", "D8") for k in (1, 2, 3)))
    account = accounts(plan, month_of(plan, "D8 - - - - - -"))[0]
    assert (account.paid, account.from_roster, account.complete) == (4 * 480, 480, False)


def test_without_a_law_pack_overtime_is_beyond_the_contracts_week() -> None:
    plan = replace(make_plan("2026-06-01", 7, shifts=SHIFTS, contracts=(Contract("full-time", "standard", 0, 1200, 6000),)), rule_packs=())
    account = accounts(plan, month_of(plan, "L10 L10 L10 - - - -"))[0]
    assert (account.ordinary, account.extension, account.rest_day, account.holiday, account.system) == (1200, 600, 0, 0, None)


def test_people_without_a_shift_have_an_account_with_their_leave() -> None:
    plan = cn_plan("2026-06-01", 7, leave=(Leave("A2", date(2026, 6, 1), date(2026, 6, 3), "annual"),))
    mine = [a for a in accounts(plan, month_of(plan, "D8 - - - - - -")) if a.agent == "A2"]
    assert [(a.paid, a.leave_days, a.rest_days) for a in mine] == [(0, {"annual": 3}, 4)]


def test_a_run_that_began_before_the_month_counts_whole() -> None:
    plan = cn_plan("2026-06-29", 7)
    june, july = [a for a in accounts(plan, month_of(plan, "D8 D8 D8 D8 - - -")) if a.agent == "A1"]
    assert (june.longest_run, july.longest_run) == (2, 4)
    assert june.month + timedelta(days=30) == july.month


def test_a_short_week_with_one_long_day_is_extension_and_a_sixth_day_rest_day_work_as_the_rule_on_premiums_has_it() -> None:
    plan = cn_plan("2026-06-01", 14)
    roster = month_of(plan, "D8 D8 D8 D8 D8 L10 - L10 N11 - N11 D8 - -")
    account = accounts(plan, roster)[0]
    due = {f.key: f.measured for f in check(plan, roster).findings if f.rule == "CN-PAY-01" and f.outcome is Outcome.PAY_DUE}
    assert (account.extension, account.rest_day) == (due["premium_workday"], due["premium_restday"])
    assert account.rest_day == 600
