"""A number put to the test."""

from __future__ import annotations

import pytest

from staffing.models.queueing import erlang_a_performance, erlang_c_performance
from staffing.services.simulated import MOST_AGENTS, simulate_count


def test_erlang_c_near_its_limit_is_given_time_to_settle() -> None:
    seen = simulate_count(10, 12, 180, within_seconds=20, contacts=300_000)
    formula = erlang_c_performance(10, 12, 180, 20)
    assert seen.service_level.low - 0.01 <= float(formula.service_level) <= seen.service_level.high + 0.01
    assert seen.asa_seconds.value == pytest.approx(float(formula.asa_seconds), rel=0.1)
    assert seen.p_abandon.value == 0.0


@pytest.mark.parametrize("definition", ["offered", "excl", "incl", "answered"])
def test_every_definition_that_can_be_seen_is_seen(definition: str) -> None:
    seen = simulate_count(10, 10, 180, patience_seconds=180, within_seconds=20, definition=definition, contacts=200_000)
    formula = erlang_a_performance(10, 10, 180, 180, 20, definition)
    assert seen.service_level.value == pytest.approx(float(formula.service_level), abs=0.012)
    assert seen.p_abandon.value == pytest.approx(float(formula.p_abandon), abs=0.005)


def test_what_cannot_be_simulated_is_none() -> None:
    assert simulate_count(0, 5, 180) is None
    assert simulate_count(10, 0, 180, patience_seconds=60) is None
    assert simulate_count(10, 10, 180) is None
    assert simulate_count(10, MOST_AGENTS + 1, 180) is None
    assert simulate_count(5, 6, 180, within_seconds=20, definition="virtual", contacts=2000).service_level is None
