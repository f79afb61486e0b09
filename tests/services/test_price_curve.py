"""What certainty costs, and service curves of a plan."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from staffing.domain.forecast import Forecast
from staffing.domain.problems import InputProblems
from staffing.domain.queue import Queue, ServiceTarget
from staffing.domain.staffing_policy import StaffingPolicy
from staffing.services.price_curve import price_curve
from staffing.services.requirement import given_or_made
from staffing.services.service_curves import service_curves
from tests.factories import make_plan


def given(queue: Queue, cv: float = 0.2):
    plan = make_plan(days=1, interval_minutes=60, queues=[queue])
    offered = np.full((1, 24), 80.0)
    half = 1.2815515655446004 * np.sqrt(offered + (cv * offered) ** 2)
    return plan, Forecast(plan.grid, ("general",), offered, np.full((1, 24), 300.0), offered - half, offered, offered + half)


def test_each_step_costs_more_and_buys_more() -> None:
    plan, forecast = given(Queue("general", target=ServiceTarget(0.8, 20), patience_seconds=180, shrinkage=Decimal("0.2")))
    points = price_curve(plan, forecast)
    assert [p.rule for p in points].count("quantile") == 5
    assert {p.rule for p in points} == {"mean", "expected", "quantile"}
    for before, after in pairwise(points):
        assert after.cost >= before.cost
        assert after.expected_service_level >= before.expected_service_level
        assert after.chance_of_day >= before.chance_of_day - 1e-9
    first, last = points[0], points[-1]
    assert first.scheduled_hours == pytest.approx(first.agent_hours / 0.8)
    assert first.cost == pytest.approx(first.scheduled_hours * plan.prices.wage_per_hour)
    assert first.cost_per_point is None
    gain = 100 * (last.expected_service_level - points[-2].expected_service_level)
    assert last.cost_per_point == pytest.approx((last.cost - points[-2].cost) / gain)


def test_the_point_of_the_mean_is_the_requirement() -> None:
    plan, forecast = given(Queue("general", target=ServiceTarget(0.8, 20), patience_seconds=180, policy=StaffingPolicy(moving="exact")))
    points = price_curve(plan, forecast, (0.9,))
    assert [p.rule for p in points] == ["mean", "quantile"]
    assert points[0].agent_hours == given_or_made(plan, forecast).agents.sum()


def test_no_band_no_curve_and_broken_plans_are_problems() -> None:
    queue = Queue("general", target=ServiceTarget(0.8, 20))
    plan, forecast = given(queue)
    assert price_curve(plan, Forecast(plan.grid, ("general",), forecast.offered, forecast.aht_seconds)) == ()
    bare, forecast = given(Queue("general"))
    for call in (price_curve, service_curves):
        with pytest.raises(InputProblems):
            call(bare, forecast)


def test_the_service_curves_of_a_plan_begin_at_its_floors() -> None:
    queue = Queue("general", target=ServiceTarget(0.8, 20), patience_seconds=180, min_agents=2)
    plan, forecast = given(queue)
    curve = service_curves(plan, forecast)["general"]
    need = given_or_made(plan, forecast)
    assert (curve.lowest == 2).all()
    assert need.service_level is not None
    np.testing.assert_allclose(curve.at(need.agents[0]), need.service_level[0], atol=1e-12)
    np.testing.assert_array_equal(curve.volume, forecast.offered[0])
