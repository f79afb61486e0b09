"""Whether meal and breaks can be placed, against an exhaustive search."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.shift import Shift
from staffing.io.pauses import place_pauses


def lawful(shift: Shift, meal: int | None, breaks: tuple[int, ...]) -> bool:
    """CON-MEAL-01, read off the contract."""
    length, n = shift.length_minutes, shift.paid_breaks
    spans = [(b, b + shift.paid_break_minutes) for b in breaks]
    if meal is not None:
        low, high = shift.meal_after_minutes or 0, length if shift.meal_before_minutes is None else shift.meal_before_minutes
        if not (low <= meal <= high and meal + shift.unpaid_meal_minutes <= length):
            return False
    for i, (start, end) in enumerate(spans):
        if not (i * length <= start * n and end * n <= (i + 1) * length and start >= 60 and end <= length - 60):
            return False
    every = [*spans, *([(meal, meal + shift.unpaid_meal_minutes)] if meal is not None else [])]
    return all(a[0] - b[1] >= 30 or b[0] - a[1] >= 30 for k, a in enumerate(every) for b in every[:k])


def exhaustive(shift: Shift, step: int) -> bool:
    places = range(0, shift.length_minutes + 1, step)
    meals = list(places) if shift.unpaid_meal_minutes else [None]
    return any(lawful(shift, meal, breaks) for meal in meals for breaks in product(places, repeat=shift.paid_breaks))


@settings(max_examples=150, deadline=None)
@given(
    length=st.integers(4, 24).map(lambda k: 30 * k),
    meal=st.sampled_from([0, 30, 60, 90]),
    after=st.none() | st.integers(0, 600),
    width=st.none() | st.integers(0, 200),
    breaks=st.integers(0, 2),
    pause=st.sampled_from([30, 60]),
)
def test_a_placement_is_lawful_and_none_is_missed(
    length: int, meal: int, after: int | None, width: int | None, breaks: int, pause: int
) -> None:
    if meal >= length:
        return
    before = None if width is None else (after or 0) + width
    shift = Shift("D", 480, 480, 30, length, meal, after, before, breaks, pause if breaks else 0)
    placed = place_pauses(shift, 30)
    assert (placed is not None) == exhaustive(shift, 30)
    if placed is not None:
        assert lawful(shift, *placed)
        assert all(start % 30 == 0 for start in (*placed[1], placed[0] or 0))


def test_the_usual_shifts_have_room() -> None:
    assert place_pauses(Shift("D8", 360, 870, 30, 510, 30, 180, 300, 2, 15), 15) == (180, (60, 255))
    assert place_pauses(Shift("N12", 1140, 1200, 30, 720, 60, 240, 420, 3, 15), 15) is not None
    assert place_pauses(Shift("D6", 360, 870, 30, 360, paid_breaks=1, paid_break_minutes=15), 15) == (None, (60,))
    assert place_pauses(Shift("short", 360, 870, 30, 120), 15) == (None, ())


def test_shifts_without_room() -> None:
    assert place_pauses(Shift("D", 360, 360, 15, 120, paid_breaks=1, paid_break_minutes=15), 15) is None
    assert place_pauses(Shift("D", 360, 360, 15, 480, 30, 500, 600), 15) is None
    assert place_pauses(Shift("D", 360, 360, 15, 480, 30, 181, 189), 15) is None  # no multiple of 15 in the window
