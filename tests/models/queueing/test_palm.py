from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing.palm import palm


def by_series(service: Fraction, arrivals: Fraction) -> tuple[float, float]:
    """(1 / A, P(abandon | wait)) from the series, in exact fractions until the terms vanish."""
    total, term, k = Fraction(1), Fraction(1), 0
    while term > total * Fraction(1, 10**30):
        k += 1
        term = term * arrivals / (service + k)
        total += term
        if k % 8 == 0:
            term, total = term.limit_denominator(10**60), total.limit_denominator(10**60)
    inverse = 1 / total
    return float(inverse), float((arrivals - service + service * inverse) / arrivals)


@settings(max_examples=60, deadline=None)
@given(service=st.integers(1, 60_000), arrivals=st.integers(1, 60_000))
def test_agrees_with_the_series(service: int, arrivals: int) -> None:
    s, y = Fraction(service, 1000), Fraction(arrivals, 1000)
    inverse, abandon = palm(np.array([float(s)]), np.array([float(y)]), np.array([float(s - y)]))
    wanted_inverse, wanted_abandon = by_series(s, y)
    assert inverse[0] == pytest.approx(wanted_inverse, rel=1e-11)
    assert abandon[0] == pytest.approx(wanted_abandon, rel=1e-11)


def test_the_two_forms_meet_without_a_step() -> None:
    y = np.array([2.0, 50.0, 3e3, 4e6])
    edge = y + 4.0 * np.sqrt(y)
    below, above = palm(edge * (1 - 1e-12), y, edge * (1 - 1e-12) - y), palm(edge * (1 + 1e-12), y, edge * (1 + 1e-12) - y)
    np.testing.assert_allclose(below[0], above[0], rtol=1e-8)
    np.testing.assert_allclose(below[1], above[1], rtol=1e-8)


def test_deep_overload_loses_the_surplus() -> None:
    inverse, abandon = palm(np.array([1000.0]), np.array([1e5]), np.array([1000.0 - 1e5]))
    assert inverse[0] == 0.0
    assert abandon[0] == pytest.approx(0.99)


def test_endless_patience_loses_nobody() -> None:
    _, abandon = palm(np.array([1.1e9]), np.array([1e9]), np.array([1e8]))
    assert abandon[0] == pytest.approx(1e-8, rel=1e-6)
