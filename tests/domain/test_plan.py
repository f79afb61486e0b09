"""What a plan tells about its people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from staffing.domain.people import Availability, Contract, Leave, Prices, Status, Worked
from staffing.domain.queue import Queue
from tests.factories import MONDAY, make_agent, make_plan

A, B = "A1", "A2"


def test_names_are_looked_up() -> None:
    plan = make_plan()
    assert plan.queue_by_name["general"].name == "general"
    assert plan.agent_by_id[A].id == A
    assert plan.shift_by_name["N8"].name == "N8"
    assert plan.contract_by_name["full-time"].max_minutes_per_week == 3600


def test_an_agent_without_rows_is_always_available() -> None:
    assert make_plan().available_windows(A, MONDAY) is None


def test_a_day_without_a_row_is_not_available() -> None:
    plan = make_plan(availability=(Availability(A, None, 0, 480, 960),))
    assert plan.available_windows(A, MONDAY) == ((480, 960),)
    assert plan.available_windows(A, MONDAY + timedelta(days=1)) == ()
    assert plan.available_windows(B, MONDAY) is None


def test_rows_of_a_day_unite_and_touching_ones_join() -> None:
    rows = (Availability(A, None, 0, 960, 1200), Availability(A, None, 0, 0, 300), Availability(A, None, 0, 480, 960))
    assert make_plan(availability=rows).available_windows(A, MONDAY) == ((0, 300), (480, 1200))
    rows = (Availability(A, None, 0, 0, 600), Availability(A, None, 0, 100, 200))
    assert make_plan(availability=rows).available_windows(A, MONDAY) == ((0, 600),)


def test_a_day_row_replaces_the_weekday() -> None:
    rows = (Availability(A, None, 0, 0, 1440), Availability(A, MONDAY, None, 600, 700))
    plan = make_plan(availability=rows, days=14)
    assert plan.available_windows(A, MONDAY) == ((600, 700),)
    assert plan.available_windows(A, MONDAY + timedelta(days=7)) == ((0, 1440),)


def test_leave_days_unite() -> None:
    plan = make_plan(leave=(Leave(A, MONDAY, MONDAY + timedelta(days=2)), Leave(A, MONDAY + timedelta(days=2), MONDAY + timedelta(days=3))))
    assert plan.leave_days[A] == {MONDAY + timedelta(days=k) for k in range(4)}
    assert B not in plan.leave_days


def test_worked_rows_are_in_order() -> None:
    plan = make_plan(worked=(Worked(A, -500, -100), Worked(A, -2000, -1500)))
    assert [row.start for row in plan.worked_by_agent[A]] == [-2000, -500]


def test_prices_of_a_queue_stand_before_the_plans() -> None:
    queues = (Queue("general"), Queue("vip", short_per_agent_hour=300.0), Queue("deep", deep_short_per_agent_hour=0.0))
    plan = make_plan(queues=queues)
    assert [plan.short_prices(queue) for queue in queues] == [(120, 120), (300, 120), (120, 0)]


def test_the_wage_of_a_contract_stands_before_the_plans() -> None:
    contracts = (Contract("full-time"), Contract("expert", wage_per_hour=55.0), Contract("free", wage_per_hour=0.0))
    agents = [make_agent(name, contract=name) for name in ("full-time", "expert", "free")]
    plan = make_plan(contracts=contracts, agents=agents, prices=Prices(wage_per_hour=42.0))
    assert [plan.wage_per_hour(agent) for agent in agents] == [42.0, 55.0, 0.0]


class TestSpreadGroups:
    """Nights and weekends are spread over people who could work any of them."""

    def members(self, **more: object) -> tuple[str, ...]:
        return make_plan(agents=3, **more).spread_groups["full-time"]  # type: ignore[arg-type]

    def test_everybody_without_rows(self) -> None:
        assert self.members() == ("A1", "A2", "A3")

    @pytest.mark.parametrize(("days", "leave", "member"), [(10, 2, True), (10, 3, False), (7, 1, True), (7, 2, False)])
    def test_leave_may_cover_a_fifth(self, days: int, leave: int, member: bool) -> None:
        row = Leave(A, MONDAY, MONDAY + timedelta(days=leave - 1))
        assert (A in self.members(days=days, leave=(row,))) is member

    def test_only_leave_inside_the_plan_counts(self) -> None:
        assert A in self.members(leave=(Leave(A, MONDAY - timedelta(days=30), MONDAY),))

    @pytest.mark.parametrize(
        ("first", "last", "member"),
        [
            (date(2026, 1, 1), None, False),
            (date(2026, 1, 1), MONDAY, False),
            (date(2026, 1, 1), MONDAY - timedelta(days=1), True),
            (MONDAY + timedelta(days=6), None, False),
            (MONDAY + timedelta(days=7), None, True),
        ],
    )
    def test_a_status_that_touches_the_plan(self, first: date, last: date | None, member: bool) -> None:
        assert (A in self.members(statuses=(Status(A, "trainee", first, last),))) is member

    def test_an_availability_row_that_touches_the_plan(self) -> None:
        assert A not in self.members(availability=(Availability(A, None, 3),))
        assert A not in self.members(availability=(Availability(A, MONDAY, None),))
        assert A in self.members(availability=(Availability(A, MONDAY - timedelta(days=1), None),))
        assert A in make_plan(days=2, availability=(Availability(A, None, 3),)).spread_groups["full-time"]  # no Thursday in it

    def test_each_contract_has_its_own_group(self) -> None:
        plan = make_plan(
            contracts=(Contract("full-time"), Contract("part-time"), Contract("none")),
            agents=[make_agent(A), make_agent(B, contract="part-time")],
        )
        assert plan.spread_groups == {"full-time": (A,), "part-time": (B,), "none": ()}


def test_a_plan_is_frozen() -> None:
    plan = make_plan()
    with pytest.raises(AttributeError):
        plan.name = "other"  # type: ignore[misc]
    assert replace(plan, name="other").name == "other"
