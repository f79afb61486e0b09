"""The same slots of the last weeks."""

from __future__ import annotations

import numpy as np

from staffing.forecast.baseline import baselines

DAYS = 70


def ramp() -> np.ndarray:
    """Week number in every slot."""
    return np.repeat(np.arange(DAYS) // 7, 4).reshape(DAYS, 4).astype(float)


def test_what_users_would_pick() -> None:
    said = baselines(ramp(), 0, 7)
    np.testing.assert_array_equal(said["seasonal-naive"], 9)
    np.testing.assert_array_equal(said["mean-4"], 7.5)
    np.testing.assert_array_equal(said["median-6"], 6.5)


def test_the_second_week_ahead_uses_the_same_weeks() -> None:
    y = ramp() + np.arange(DAYS)[:, None] % 7 / 10
    first, third = baselines(y, 0, 7), baselines(y, 14, 7)
    for name in first:
        np.testing.assert_array_equal(first[name], third[name])
    two = baselines(y, 0, 14)
    np.testing.assert_array_equal(two["mean-4"][7:], two["mean-4"][:7])


def test_a_lead_inside_a_week_keeps_weekdays_apart() -> None:
    y = np.tile(np.arange(7.0)[:, None], (10, 4))
    np.testing.assert_array_equal(baselines(y, 3, 7)["mean-4"][:, 0], [3, 4, 5, 6, 0, 1, 2])


def test_missing_slots_are_passed_over() -> None:
    y = ramp()
    y[-7:, 0] = np.nan
    said = baselines(y, 0, 7)
    np.testing.assert_array_equal(said["seasonal-naive"][:, 0], 8)  # the last one known
    np.testing.assert_array_equal(said["mean-4"][:, 0], 7)
    np.testing.assert_array_equal(said["median-6"][:, 0], 6)


def test_slots_without_any_past_take_the_slot_of_other_days_or_nothing() -> None:
    y = np.full((5, 2), np.nan)
    y[:, 0] = 3.0
    said = baselines(y, 0, 7)
    for name in said:
        np.testing.assert_array_equal(said[name][:, 0], 3)
        np.testing.assert_array_equal(said[name][:, 1], 0)
