"""People for the coming year."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from staffing.domain.problems import InputProblems
from staffing.forecast.outlook import Step
from staffing.services.outlook import Hire, Staff, head_count, look_ahead
from tests.services import demand_plan

WEEKS = tuple(date(2026, 8, 31) + timedelta(days=7 * k) for k in range(20))


def test_heads_leave_come_and_learn() -> None:
    np.testing.assert_allclose(head_count(40, WEEKS, Staff()), 40)
    month = head_count(100, WEEKS, Staff(attrition_per_month=0.1))
    assert month[0] == 100
    assert month[13] == pytest.approx(100 * 0.9**3, rel=0.01)
    hired = head_count(0, WEEKS, Staff(hires=(Hire(WEEKS[4], 10),), ramp_weeks=4))
    np.testing.assert_allclose(hired[3:9], [0, 1.25, 3.75, 6.25, 8.75, 10])


def test_people_follow_contacts(tmp_path: Path) -> None:
    folder = demand_plan.write(tmp_path / "desk")
    done = look_ahead(folder, 10, staff=Staff())
    ratio = done.hours_per_handling_hour[0]
    assert ratio is not None
    assert ratio > 1
    queue = done.outlook.queues[0]
    np.testing.assert_allclose(done.needed, queue.offered * 200 / 3600 * ratio / 40)
    assert (done.needed_p90 > done.needed).all()
    assert len(done.file.read_text().splitlines()) == 1 + 2 * 10
    half = look_ahead(folder, 10, steps=[Step(done.outlook.weeks[5], 0.5)])
    np.testing.assert_allclose(half.needed[5:], done.needed[5:] / 2, rtol=1e-6)
    with pytest.raises(InputProblems):
        look_ahead(folder, 4, steps=[Step(done.outlook.weeks[0], 2.0, "nobody")])
