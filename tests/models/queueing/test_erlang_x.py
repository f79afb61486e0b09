"""Redials and limits on lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing import (
    ServiceLevelDefinition,
    erlang_a_performance,
    erlang_b_blocking,
    erlang_c_performance,
    smallest_agents,
)
from staffing.models.queueing.erlang_x import erlang_x_performance, smallest_agents_x
from staffing.models.queueing.simulation import simulate_queue
from tests.models.queueing.chains import solve

LEVEL = {"service_level": 0.8, "answer_within_seconds": 20}


def test_without_redials_and_limits_it_is_erlang_a_and_c() -> None:
    patience = np.array([180.0, np.nan])
    found = erlang_x_performance(10.0, 12, 180, patience_seconds=patience, answer_within_seconds=20)
    assert found.service_level[0] == erlang_a_performance(10.0, 12, 180, 180, 20).service_level
    assert found.service_level[1] == erlang_c_performance(10.0, 12, 180, 20).service_level
    assert found.arriving_load.tolist() == [10.0, 10.0]
    assert found.p_blocked.tolist() == [0.0, 0.0]


def test_as_many_lines_as_agents_is_erlang_b() -> None:
    found = erlang_x_performance([3.0, 25.0, 80.0], [4, 30, 60], 180, lines=[4, 30, 60], answer_within_seconds=0)
    np.testing.assert_allclose(found.p_blocked, erlang_b_blocking([3.0, 25.0, 80.0], [4, 30, 60]), rtol=1e-12)
    assert found.p_wait.tolist() == [0.0, 0.0, 0.0]
    assert found.service_level.tolist() == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("definition", list(ServiceLevelDefinition))
def test_limited_lines_against_linear_algebra(definition: ServiceLevelDefinition) -> None:
    wanted = solve(np.full(8, 3.0), 3, 0.5, 0.1)
    found = erlang_x_performance(3.0, 3, 180, patience_seconds=360, answer_within_seconds=18, lines=7, definition=definition)
    assert float(found.p_blocked) == pytest.approx(wanted.blocked, abs=1e-9)
    assert float(found.p_abandon) == pytest.approx(wanted.p_abandon, abs=1e-9)
    assert float(found.asa_seconds) == pytest.approx(180 * wanted.asa, abs=1e-6)
    if definition is ServiceLevelDefinition.OFFERED:
        assert float(found.service_level) == pytest.approx(wanted.level, abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(
    load=st.floats(0.1, 300.0),
    spare=st.floats(-0.5, 0.5),
    patience=st.floats(10.0, 2000.0),
    share=st.floats(0.0, 0.99),
    lines=st.one_of(st.none(), st.integers(1, 400)),
)
def test_the_load_that_arrives_is_what_comes_and_comes_again(load, spare, patience, share, lines) -> None:
    agents = max(int(load * (1 + spare)), 1)
    found = erlang_x_performance(load, agents, 200, patience_seconds=patience, lines=lines, redial_share=share)
    again = (1 - found.p_blocked) * found.p_abandon * share
    assert float(found.arriving_load * (1 - again)) == pytest.approx(load, rel=1e-9)
    assert 0 <= float(found.p_abandon) <= 1
    assert float(found.arriving_load) >= load


def test_all_redial_without_end_where_agents_cannot_answer_all() -> None:
    found = erlang_x_performance(10.0, [9, 12], 180, patience_seconds=180, answer_within_seconds=20, redial_share=1.0)
    assert np.isinf(found.arriving_load[0])
    assert (found.service_level[0], found.p_abandon[0], found.asa_seconds[0], found.overloaded[0]) == (0.0, 1.0, 180.0, True)
    assert float(found.arriving_load[1] * (1 - found.p_abandon[1])) == pytest.approx(10.0, rel=1e-9)


def test_nobody_at_work_and_nobody_calling_are_values() -> None:
    found = erlang_x_performance(
        [0.0, 5.0, 5.0, 5.0], [3, 0, 0, 2], 180, patience_seconds=[60, 60, np.nan, 60], answer_within_seconds=20, lines=4
    )
    assert found.service_level[0] == 1.0
    assert found.p_blocked[0] == 0.0
    assert (found.service_level[1], found.p_abandon[1]) == (0.0, 1.0)
    assert found.p_blocked[1] == pytest.approx(float(erlang_b_blocking(5.0 / 3.0, 4)))  # lines held for a patience
    assert (found.p_blocked[2], found.asa_seconds[2]) == (1.0, np.inf)
    assert np.isfinite(found.service_level[3])


@settings(max_examples=25, deadline=None)
@given(
    load=st.floats(0.2, 120.0),
    patience=st.floats(20.0, 900.0),
    share=st.floats(0.0, 0.95),
    abandonment=st.sampled_from([None, 0.03]),
)
def test_the_smallest_crew_meets_every_target_and_one_fewer_does_not(load, patience, share, abandonment) -> None:
    n = float(smallest_agents_x(load, 240, **LEVEL, max_abandonment=abandonment, patience_seconds=patience, redial_share=share))
    counts = [n, n - 1]
    felt = erlang_x_performance(load, np.maximum(counts, 0), 240, patience_seconds=patience, answer_within_seconds=20, redial_share=share)
    met = (felt.service_level >= 0.8 - 1e-12) & (felt.p_abandon <= (1 if abandonment is None else abandonment + 1e-12))
    assert met.tolist() == [True, False]
    assert n >= float(smallest_agents(load, 240, **LEVEL, patience_seconds=patience))


def test_too_few_lines_are_never_enough_and_blocking_is_a_target() -> None:
    found = smallest_agents_x(10.0, 180, **LEVEL, lines=[8, 14, 400], max_blocked=[0.01, 0.1, 0.01])
    assert found.tolist() == [np.inf, 12.0, 14.0]
    assert smallest_agents_x([0.0, 10.0], 180, **LEVEL, redial_share=0.5, patience_seconds=180).tolist() == [0.0, 13.0]


def test_a_simulation_agrees() -> None:
    seen = simulate_queue(
        np.full(40, 100.0),
        1800,
        180,
        9,
        patience_seconds=180,
        redial_share=0.5,
        redial_delay_seconds=600,
        lines=16,
        days=200,
        warm_intervals=8,
    )
    found = erlang_x_performance(10.0, 9, 180, patience_seconds=180, answer_within_seconds=20, redial_share=0.5, lines=16)
    assert seen.service_level_of_all().mean == pytest.approx(float(found.service_level), abs=0.009)
    assert seen.overall(seen.abandoned).mean == pytest.approx(float(found.p_abandon), abs=0.009)
    assert seen.overall(seen.blocked, seen.offered).mean == pytest.approx(float(found.p_blocked), abs=0.009)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"redial_share": 1.5}, "redial_share"),
        ({"redial_blocked_share": -0.1}, "redial_blocked_share"),
        ({"lines": 2.5}, "lines"),
        ({"lines": [5, -1]}, r"lines\[1\]"),
        ({"patience_seconds": 0}, "patience_seconds"),
    ],
)
def test_what_is_out_of_range_is_named(options, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        erlang_x_performance(10.0, 12, 180, **options)


def test_a_row_with_load_needs_a_target() -> None:
    with pytest.raises(ValueError, match=r"load_erlangs\[1\]: expected at least one target"):
        smallest_agents_x([0.0, 1.0], 180)
