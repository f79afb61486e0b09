"""What a duty is worth at given prices, pauses placed at best: the program against plain enumeration, prices of either sign."""

from __future__ import annotations

from collections import namedtuple
from itertools import pairwise, product

import numpy as np
import pytest

from staffing.domain.shift import MIN_GAP_BETWEEN_PAUSES, Shift

# As plain Python: a compiled call with types of this file would stay behind in the cache on disk.
from staffing.models.roster.arrays.duties import build_pauses, pause_scratch, place_pauses, price_options

SHIFTS = (Shift("D", 0, 0, 15, 510, 30, 180, 300, 2, 15), Shift("N", 0, 0, 15, 720, 60, 240, 420, 2, 30))
STEP = 15
Options = namedtuple("Options", "shift start length")


def least_loss(shift: Shift, cumulated: np.ndarray) -> float:
    """By trying every lawful place of the meal and the breaks."""

    def lost(low: int, minutes: int) -> float:
        return float(cumulated[(low + minutes) // STEP] - cumulated[low // STEP])

    low, high = shift.meal_window
    width, best = shift.paid_break_minutes, np.inf
    windows = [shift.break_window(i) for i in range(shift.paid_breaks)]
    places = [range(-(-a // STEP) * STEP, b - width + 1, STEP) for a, b in windows]
    for meal in range(-(-low // STEP) * STEP, high + 1, STEP):
        for breaks in product(*places):
            spans = sorted([(meal, meal + shift.unpaid_meal_minutes), *((b, b + width) for b in breaks)])
            if all(b[0] - a[1] >= MIN_GAP_BETWEEN_PAUSES for a, b in pairwise(spans)):
                best = min(best, lost(meal, shift.unpaid_meal_minutes) + sum(lost(b, width) for b in breaks))
    return best


@pytest.mark.parametrize(("low", "high"), [(-9000, 0), (-9000, 9000), (0, 50000)])
def test_no_place_of_a_pause_is_missed(low: int, high: int) -> None:
    pauses = build_pauses(SHIFTS, STEP)
    options = Options(np.array([0, 1]), np.array([0, 0]), np.array([s.length_minutes // STEP for s in SHIFTS]))
    before, after, back = pause_scratch(pauses)
    pattern = np.empty(1 + pauses.low.shape[1], dtype=np.int64)
    rng = np.random.default_rng(7)
    for _ in range(25):
        cumulated = np.concatenate([[0.0], np.cumsum(np.round(rng.uniform(low, high, 60)))])
        values = np.empty(2)
        price_options.py_func(options, pauses, cumulated, cumulated, 0, 2, values, before, after)
        for k, shift in enumerate(SHIFTS):
            least = least_loss(shift, cumulated)
            assert values[k] == pytest.approx(cumulated[options.length[k]] - least)
            assert place_pauses(pauses, k, 0, cumulated, before, back, pattern) == pytest.approx(least)
