from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.models.queueing import agents_within_occupancy, exact, scheduled_agents, scheduled_people


def test_a_number_means_its_decimal() -> None:
    assert exact(0.3) == Fraction(3, 10)
    assert exact(Decimal("0.30")) == exact("0.3") == Fraction(3, 10)
    with pytest.raises(ValueError, match="finite"):
        exact(math.nan)


def test_21_over_70_per_cent_is_30() -> None:
    assert math.ceil(21 / (1 - 0.3)) == 31  # what floats say
    assert int(scheduled_people(21, 0.3)) == 30
    assert float(scheduled_agents(21, 0.3)) == 30.0


def test_every_shrinkage_in_half_per_cents() -> None:
    agents = np.arange(1, 41)
    for halves in range(180):
        shrinkage = halves / 200
        wanted = [math.ceil(Fraction(int(n)) / (1 - Fraction(halves, 200))) for n in agents]
        assert scheduled_people(agents, shrinkage).tolist() == wanted
        nearest = [float(Fraction(int(n)) / (1 - Fraction(halves, 200))) for n in agents]
        assert scheduled_agents(agents, shrinkage).tolist() == nearest


def test_every_occupancy_in_per_cents() -> None:
    agents = np.arange(1, 101)
    for cents in range(50, 101):
        loads = np.array([float(Fraction(int(n)) * Fraction(cents, 100)) for n in agents])
        assert agents_within_occupancy(loads, cents / 100).tolist() == agents.tolist()
        computed = agents * (cents / 100)  # carries the rounding of a product of floats
        assert agents_within_occupancy(computed, cents / 100).tolist() == agents.tolist()


@settings(deadline=None)
@given(thousandths=st.integers(0, 5_000_000), cents=st.integers(1, 100))
def test_occupancy_is_the_exact_ceiling(thousandths: int, cents: int) -> None:
    wanted = math.ceil(Fraction(thousandths, 1000) / Fraction(cents, 100))
    assert int(agents_within_occupancy(thousandths / 1000, cents / 100)) == wanted


def test_people_need_not_be_whole() -> None:
    assert float(scheduled_agents(10.5, 0.3)) == 15.0
    assert int(scheduled_people(10.5, 0.3)) == 15


def test_broadcasts() -> None:
    found = scheduled_agents(np.array([[14], [28]]), [0.0, 0.3])
    np.testing.assert_array_equal(found, [[14, 20], [28, 40]])
    assert scheduled_people(np.array([[14], [28]]), [0.0, 0.3]).shape == (2, 2)


@pytest.mark.parametrize("bad", [1.0, -0.1, np.nan, 1.5])
def test_refuses_shrinkage(bad: float) -> None:
    for function in (scheduled_agents, scheduled_people):
        with pytest.raises(ValueError, match=r"shrinkage\[1\]: expected a number in \[0, 1\)"):
            function(10, [0.3, bad])


@pytest.mark.parametrize("bad", [0.0, -0.1, np.nan, 1.01])
def test_refuses_occupancy(bad: float) -> None:
    with pytest.raises(ValueError, match=r"max_occupancy\[1\]: expected a number in \(0, 1\]"):
        agents_within_occupancy(10, [0.8, bad])


def test_refuses_agents() -> None:
    with pytest.raises(ValueError, match=r"agents: expected a number >= 0"):
        scheduled_agents(-1, 0.3)
