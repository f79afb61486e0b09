from __future__ import annotations

import math

import pytest

from staffing.models.queueing import ServiceLevelDefinition, erlang_a_performance
from staffing.models.queueing.derivation import derive_with_abandonment, derive_without_abandonment


def test_the_steps_of_erlang_c_lead_to_the_answer() -> None:
    steps = {step.symbol: step.value for step in derive_without_abandonment(10, 14, 180, 20)}
    assert list(steps) == ["B", "P(wait)", "SL", "ASA", "occupancy"]
    b, waits = steps["B"], steps["P(wait)"]
    assert waits == pytest.approx(14 * b / (14 - 10 * (1 - b)), rel=1e-12)
    assert steps["SL"] == pytest.approx(1 - waits * math.exp(-4 * 20 / 180), rel=1e-12)
    assert steps["ASA"] == pytest.approx(waits * 180 / 4, rel=1e-12)
    assert steps["SL"] == pytest.approx(0.8883500191794669)


def test_the_steps_of_erlang_a_lead_to_the_answer() -> None:
    steps = {step.symbol: step.value for step in derive_with_abandonment(10, 12, 180, 180, 20, ServiceLevelDefinition.EXCLUDING_SHORT)}
    b, inverse = steps["B"], steps["1/A"]
    assert steps["P(wait)"] == pytest.approx(1 / (1 + (1 / b - 1) * inverse), rel=1e-12)
    assert steps["P(ab|wait)"] == pytest.approx(1 - steps["s"] / steps["y"] * (1 - inverse), rel=1e-12)
    assert steps["P(abandon)"] == pytest.approx(steps["P(wait)"] * steps["P(ab|wait)"], rel=1e-12)
    assert steps["P(W>T)"] == pytest.approx(steps["P(wait)"] * steps["q"] * steps["P(V>T|wait)"], rel=1e-12)
    level = 1 - steps["P(abandon)"] - steps["P(W>T)"] * (1 - steps["P(ab|W>T)"])
    assert steps["SL"] == pytest.approx(level, rel=1e-12)
    assert steps["SL"] == pytest.approx(float(erlang_a_performance(10, 12, 180, 180, 20).service_level), rel=1e-12)
    assert steps["SL excl"] == pytest.approx(level / (level + steps["P(W>T)"]), rel=1e-12)


def test_where_no_formula_applies_there_are_no_steps() -> None:
    assert derive_without_abandonment(10, 10, 180, 20) == []
    assert derive_with_abandonment(10, 0, 180, 180, 20) == []
    assert derive_with_abandonment(0, 3, 180, 180, 20) == []


def test_without_answer_time_there_is_no_service_level() -> None:
    assert "SL" not in {step.symbol for step in derive_with_abandonment(10, 12, 180, 180, None)}
    assert "SL" not in {step.symbol for step in derive_without_abandonment(10, 12, 180, None)}
