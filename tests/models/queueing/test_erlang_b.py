from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing import erlang_b_blocking
from staffing.models.queueing.erlang_b import inverse_blocking, inverse_blocking_down, inverse_blocking_up


def by_recursion(load: float, agents: int) -> float:
    inverse, a = Fraction(1), Fraction(load)
    for k in range(1, agents + 1):
        inverse = 1 + inverse * k / a
    return float(1 / inverse)


@settings(deadline=None)
@given(load=st.floats(0.001, 300), agents=st.integers(0, 300))
def test_gamma_form_agrees_with_the_recursion(load: float, agents: int) -> None:
    assert float(erlang_b_blocking(round(load, 3), agents)) == pytest.approx(by_recursion(round(load, 3), agents), rel=1e-11)


@pytest.mark.parametrize(("load", "agents"), [(20_000.0, 100), (5_000.0, 4_700), (20_000.0, 19_000), (1000.0, 1000)])
def test_far_from_balance(load: float, agents: int) -> None:
    inverse = 1.0
    for k in range(1, agents + 1):
        inverse = 1 + inverse * k / load
    assert float(erlang_b_blocking(load, agents)) == pytest.approx(1 / inverse, rel=1e-11)


def test_steps_up_and_down() -> None:
    load, agents = np.array([0.4, 10.0, 950.0]), np.array([3.0, 12.0, 1000.0])
    at, above = inverse_blocking(agents, load), inverse_blocking(agents + 1, load)
    np.testing.assert_allclose(inverse_blocking_up(at, agents + 1, load), above, rtol=1e-12)
    np.testing.assert_allclose(inverse_blocking_down(above, agents + 1, load), at, rtol=1e-12)


def test_conventions_at_the_edges() -> None:
    np.testing.assert_array_equal(erlang_b_blocking([0, 0, 5], [0, 3, 0]), [1.0, 0.0, 1.0])
    assert float(erlang_b_blocking(1.0, 5000)) == 0.0


def test_broadcasts() -> None:
    assert erlang_b_blocking(np.array([[1.0], [2.0]]), np.arange(4)).shape == (2, 4)


@pytest.mark.parametrize(
    ("load", "agents", "message"),
    [([1, -1], 3, r"load_erlangs\[1\]"), ([1, np.nan], 3, r"load_erlangs\[1\]"), (1, [2, -2], r"agents\[1\]"), (np.inf, 1, "load_erlangs")],
)
def test_refuses(load: object, agents: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        erlang_b_blocking(load, agents)  # type: ignore[arg-type]
