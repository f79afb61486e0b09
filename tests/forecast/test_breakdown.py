"""The parts of the accuracy: every contact counted once in each grouping, and the noise floor is what Poisson noise leaves."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from staffing.forecast import make_forecast
from staffing.forecast.breakdown import BY, poisson_error
from tests.forecast.histories import MONDAY, counted, expected, make_history, make_plan


@pytest.mark.parametrize("rate", [0.05, 0.7, 1.0, 3.5, 40.0, 900.0])
def test_poisson_error_is_the_mean_of_many_draws(rate: float) -> None:
    draws = np.random.default_rng(1).poisson(rate, 400_000)
    assert float(poisson_error(np.array([rate]))[0]) == pytest.approx(np.abs(draws - rate).mean(), rel=0.01)
    assert poisson_error(np.zeros(3)).sum() == 0


def test_every_grouping_counts_every_contact_once() -> None:
    result = make_forecast(make_plan(make_history({"a": counted(expected(91)), "b": counted(expected(91, level=300), 2)})))
    report = result.accuracy.to_dict()
    for where in (report, *report["queues"].values()):
        for by in BY:
            rows = where["parts"][by]
            total = where["overall"]["contacts"] if "overall" in where else where["contacts"]
            assert sum(row["contacts"] for row in rows) == pytest.approx(total)
    assert [row["key"] for row in report["parts"]["weekday"]] == [str(k) for k in range(7)]
    assert [row["key"] for row in report["parts"]["horizon"]] == [str(k) for k in range(1, 8)]
    assert [row["key"] for row in report["parts"]["hour"]] == [str(k) for k in range(24)]
    months = [row["key"] for row in report["parts"]["month"]]
    assert months == sorted(months)
    assert months[-1] == f"{MONDAY - timedelta(days=1):%Y-%m}"


def test_pure_noise_leaves_the_floor() -> None:
    result = make_forecast(make_plan(make_history({"a": counted(expected(120), 3)[-91:]})))
    row = result.accuracy.to_dict()["parts"]["weekday"][0]
    assert row["floor"] == pytest.approx(row["wape"], rel=0.15)
    assert row["naive"] > 1.2 * row["floor"]
    assert row["mase"] < 1


def test_long_horizons_are_grouped_by_week() -> None:
    result = make_forecast(make_plan(make_history({"a": counted(expected(200))[-91:]}), days=28))
    keys = [row["key"] for row in result.accuracy.to_dict()["parts"]["horizon"]]
    assert keys == [*(str(k) for k in range(1, 15)), "w3", "w4"]
