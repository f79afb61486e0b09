"""Queues and total always agree; the total's own forecast is listened to only where it earned it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.forecast import make_forecast
from staffing.forecast.reconcile import _apply, reconcile
from staffing.forecast.select import Choice, Horizon, Trial
from tests.forecast.histories import MONDAY, counted, expected, make_history, make_plan, make_series


def choice(said: np.ndarray, came: np.ndarray) -> Choice:
    """A choice whose trials said and got these daily totals, shape (origins + 1, 7); the last row is the future."""
    trials = tuple(Trial(28 + 7 * k, came[k][:, None], {"blend": said[k][:, None]}, "blend", 1.0) for k in range(len(said) - 1))
    return Choice("blend", (), None, (), None, Horizon(0, 7), trials, said[-1][:, None], None)  # type: ignore[arg-type]


def test_a_good_total_helps_bad_queues() -> None:
    rng = np.random.default_rng(1)
    came = np.full((3, 15, 7), 100.0)
    level = rng.normal(0, 20, (15, 7))
    said = came + level[None]  # all queues wrong alike; the total is right
    series = make_series(counted(expected(140)))
    total = choice(came.sum(axis=0), came.sum(axis=0))
    found = reconcile([(series, choice(said[k], came[k])) for k in range(3)], (series, total))
    assert found.used
    assert found.wape_reconciled is not None
    assert found.wape_sum is not None
    assert found.wape_reconciled < 0.3 * found.wape_sum
    np.testing.assert_allclose((found.factors * said[:, -1]).sum(axis=0), came[:, -1].sum(axis=0), rtol=0.03)


def test_a_bad_total_is_not_listened_to() -> None:
    rng = np.random.default_rng(2)
    came = np.full((3, 15, 7), 100.0)
    said = came + rng.normal(0, 5, came.shape)
    total = choice(came.sum(axis=0) + rng.normal(0, 90, (15, 7)), came.sum(axis=0))
    series = make_series(counted(expected(140)))
    found = reconcile([(series, choice(said[k], came[k])) for k in range(3)], (series, total))
    assert not found.used
    np.testing.assert_array_equal(found.factors, 1)
    assert found.total_alone is not None
    assert found.total_sum is not None
    assert found.total_alone > found.total_sum


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 5), st.integers(0, 999))
def test_the_formula_makes_queues_add_up(queues: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    errors = rng.normal(size=(queues + 1, 30))
    w = errors @ errors.T / 30 + 0.1 * np.eye(queues + 1)
    f = rng.uniform(100, 200, (queues + 1, 7))
    f[-1] = f[:-1].sum(axis=0) * rng.uniform(0.95, 1.05, 7)
    c = np.append(-np.ones(queues), 1.0)
    changed = _apply(f, w)
    t = f[-1] - (w @ c)[-1] / (c @ w @ c) * (f[-1] - f[:-1].sum(axis=0))
    np.testing.assert_allclose(changed.sum(axis=0), t)


def test_a_plan_of_several_queues_says_what_was_compared() -> None:
    log = make_history({"a": counted(expected(91)), "b": counted(expected(91, level=300), 2)})
    result = make_forecast(make_plan(log, MONDAY))
    report = result.accuracy.to_dict()["reconciliation"]
    assert report["total_sum"] > 0
    assert report["total_alone"] > 0
    row = result.totals.names.index("")
    np.testing.assert_allclose(result.totals.daily[0, row], result.totals.daily[0, :row].sum(axis=0))
    assert result.totals.days[0] == MONDAY
    assert result.totals.days[-1] == MONDAY + timedelta(days=6)
