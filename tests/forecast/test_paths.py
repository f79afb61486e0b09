"""Paths have the quantiles of every interval and the spread of sums that the dependence says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.forecast.dependence import Dependence
from staffing.forecast.paths import Z90, simulate

DAY = np.repeat(np.arange(3), 8)


def bands(low: float, middle: float, high: float, queues: int = 1) -> np.ndarray:
    return np.stack([np.full((queues, len(DAY)), x) for x in (low, middle, high)])


def of(w: float, v: float, queues: int = 1, between: float = 0.0) -> Dependence:
    matrix = np.full((queues, queues), between)
    np.fill_diagonal(matrix, 1.0)
    return Dependence(np.full(queues, w), np.full(queues, v), matrix)


def test_intervals_keep_their_quantiles() -> None:
    path = next(simulate(bands(80, 100, 150), DAY, of(0.2, 0.3), 8000, 1))
    np.testing.assert_allclose(np.quantile(path, (0.1, 0.5, 0.9), axis=0).mean(axis=1), (80, 100, 150), rtol=0.02)


@pytest.mark.parametrize(("w", "v"), [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (0.2, 0.3)])
def test_sums_spread_as_the_dependence_says(w: float, v: float) -> None:
    sd = 10.0
    path = next(simulate(bands(1000 - Z90 * sd, 1000, 1000 + Z90 * sd), DAY, of(w, v), 8000, 2))
    day = path[:, :8].sum(axis=1).std()
    assert day == pytest.approx(sd * np.sqrt((1 - w - v) * 8 + (w + v) * 64), rel=0.05)
    everything = path.sum(axis=1).std()
    assert everything == pytest.approx(sd * np.sqrt((1 - w - v) * 24 + v * 3 * 64 + w * 576), rel=0.05)


def test_queues_move_together_as_much_as_said() -> None:
    a, b = simulate(bands(90, 100, 110, 2), DAY, of(0.5, 0.5, 2, 0.7), 6000, 3)
    assert np.corrcoef(a.sum(axis=1), b.sum(axis=1))[0, 1] == pytest.approx(0.7, abs=0.04)


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 5), st.floats(0, 5), st.floats(0, 5), st.integers(0, 99))
def test_never_below_nothing_and_the_seed_decides(low: float, up: float, middle: float, seed: int) -> None:
    edges = bands(max(0.0, middle - low), middle, middle + up)
    one, two = (next(simulate(edges, DAY, of(0.1, 0.1), 20, seed)) for _ in range(2))
    assert (one >= 0).all()
    np.testing.assert_array_equal(one, two)
