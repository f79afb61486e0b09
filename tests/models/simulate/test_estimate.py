"""Confidence intervals of ratios: what they are by hand, and how often they hold the truth."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.simulate import share_estimate


def of(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    found = share_estimate(len(x), x.sum(), y.sum(), (x * x).sum(), (x * y).sum(), (y * y).sum())
    return float(found.value), float(found.low), float(found.high)


def test_by_hand() -> None:
    x, y = np.array([8.0, 9.0, 6.0]), np.array([10.0, 10.0, 10.0])
    value, low, high = of(x, y)
    assert value == pytest.approx(23 / 30)
    half = 4.302652729911275 * np.std(x / 10, ddof=1) / np.sqrt(3)
    assert (low, high) == pytest.approx((max(value - half, 0), min(value + half, 1)))


def test_nothing_arrived_is_unknown_and_one_alone_has_no_interval() -> None:
    assert np.isnan(of(np.zeros(3), np.zeros(3))).all()
    value, low, high = of(np.array([3.0]), np.array([4.0]))
    assert value == 0.75
    assert np.isnan([low, high]).all()


def test_it_holds_the_truth_about_as_often_as_it_says() -> None:
    rng, hits = np.random.default_rng(4), 0
    for _ in range(400):
        y = rng.poisson(20, 30).astype(float)
        x = rng.binomial(y.astype(int), 0.8).astype(float)
        _, low, high = of(x, y)
        hits += low <= 0.8 <= high
    assert 0.92 <= hits / 400 <= 0.98
