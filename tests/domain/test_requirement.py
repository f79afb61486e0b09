"""People needed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from staffing.domain.grid import TimeGrid
from staffing.domain.requirement import Requirement

GRID = TimeGrid(date(2026, 11, 30), 1, 60, "Asia/Shanghai")
ONES = np.ones((1, 24))


def test_requirements_are_always_known() -> None:
    assert Requirement(GRID, ("a",), ONES, ONES).offered is None
    for wrong in (ONES * np.nan, ONES * np.inf, -ONES):
        with pytest.raises(ValueError, match="agents"):
            Requirement(GRID, ("a",), wrong, ONES)
    with pytest.raises(ValueError, match="occupancy"):
        Requirement(GRID, ("a",), ONES, ONES, occupancy=np.ones((1, 2)))
