"""The rest of the day from the plan's own folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.services.reforecast import reforecast_day
from tests.services import demand_plan


def test_a_busy_morning_makes_a_busy_afternoon(tmp_path: Path) -> None:
    folder = demand_plan.write(tmp_path / "desk")
    done = reforecast_day(folder)
    (update,) = done.updates
    assert done.plan.grid.text(done.now) == "2026-08-31T12:00"
    assert update.seen > 1.3 * update.forecast
    assert update.level > 1.1
    assert done.file.read_text().startswith("interval_start,queue,offered")
    earlier = reforecast_day(folder, "2026-08-31T06:00").updates[0]
    assert earlier.weight < update.weight


def test_a_day_that_has_not_begun_and_times_outside(tmp_path: Path) -> None:
    folder = demand_plan.write(tmp_path / "desk", morning=False)
    with pytest.raises(InputProblems) as caught:
        reforecast_day(folder)
    assert caught.value.problems[0].code == "nothing-came"
    for now in ("2026-09-30T06:00", "soon"):
        with pytest.raises(InputProblems):
            reforecast_day(folder, now)
    assert reforecast_day(folder, "2026-08-31T06:00").updates[0].level == 1
