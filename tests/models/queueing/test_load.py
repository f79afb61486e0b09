from __future__ import annotations

import numpy as np
import pytest

from staffing.models.queueing import offered_load


def test_contacts_times_handling_over_interval() -> None:
    np.testing.assert_allclose(offered_load([100, 57, 0], [1800, 3600, 900], [180, 1110, 200]), [10, 17.575, 0])


@pytest.mark.parametrize(("offered", "interval", "aht", "load"), [(0.7, 0.1, 3, 21.0), (1.1, 0.3, 3, 11.0), (4.35, 0.15, 1, 29.0)])
def test_a_whole_load_in_decimals_is_whole(offered: float, interval: float, aht: float, load: float) -> None:
    assert float(offered_load(offered, interval, aht)) == load


def test_just_below_a_whole_load_stays_below() -> None:
    assert float(offered_load(0.999999, 3600, 3600)) < 1


def test_no_contacts_need_no_handling_time() -> None:
    np.testing.assert_array_equal(offered_load([0, 0], 1800, [np.nan, 0]), [0, 0])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, -1], 1800, 180), r"offered\[1\]: expected a number >= 0, got -1.0"),
        (([1, np.nan], 1800, 180), r"offered\[1\]"),
        ((1, [1800, 0], 180), r"interval_seconds\[1\]"),
        ((1, 1800, [180, np.nan]), r"aht_seconds\[1\]: expected a number > 0 where there are contacts"),
    ],
)
def test_refuses(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        offered_load(*arguments)  # type: ignore[arg-type]
