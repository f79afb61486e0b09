from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest

from staffing.models.queueing.poisson import deviance, poisson_pmf, stirling_error


def exact_pmf(n: int, mean: float) -> float:
    with localcontext() as context:
        context.prec = 60
        a = Decimal(mean)
        term = (-a).exp()
        for k in range(1, n + 1):
            term = term * a / k
        return float(term)


@pytest.mark.parametrize(
    ("n", "mean"), [(0, 0.3), (1, 0.001), (3, 7.5), (14, 10.0), (15, 15.0), (40, 25.5), (400, 430.25), (3000, 2890.0), (900, 1400.0)]
)
def test_agrees_with_exact_arithmetic(n: int, mean: float) -> None:
    found = poisson_pmf(np.array([float(n)]), np.array([mean]), np.array([n - mean]))
    assert found[0] == pytest.approx(exact_pmf(n, mean), rel=1e-12)


def test_sums_to_one_at_twenty_thousand() -> None:
    n = np.arange(18_000.0, 22_000.0)
    mean = np.full(n.shape, 20_000.0)
    assert poisson_pmf(n, mean, n - mean).sum() == pytest.approx(1.0, abs=1e-12)


def test_stirling_error_is_smooth_where_its_two_forms_meet() -> None:
    below, above = stirling_error(np.array([15.0 - 1e-12])), stirling_error(np.array([15.0 + 1e-12]))
    assert below[0] == pytest.approx(above[0], abs=1e-14)


def test_deviance_is_smooth_where_its_two_forms_meet() -> None:
    mean = np.full(2, 100.0)
    n = 100.0 * (1 + 0.1) / (1 - 0.1) + np.array([-1e-9, 1e-9])
    found = deviance(n, mean, n - mean)
    assert found[0] == pytest.approx(found[1], rel=1e-9)


def test_what_is_too_small_is_zero() -> None:
    assert poisson_pmf(np.array([1.0]), np.array([1e5]), np.array([1 - 1e5]))[0] == 0.0
