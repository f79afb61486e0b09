from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from staffing.models.queueing import (
    ServiceLevelDefinition,
    erlang_a_performance,
    erlang_b_blocking,
    erlang_c_performance,
)

D = ServiceLevelDefinition
loads = st.floats(0.01, 400)
relative = st.floats(0.3, 2.0)
handling = st.floats(20, 900)
patience = st.floats(5, 3000)
answer_time = st.floats(0, 120)


def by_states(load: float, agents: int, aht: float, mean_patience: float) -> tuple[float, float, float]:
    """(P(wait), P(abandon), mean number waiting) from the birth and death chain, added up state by state."""
    ratio = aht / mean_patience
    weights, total, queue, waiting, lost, weight, k = [], 0.0, 0.0, 0.0, 0.0, 1.0, 0
    while k <= agents or weight > 1e-18 * total:
        total += weight
        if k >= agents:
            waiting += weight
            queue += (k - agents) * weight
            lost += (k - agents) * ratio * weight
        weights.append(weight)
        k += 1
        weight *= load / (min(k, agents) + max(k - agents, 0) * ratio)
        if total > 1e200:
            weight, total, queue, waiting, lost = (x * 1e-200 for x in (weight, total, queue, waiting, lost))
    return waiting / total, lost / total / load, queue / total


@settings(max_examples=60, deadline=None)
@given(load=st.floats(0.05, 120), factor=relative, aht=handling, mean_patience=st.floats(20, 3000))
def test_agrees_with_the_chain(load: float, factor: float, aht: float, mean_patience: float) -> None:
    agents = max(1, round(load * factor))
    found = erlang_a_performance(load, agents, aht, mean_patience)
    waits, lost, queue = by_states(load, agents, aht, mean_patience)
    assert float(found.p_wait) == pytest.approx(waits, rel=1e-9)
    assert float(found.p_abandon) == pytest.approx(lost, rel=1e-9)
    assert float(found.mean_queue) == pytest.approx(queue, rel=1e-9)
    assert float(found.asa_seconds) == pytest.approx(queue * aht / load, rel=1e-9)


@pytest.mark.parametrize(
    ("load", "agents", "aht", "mean_patience", "within"),
    [
        (10, 12, 180, 180, 20),
        (10, 7, 180, 60, 20),
        (200, 190, 240, 300, 30),
        (3.5, 6, 600, 45, 60),
        (50, 30, 120, 400, 90),
        (0.4, 2, 90, 900, 10),
    ],
)
def test_service_levels_agree_with_quadrature(load: float, agents: int, aht: float, mean_patience: float, within: float) -> None:
    """The wait V offered to an endlessly patient caller who has to wait has density ~ exp(lambda H(v) - n mu v), H = int e^(-theta v)."""
    arrivals, served, theta = load / aht, agents / aht, 1 / mean_patience

    def density(v: float) -> float:
        return float(np.exp(-arrivals * np.expm1(-theta * v) / theta - served * v))

    end = 60 * mean_patience
    mode = max(0.0, np.log(load / agents) * mean_patience)
    marks = sorted({within, mode, within + mean_patience, mode + mean_patience})

    def integral(function: object, low: float, high: float) -> float:
        inner = [low, *(x for x in marks if low < x < high), high]
        return sum(integrate.quad(function, a, b, epsrel=1e-12, epsabs=0, limit=200)[0] for a, b in itertools.pairwise(inner))

    whole = integral(density, 0, end)
    found = {d: float(erlang_a_performance(load, agents, aht, mean_patience, within, d).service_level) for d in D}
    base = erlang_a_performance(load, agents, aht, mean_patience, within)
    waits, lost = float(base.p_wait), float(base.p_abandon)
    reached = waits * integral(density, 0, within) / whole
    answered = waits * integral(lambda v: density(v) * np.exp(-theta * v), 0, within) / whole
    late = waits * np.exp(-theta * within) * integral(density, within, end) / whole
    assert lost == pytest.approx(waits * integral(lambda v: -density(v) * np.expm1(-theta * v), 0, end) / whole, rel=1e-8)
    assert found[D.VIRTUAL] == pytest.approx(1 - waits + reached, rel=1e-8)
    assert found[D.OFFERED] == pytest.approx(1 - waits + answered, rel=1e-8)
    assert found[D.INCLUDING_SHORT] == pytest.approx(1 - late, rel=1e-8)
    short = found[D.INCLUDING_SHORT] - found[D.OFFERED]
    assert found[D.EXCLUDING_SHORT] == pytest.approx(found[D.OFFERED] / (1 - short), rel=1e-8)
    assert found[D.ANSWERED] == pytest.approx(found[D.OFFERED] / (1 - lost), rel=1e-8)


