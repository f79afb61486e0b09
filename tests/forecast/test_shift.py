"""A step of the level is found on its day; noise, seasons and single days are none."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from staffing.forecast import Reason, make_forecast
from staffing.forecast.shift import level_shift
from tests.forecast.histories import MONDAY, counted, expected, make_history, make_plan

STEP = MONDAY - timedelta(days=35)


def flags(on_day) -> list:  # type: ignore[no-untyped-def,type-arg]
    log = make_history({"general": counted(expected(91, on_day=on_day))})
    return [f for f in make_forecast(make_plan(log)).accuracy.flags if f.code is Reason.LEVEL_SHIFT]


@pytest.mark.parametrize("factor", [0.5, 1.6])
def test_a_step_is_said_with_its_day_and_size(factor: float) -> None:
    (flag,) = flags(lambda d: factor if d >= STEP else 1.0)
    assert abs(date.fromisoformat(flag.params["day"]) - STEP) <= timedelta(days=1)
    assert flag.params["factor"] == pytest.approx(factor, rel=0.08)


def test_what_is_no_step() -> None:
    assert flags(lambda d: 1.0) == []
    assert flags(lambda d: 3.0 if d == STEP else 1.0) == []
    assert flags(lambda d: 1.0 + 0.006 * (MONDAY - d).days) == []
    assert level_shift(np.zeros(80), np.ones(80, dtype=bool), np.arange(80) % 7) is None
    assert level_shift(np.ones(5), np.ones(5, dtype=bool), np.arange(5) % 7) is None
