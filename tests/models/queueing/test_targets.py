"""Targets as columns."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import erlang_a_performance
from staffing.models.queueing.targets import Targets


def test_all_targets_hold_together() -> None:
    felt = erlang_a_performance(10.0, [11, 12, 13, 14], 180, 180, 20)
    level = Targets.read(service_level=0.8, answer_within_seconds=20)
    both = Targets.read(service_level=0.8, answer_within_seconds=20, max_abandonment=0.04)
    assert level.met(felt).tolist() == [False, True, True, True]
    assert both.met(felt).tolist() == [False, False, True, True]
    assert level.any
    assert not Targets.read(answer_within_seconds=20).any


def test_a_value_equal_to_its_target_meets_it_and_an_undefined_one_does_not() -> None:
    felt = erlang_a_performance(10.0, 12, 180, 180, 20)
    for name, value in (("service_level", felt.service_level), ("min_answer_rate", felt.answer_rate)):
        within = {"answer_within_seconds": 20} if name == "service_level" else {}
        assert Targets.read(**{name: float(value)}, **within).met(felt)
        assert not Targets.read(**{name: float(value) + 1e-9}, **within).met(felt)
    for name, value in (("max_asa_seconds", felt.asa_seconds), ("max_abandonment", felt.p_abandon), ("max_occupancy", felt.occupancy)):
        assert Targets.read(**{name: float(value)}).met(felt)
        assert not Targets.read(**{name: float(value) - 1e-9}).met(felt)
    unknown = erlang_a_performance(10.0, 12, 180, 180)
    assert not Targets.read(service_level=0.1, answer_within_seconds=20).met(unknown)


@pytest.mark.parametrize(
    ("targets", "message"),
    [
        ({"service_level": 1.0, "answer_within_seconds": 20}, "service_level"),
        ({"service_level": 0.8}, "answer_within_seconds"),
        ({"service_level": 0.8, "answer_within_seconds": -1}, "answer_within_seconds"),
        ({"max_asa_seconds": 0}, "max_asa_seconds"),
        ({"max_occupancy": 1.1}, "max_occupancy"),
        ({"max_abandonment": [0.1, 0.0]}, r"max_abandonment\[1\]"),
    ],
)
def test_targets_out_of_range_are_named(targets, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Targets.read(**targets)


def test_rows_and_spread() -> None:
    targets = Targets.read(service_level=[0.7, 0.8], answer_within_seconds=20).spread((2,))
    assert targets.rows(np.array([1])).service_level.tolist() == [0.8]
    assert np.isnan(targets.max_occupancy).tolist() == [True, True]
