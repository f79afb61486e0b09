"""What people change after the model."""

from __future__ import annotations

import numpy as np
import pytest

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Adjustment
from staffing.forecast.adjust import adjust
from tests.forecast.histories import MONDAY

GRID = TimeGrid(MONDAY, 1, 60, "Asia/Shanghai")
OPEN = np.ones((2, 24), dtype=np.bool_)


def values(expected: float = 10.0) -> np.ndarray:
    return np.array([expected, expected * 0.6, expected * 0.9, expected * 1.5])[:, None, None] * np.ones((4, 2, 24))


def item(change: str, value: float, queue: str = "a", start: int = 480, end: int = 600) -> Adjustment:
    return Adjustment(queue, start, end, change, value, "Li", "campaign")


@pytest.mark.parametrize(
    ("change", "value", "wanted"),
    [
        ("set", 20, (20, 12, 18, 30)),
        ("add", 5, (15, 11, 14, 20)),
        ("add", -8, (2, 0, 1, 7)),
        ("multiply", 1.5, (15, 9, 13.5, 22.5)),
        ("multiply", 0, (0, 0, 0, 0)),
        ("min", 12, (12, 12, 12, 15)),
        ("max", 8, (8, 6, 8, 8)),
    ],
)
def test_each_change(change: str, value: float, wanted: tuple[float, ...]) -> None:
    out, done = adjust(GRID, ["a", "b"], values(), OPEN, [item(change, value)])
    np.testing.assert_allclose(out[:, 0, 8:10], np.array(wanted)[:, None] * np.ones(2))
    untouched = values()
    np.testing.assert_array_equal(out[:, 1], untouched[:, 1])
    np.testing.assert_array_equal(np.delete(out[:, 0], [8, 9], axis=1), np.delete(untouched[:, 0], [8, 9], axis=1))
    assert (done[0].line, done[0].intervals, done[0].before, done[0].after) == (1, 2, 20, 2 * wanted[0])
    assert np.all(np.diff(out[1:], axis=0) >= 0)


def test_they_act_in_order_and_are_all_recorded() -> None:
    out, done = adjust(GRID, ["a", "b"], values(), OPEN, [item("add", 10), item("multiply", 2, queue="")])
    assert out[0, 0, 8] == 40
    assert out[0, 1, 8] == 20
    assert [d.after for d in done] == [40, 120]
    assert done[1].to_dict()["who"] == "Li"


def test_setting_what_was_nothing_is_certain() -> None:
    out, _ = adjust(GRID, ["a", "b"], np.zeros((4, 2, 24)), OPEN, [item("set", 7)])
    np.testing.assert_array_equal(out[:, 0, 8], 7)


def test_an_interval_touched_in_part_changes_in_part() -> None:
    out, _ = adjust(GRID, ["a", "b"], values(), OPEN, [item("multiply", 2, start=510, end=540)])
    assert out[0, 0, 8] == pytest.approx(15)


def test_closed_intervals_stay_closed_and_nothing_touched_is_said() -> None:
    mask = OPEN.copy()
    mask[0, 8:10] = False
    closed = np.where(mask[None], values(), 0.0)
    out, done = adjust(GRID, ["a", "b"], closed, mask, [item("set", 50), item("add", 1, start=-600, end=-500)])
    np.testing.assert_array_equal(out, closed)
    assert [d.intervals for d in done] == [0, 0]


def test_an_unknown_change_is_refused() -> None:
    with pytest.raises(ValueError, match="double"):
        adjust(GRID, ["a", "b"], values(), OPEN, [item("double", 2)])
