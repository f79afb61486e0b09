"""Patience and ratios from counts: by hand, on simulated data, and how often the interval holds the truth."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing.fitting import Fit, differ, fit_patience, fit_ratio, patience_by_wait


def test_patience_is_total_wait_over_those_who_hung_up() -> None:
    fit = fit_patience([100.0, 300.0, 200.0], [1, 2, 0], [0, 1, 2])
    assert fit.value == 200.0
    assert fit.events == 3
    assert fit.low < 200 < fit.high


def test_nobody_hung_up_gives_a_lower_end_and_nothing_waited_gives_nothing() -> None:
    fit = fit_patience([1000.0], [0], [0])
    assert (fit.value, fit.high) == (None, None)
    assert fit.low == pytest.approx(1000 / 3.6888794541)  # 2 W / chi2(0.975; 2)
    assert fit_patience([0.0], [0], [0]) == Fit(None, None, None, 0.0)


def test_unknown_intervals_are_left_out_and_negative_counts_refused() -> None:
    assert fit_patience([100.0, np.nan, 50.0], [1, 1, np.nan], [0, 0, 0]).value == 100.0
    with pytest.raises(ValueError, match="negative"):
        fit_patience([-1.0], [1], [0])


def test_the_interval_of_patience_holds_the_truth_as_often_as_it_says() -> None:
    rng, hits = np.random.default_rng(2), 0
    for _ in range(300):
        waits, patience = rng.exponential(40, 1200), rng.exponential(200, 1200)
        day = np.repeat(np.arange(20), 60)
        fit = fit_patience(np.minimum(waits, patience), (patience < waits).astype(float), day)
        hits += fit.low <= 200 <= fit.high
    assert hits / 300 >= 0.93


def test_days_that_differ_widen_the_interval() -> None:
    same = fit_patience([3000.0] * 10, [10] * 10, np.arange(10))
    apart = fit_patience([3000.0] * 10, [1, 19] * 5, np.arange(10))
    assert same.value == apart.value == 300
    assert apart.high - apart.low > 1.5 * (same.high - same.low)


def test_a_ratio_by_hand() -> None:
    fit = fit_ratio([10.0, 14.0, 12.0], [100, 100, 100], [1, 2, 3])
    assert fit.value == pytest.approx(0.12)
    half = 4.302652729911275 * np.std([0.10, 0.14, 0.12], ddof=1) / np.sqrt(3)
    assert (fit.low, fit.high) == pytest.approx((0.12 - half, 0.12 + half))
    assert fit_ratio([1.0], [10], [1]).low is None
    assert fit_ratio([0.0], [0], [1]).value is None


def queue_of(shape: float, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Waits that rise and fall over each of 60 days, and Weibull patience of mean 200 s."""
    from math import gamma

    rng = np.random.default_rng(seed)
    load = np.tile(10 + 90 * np.sin(np.linspace(0, np.pi, 48)) ** 2, 60)
    volume = np.full(load.size, 40)
    waited, hung_up = np.zeros(load.size), np.zeros(load.size)
    for k, mean in enumerate(load):
        offered_wait = rng.exponential(mean, 40)
        patience = 200 / gamma(1 + 1 / shape) * rng.weibull(shape, 40)
        waited[k], hung_up[k] = np.minimum(offered_wait, patience).sum(), (patience < offered_wait).sum()
    return waited, hung_up, volume.astype(float), np.repeat(np.arange(60), 48)


def test_exponential_patience_is_the_same_at_every_wait_and_weibull_is_not() -> None:
    even, early = (patience_by_wait(*queue_of(shape)) for shape in (1.0, 2.0))
    assert len(even) == len(early) == 4
    assert not differ(tuple(c.patience for c in even))
    assert differ(tuple(c.patience for c in early))
    assert early[0].patience.value > early[-1].patience.value  # the hazard grows with the wait
    assert [c.mean_wait_seconds for c in early] == sorted(c.mean_wait_seconds for c in early)


def test_too_little_is_joined() -> None:
    waited, _, volume, day = (values[:60] for values in queue_of(1.0))
    found = patience_by_wait(waited, np.where(np.arange(60) % 6 == 0, 1.0, 0.0), volume, day)
    assert len(found) == 1
    assert patience_by_wait([np.nan], [1.0], [1.0], [0]) == ()


def test_small_or_doubtful_differences_are_none() -> None:
    assert not differ((Fit(100, 99, 101, 5000), Fit(110, 109, 111, 5000)))  # sure but small
    assert not differ((Fit(100, 50, 200, 50), Fit(160, 80, 320, 50)))  # large but doubtful
    assert differ((Fit(100, 95, 105, 500), Fit(160, 150, 170, 500)))
    assert not differ((Fit(100, 95, 105, 500), Fit(None, None, None, 0)))
