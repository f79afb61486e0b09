"""Kinds of shift."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.shift import Shift


def test_starts_are_every_step_from_the_first() -> None:
    assert Shift("D", 480, 540, 30, 480).start_clocks == (480, 510, 540)
    assert Shift("D", 480, 530, 30, 480).start_clocks == (480, 510)
    assert Shift("N", 1380, 1380, 15, 480).start_clocks == (1380,)


def test_the_meal_is_unpaid() -> None:
    assert Shift("D", 480, 480, 15, 510, 30).paid_minutes == 480


@pytest.mark.parametrize(
    ("after", "before", "window"),
    [(None, None, (0, 480)), (180, 300, (180, 300)), (None, 300, (0, 300)), (180, None, (180, 480)), (180, 999, (180, 480))],
)
def test_the_meal_lies_inside_the_shift(after: int | None, before: int | None, window: tuple[int, int]) -> None:
    assert Shift("D", 480, 480, 15, 510, 30, after, before).meal_window == window


@given(length=st.integers(121, 1440), n=st.integers(1, 6))
def test_break_windows_are_the_parts_of_the_shift_less_an_hour_at_its_ends(length: int, n: int) -> None:
    shift = Shift("D", 480, 480, 15, length, paid_breaks=n, paid_break_minutes=15)
    for index in range(n):
        low, high = shift.break_window(index)
        for start in range(length):  # the definition, minute by minute
            allowed = index * length <= start * n and start >= 60
            assert (start >= low) == allowed
        for end in range(length + 1):
            assert (end <= high) == (end * n <= (index + 1) * length and end <= length - 60)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"start_from": 500},
        {"start_to": 1440},
        {"start_from": -15},
        {"step_minutes": 0},
        {"length_minutes": 0},
        {"unpaid_meal_minutes": 480},
        {"unpaid_meal_minutes": -1},
        {"paid_breaks": 1},
        {"paid_breaks": -1},
        {"rest_days_after": -1},
    ],
)
def test_a_shift_is_valid_from_birth(wrong: dict[str, object]) -> None:
    good = {"name": "D", "start_from": 480, "start_to": 480, "step_minutes": 15, "length_minutes": 480}
    with pytest.raises(ValueError):
        Shift(**{**good, **wrong})  # type: ignore[arg-type]
