from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing import erlang_c_performance


def exact_p_wait(load: Fraction, agents: int) -> Fraction:
    """P(wait) by the textbook sum over states."""
    term, below = Fraction(1), Fraction(0)
    for k in range(agents):
        below += term
        term = term * load / (k + 1)
    top = term * agents / (agents - load)
    return top / (below + top)


@settings(deadline=None)
@given(hundredths=st.integers(1, 6000), spare=st.integers(1, 30))
def test_agrees_with_the_sum_over_states(hundredths: int, spare: int) -> None:
    load = Fraction(hundredths, 100)
    agents = int(load) + spare
    found = erlang_c_performance(float(load), agents, 200, 20)
    wanted = float(exact_p_wait(load, agents))
    assert float(found.p_wait) == pytest.approx(wanted, rel=1e-11)
    assert float(found.asa_seconds) == pytest.approx(wanted * 200 / float(agents - load), rel=1e-11)
    assert float(found.mean_queue) == pytest.approx(float(found.asa_seconds) * float(load) / 200, rel=1e-11)
    assert not found.overloaded


@settings(deadline=None)
@given(load=st.floats(0.01, 2000), spare=st.floats(0.001, 50), within=st.floats(0, 300))
def test_one_more_agent_is_never_worse(load: float, spare: float, within: float) -> None:
    n = np.floor(load) + 1 + np.floor(spare)
    found = erlang_c_performance(load, [n, n + 1], 180, within)
    assert found.service_level[1] >= found.service_level[0] - 1e-13
    assert found.p_wait[1] <= found.p_wait[0]
    assert found.asa_seconds[1] <= found.asa_seconds[0]
    for share in (found.p_wait, found.service_level, found.occupancy, found.answer_rate):
        assert np.all((share >= 0) & (share <= 1))


def test_more_load_than_agents_is_a_value() -> None:
    found = erlang_c_performance([10, 10, 10], [10, 4, 0], 180, 20)
    np.testing.assert_array_equal(found.p_wait, 1)
    np.testing.assert_array_equal(found.service_level, 0)
    np.testing.assert_array_equal(found.asa_seconds, np.inf)
    np.testing.assert_array_equal(found.mean_queue, np.inf)
    np.testing.assert_array_equal(found.occupancy, 1)
    np.testing.assert_array_equal(found.p_abandon, 0)
    np.testing.assert_array_equal(found.answer_rate, [1, 0.4, 0])
    assert found.overloaded.all()


def test_no_contacts_is_a_value() -> None:
    found = erlang_c_performance([0, 0], [0, 5], [np.nan, 0], 20)
    np.testing.assert_array_equal(found.service_level, 1)
    for zero in (found.p_wait, found.asa_seconds, found.mean_queue, found.occupancy, found.p_abandon):
        np.testing.assert_array_equal(zero, 0)
    assert not found.overloaded.any()


def test_without_answer_time_there_is_no_service_level() -> None:
    assert np.isnan(erlang_c_performance(10, 12, 180).service_level)
    np.testing.assert_array_equal(np.isnan(erlang_c_performance(10, 12, 180, [20, np.nan]).service_level), [False, True])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, -2], 3, 180, 20), r"load_erlangs\[1\]: expected a number >= 0, got -2.0"),
        ((1, 3, [180, 0], 20), r"aht_seconds\[1\]: expected a number > 0"),
        ((1, [3, np.nan], 180, 20), r"agents\[1\]"),
        ((1, 3, 180, [20, -1]), r"answer_within_seconds\[1\]"),
        ((1, 3, 180, np.inf), r"answer_within_seconds"),
    ],
)
def test_refuses(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        erlang_c_performance(*arguments)  # type: ignore[arg-type]
