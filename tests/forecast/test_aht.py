"""Handling time: flat unless something else wins."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.forecast.aht import COURSE, DEFAULT, forecast_aht
from tests.forecast.histories import counted, expected

DAYS = 84


def noisy(mean: np.ndarray, handled: np.ndarray, seed: int = 4) -> np.ndarray:
    """Means of exponential handling times of this many contacts."""
    rng = np.random.default_rng(seed)
    seconds = rng.gamma(np.maximum(handled, 1), mean / np.maximum(handled, 1))
    return np.where(handled > 0, seconds, np.nan)


def test_a_flat_time_stays_flat() -> None:
    handled = counted(expected(DAYS, 48, 200))
    found = forecast_aht(noisy(np.full(handled.shape, 240.0), handled), handled, 0, 7)
    assert found is not None
    assert found.accuracy.method == DEFAULT
    np.testing.assert_allclose(found.seconds, 240, rtol=0.05)
    assert found.accuracy.wape is not None
    assert 0 < found.accuracy.wape < 1
    assert found.accuracy.league[0][1] <= found.accuracy.wape


def test_a_real_course_over_the_day_is_found() -> None:
    handled = counted(expected(DAYS, 48, 3000))
    course = np.where(np.arange(48) < 24, 180.0, 300.0)
    found = forecast_aht(noisy(np.tile(course, (DAYS, 1)), handled), handled, 0, 7)
    assert found is not None
    assert found.accuracy.method == COURSE
    assert found.seconds[20] == pytest.approx(180, rel=0.06)
    assert found.seconds[30] == pytest.approx(300, rel=0.06)


def test_a_new_level_is_followed() -> None:
    handled = counted(expected(DAYS, 48, 3000))
    mean = np.full(handled.shape, 200.0) * (1 + np.arange(DAYS) / DAYS)[:, None]
    found = forecast_aht(noisy(mean, handled), handled, 0, 7)
    assert found is not None
    assert found.accuracy.method == "mean-7-days"
    assert found.seconds[0] == pytest.approx(mean[-4, 0], rel=0.02)


def test_the_mean_is_weighted_by_contacts() -> None:
    handled, seconds = np.full((20, 48), np.nan), np.full((20, 48), np.nan)
    handled[:, 10], seconds[:, 10] = 90, 100
    handled[:, 20], seconds[:, 20] = 10, 1000
    found = forecast_aht(seconds, handled, 0, 7)
    assert found is not None
    assert np.average(found.seconds[[10, 20]], weights=[90, 10]) == pytest.approx(190, rel=0.02)


def test_old_times_serve_where_there_are_no_newer_ones() -> None:
    handled, seconds = np.full((200, 4), np.nan), np.full((200, 4), np.nan)
    handled[:5], seconds[:5] = 10, 150
    found = forecast_aht(seconds, handled, 0, 7)
    assert found is not None
    np.testing.assert_allclose(found.seconds, 150)
    assert found.accuracy.wape is None


@pytest.mark.parametrize("lead", [0, 30, 400])
def test_it_is_positive_at_any_horizon(lead: int) -> None:
    handled = counted(expected(30, 48, 50))
    found = forecast_aht(noisy(np.full(handled.shape, 240.0), handled), handled, lead, 92)
    assert found is not None
    assert np.all(found.seconds > 0)


def test_unknown_stays_unknown() -> None:
    assert forecast_aht(np.full((30, 4), np.nan), np.ones((30, 4)), 0, 7) is None
    assert forecast_aht(np.full((30, 4), 200.0), np.zeros((30, 4)), 0, 7) is None
