"""Forecast + targets -> requirement, over the queues of a plan."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.forecast import Forecast
from staffing.domain.problems import InputProblems
from staffing.domain.queue import OpenWindow, Queue, ServiceTarget
from staffing.services.requirement import given_or_made
from tests.factories import make_plan, make_requirement

GENERAL = Queue("general", target=ServiceTarget(0.8, 20), shrinkage=Decimal("0.3"))


def forecast_of(plan, offered, aht=180.0):
    shape = (len(plan.queues), plan.grid.length)
    return Forecast(
        plan.grid,
        tuple(q.name for q in plan.queues),
        np.broadcast_to(np.asarray(offered, dtype=float), shape).copy(),
        np.broadcast_to(np.asarray(aht, dtype=float), shape).copy(),
    )


def test_the_worked_example_of_the_textbooks():
    plan = make_plan(days=1, interval_minutes=30, queues=[GENERAL])
    need = given_or_made(plan, forecast_of(plan, 100))
    assert np.all(need.agents == 14)
    assert np.allclose(need.service_level, 0.8883500191794669, atol=1e-12)
    assert np.allclose(need.scheduled_agents, 20.0, atol=1e-12)
    assert need.models == ("erlang-c",)


def test_known_patience_means_erlang_a_and_fewer_people():
    patient = make_plan(days=1, interval_minutes=30, queues=[GENERAL])
    hangs_up = make_plan(days=1, interval_minutes=30, queues=[Queue("general", target=GENERAL.target, patience_seconds=180)])
    c, a = given_or_made(patient, forecast_of(patient, 100)), given_or_made(hangs_up, forecast_of(hangs_up, 100))
    assert np.all(a.agents == 12)
    assert a.models == ("erlang-a",)
    assert np.all(a.agents < c.agents)


def test_shrinkage_is_exact_where_floats_are_not():
    plan = make_plan(days=1, queues=[Queue("general", min_agents=21, shrinkage=Decimal("0.3"))])
    need = given_or_made(plan, forecast_of(plan, 0))
    assert np.all(need.scheduled_agents == 30.0)
    assert math.ceil(21 / (1 - 0.3)) == 31  # what a float would have said


def test_closed_intervals_need_nobody_and_open_ones_at_least_the_floor():
    queue = Queue("general", open=(OpenWindow.parse("Mon-Fri 09:00-17:00"),), target=ServiceTarget(0.8, 20), min_agents=2)
    plan = make_plan(days=7, interval_minutes=60, queues=[queue])
    need = given_or_made(plan, forecast_of(plan, 1.0))
    by_day = need.agents[0].reshape(7, 24)
    assert np.all(by_day[:5, 9:17] >= 2)
    assert np.all(by_day[:5, :9] == 0)
    assert np.all(by_day[:5, 17:] == 0)
    assert np.all(by_day[5:] == 0)


def test_one_quiet_interval_does_not_stop_the_rest():
    plan = make_plan(days=1, interval_minutes=60, queues=[GENERAL])
    offered = np.full((1, 24), 100.0)
    offered[0, 3] = 0.0
    aht = np.full((1, 24), 180.0)
    aht[0, 3] = np.nan
    need = given_or_made(plan, forecast_of(plan, offered, aht))
    assert need.agents[0, 3] == 0
    assert need.service_level is not None
    assert need.service_level[0, 3] == 1.0
    assert np.all(np.delete(need.agents[0], 3) > 5)


def test_a_given_requirement_stands_as_it_is():
    plan = make_plan(days=1)
    given_one = make_requirement(plan, 3)
    assert given_or_made(make_plan(days=1, requirement=given_one), None) is given_one


def test_every_queue_that_cannot_be_staffed_is_named_at_once():
    queues = [Queue("a"), Queue("b", channel="deferred"), GENERAL]
    plan = make_plan(days=1, queues=queues)
    aht = np.full((3, plan.grid.length), 180.0)
    aht[2, 7] = np.nan
    with pytest.raises(InputProblems) as caught:
        given_or_made(plan, forecast_of(plan, 5.0, aht))
    codes = [(p.column, p.code) for p in caught.value.problems]
    assert codes == [("queue[1].service_level", "missing-target"), ("aht_seconds", "missing-aht")]
    assert "01:45" in caught.value.problems[1].expected


@settings(max_examples=40, deadline=None)
@given(
    offered=st.floats(0, 400),
    aht=st.floats(20, 900),
    level=st.sampled_from([0.5, 0.8, 0.85, 0.95]),
    within=st.sampled_from([5.0, 15.0, 20.0, 60.0]),
    cap=st.sampled_from([None, "0.7", "0.88", "1"]),
    patience=st.sampled_from([None, 45.0, 180.0, 900.0]),
    shrinkage=st.sampled_from(["0", "0.08", "0.3", "0.33"]),
)
def test_every_target_holds_and_one_person_fewer_misses_one(offered, aht, level, within, cap, patience, shrinkage):
    target = ServiceTarget(level, within, max_occupancy=None if cap is None else Decimal(cap))
    queue = Queue("general", target=target, patience_seconds=patience, shrinkage=Decimal(shrinkage))
    plan = make_plan(days=1, interval_minutes=60, queues=[queue])
    need = given_or_made(plan, forecast_of(plan, offered, aht))
    assert need.service_level is not None
    assert need.occupancy is not None
    n = need.agents[0, 0]
    assert need.service_level[0, 0] >= level - 1e-9
    assert cap is None or need.occupancy[0, 0] <= float(cap) + 1e-9
    if n > 0:
        assert need.curve is not None
        below = need.curve.service_level[0, 0, list(need.curve.offsets).index(-1)]
        occupancy_below = need.occupancy[0, 0] * n / max(n - 1, 1e-9)
        assert below < level + 1e-9 or (cap is not None and occupancy_below > float(cap) - 0.05)
    assert need.scheduled_agents[0, 0] == pytest.approx(float(Fraction(int(n)) / (1 - Fraction(shrinkage))), rel=1e-15)
