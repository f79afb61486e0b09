"""Rates that move within intervals whose totals stay."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.models.queueing.within_interval import split_intervals


@given(
    st.lists(st.one_of(st.just(0.0), st.floats(0.01, 1000.0)), min_size=1, max_size=40),
    st.integers(1, 12),
    st.booleans(),
    st.integers(0, 39),
)
def test_totals_stay_and_nothing_is_negative(offered, pieces, cyclic, at) -> None:
    apart = np.arange(len(offered)) == at
    found = split_intervals(offered, pieces, apart=apart, cyclic=cyclic)
    assert found.shape == (len(offered), pieces)
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=1), offered, rtol=1e-12, atol=1e-12)


def test_a_straight_rise_has_no_steps() -> None:
    found = split_intervals(np.arange(1, 11) * 10.0, 5)[2:-2].ravel()
    rises = np.diff(found)
    assert (rises > 0).all()
    assert rises.max() < 2 * rises.mean()


def test_what_lies_before_an_opening_plays_no_part() -> None:
    apart = np.array([False, False, True, False])
    one = split_intervals([5.0, 5.0, 40.0, 60.0], 4, apart=apart)
    other = split_intervals([500.0, 5.0, 40.0, 60.0], 4, apart=apart)
    np.testing.assert_array_equal(one[2:], other[2:])


def test_round_the_clock_the_end_leads_to_the_start() -> None:
    found = split_intervals([10.0, 20.0, 40.0, 20.0], 4, cyclic=True)
    turned = split_intervals([40.0, 20.0, 10.0, 20.0], 4, cyclic=True)
    np.testing.assert_allclose(found, turned[[2, 3, 0, 1]], rtol=1e-12)


def test_what_is_out_of_range_is_named() -> None:
    with pytest.raises(ValueError, match=r"offered\[1\]"):
        split_intervals([1.0, np.nan], 3)
    with pytest.raises(ValueError, match="pieces"):
        split_intervals([1.0], 0)
