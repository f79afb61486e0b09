"""Uniformisation against the matrix exponential."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import linalg

from staffing.models.queueing.transient_kernel import spread


def matrix(size: int, agents: int, mu: float, theta: float, rate: float) -> np.ndarray:
    q = np.zeros((size, size))
    for j in range(size):
        if j + 1 < size:
            q[j, j + 1] = rate
        if j:
            q[j, j - 1] = min(j, agents) * mu + max(j - agents, 0) * theta
        q[j, j] = -q[j].sum()
    return q


@pytest.mark.parametrize(("agents", "theta", "seconds"), [(3, 0.01, 300.0), (0, 0.02, 60.0), (5, 0.0, 1000.0), (2, 0.5, 5000.0)])
def test_distribution_and_time_spent(agents: int, theta: float, seconds: float) -> None:
    rates, mu, size = np.array([0.03, 0.0, 0.06]), 0.01, 25
    p = np.zeros(size)
    p[4] = 1.0
    wanted, spent, met = p.copy(), np.zeros(size), np.zeros(size)
    for rate in rates:
        q = matrix(size, agents, mu, theta, rate)
        block = linalg.expm(np.block([[q, np.eye(size)], [np.zeros((size, size)), np.zeros((size, size))]]) * seconds)
        part = wanted @ block[:size, size:]
        spent, met, wanted = spent + part, met + rate * part, wanted @ block[:size, :size]
    time = np.empty(size)
    found = spread(p, float(agents), mu, theta, rates, seconds, time)
    np.testing.assert_allclose(p, wanted, atol=1e-11)
    np.testing.assert_allclose(time, spent, atol=1e-8 * seconds)
    np.testing.assert_allclose(found, met, atol=1e-8 * seconds)


def test_nothing_moves_without_arrivals_and_departures() -> None:
    p, time = np.array([0.25, 0.75]), np.empty(2)
    met = spread(p, 0.0, 1.0, 0.0, np.zeros(2), 10.0, time)
    assert p.tolist() == [0.25, 0.75]
    assert time.tolist() == [5.0, 15.0]
    assert met.tolist() == [0.0, 0.0]


def test_the_interpreter_says_the_same() -> None:
    for run in (spread, spread.py_func):
        p, time = np.array([1.0, 0.0, 0.0, 0.0, 0.0]), np.empty(5)
        run(p, 2.0, 0.1, 0.05, np.array([0.3]), 20.0, time)
        assert p.sum() == pytest.approx(1.0)
        assert time.sum() == pytest.approx(20.0)
        np.testing.assert_allclose(p, np.eye(5)[0] @ linalg.expm(20.0 * matrix(5, 2, 0.1, 0.05, 0.3)), atol=1e-12)
