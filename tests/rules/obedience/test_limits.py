"""What a roster in the making is told agrees with what the check says of the roster made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.limits import DayCap, ExcessCap, ExcessPrice, OverlapBan, RestDayFloor, SpanPrice, SumCap
from staffing.domain.people import Contract, Evidence, Status
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.rules import check
from staffing.rules.obedience import FORMS, broken, limits_of
from staffing.rules.packs import available_packs, pack_info
from staffing.rules.registry import KINDS
from tests.factories import day, make_agent, make_plan, make_roster, week_of, worked
from tests.rules.random_rosters import random_roster
from tests.rules.test_every_pack import dressed

HOW = {"static", "pair", "sum", "count", "price", "engine", "check"}


def test_every_kind_says_how_it_can_be_obeyed() -> None:
    assert FORMS.keys() == KINDS.keys()
    assert all(form.how and set(form.how) <= HOW and form.what for form in FORMS.values())


def test_the_page_says_what_the_table_says() -> None:
    page = (Path(__file__).parents[3] / "docs" / "rules" / "obedience.md").read_text("utf-8")
    assert [line for line in page.splitlines() if line.startswith("| `")] == [
        f"| `{kind}` | {', '.join(form.how)} | {form.what} |" for kind, form in FORMS.items()
    ]


@pytest.mark.parametrize("pack", sorted({*available_packs()} - {"contract", "policy"}))
def test_every_rule_of_every_pack_is_accounted_for(pack: str) -> None:
    plan = make_plan("2026-06-01", 7, agents=2)
    limits = limits_of(plan, [pack])
    on = {r.spec.id for r in check(plan, Roster(plan.grid, ()), [pack]).rules if r.spec.enabled}
    assert limits.covered | limits.left.keys() == on
    assert limits.covered.isdisjoint(limits.left)
    for spec in pack_info(pack).rules:
        if limits.left.get(spec.id) == "check" and spec.severity == "violation" and spec.certainty != "G":
            assert {"check", "static"} & set(FORMS[spec.kind].how), spec.id


@pytest.mark.parametrize("seed", range(24))
def test_a_roster_that_breaks_no_limit_gets_no_failure_from_the_rules_covered(seed: int) -> None:
    rng = Random(seed)
    plan = dressed(rng)
    packs = ("cn-zhengzhou" if seed % 2 else "cn-shanghai", "eu-wtd")
    limits = limits_of(plan, packs)
    roster = random_roster(rng, plan, 0.0)
    told = {(limit.rule, limit.agent) for limit in broken(plan, limits, roster)}
    failed = {
        (f.rule, f.agent) for f in check(plan, roster, packs).findings if f.outcome is Outcome.FAIL and f.rule in limits.covered and f.agent
    }
    assert failed <= told


@pytest.mark.parametrize("seed", range(12))
def test_a_limit_of_people_with_standard_hours_is_broken_only_where_the_check_fails(seed: int) -> None:
    rng = Random(seed)
    plan = replace(dressed(rng), statuses=(), evidence=())
    plan = replace(plan, contracts=tuple(replace(c, hours_system="standard") for c in plan.contracts))
    exact = {"CN-OT-01", "CN-REST-01", "CN-PT-01", "CN-OT-02"}
    limits = limits_of(plan, ("cn-mainland",))
    roster = random_roster(rng, plan, 0.0)
    told = {(limit.rule, limit.agent) for limit in broken(plan, limits, roster) if limit.rule in exact}
    assert told == {
        (f.rule, f.agent) for f in check(plan, roster, ("cn-mainland",)).findings if f.outcome is Outcome.FAIL and f.rule in exact
    }


def only(plan: Plan, rule: str, packs: tuple[str, ...] = ("cn-mainland",)) -> list[object]:
    limits = limits_of(plan, packs)
    return [x for x in (*limits.hard, *limits.prices) if x.rule == rule]


def test_overtime_of_days_and_months_with_history() -> None:
    base = make_plan("2026-06-15", 7, agents=1)
    rows = (worked(base, "A1", "2026-06-01T08:00", "2026-06-01T20:00"), worked(base, "A1", "2026-06-13T08:00", "2026-06-13T16:00"))
    plan = replace(base, worked=rows)
    assert only(plan, "CN-OT-01") == [DayCap("CN-OT-01", "A1", day("2026-06-15"), day("2026-06-21"), 660)]
    span = (day("2026-06-01"), day("2026-06-30"))
    assert only(plan, "CN-OT-02") == [
        SumCap("CN-OT-02", "A1", *span, 21 * 480 + 2160, 720 + 480),
        ExcessCap("CN-OT-02", "A1", *span, 2160, 480, 2400, 240, 0),
    ]


def test_a_rest_day_a_week_with_what_was_worked_before() -> None:
    base = make_plan("2026-06-03", 5, agents=1)
    plan = replace(base, worked=(worked(base, "A1", "2026-06-01T08:00", "2026-06-01T16:00"),))
    assert only(plan, "CN-REST-01") == [RestDayFloor("CN-REST-01", "A1", day("2026-06-01"), day("2026-06-07"), 1, 1)]


def test_a_protected_status_bans_nights_and_overtime() -> None:
    plan = make_plan("2026-06-01", 7, agents=2, statuses=(Status("A1", "nursing", date(2026, 1, 1), date(2026, 6, 3)),))
    nights, per_day, per_week = only(plan, "CN-FEM-02")
    midnight = plan.grid.midnight(day("2026-06-04"))
    assert isinstance(nights, OverlapBan)
    assert nights.spans[-1] == (midnight - 120, midnight)
    assert per_day == DayCap("CN-FEM-02", "A1", day("2026-06-01"), day("2026-06-03"), 480)
    assert isinstance(per_week, SumCap)
    late = make_roster(plan, week_of(plan, {"A1": "E8@15:30 - - - - - -", "A2": "N8 - - - - - -"}))
    assert {(x.rule, x.agent) for x in broken(plan, limits_of(plan, ["cn-mainland"]), late)} == {("CN-FEM-02", "A1")}


def test_special_hours_have_caps_by_the_cycle_of_their_approval() -> None:
    contracts = (Contract("full-time", "comprehensive", 0, 2400, 3600),)
    plan = make_plan("2026-06-01", 7, agents=1, contracts=contracts, evidence=(Evidence("approval", "7", cycle="month"),))
    [cap] = only(plan, "CN-COMP-02")
    assert isinstance(cap, SumCap)
    assert cap.minutes == int(20.67 * 480 + 2160)
    assert not only(plan, "CN-OT-01")
    assert only(replace(plan, evidence=()), "CN-OT-01")  # without an approval they are judged as standard


def test_holidays_and_overtime_have_their_price() -> None:
    plan = make_plan("2026-06-15", 7, agents=[make_agent("A1", monthly_wage=6525.0)])
    holiday = plan.grid.midnight(day("2026-06-19"))
    assert only(plan, "CN-PAY-02") == [SpanPrice("CN-PAY-02", "A1", (holiday, holiday + 1440), 37.5 / 60 * 3)]
    [price] = only(plan, "CN-PAY-01")
    assert isinstance(price, ExcessPrice)
    assert (price.extension * 60, price.rest_day * 60, price.rest_day_from) == (pytest.approx(18.75), pytest.approx(37.5), 6)


def test_a_gap_reaches_back_before_the_plan() -> None:
    base = make_plan("2026-06-01", 2, agents=1)
    plan = replace(base, worked=(worked(base, "A1", "2026-05-31T14:00", "2026-05-31T22:00"),))
    limits = limits_of(plan, ["eu-wtd"])
    early = make_roster(plan, week_of(plan, {"A1": "D8@08:00 -"}))
    assert {x.rule for x in broken(plan, limits, early)} == {"EU-01"}
    assert not broken(plan, limits, make_roster(plan, week_of(plan, {"A1": "D8@09:00 -"})))