@settings(deadline=None)
@given(load=loads, factor=relative, aht=handling, mean_patience=patience, within=answer_time)
def test_shares_are_shares_and_flow_is_conserved(load: float, factor: float, aht: float, mean_patience: float, within: float) -> None:
    agents = max(1, round(load * factor))
    found = erlang_a_performance(load, agents, aht, mean_patience, within)
    for share in (found.p_wait, found.service_level, found.p_abandon, found.answer_rate, found.occupancy):
        assert -1e-14 <= float(share) <= 1 + 1e-14
    assert float(found.occupancy) * agents == pytest.approx(load * float(found.answer_rate), rel=1e-12)
    assert float(found.p_abandon) >= 1 - agents / load - 1e-12


@settings(deadline=None)
@given(load=loads, factor=relative, aht=handling, mean_patience=patience, within=answer_time)
def test_one_more_agent_is_never_worse(load: float, factor: float, aht: float, mean_patience: float, within: float) -> None:
    n = max(1, round(load * factor))
    found = erlang_a_performance(load, [n, n + 1], aht, mean_patience, within)
    assert found.service_level[1] >= found.service_level[0] - 1e-12
    assert found.p_abandon[1] <= found.p_abandon[0] + 1e-12
    assert found.occupancy[1] <= found.occupancy[0] + 1e-12


@settings(deadline=None)
@given(load=loads, spare=st.integers(1, 20), aht=handling, within=answer_time)
def test_endless_patience_is_erlang_c(load: float, spare: int, aht: float, within: float) -> None:
    agents = int(load) + 1 + spare
    limit = erlang_c_performance(load, agents, aht, within)
    found = erlang_a_performance(load, agents, aht, 1e11, within)
    assert float(found.p_wait) == pytest.approx(float(limit.p_wait), rel=1e-4, abs=1e-12)
    assert float(found.service_level) == pytest.approx(float(limit.service_level), abs=1e-4)
    assert float(found.asa_seconds) == pytest.approx(float(limit.asa_seconds), rel=1e-3, abs=1e-9)


@settings(deadline=None)
@given(load=loads, factor=relative, aht=handling)
def test_no_patience_is_erlang_b(load: float, factor: float, aht: float) -> None:
    agents = max(1, round(load * factor))
    found = erlang_a_performance(load, agents, aht, 1e-7 * aht / (load + agents), 20)
    blocked = float(erlang_b_blocking(load, agents))
    assert float(found.p_abandon) == pytest.approx(blocked, rel=1e-6)
    assert float(found.service_level) == pytest.approx(1 - blocked, rel=1e-6)


def test_deep_overload_keeps_its_digits() -> None:
    """100 times more calls than agents can take: the served share is n / a and no share leaves [0, 1]."""
    found = erlang_a_performance(1000.0, 10, 300, 1200, [0, 20, 3600, 1e6])
    assert float(found.answer_rate[0]) == pytest.approx(0.01, rel=1e-9)
    assert np.all((found.service_level >= 0) & (found.service_level <= found.answer_rate + 1e-15))
    assert float(found.service_level[3]) == pytest.approx(0.01, rel=1e-9)
    assert found.overloaded.all()


def test_a_tiny_service_level_is_not_rounding() -> None:
    levels = erlang_a_performance(100, 29, 240, 500, np.array([1.0, 2.0, 4.0, 8.0])).service_level
    assert np.all(levels > 0)
    assert np.all(np.diff(levels) > 0)
    assert levels[0] < 1e-15


def test_nobody_on_the_queue() -> None:
    found = erlang_a_performance(4, 0, 240, 180, 20)
    assert (float(found.p_wait), float(found.p_abandon), float(found.occupancy)) == (1, 1, 0)
    assert float(found.asa_seconds) == 180
    levels = {d: float(erlang_a_performance(4, 0, 240, 180, 20, d).service_level) for d in D}
    assert np.isnan(levels.pop(D.ANSWERED))
    assert levels == {D.OFFERED: 0, D.EXCLUDING_SHORT: 0, D.VIRTUAL: 0, D.INCLUDING_SHORT: pytest.approx(1 - np.exp(-20 / 180))}


def test_no_contacts() -> None:
    found = erlang_a_performance([0, 0], [0, 3], [np.nan, 100], 180, 20)
    np.testing.assert_array_equal(found.service_level, 1)
    for zero in (found.p_wait, found.p_abandon, found.asa_seconds, found.mean_queue, found.occupancy):
        np.testing.assert_array_equal(zero, 0)


@pytest.mark.parametrize("bad", [0, -5, np.nan, np.inf])
def test_refuses_a_patience_that_is_none(bad: float) -> None:
    with pytest.raises(ValueError, match=r"patience_seconds\[1\]: expected a finite number > 0"):
        erlang_a_performance([1, 1], 3, 180, [60, bad])
