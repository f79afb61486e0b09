"""Small populations, against linear algebra and against the infinite ones they grow into."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import erlang_a_performance, erlang_c_performance, smallest_agents
from staffing.models.queueing.finite_population import finite_population_performance, smallest_agents_finite
from tests.models.queueing.chains import solve


@pytest.mark.parametrize(("people", "agents", "theta"), [(6, 2, 0.0), (9, 3, 0.8), (4, 4, 0.5), (5, 1, 2.0)])
def test_machine_repair_with_patience_against_linear_algebra(people: int, agents: int, theta: float) -> None:
    wanted = solve(0.4 * (people - np.arange(people + 1.0)), agents, theta, 0.25)
    patience = 200 / theta if theta else np.nan
    found = finite_population_performance(people, 0.4 * 18, agents, 200, patience_seconds=patience, answer_within_seconds=50)
    assert float(found.p_wait) == pytest.approx(wanted.p_wait, abs=1e-9)
    assert float(found.service_level) == pytest.approx(wanted.level, abs=1e-8)
    assert float(found.p_abandon) == pytest.approx(wanted.p_abandon, abs=1e-9)
    assert float(found.asa_seconds) == pytest.approx(200 * wanted.asa, abs=1e-6)
    assert float(found.occupancy) == pytest.approx(wanted.occupancy, abs=1e-9)
    assert float(found.arriving_load) == pytest.approx(wanted.arriving, abs=1e-9)


def test_as_many_lines_as_agents_is_engset() -> None:
    """Engset's loss as callers see it: C(N-1, n) b**n / sum_j C(N-1, j) b**j."""
    from math import comb

    b, people, agents = 0.3, 12, 4
    weights = [comb(people - 1, j) * b**j for j in range(agents + 1)]
    found = finite_population_performance(people, b * 20, agents, 180, lines=agents)
    assert float(found.p_blocked) == pytest.approx(weights[-1] / sum(weights), rel=1e-12)


def test_it_grows_into_the_infinite_population() -> None:
    people = np.array([30, 300, 30_000])
    found = finite_population_performance(people, 60 / people, 6, 300, patience_seconds=[np.nan], answer_within_seconds=20)
    wanted = erlang_c_performance(5.0, 6, 300, 20)
    gap = np.abs(found.service_level - wanted.service_level)
    assert gap[0] > gap[1] > gap[2]
    assert gap[2] < 1e-3
    with_patience = finite_population_performance(30_000, 60 / 30_000, 6, 300, patience_seconds=120, answer_within_seconds=20)
    assert float(with_patience.service_level) == pytest.approx(float(erlang_a_performance(5.0, 6, 300, 120, 20).service_level), abs=3e-4)


def test_a_small_population_needs_fewer_agents() -> None:
    found = smallest_agents_finite([20, 200, 5000], [3, 0.3, 0.012], 300, service_level=0.8, answer_within_seconds=20)
    assert found.tolist() == [6.0, 8.0, 8.0]
    assert int(smallest_agents(5.0, 300, service_level=0.8, answer_within_seconds=20)) == 8
    felt = finite_population_performance(20, 3, [5, 6], 300, answer_within_seconds=20)
    assert felt.service_level[0] < 0.8 <= felt.service_level[1]


def test_nobody_who_calls_and_nobody_at_work_are_values() -> None:
    found = finite_population_performance([0, 5, 5], [3, 0, 12], [1, 1, 0], 300, patience_seconds=300, answer_within_seconds=20)
    assert found.service_level.tolist() == [1.0, 1.0, 0.0]
    assert found.p_abandon.tolist() == [0.0, 0.0, 1.0]
    assert found.mean_queue[2] == pytest.approx(2.5)  # each of five calls every 300 s and waits 300 s
    assert smallest_agents_finite([0, 5], [3, 0], 300, max_occupancy=0.8).tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [((2.5, 1, 1, 60), "people"), ((2, -1, 1, 60), "calls_per_hour_each"), ((2, 1, 0.5, 60), "agents"), ((2, 1, 1, 0), "aht_seconds")],
)
def test_what_is_out_of_range_is_named(arguments, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        finite_population_performance(*arguments)
