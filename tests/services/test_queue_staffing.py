"""Policies at work on plans."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from staffing.domain.forecast import Forecast
from staffing.domain.queue import OpenWindow, Queue, ServiceTarget
from staffing.domain.staffing_policy import StaffingPolicy
from staffing.models.queueing import smallest_agents
from staffing.models.queueing.erlang_x import smallest_agents_x
from staffing.models.queueing.transient import transient_performance
from staffing.models.queueing.uncertain import chance_to_meet, expected_performance, smallest_agents_quantile
from staffing.models.queueing.within_interval import split_intervals
from staffing.services.queue_staffing import periods
from staffing.services.requirement import given_or_made
from tests.factories import make_plan

TARGET = ServiceTarget(0.8, 20)
BASE = Queue("general", target=TARGET, patience_seconds=180)
DAY = np.array([4, 3, 2, 2, 2, 3, 8, 20, 60, 110, 130, 120, 100, 90, 95, 100, 90, 70, 50, 40, 30, 22, 14, 8], dtype=float)


def made(policy: StaffingPolicy | None = None, *, cv: float | None = 0.15, days: int = 1, queue: Queue = BASE, aht: float = 300.0):
    chosen = queue if policy is None else replace(queue, policy=policy)
    plan = make_plan(days=days, interval_minutes=60, queues=[chosen])
    offered = np.tile(DAY, days)[np.newaxis]
    band = (None, None, None)
    if cv is not None:
        half = 1.2815515655446004 * np.sqrt(offered + (cv * offered) ** 2)
        band = (np.maximum(offered - half, 0), offered, offered + half)
    forecast = Forecast(plan.grid, ("general",), offered, np.full(offered.shape, aht), *band)
    return given_or_made(plan, forecast)


def test_the_modified_load_is_the_default_and_its_effect_is_told() -> None:
    need, plain = made(), made(StaffingPolicy(moving="stationary"))
    assert need.load_erlangs is not None
    assert need.offered_load_erlangs is not None
    assert need.agents[0, 9] < plain.agents[0, 9]  # the load is still rising
    assert need.load_erlangs[0, 19] > need.offered_load_erlangs[0, 19]  # and here falling
    np.testing.assert_array_equal(plain.load_erlangs, plain.offered_load_erlangs)
    wanted = smallest_agents(need.load_erlangs, 300, service_level=0.8, answer_within_seconds=20, patience_seconds=180)
    np.testing.assert_array_equal(need.agents, wanted)
    effect = need.effects[0]
    assert effect.agent_hours == need.agents.sum()
    assert effect.stationary_hours == plain.agents.sum()
    assert effect.changed_intervals == np.sum(need.agents != plain.agents) > 0
    assert plain.effects[0].changed_intervals == 0


def test_the_exact_evaluator_keeps_every_interval_at_its_target() -> None:
    need = made(StaffingPolicy(moving="exact"), days=2, aht=900.0)
    assert need.service_level is not None
    assert (need.service_level >= 0.8 - 1e-9).all()
    offered = split_intervals(np.tile(DAY, 2), 20)
    felt = transient_performance(offered, 3600, 900, need.agents[0], patience_seconds=180, answer_within_seconds=20)
    np.testing.assert_allclose(felt.service_level, need.service_level[0], atol=1e-9)
    busier = made(StaffingPolicy(moving="exact", uncertain="quantile", quantile=0.9), aht=900.0)
    assert busier.agents.sum() > need.agents.sum() / 2


def test_staffing_to_a_quantile_and_to_the_expected_service() -> None:
    mean, expected, sure = made(), made(StaffingPolicy(uncertain="expected")), made(StaffingPolicy(uncertain="quantile", quantile=0.9))
    assert mean.agents.sum() < expected.agents.sum() < sure.agents.sum()
    assert mean.load_erlangs is not None
    wanted = smallest_agents_quantile(mean.load_erlangs, 0.15, 0.9, 300, service_level=0.8, answer_within_seconds=20, patience_seconds=180)
    np.testing.assert_array_equal(sure.agents, wanted)
    felt = expected_performance(mean.load_erlangs, 0.15, expected.agents, 300, patience_seconds=180, answer_within_seconds=20)
    assert (felt.by_volume.service_level >= 0.8 - 1e-9).all()
    chances = [need.effects[0].chance_of_day for need in (mean, expected, sure)]
    assert chances[0] < chances[1] < chances[2]
    assert chances[2] > 0.9
    assert sure.target_chance is not None
    assert np.nanmin(sure.target_chance) >= 0.9 - 1e-6
    chance = chance_to_meet(
        mean.load_erlangs[0], 0.15, mean.agents[0], 300, service_level=0.8, answer_within_seconds=20, patience_seconds=180
    )
    np.testing.assert_allclose(mean.target_chance[0], chance, atol=1e-4)


def test_without_a_band_nothing_is_said_about_chances() -> None:
    need = made(cv=None)
    assert need.target_chance is not None
    assert np.isnan(need.target_chance).all()
    effect = need.effects[0]
    assert effect.service_level is not None
    assert (effect.expected_service_level, effect.chance_of_day, effect.chance_of_interval, effect.demand_cv) == (None, None, None, None)


@pytest.mark.parametrize(("period", "groups"), [("day", 8), ("week", 2)])
def test_a_target_over_a_day_or_a_week_with_a_floor(period: str, groups: int) -> None:
    need = made(StaffingPolicy(period=period, floor=0.6), days=8)
    plain = made(days=8)
    assert need.service_level is not None
    parts = periods(need.grid, period)
    assert len(parts) == groups
    volume = np.tile(DAY, 8)
    for rows in parts:
        assert need.service_level[0, rows] @ volume[rows] / volume[rows].sum() >= 0.8 - 1e-9
    assert need.service_level.min() >= 0.6
    assert need.service_level.min() < 0.8
    assert need.agents.sum() < plain.agents.sum()


def test_other_targets_hold_in_every_interval_of_a_pooled_day() -> None:
    queue = replace(BASE, target=replace(TARGET, max_occupancy=Decimal("0.7")))
    need = made(StaffingPolicy(period="day", floor=0.0), queue=queue)
    assert need.occupancy is not None
    assert need.occupancy.max() <= 0.7 + 1e-9


def test_redials_and_lines() -> None:
    need = made(StaffingPolicy(redial_share=0.5, lines=200))
    assert need.models == ("erlang-x",)
    assert need.load_erlangs is not None
    wanted = smallest_agents_x(
        need.load_erlangs, 300, service_level=0.8, answer_within_seconds=20, patience_seconds=180, redial_share=0.5, lines=200
    )
    np.testing.assert_array_equal(need.agents, wanted)
    few = made(StaffingPolicy(lines=5))
    assert few.agents.max() == 5


def test_definitions_of_the_service_level() -> None:
    crews = {name: made(StaffingPolicy(definition=name)).agents.sum() for name in ("offered", "excl", "incl", "answered", "virtual")}
    assert crews["incl"] <= crews["excl"] <= crews["offered"]
    assert crews["answered"] <= crews["offered"]


def test_expected_service_with_a_mean_wait_where_nobody_hangs_up() -> None:
    patient = Queue("general", target=ServiceTarget(max_asa_seconds=20))
    need = made(StaffingPolicy(uncertain="expected"), queue=patient)
    np.testing.assert_array_equal(need.agents, made(queue=patient).agents)
    both = Queue("general", target=ServiceTarget(0.8, 20, max_asa_seconds=20))
    assert made(StaffingPolicy(uncertain="expected"), queue=both).agents.sum() > made(queue=both).agents.sum()


@pytest.mark.parametrize("policy", [StaffingPolicy(), StaffingPolicy(moving="exact"), StaffingPolicy(period="day", floor=0.5)])
def test_closed_intervals_and_floors_whatever_the_policy(policy: StaffingPolicy) -> None:
    queue = replace(BASE, open=(OpenWindow.parse("Mon-Sun 08:00-20:00"),), min_agents=3)
    need = made(policy, queue=queue)
    assert (need.agents[0, :8] == 0).all()
    assert (need.agents[0, 20:] == 0).all()
    assert (need.agents[0, 8:20] >= 3).all()
