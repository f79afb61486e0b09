"""Each term of the objective, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from staffing.domain.people import Availability, Contract, Leave, Prices, Request, Status
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.domain.report import TERMS
from staffing.domain.roster import Roster
from staffing.rules.objective import recompute
from tests.factories import day, make_agent, make_plan, make_requirement, make_roster, week_of, worked


def term(plan: Plan, cells: dict[str, str], name: str, need: float = 0.0) -> float:
    return recompute(plan, make_requirement(plan, need), make_roster(plan, week_of(plan, cells)))[name]


def test_all_terms_are_there_in_order() -> None:
    plan = make_plan()
    terms = recompute(plan, make_requirement(plan), Roster(plan.grid, ()))
    assert tuple(terms) == TERMS
    assert set(terms.values()) == {0.0}


def test_wage_is_the_contracts_or_the_objectives() -> None:
    contracts = (Contract("full-time", "standard", 0, 2400, 3600), Contract("dear", "standard", 0, 2400, 3600, wage_per_hour=50.0))
    agents = [make_agent("A1"), make_agent("A2", contract="dear")]
    plan = make_plan(agents=agents, contracts=contracts)
    assert term(plan, {"A1": "D8 - - - - - -", "A2": "D8 D6 - - - - -"}, "wage") == 8 * 40 + 14 * 50


def test_overtime_by_calendar_week_not_over_the_horizon() -> None:
    plan = make_plan(days=14)
    assert term(plan, {"A1": "D8 D8 D8 D8 D8 D8 - D8 D8 D8 - - - -"}, "overtime") == 8 * 20


def test_allowance_per_shift() -> None:
    plan = make_plan()
    plan = replace(plan, shifts=tuple(replace(s, allowance=60.0) if s.name == "N8" else s for s in plan.shifts))
    assert term(plan, {"A1": "N8 N8 - D8 - - -"}, "allowance") == 120


def test_short_and_deeply_short_and_over() -> None:
    plan = make_plan(days=1, queues=(Queue("general", shrinkage=Decimal("0.5")), Queue("dear", short_per_agent_hour=200.0)))
    empty = Roster(plan.grid, ())
    terms = recompute(plan, make_requirement(plan, 2.0), empty)
    assert terms["short"] == pytest.approx(24 * (2 * 120 + 1.8 * 120 + 2 * 200 + 1.8 * 120))
    roster = make_roster(plan, week_of(plan, {"A1": "D6"}))
    assert recompute(plan, make_requirement(plan), roster)["over"] == pytest.approx(4 * 0.5 * 5.75)


def test_wishes() -> None:
    def wish(text: str, on: str = "2026-03-02", window: tuple[int, int] | None = None) -> tuple[Request, ...]:
        return (Request("A1", day(on), text, 10.0, window),)

    early, late = {"A1": "D8 - - - - - -"}, {"A1": "N8 - - - - - -"}
    cases = [
        (wish("off"), early, 10),
        (wish("off", "2026-03-03"), early, 0),
        (wish("off", "2026-03-03"), late, 0),  # no shift STARTS on the second day
        (wish("D8"), early, 0),
        (wish("E8"), early, 10),
        (wish("08:00-17:00", window=(480, 1020)), early, 0),
        (wish("08:00-16:00", window=(480, 960)), early, 10),
        (wish("20:00-08:00", window=(1200, 1920)), late, 0),
        (wish("20:00-06:00", window=(1200, 1800)), late, 10),
        (wish("08:00-17:00", "2026-03-03", (480, 1020)), early, 0),
        (wish("off", "2026-03-09"), early, 0),
    ]
    for requests, cells, price in cases:
        assert term(make_plan(requests=requests), cells, "requests") == price, requests
    assert term(make_plan(requests=wish("off"), prices=Prices(request_unmet=2.5)), early, "requests") == 25


def test_start_changes_between_consecutive_days_the_shorter_way_round() -> None:
    plan = make_plan()
    assert term(plan, {"A1": "D8 D8@10:00 - - - - -"}, "start_change") == 0  # 120 minutes are not more than 120
    assert term(plan, {"A1": "D8 E8 - D8 - E8 -"}, "start_change") == 5
    assert term(plan, {"A1": "E8 N8 N8 - - - -"}, "start_change") == 5
    around = replace(plan, shifts=(*plan.shifts, replace(plan.shifts[3], name="Z", start_from=15, start_to=15)))
    assert term(around, {"A1": "N8 Z@00:15 - - - - -"}, "start_change") == 5  # 22:00 and 00:15 are 135 minutes apart
    before = replace(plan, worked=(worked(plan, "A1", "2026-03-01T15:00", "2026-03-01T19:00"),))
    assert term(before, {"A1": "D8 - - - - - -"}, "start_change") == 0


def test_spreads_over_the_agents_who_are_there() -> None:
    agents = [make_agent(f"A{k}") for k in range(1, 6)]
    cells = {"A1": "N8 N8 - - - D8 D8", "A2": "N8 - - - - - -"}
    plan = make_plan(agents=agents)
    assert term(plan, cells, "night_spread") == 100 * 2 * 5 / 20
    assert term(plan, cells, "weekend_spread") == 100 * 2 * 5 / 20
    out = make_plan(
        agents=agents,
        statuses=(
            Status("A3", "trainee", day("2026-01-01"), day("2026-03-02")),
            Status("A1", "trainee", day("2026-01-01"), day("2026-03-01")),
        ),
        availability=(Availability("A4", None, 0),),
        leave=(Leave("A5", day("2026-03-02"), day("2026-03-03")),),
    )
    assert term(out, cells, "night_spread") == 100 * 1 * 2 / 20  # A1 with 2 and A2 with 1 are left


def test_strangers_cost_nothing() -> None:
    plan = make_plan()
    [duty] = week_of(plan, {"A1": "D8 - - - - - -"})
    terms = recompute(plan, make_requirement(plan), Roster(plan.grid, (replace(duty, agent="ZZ"),)))
    assert sum(terms.values()) == 0
