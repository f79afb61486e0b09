"""Who is needed and who is there."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from staffing.domain.coverage import Coverage
from staffing.domain.grid import TimeGrid

GRID = TimeGrid(date(2026, 11, 30), 1, 60, "Asia/Shanghai")
ONES = np.ones((1, 24))


def test_shortage_and_surplus() -> None:
    required, staffed = ONES * 4, ONES * 4
    staffed[0, 0], staffed[0, 1] = 2.5, 6
    coverage = Coverage(GRID, ("a",), required, staffed, staffed)
    assert coverage.short[0, :3].tolist() == [1.5, 0, 0]
    assert coverage.over[0, :3].tolist() == [0, 2, 0]
    assert coverage.short_agent_minutes == 90


def test_coverage_needs_its_shape() -> None:
    with pytest.raises(ValueError, match="heads"):
        Coverage(GRID, ("a",), ONES, ONES, np.ones((1, 23)))
