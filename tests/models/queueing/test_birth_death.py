"""Queues with limited places, against linear algebra."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import ServiceLevelDefinition, erlang_a_performance
from staffing.models.queueing.birth_death import answered_within, chain_measures
from tests.models.queueing.chains import late, solve


@pytest.mark.parametrize("theta", [0.0, 0.4, 2.5])
@pytest.mark.parametrize("k", [0, 1, 5])
def test_what_becomes_of_a_contact_with_k_before_it(k: int, theta: float) -> None:
    answered, reached, waits, abandon = (float(x) for x in answered_within(*map(np.asarray, (float(k), 3.0, theta, 0.3))))
    beyond, in_time = late(k, 3, theta, 0.3)
    assert reached == pytest.approx(1 - beyond, abs=1e-10)
    assert answered == pytest.approx(in_time, abs=1e-8)
    assert waits == pytest.approx(beyond * np.exp(-theta * 0.3), abs=1e-10)
    steps = 3 + theta * np.arange(k + 1)
    assert abandon == pytest.approx(1 - np.prod(steps / (steps + theta)), abs=1e-12)


@pytest.mark.parametrize(("agents", "theta", "last"), [(2, 0.5, 9), (3, 0.0, 8), (1, 3.0, 5), (4, 0.7, 4)])
def test_every_measure_against_linear_algebra(agents: int, theta: float, last: int) -> None:
    arrivals = np.linspace(3.0, 1.0, last + 1)
    wanted = solve(arrivals, agents, theta, 0.2)
    columns = (np.array([float(x)]) for x in (agents, theta, last, 1.0, 0.2))
    found = chain_measures(arrivals[np.newaxis], *columns, ServiceLevelDefinition.OFFERED)
    for value, name in zip(wanted, found._fields, strict=True):
        assert float(getattr(found, name)[0]) == pytest.approx(value, abs=1e-8), name


def test_many_places_are_erlang_a_by_every_definition() -> None:
    arrivals = np.full((1, 400), 10.0)
    columns = [np.array([x]) for x in (12.0, 0.9, 399.0, 180.0, 20.0)]
    for definition in ServiceLevelDefinition:
        found = chain_measures(arrivals, *columns, definition)
        wanted = erlang_a_performance(10.0, 12, 180, 200, 20, definition)
        assert float(found.service_level[0]) == pytest.approx(float(wanted.service_level), abs=1e-12)
        assert float(found.p_abandon[0]) == pytest.approx(float(wanted.p_abandon), abs=1e-12)
        assert float(found.asa[0]) == pytest.approx(float(wanted.asa_seconds), abs=1e-9)
