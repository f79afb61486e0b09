"""Overtime by kind: counted a second time minute by minute, and the same in the pay rule, the month's rule and the accounts."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract, Evidence, Leave
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.rules import check
from staffing.rules.accounts import AccountFacts, month_accounts, settings_of
from staffing.rules.calendar import OFFICIAL
from staffing.rules.facts import Facts
from staffing.rules.overtime import Norms, norms_of, overtime_of
from staffing.rules.packs import load_packs
from staffing.rules.worktime import work
from tests.factories import make_agent, make_plan, make_roster, make_shift, week_of, worked

D8 = make_shift("D8", "08:00", 540, 60)
L10 = make_shift("L10", "08:00", 660, 60)
N11 = make_shift("N11", "20:00", 720, 60, meal_after_minutes=360, meal_before_minutes=360)
S4 = make_shift("S4", "09:00", 240, 0)
E8 = make_shift("E8", "16:00", 540, 60)
MONTHS = (("2026-02-01", 28), ("2026-06-01", 30), ("2026-10-01", 31), ("2026-09-01", 61), ("2026-01-05", 28))
CODES = st.lists(st.sampled_from(("D8", "D8", "D8", "L10", "N11", "S4", "E8", "-", "-")), min_size=61, max_size=61)


def month(first: str, days: int, codes: list[str], **more: object) -> tuple[Plan, Roster]:
    contract = (Contract("full-time", "standard", 0, 2400, 6000),)
    agents = [make_agent("A1", monthly_wage=6525.0)]
    plan = make_plan(first, days, agents=agents, shifts=(D8, L10, N11, S4, E8), contracts=contract, rule_packs=("cn-mainland",), **more)  # type: ignore[arg-type]
    return plan, make_roster(plan, week_of(plan, {"A1": " ".join(codes[:days])}), activities=False)


def counted(plan: Plan, roster: Roster) -> dict[tuple[date, str], int]:
    """Extension, rest-day and holiday minutes by local day, one minute of work after the other."""
    facts = Facts(plan, roster)
    duties = []  # (start day, [minutes])
    for stint in facts.line["A1"]:
        minutes = [m for a, b in work(facts, "A1", stint) for m in range(a, b)]
        duties.append((stint.day, minutes))
    over: dict[int, str] = {}
    normal: dict[int, date] = {}
    for day, minutes in duties:
        for k, minute in enumerate(minutes):
            if k >= 480:
                over[minute] = "daily"
            elif not OFFICIAL.is_make_up(day):
                normal[minute] = day
    weeks: Counter[date] = Counter()
    for minute in sorted(normal):
        on = plan.grid.day(minute)
        monday = on - timedelta(days=on.weekday())
        weeks[monday] += 1
        if weeks[monday] > 2400:
            over[minute] = "weekly"
    starts = {day for day, _ in duties}
    for day, minutes in duties:
        nth = sum(day - timedelta(days=k) in starts for k in range(day.weekday() + 1))
        if nth >= 6 and all(m in over for m in minutes) and any(over[m] == "weekly" for m in minutes):
            over |= dict.fromkeys(minutes, "rest")
    every = sorted(m for _, minutes in duties for m in minutes)
    for first in {plan.grid.day(m).replace(day=1) for m in every}:
        mine = [m for m in every if plan.grid.day(m).replace(day=1) == first and not OFFICIAL.is_statutory(plan.grid.day(m))]
        left = len(mine) - 480 * OFFICIAL.system_days(first.year, first.month) - sum(m in over for m in mine)
        for minute in reversed([m for m in mine if m not in over]):
            if left > 0:
                over[minute] = "rest"
                left -= 1
    out: Counter[tuple[date, str]] = Counter()
    for minute in every:
        on = plan.grid.day(minute)
        if OFFICIAL.is_statutory(on):
            out[on.replace(day=1), "holiday"] += 1
        elif minute in over:
            out[on.replace(day=1), "rest" if over[minute] == "rest" else "extension"] += 1
    return {key: value for key, value in out.items() if value}


@settings(max_examples=15, deadline=None)
@given(where=st.sampled_from(MONTHS), codes=CODES)
def test_pay_rule_month_rule_and_accounts_say_the_same(where: tuple[str, int], codes: list[str]) -> None:
    plan, roster = month(*where, codes)
    truth = counted(plan, roster) if roster.duties else {}
    audit = check(plan, roster)
    accounts = month_accounts(AccountFacts(plan, roster), settings_of(load_packs(plan.rule_packs)))
    by_rule: Counter[tuple[date, str]] = Counter()
    money = 0.0
    for finding in audit.findings:
        if finding.outcome is Outcome.PAY_DUE and finding.rule in ("CN-PAY-01", "CN-PAY-02"):
            kind = {"premium_workday": "extension", "premium_restday": "rest"}.get(finding.key, "holiday")
            by_rule[finding.first_day.replace(day=1), kind] += int(finding.measured or 0)
            money += finding.params["money"]
    by_account = {}
    for a in accounts:
        by_account |= {(a.month, "extension"): a.extension, (a.month, "rest"): a.rest_day_due, (a.month, "holiday"): a.holiday}
    assert by_rule == truth
    assert {key: value for key, value in by_account.items() if value} == truth
    assert abs(money - sum(a.premium_pay for a in accounts)) < 0.05
    for finding in audit.findings:
        if finding.rule == "CN-OT-02" and finding.outcome is Outcome.FAIL:
            [account] = [a for a in accounts if a.month == finding.first_day]
            assert account.overtime == int(finding.params["without_holidays"].split(":")[0]) * 60 + int(
                finding.params["without_holidays"].split(":")[1]
            )


@settings(max_examples=8, deadline=None)
@given(codes=CODES, off=st.sets(st.integers(0, 29), max_size=4), papers=st.sets(st.integers(1, 30), max_size=4))
def test_time_off_takes_as_much_from_the_rule_as_from_the_accounts(codes: list[str], off: set[int], papers: set[int]) -> None:
    leave = tuple(Leave("A1", date(2026, 6, 1) + timedelta(days=k), date(2026, 6, 1) + timedelta(days=k), "调休") for k in off)
    files = tuple(Evidence("time-off", f"T{k}", "A1", valid_from=date(2026, 6, k), valid_to=date(2026, 6, k)) for k in papers)
    plan, roster = month("2026-06-01", 30, codes, leave=leave, evidence=files)
    accounts = month_accounts(AccountFacts(plan, roster), settings_of(load_packs(plan.rule_packs)))
    due = sum(int(f.measured or 0) for f in check(plan, roster).findings if f.key == "premium_restday")
    assert due == sum(a.rest_day_due for a in accounts)
    assert all(0 <= a.rest_day_due == a.rest_day - a.given_back for a in accounts)


def test_a_moved_rest_day_worked_in_a_forty_hour_week_shows_in_the_month() -> None:
    codes = ["-"] * 31
    for d in (
        5,
        6,
        8,
        9,
        10,
        12,
        13,
        14,
        15,
        16,
        19,
        20,
        21,
        22,
        23,
        26,
        27,
        28,
        29,
    ):  # 18 system days; the 5th and 6th are moved rest days
        codes[d - 1] = "D8"
    plan, roster = month("2026-10-01", 31, codes)
    found = [f for f in check(plan, roster).findings if f.rule == "CN-PAY-01"]
    assert [(f.key, f.measured, f.params["amount"]) for f in found] == [("premium_restday", 480, "600.00")]


def test_a_make_up_saturday_is_no_overtime_and_the_sunday_after_it_is() -> None:
    plan, roster = month("2026-02-09", 7, ["D8"] * 7)
    facts = Facts(plan, roster)
    found = overtime_of(facts, next(s for s in load_packs(["cn-mainland"]) if s.id == "CN-PAY-01"), Norms(), plan.agents[0])
    sunday = plan.grid.midnight(date(2026, 2, 15))
    assert [(a >= sunday, b - a) for a, b in found.rest] == [(True, 240), (True, 240)]
    assert (found.extension, found.surplus) == ([], [])


def test_history_counts_towards_the_month_but_only_the_roster_is_owed_by_the_rule() -> None:
    plan, roster = month("2026-06-29", 2, ["D8", "D8"])
    rows = tuple(
        worked(plan, "A1", f"2026-06-{d:02d}T08:00", f"2026-06-{d:02d}T16:00") for d in range(1, 29) if d % 7 not in (6, 0) and d != 19
    )
    full = make_plan(
        "2026-06-29", 2, agents=plan.agents, shifts=plan.shifts, contracts=plan.contracts, rule_packs=plan.rule_packs,
        worked=(*rows, worked(plan, "A1", "2026-06-06T08:00", "2026-06-06T16:00")),
    )  # fmt: skip
    assert not [f for f in check(full, roster).findings if f.key == "premium_restday"]  # the Saturday of the history is owed already
    [account] = [a for a in month_accounts(AccountFacts(full, roster), settings_of(load_packs(full.rule_packs))) if a.month.month == 6]
    assert (account.rest_day, account.paid) == (480, 22 * 480)


def test_norms_of_a_rule_without_them_are_the_usual() -> None:
    [spec] = [s for s in load_packs(["cn-mainland"]) if s.id == "CN-REST-02"]
    assert norms_of(spec) == Norms()
