"""Quantiles from errors: in order, never negative, right as often as they say, in proportion to volume."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from staffing.forecast.intervals import ErrorModel, assumed_errors, fit_errors


def made(n: int = 6000, cv: float = 0.15, seed: int = 2) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    f = rng.gamma(1.2, 20, (n // 48, 48))
    return f, rng.poisson(f * rng.lognormal(-(cv**2) / 2, cv, f.shape)).astype(float)


def model(**more: float) -> ErrorModel:
    found = fit_errors(*made(**more))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_both_sources_of_error_are_found() -> None:
    found = model()
    assert found.chance == pytest.approx(1.0, abs=0.35)
    assert found.level == pytest.approx(0.15**2, rel=0.5)


@pytest.mark.parametrize("cv", [0.0, 0.1, 0.4])
def test_coverage_is_what_was_asked_at_any_volume(cv: float) -> None:
    bands = model(cv=cv)
    f, y = made(cv=cv, seed=77)
    f, y = f.ravel(), y.ravel()
    low, middle, high = bands.quantiles(f)
    for part in np.array_split(np.argsort(f), 4)[1:]:
        assert 0.74 < np.mean((y[part] >= low[part]) & (y[part] <= high[part])) < 0.9
        assert 0.42 < np.mean(y[part] <= middle[part]) < 0.62


@given(arrays(np.float64, 30, elements=st.floats(0, 1e7)), st.floats(1, 12))
def test_quantiles_are_in_order_and_not_negative(f: np.ndarray, parts: float) -> None:
    for bands in (MODEL, assumed_errors(1.0)):
        low, middle, high = bands.quantiles(f, parts)
        assert np.all((low >= 0) & (low <= middle) & (middle <= high))
        assert np.all(high[f == 0] == 0)
        assert np.all(np.isfinite(high))


MODEL = model()


def test_larger_forecasts_have_wider_but_relatively_narrower_bands() -> None:
    f = np.array([5.0, 50.0, 500.0])
    low, _, high = MODEL.quantiles(f)
    assert np.all(np.diff(high - low) > 0)
    assert np.all(np.diff((high - low) / f) < 0)


@pytest.mark.parametrize("factor", [0.25, 64.0])
def test_the_unit_of_counts_does_not_matter(factor: float) -> None:
    f, y = made()
    scaled = fit_errors(f * factor, y * factor)
    assert scaled is not None
    np.testing.assert_allclose(scaled.quantiles(f * factor), MODEL.quantiles(f) * factor, rtol=1e-6)


def test_perfect_forecasts_have_no_band() -> None:
    f = np.linspace(1, 50, 200).reshape(10, 20)
    found = fit_errors(f, f)
    assert found is not None
    np.testing.assert_allclose(found.quantiles(f), np.tile(f, (3, 1, 1)))


def test_too_few_errors_are_none() -> None:
    assert fit_errors(np.ones((1, 19)), np.ones((1, 19))) is None
    assert fit_errors(np.ones((2, 50)), np.full((2, 50), np.nan)) is None
    assert fit_errors(np.zeros((2, 50)), np.ones((2, 50))) is None
    assert assumed_errors(1.0).assumed


def test_the_level_of_the_days_seen_does_not_move_the_median() -> None:
    rng = np.random.default_rng(3)
    f = rng.uniform(150, 250, (14, 48))
    high = fit_errors(f, rng.poisson(f * np.where(np.arange(14) < 10, 1.3, 0.7)[:, None]).astype(float))
    assert high is not None
    np.testing.assert_allclose(high.quantiles(np.array([200.0]))[1], 200, rtol=0.03)
