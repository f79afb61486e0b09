"""From one interval length to another: sums kept, nothing negative, smooth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from staffing.forecast.split import convert
from tests.forecast.histories import bell


def all_open(days: int, minutes: int) -> np.ndarray:
    return np.ones((days, 1440 // minutes), dtype=np.bool_)


@given(arrays(np.float64, (2, 24), elements=st.floats(0, 1e6)), st.sampled_from([5, 10, 15, 20, 30]))
def test_every_interval_keeps_its_sum(counts: np.ndarray, minutes: int) -> None:
    fine = convert(counts, 60, minutes, all_open(2, minutes))
    assert np.all(fine >= 0)
    np.testing.assert_allclose(fine.reshape(2, 24, -1).sum(axis=2), counts, rtol=1e-9, atol=1e-9)


@given(arrays(np.float64, (1, 24), elements=st.floats(0, 1e4)), arrays(np.bool_, (1, 96)))
def test_closed_parts_get_nothing_and_open_parts_the_sum(counts: np.ndarray, mask: np.ndarray) -> None:
    fine = convert(counts, 60, 15, mask)
    assert np.all(fine[~mask] == 0)
    some = mask.reshape(1, 24, 4).any(axis=2)
    np.testing.assert_allclose(fine.reshape(1, 24, 4).sum(axis=2), np.where(some, counts, 0), rtol=1e-9, atol=1e-9)


def test_a_smooth_day_stays_smooth() -> None:
    hourly = 2400 * bell(96).reshape(24, 4).sum(axis=1)[None, :]
    fine = convert(hourly, 60, 15, all_open(1, 15))[0]
    truth = 2400 * bell(96)
    flat = np.repeat(hourly[0] / 4, 4)
    assert np.abs(fine - truth).sum() < 0.4 * np.abs(flat - truth).sum()


def test_a_constant_day_stays_constant() -> None:
    np.testing.assert_allclose(convert(np.full((3, 48), 8.0), 30, 5, all_open(3, 5)), 8 / 6)


def test_a_line_is_kept_exactly() -> None:
    hourly = np.arange(10.0, 34.0)[None, :]
    fine = convert(hourly, 60, 30, all_open(1, 30))[0]
    np.testing.assert_allclose(np.diff(fine[2:-2]), 0.25)


def test_finer_intervals_add_up() -> None:
    counts = np.arange(96.0)[None, :]
    np.testing.assert_array_equal(convert(counts, 15, 60, all_open(1, 60)), counts.reshape(1, 24, 4).sum(axis=2))
    np.testing.assert_array_equal(convert(counts, 15, 15, all_open(1, 15)), counts)


def test_lengths_that_share_only_a_part() -> None:
    counts = np.full((1, 72), 4.0)
    np.testing.assert_allclose(convert(counts, 20, 30, all_open(1, 30)), 6)
    assert convert(counts, 20, 15, all_open(1, 15)).sum() == pytest.approx(288)


def test_a_daily_sum_is_spread_evenly_over_open_hours() -> None:
    mask = all_open(2, 60)
    mask[:, :8] = False
    fine = convert(np.array([[160.0], [320.0]]), 1440, 60, mask)
    np.testing.assert_allclose(fine[:, 8:], [[10.0] * 16, [20.0] * 16])
    assert fine[:, :8].sum() == 0
