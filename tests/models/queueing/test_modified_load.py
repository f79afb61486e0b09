"""Load that is carried on from interval to interval."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from staffing.models.queueing import smallest_agents
from staffing.models.queueing.modified_load import modified_offered_load
from tests.models.queueing.reference import Day


@given(st.floats(0.0, 500.0), st.floats(10.0, 5000.0), st.integers(1, 20), st.floats(0.0, 3.0))
def test_a_load_that_stands_still_is_itself_exactly(offered, aht, length, cv) -> None:
    found = modified_offered_load(np.full(length, offered), 900, aht, handling_cv=cv)
    np.testing.assert_array_equal(found.modified, found.offered)
    np.testing.assert_array_equal(found.at_end, found.offered)


def test_the_differential_equation_is_solved() -> None:
    offered, aht = np.array([10.0, 60.0, 0.0, 25.0]), np.array([200.0, 400.0, 400.0, 90.0])
    found = modified_offered_load(offered, 900, aht, start_load=3.0)

    def slope(t: float, m: np.ndarray) -> np.ndarray:
        k = min(int(t // 900), 3)
        return np.array([offered[k] / 900 - m[0] / aht[k]])

    at = 3.0
    for k in range(4):
        solved = integrate.solve_ivp(slope, (900 * k, 900 * (k + 1) - 1e-9), [at], rtol=1e-10, atol=1e-12, dense_output=True)
        mean = integrate.quad(lambda t, s=solved: s.sol(t)[0], 900 * k, 900 * (k + 1) - 1e-9, epsabs=1e-10)[0] / 900
        at = solved.y[0, -1]
        assert found.at_end[k] == pytest.approx(at, rel=1e-7)
        assert found.modified[k] == pytest.approx(mean, rel=1e-7)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0.0, 300.0), min_size=2, max_size=30), st.floats(20.0, 4000.0), st.floats(0.0, 100.0))
def test_no_work_is_lost_or_made(offered, aht, start) -> None:
    """What comes in is served or still there: m(end) - m(start) = arrivals - departures, in agents x handling times."""
    found = modified_offered_load(offered, 900, aht, start_load=start)
    come, gone = np.sum(offered), found.modified.sum() * 900 / aht
    assert start + come - gone == pytest.approx(found.at_end[-1], rel=1e-9, abs=1e-9)
    assert (found.modified >= 0).all()


def test_the_lag_is_the_age_of_a_contact_in_service() -> None:
    """A rate that rises by r per second: m lags a(t) by E[S_e] = AHT (1 + cv**2) / 2 (Eick, Massey and Whitt 1993)."""
    for cv in (0.0, 1.0, 1.5):
        found = modified_offered_load(np.arange(1, 2001) * 1.0, 60, 300, handling_cv=cv)
        lag = (found.offered[-1] - found.modified[-1]) / (300 / 60) * 60
        assert lag == pytest.approx(300 * (1 + cv**2) / 2, rel=1e-3)


def test_over_midnight_and_round_the_clock() -> None:
    day = np.concatenate([np.full(40, 2.0), np.full(56, 40.0)])
    two = modified_offered_load(np.tile(day, 2), 900, 1200)
    round_the_clock = modified_offered_load(day, 900, 1200, cyclic=True)
    np.testing.assert_allclose(two.modified[96:], round_the_clock.modified, rtol=1e-9)
    assert two.modified[96] > 10 * two.offered[96]  # contacts of the evening are still there after midnight


def test_an_opening_begins_at_its_own_load() -> None:
    offered = np.array([0.0, 30.0, 30.0, 0.0, 12.0])
    opens = np.array([False, True, False, False, True])
    found = modified_offered_load(offered, 900, np.where(offered > 0, 300.0, np.nan), restart=opens)
    np.testing.assert_array_equal(found.modified[[1, 2, 4]], found.offered[[1, 2, 4]])
    assert found.modified[3] > 0  # the last contacts before closing are finished


def test_queues_are_apart_and_shapes_are_kept() -> None:
    both = modified_offered_load([[5.0, 50.0], [50.0, 5.0]], 900, [[300.0], [600.0]], start_load=[0.0, np.nan])
    one = modified_offered_load([50.0, 5.0], 900, 600)
    np.testing.assert_array_equal(both.modified[1], one.modified)
    assert both.modified.shape == (2, 2)


@pytest.mark.parametrize(
    ("options", "message"),
    [({"start_load": -1.0}, "start_load"), ({"handling_cv": -0.5}, "handling_cv"), ({"handling_cv": np.nan}, "handling_cv")],
)
def test_what_is_out_of_range_is_named(options, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        modified_offered_load([1.0], 900, 300, **options)


def test_the_reference_day_from_interval_totals() -> None:
    """The notes: 538.0 agent-hours by modified offered load from interval totals, 539.0 by each interval itself, 586.5 by Erlang C."""
    day = Day(30)
    rule = {"service_level": 0.8, "answer_within_seconds": 20}
    moved = modified_offered_load(day.calls, day.seconds, day.aht, cyclic=True)
    assert day.hours(smallest_agents(moved.modified, day.aht, **rule, patience_seconds=180)) == 538.0
    np.testing.assert_array_equal(smallest_agents(day.load, day.aht, **rule, patience_seconds=180), day["n_sipp_a"])
    np.testing.assert_array_equal(smallest_agents(day.load, day.aht, **rule), day["n_sipp_c"])
    assert day.hours(day["n_sipp_a"]) == 539.0
    assert day.hours(day["n_sipp_c"]) == 586.5
    fine = modified_offered_load(day.pieces(30).ravel(), 60, day.aht, cyclic=True).modified.reshape(48, 30).mean(axis=1)
    found = smallest_agents(fine, day.aht, **rule, patience_seconds=180)
    np.testing.assert_array_equal(found, day["n_mol_avg_a"])
    assert day.hours(found) == 538.5


def test_the_reference_day_by_quarter_hours() -> None:
    """The notes: 538.5 by each interval itself, 539 by modified offered load, 585.5 by Erlang C."""
    day = Day(15)
    rule = {"service_level": 0.8, "answer_within_seconds": 20}
    assert day.hours(smallest_agents(day.load, day.aht, **rule, patience_seconds=180)) == 538.5
    assert day.hours(smallest_agents(day.load, day.aht, **rule)) == 585.5
    fine = modified_offered_load(day.pieces(15).ravel(), 60, day.aht, cyclic=True).modified.reshape(96, 15).mean(axis=1)
    found = smallest_agents(fine, day.aht, **rule, patience_seconds=180)
    assert day.hours(found) == pytest.approx(539.0, abs=0.25)
    assert np.sum(found != day["n_mol_avg_a"]) <= 3  # close calls, each by one agent: theirs was solved in steps
    assert np.abs(found - day["n_mol_avg_a"]).max() <= 1
