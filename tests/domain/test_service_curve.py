"""Service as a curve over the number of agents."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.domain.service_curve import ServiceCurve


def small() -> ServiceCurve:
    return ServiceCurve(np.array([2, 0]), np.array([[0.2, 0.6, 0.9], [0.0, 0.5, 1.0]]), np.array([30.0, 10.0]))


def test_reading_a_curve() -> None:
    curve = small()
    assert curve.highest.tolist() == [4, 2]
    np.testing.assert_allclose(curve.at(np.array([3, 1])), [0.6, 0.5])
    np.testing.assert_allclose(curve.at(np.array([3.5, 9.0])), [0.75, 1.0])
    np.testing.assert_allclose(curve.at(np.array([1, 0])), [0.0, 0.0])
    assert curve.pooled(np.array([4, 0])) == pytest.approx(0.9 * 30 / 40)
    np.testing.assert_allclose(curve.gains(), [[12.0, 9.0], [5.0, 5.0]])
    assert curve.rows(np.array([1])).lowest.tolist() == [0]


def test_an_interval_without_contacts_weighs_nothing() -> None:
    curve = ServiceCurve(np.array([1]), np.array([[1.0]]), np.array([0.0]))
    assert curve.pooled(np.array([0])) == 1.0
    assert curve.at(np.array([0])).tolist() == [1.0]


@pytest.mark.parametrize(
    "parts",
    [
        (np.array([0]), np.ones((2, 3)), np.ones(1)),
        (np.array([0]), np.ones((1, 3)), np.ones(2)),
        (np.array([-1]), np.ones((1, 3)), np.ones(1)),
        (np.array([0]), np.full((1, 3), 1.1), np.ones(1)),
        (np.array([0]), np.ones((1, 3)), np.array([np.nan])),
    ],
)
def test_a_broken_curve_is_refused(parts) -> None:
    with pytest.raises(ValueError, match="must"):
        ServiceCurve(*parts)
