"""Our own outputs, read back for a plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.io import read_coverage, read_forecast, read_requirement, write_requirement
from tests.factories import make_plan, make_requirement


def test_files_of_another_plan_are_refused(tmp_path: Path) -> None:
    plan = make_plan()
    write_requirement(make_requirement(plan, 3), tmp_path / "requirement.csv")
    assert (read_requirement(plan, tmp_path / "requirement.csv").agents == 3).all()
    hourly = make_plan(interval_minutes=60)
    with pytest.raises(InputProblems) as error:
        read_requirement(hourly, tmp_path / "requirement.csv")
    assert {p.code for p in error.value.problems} == {"off-grid"}


@pytest.mark.parametrize("read", [read_forecast, read_requirement, read_coverage])
def test_a_file_that_is_not_there(tmp_path: Path, read: object) -> None:
    with pytest.raises(InputProblems) as error:
        read(make_plan(), tmp_path / "x.csv")  # type: ignore[operator]
    assert [(p.file, p.code) for p in error.value.problems] == [("x.csv", "missing-file")]
