"""One target over many intervals."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.service_curve import ServiceCurve
from staffing.models.queueing import smallest_agents
from staffing.models.queueing.pooled import pooled_agents
from staffing.models.queueing.service_curves import service_curve
from staffing.models.queueing.uncertain import factor_quantile
from tests.models.queueing.reference import Day


def fewest(curve: ServiceCurve, target: float) -> int | None:
    """By trying everything."""
    best = None
    for place in product(range(curve.level.shape[1]), repeat=len(curve.lowest)):
        agents = curve.lowest + np.array(place)
        if curve.pooled(agents) >= target - 1e-12 and (best is None or agents.sum() < best):
            best = int(agents.sum())
    return best


@settings(max_examples=60, deadline=None)
@given(
    gains=st.lists(st.lists(st.floats(0.0, 1.0), min_size=4, max_size=4), min_size=2, max_size=4),
    volume=st.lists(st.floats(0.1, 50.0), min_size=4, max_size=4),
    target=st.floats(0.05, 0.99),
)
def test_between_the_bound_and_the_best_there_is_nothing(gains, volume, target) -> None:
    """Against every possible crew of small cases, S-shaped or not: the bound never lies above the best, the answer at most one above it."""
    rises = np.array(gains)
    level = np.minimum(np.cumsum(rises, axis=1) / 3.0, 1.0)
    curve = ServiceCurve(np.arange(len(gains)), level, np.array(volume[: len(gains)]))
    found, best = pooled_agents(curve, target), fewest(curve, target)
    if best is None:
        assert found.level < target
        return
    assert found.level >= target - 1e-9
    assert found.bound <= best + 1e-6
    assert best <= found.agents.sum() <= best + 1
    assert (found.agents >= curve.lowest).all()


def test_a_greedy_from_below_fails_where_the_envelope_does_not() -> None:
    """The first agents of the big interval add nothing alone: a greedy never starts there."""
    curve = ServiceCurve(
        np.zeros(2, dtype=np.int64), np.array([[0.0, 0.0, 0.0, 1.0, 1.0], [0.0, 0.1, 0.2, 0.3, 0.4]]), np.array([100.0, 10.0])
    )
    found = pooled_agents(curve, 0.9)
    assert found.agents.tolist() == [3, 0]
    assert found.level == pytest.approx(100 / 110)


def test_floors_that_are_enough_and_curves_that_never_are() -> None:
    curve = ServiceCurve(np.array([4, 2]), np.array([[0.9, 1.0], [0.8, 0.85]]), np.array([1.0, 1.0]))
    enough = pooled_agents(curve, 0.8)
    assert (enough.agents.tolist(), enough.bound, enough.price) == ([4, 2], 6.0, None)
    never = pooled_agents(curve, 0.95)
    assert never.agents.tolist() == [5, 3]
    assert never.level < 0.95
    with pytest.raises(ValueError, match="target"):
        pooled_agents(curve, 1.0)


@pytest.mark.parametrize(("floor", "hours"), [(0.0, 490.0), (0.75, 527.5)])
def test_the_day_of_the_notes_with_one_target(floor: float, hours: float) -> None:
    """Section 3: 80 % over the day needs 527.5 h with a floor of 75 % and 490 h with none (the greedy from below ended at 555.5)."""
    day = Day(30)
    rule = {"answer_within_seconds": 20, "patience_seconds": 180}
    low = smallest_agents(day.load, day.aht, service_level=floor, **rule) if floor else 0
    curve = service_curve(day.load, day.calls, day.aht, 20, lowest=low, patience_seconds=180)
    found = pooled_agents(curve, 0.8)
    assert day.hours(found.agents) == hours
    assert found.agents.sum() - found.bound < 1
    assert found.level >= 0.8
    assert curve.at(found.agents).min() >= floor - 1e-12


def test_the_day_of_the_notes_at_its_ninety_per_cent_quantile() -> None:
    """Section 3d: 587 h at P90 with a floor of 70 %."""
    day = Day(30)
    load = day.load * factor_quantile(0.1, 0.9)
    low = smallest_agents(load, day.aht, service_level=0.7, answer_within_seconds=20, patience_seconds=180)
    found = pooled_agents(service_curve(load, day.calls, day.aht, 20, lowest=low, patience_seconds=180), 0.8)
    assert day.hours(found.agents) == 587.0
