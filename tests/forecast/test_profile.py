"""Shares of the day."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.forecast.profile import HOLIDAY, SHAPES, ProfileVariant, day_totals, kinds, profiles
from tests.forecast.histories import bell, counted, expected

WEEKDAY = np.arange(84) % 7
WEEKEND = WEEKDAY >= 5


def made(level: float, seed: int = 1) -> np.ndarray:
    return counted(expected(84, 48, level), seed)


def of(y: np.ndarray, shape: str = "plain", half_life: float = 112.0, kind: np.ndarray = WEEKDAY) -> np.ndarray:
    return profiles(y, np.ones(len(y)), kind, WEEKEND[: len(y)])[ProfileVariant(half_life, shape)]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_row_sums_to_one_and_none_is_negative(shape: str) -> None:
    rows = of(made(300), shape)
    np.testing.assert_allclose(rows.sum(axis=1), 1)
    assert np.all(rows >= 0)


def test_a_large_queue_keeps_its_shape_whatever_the_candidate() -> None:
    y = made(1e6)
    for shape in SHAPES:
        np.testing.assert_allclose(of(y, shape)[:7], np.tile(bell(48), (7, 1)), atol=4e-4)


def test_a_small_queue_is_smoothed_towards_the_truth() -> None:
    misses = {shape: np.mean([np.abs(of(made(30, s), shape)[:7] - bell(48)).sum() for s in range(5)]) for shape in SHAPES}
    assert misses["pooled"] < misses["smooth"] < misses["plain"]
    assert misses["pooled"] < 0.6 * misses["plain"]


def test_different_weekdays_keep_different_shapes() -> None:
    y = expected(84, 48, 2000)
    y[WEEKDAY == 6] = np.roll(y[WEEKDAY == 6], 12, axis=1)
    rows = of(counted(y), "pooled")
    assert np.abs(rows[6] - np.roll(bell(48), 12)).sum() < 0.15
    assert np.abs(rows[0] - bell(48)).sum() < 0.15


def test_a_weekday_never_seen_has_the_shape_of_the_others() -> None:
    y = made(2000)
    y[WEEKDAY == 2] = np.nan
    rows = of(y)
    np.testing.assert_allclose(rows[2], bell(48), atol=0.01)


def test_holidays_are_like_rest_days_until_some_were_seen() -> None:
    y = expected(84, 48, 5000)
    late = np.roll(bell(48), 10)
    y[WEEKEND] = y[WEEKEND].sum(axis=1, keepdims=True) * late
    holiday = np.zeros(84, dtype=bool)
    np.testing.assert_allclose(of(counted(y))[HOLIDAY], late, atol=0.01)
    holiday[[10, 30, 52, 73]] = True
    early = np.roll(bell(48), -8)
    y[holiday] = y[holiday].sum(axis=1, keepdims=True) * early
    row = of(counted(y), kind=kinds(WEEKDAY, holiday))[HOLIDAY]
    assert np.abs(row - early).sum() < np.abs(row - late).sum()


def test_one_spike_does_not_stay_in_the_profile() -> None:
    y = made(1000)
    y[40, 5] = 5000
    rows = of(y)
    assert rows[WEEKDAY[40], 5] < 3 * bell(48)[5]


def test_missing_slots_of_a_day_are_made_up_for_in_its_total() -> None:
    y = expected(84, 48, 1000)
    whole = y.sum(axis=1)
    y[10, :30] = np.nan
    y[11, :5] = np.nan
    y[12] = np.nan
    totals, weight = day_totals(y, WEEKDAY)
    assert weight[12] == 0
    assert weight[10] == 0  # less than half of the day is known
    assert weight.sum() == 82
    assert totals[11] == pytest.approx(whole[11])


def test_an_empty_queue_has_no_profile() -> None:
    rows = of(np.zeros((84, 48)))
    np.testing.assert_array_equal(rows, 0)
