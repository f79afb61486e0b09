"""Regression of counts finds the effects that made them."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.forecast.counts import fit_counts


def made(n: int = 400, level: float = 500.0, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(n), rng.integers(0, 2, n), rng.integers(0, 2, n)]).astype(float)
    effect = np.array([0.0, 0.4, -0.7])
    return x, effect, rng.poisson(level * np.exp(x @ effect)).astype(float)


def prior(sd: float, p: int = 3) -> np.ndarray:
    return np.eye(p) / sd**2


def test_effects_are_recovered() -> None:
    x, effect, y = made()
    fit = fit_counts(x, prior(3.0), y, np.ones(len(y)))
    assert fit is not None
    np.testing.assert_allclose(fit.coef[1:], effect[1:], atol=0.02)
    np.testing.assert_allclose(fit.scale * np.exp(x @ fit.coef), 500 * np.exp(x @ effect), rtol=0.02)
    assert np.all(fit.deviation > 0)


def test_the_error_stated_is_about_the_error_made() -> None:
    misses, stated = [], []
    for seed in range(20):
        x, effect, y = made(60, 50, seed)
        fit = fit_counts(x, prior(3.0), y, np.ones(len(y)))
        assert fit is not None
        misses.append(fit.coef[1] - effect[1])
        stated.append(fit.deviation[1])
    assert 0.8 * np.std(misses) < np.mean(stated) < 4 * np.std(misses)


def test_a_narrow_prior_holds_effects_near_one() -> None:
    x, _, y = made(30, 5)
    wide, narrow = (fit_counts(x, prior(sd), y, np.ones(len(y))) for sd in (3.0, 0.02))
    assert wide is not None
    assert narrow is not None
    assert np.abs(narrow.coef[1:]).max() < 0.1 < np.abs(wide.coef[1:]).max()


def test_one_storm_does_not_lead() -> None:
    x, effect, y = made()
    y[7] *= 30
    fit = fit_counts(x, prior(3.0), y, np.ones(len(y)))
    assert fit is not None
    np.testing.assert_allclose(fit.coef[1:], effect[1:], atol=0.04)


def test_weights_of_zero_leave_out() -> None:
    x, _, y = made()
    weights = np.ones(len(y))
    weights[::2] = 0
    other = y.copy()
    other[::2] = 1e6
    one, two = (fit_counts(x, prior(3.0), counts, weights) for counts in (y, other))
    assert one is not None
    assert two is not None
    np.testing.assert_allclose(one.coef, two.coef)


@pytest.mark.parametrize("factor", [1e-3, 8.0, 1e6])
def test_scaling_the_counts_scales_the_answer(factor: float) -> None:
    x, _, y = made()
    one, two = (fit_counts(x, prior(0.5), counts, np.ones(len(y))) for counts in (y, y * factor))
    assert one is not None
    assert two is not None
    np.testing.assert_allclose(two.coef, one.coef, rtol=1e-6, atol=1e-9)
    assert two.scale == pytest.approx(one.scale * factor)


def test_nothing_to_learn_gives_none() -> None:
    x, _, y = made()
    assert fit_counts(x, prior(1.0), np.zeros(len(y)), np.ones(len(y))) is None
    assert fit_counts(x, prior(1.0), y, np.zeros(len(y))) is None
