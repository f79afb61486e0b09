"""Roots and smallest whole numbers, row by row."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.models.queueing.roots import increasing_root, smallest_whole


@given(st.lists(st.floats(0.01, 50.0), min_size=1, max_size=8), st.floats(0.3, 5.0))
def test_the_root_is_found_to_the_last_digits(roots: list[float], power: float) -> None:
    wanted = np.array(roots)

    def value(x, rows):
        return np.sign(x - wanted[rows]) * np.abs(x - wanted[rows]) ** power

    found = increasing_root(value, np.zeros(wanted.size), np.full(wanted.size, 60.0))
    np.testing.assert_allclose(found, wanted, rtol=1e-12)


def test_ends_where_nothing_crosses() -> None:
    found = increasing_root(lambda x, rows: np.array([1.0, -1.0])[rows] + 0 * x, np.array([2.0, 2.0]), np.array([3.0, 3.0]))
    assert found.tolist() == [2.0, 3.0]


def test_a_coarse_bracket_is_enough_where_asked() -> None:
    calls = []

    def value(x, rows):
        calls.append(1)
        return np.exp(x) - 3.0

    rough = increasing_root(value, np.zeros(1), np.full(1, 50.0), 1e-3)
    few = len(calls)
    increasing_root(value, np.zeros(1), np.full(1, 50.0))
    assert rough[0] == pytest.approx(np.log(3.0), rel=2e-3)
    assert few < len(calls) - few < 30


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(-10, 6000)), min_size=1, max_size=6))
def test_the_smallest_whole_number_whatever_the_guess(pairs: list[tuple[int, int]]) -> None:
    wanted = np.array([float(a) for a, _ in pairs])
    found = smallest_whole(lambda n, rows: n >= wanted[rows], np.array([float(b) for _, b in pairs]))
    assert found.tolist() == wanted.tolist()


def test_nothing_is_enough() -> None:
    assert smallest_whole(lambda n, rows: np.zeros(n.shape, dtype=bool), np.array([3.0]), most=1000.0).tolist() == [np.inf]
