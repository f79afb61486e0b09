"""coverage.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.coverage import Coverage
from staffing.domain.problems import InputProblems
from staffing.io import read_coverage, write_coverage
from tests.factories import make_plan


@pytest.mark.parametrize("first", [date(2026, 10, 25), date(2026, 3, 29)])
def test_what_is_written_is_read_back(tmp_path: Path, first: date) -> None:
    plan = make_plan(first, 1, zone="Europe/Berlin")
    shape, draw = (1, plan.grid.length), np.random.default_rng(3)
    made = Coverage(plan.grid, ("general",), draw.integers(0, 9, shape) / 1.0, draw.random(shape) * 9, draw.integers(0, 9, shape) / 1.0)
    write_coverage(made, tmp_path / "coverage.csv")
    back = read_coverage(plan, tmp_path / "coverage.csv")
    for name in ("required", "staffed", "heads", "short", "over"):
        np.testing.assert_allclose(getattr(back, name), getattr(made, name), atol=1e-8)


def test_the_columns_of_the_file(tmp_path: Path) -> None:
    plan = make_plan(days=1, interval_minutes=60)
    ones = np.ones((1, 24))
    write_coverage(Coverage(plan.grid, ("general",), ones * 3, ones * 0.92, ones), tmp_path / "coverage.csv")
    lines = (tmp_path / "coverage.csv").read_text().split("\n")
    assert lines[:2] == ["interval_start,queue,required,staffed,short,over,heads", "2026-03-02T00:00,general,3,0.92,2.08,0,1"]


def test_a_spoilt_file(tmp_path: Path) -> None:
    (tmp_path / "coverage.csv").write_text("interval_start,queue,required,staffed\n2026-03-02T00:07,general,1,1\n2026-03-02T00:15,x,1,1\n")
    with pytest.raises(InputProblems) as error:
        read_coverage(make_plan(), tmp_path / "coverage.csv")
    assert [(p.row, p.code) for p in error.value.problems] == [(2, "off-grid"), (3, "unknown-name")]
