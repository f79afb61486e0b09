from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from staffing.models.queueing import Performance, erlang_a_performance, erlang_c_performance, performance, performance_around


def assert_same(found: Performance, wanted: Performance) -> None:
    for field in fields(Performance):
        np.testing.assert_array_equal(getattr(found, field.name), getattr(wanted, field.name))


def test_rows_choose_their_formula() -> None:
    load, agents = np.array([10.0, 10.0, 10.0, 0.0]), np.array([12, 12, 8, 3])
    found = performance(load, agents, 180, patience_seconds=[180, np.nan, np.inf, 60], answer_within_seconds=20)
    with_patience = erlang_a_performance(load[[0, 3]], agents[[0, 3]], 180, [180, 60], 20)
    without = erlang_c_performance(load[[1, 2]], agents[[1, 2]], 180, 20)
    for field in fields(Performance):
        np.testing.assert_array_equal(getattr(found, field.name)[[0, 3]], getattr(with_patience, field.name))
        np.testing.assert_array_equal(getattr(found, field.name)[[1, 2]], getattr(without, field.name))


def test_one_formula_for_all_rows() -> None:
    assert_same(performance(10.0, [9, 12], 180, answer_within_seconds=20), erlang_c_performance(10.0, [9, 12], 180, 20))
    assert_same(performance(10.0, [9, 12], 180, patience_seconds=60), erlang_a_performance(10.0, [9, 12], 180, 60))


def test_patience_gives_the_shape_even_where_nobody_hangs_up() -> None:
    assert performance(10.0, 12, 180, patience_seconds=[np.nan, np.inf]).p_wait.shape == (2,)


def test_refuses_patience_zero() -> None:
    with pytest.raises(ValueError, match=r"patience_seconds\[1\]"):
        performance(10.0, 12, 180, patience_seconds=[60, 0])


def test_the_curve_is_the_performance_at_each_head_count() -> None:
    load, agents, patience = np.array([[10.0, 20.0]]), np.array([[12, 22]]), np.array([[180.0, np.nan]])
    curve = performance_around(load, agents, [-2, 0, 3], 180, patience_seconds=patience, answer_within_seconds=20)
    assert curve.service_level.shape == (1, 2, 3)
    for k, offset in enumerate((-2, 0, 3)):
        at = performance(load, agents + offset, 180, patience_seconds=patience, answer_within_seconds=20)
        for field in fields(Performance):
            np.testing.assert_array_equal(getattr(curve, field.name)[..., k], getattr(at, field.name))


def test_the_curve_ends_at_nobody() -> None:
    curve = performance_around(0.5, 1, [-2, -1, 0], 180, answer_within_seconds=20)
    np.testing.assert_array_equal(np.isnan(curve.service_level), [True, False, False])
    np.testing.assert_array_equal(np.isnan(curve.asa_seconds), [True, False, False])


def test_offsets_are_a_list() -> None:
    with pytest.raises(ValueError, match="offsets: expected one dimension"):
        performance_around(10, 12, 3, 180)
