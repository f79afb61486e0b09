"""Expected contacts."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from staffing.domain.forecast import Forecast
from staffing.domain.grid import TimeGrid

GRID = TimeGrid(date(2026, 11, 30), 1, 60, "Asia/Shanghai")
ONES = np.ones((1, 24))


def test_forecasts_may_be_unknown_but_not_negative() -> None:
    assert np.isnan(Forecast(GRID, ("a",), ONES * np.nan, ONES).offered).all()
    with pytest.raises(ValueError, match="negative"):
        Forecast(GRID, ("a",), -ONES, ONES)
    with pytest.raises(ValueError, match="offered_p10"):
        Forecast(GRID, ("a",), ONES, ONES, offered_p10=np.ones((2, 24)))
