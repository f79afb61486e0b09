"""One queue's demand before any formula."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from staffing.domain.forecast import Forecast
from staffing.domain.history import History
from staffing.domain.queue import OpenWindow, Queue, ServiceTarget
from staffing.models.queueing.modified_load import modified_offered_load
from staffing.services.queue_demand import carried_load, queue_demand
from tests.factories import make_plan

QUEUE = Queue("general", target=ServiceTarget(0.8, 20))


def history(plan, offered: np.ndarray, minutes: int = 30, late: int = 0) -> History:
    """A history whose last interval ends ``late`` minutes after the plan begins."""
    start = plan.grid.start + timedelta(minutes=late - minutes * len(offered))
    return History(plan.grid.zone, start, minutes, ("general",), offered[np.newaxis], np.full((1, len(offered)), 600.0))


def test_the_load_goes_on_over_midnight_and_interval() -> None:
    plan = make_plan(days=2, interval_minutes=30, queues=[QUEUE])
    offered = np.tile(np.concatenate([np.full(40, 10.0), np.full(8, 40.0)]), 2)
    demand = queue_demand(plan, QUEUE, offered, np.full(96, 900.0))
    wanted = modified_offered_load(offered, 1800, 900.0)
    np.testing.assert_allclose(demand.modified, wanted.modified)
    assert demand.modified[48] > demand.load[48]
    assert demand.modified[40] < demand.load[40]
    assert not demand.opens.any()
    assert not demand.has_band


def test_history_before_the_plan_is_carried_in() -> None:
    plan = make_plan(days=1, interval_minutes=30, queues=[QUEUE])
    busy = make_plan(days=1, interval_minutes=30, queues=[QUEUE], history=history(plan, np.full(20, 60.0)))
    assert carried_load(busy, "general") == pytest.approx(20.0)
    carried = queue_demand(busy, QUEUE, np.full(48, 6.0), np.full(48, 600.0))
    plain = queue_demand(plan, QUEUE, np.full(48, 6.0), np.full(48, 600.0))
    assert plain.modified[0] == plain.load[0] == 2.0
    assert carried.modified[0] > 5
    assert carried.modified[-1] == pytest.approx(2.0)


@pytest.mark.parametrize("late", [-60, 15, 3000])
def test_a_history_that_does_not_meet_the_start_is_not_carried_in(late: int) -> None:
    plan = make_plan(days=1, interval_minutes=30, queues=[QUEUE])
    apart = make_plan(days=1, interval_minutes=30, queues=[QUEUE], history=history(plan, np.full(20, 60.0), late=late))
    assert carried_load(apart, "general") is None
    assert carried_load(apart, "other") is None


def test_a_history_that_goes_beyond_the_start_and_one_with_a_gap() -> None:
    plan = make_plan(days=1, interval_minutes=30, queues=[QUEUE])
    beyond = make_plan(days=1, interval_minutes=30, queues=[QUEUE], history=history(plan, np.full(20, 60.0), late=120))
    assert carried_load(beyond, "general") == pytest.approx(20.0)
    gap = np.full(20, 60.0)
    gap[-1] = np.nan
    unknown = make_plan(days=1, interval_minutes=30, queues=[QUEUE], history=history(plan, gap))
    assert carried_load(unknown, "general") is None


def test_every_opening_begins_at_its_own_load() -> None:
    queue = Queue(
        "general", open=(OpenWindow.parse("Mon-Sun 08:00-12:00"), OpenWindow.parse("Mon-Sun 20:00-24:00")), target=ServiceTarget(0.8, 20)
    )
    plan = make_plan(days=2, interval_minutes=60, queues=[queue])
    demand = queue_demand(plan, queue, np.full(48, 30.0), np.full(48, 400.0))
    assert np.flatnonzero(demand.opens).tolist() == [8, 20, 32, 44]
    np.testing.assert_array_equal(demand.modified, demand.load)
    assert (demand.modified[~demand.is_open] == 0).all()


def test_open_before_the_plan_is_no_opening() -> None:
    night = Queue("general", open=(OpenWindow.parse("Mon-Sun 20:00-04:00"),), target=ServiceTarget(0.8, 20))
    plan = make_plan(days=1, interval_minutes=60, queues=[night])
    demand = queue_demand(plan, night, np.full(24, 30.0), np.full(24, 400.0))
    assert np.flatnonzero(demand.opens).tolist() == [20]


def test_the_band_becomes_a_cv() -> None:
    plan = make_plan(days=1, interval_minutes=60, queues=[QUEUE])
    shape = (1, 24)
    offered = np.full(shape, 100.0)
    half = 1.2815515655446004 * np.sqrt(100 + 20.0**2)
    forecast = Forecast(plan.grid, ("general",), offered, np.full(shape, 200.0), offered - half, offered, offered + half)
    demand = queue_demand(plan, QUEUE, offered[0], np.full(24, 200.0), forecast)
    assert demand.has_band
    np.testing.assert_allclose(demand.cv, 0.2)
