"""Covering needs by groups: as few as possible, in the mix there is."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing.skill_mix import cover_by_groups


def test_specialists_cover_their_own() -> None:
    found = cover_by_groups(np.array([[3.0, 0.0], [2.0, 0.0]]), np.eye(2), np.array([5, 5]))
    assert found.tolist() == [[3, 0], [2, 0]]


def test_the_mix_of_the_people_decides_between_equals() -> None:
    speed = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    few, many = (cover_by_groups(np.array([[6.0], [6.0]]), speed, np.array(people)) for people in ([10, 10, 1], [2, 2, 16]))
    assert few.sum() == many.sum() == 12
    assert many[2, 0] > few[2, 0]


def test_slow_people_count_less() -> None:
    assert cover_by_groups(np.array([[4.0]]), np.array([[0.8]]), np.array([9]))[0, 0] == 5


def test_a_queue_nobody_serves_is_refused() -> None:
    with pytest.raises(ValueError, match="queue 1"):
        cover_by_groups(np.ones((2, 1)), np.array([[1.0, 0.0]]), np.array([3]))
