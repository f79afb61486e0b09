from __future__ import annotations

import pytest

from staffing.domain.roster import Roster
from staffing.ui.components import person_hours
from tests.factories import make_duty, make_plan


@pytest.mark.parametrize(("days", "run"), [([], 0), ([5], 1), ([5, 6, 8], 2), ([8, 6, 7, 6], 3)])
def test_longest_run(days: list[int], run: int) -> None:
    assert person_hours.longest_run(days) == run


def test_what_each_person_works() -> None:
    plan = make_plan(days=14)
    duties = (
        make_duty(plan, "A1", "2026-03-02", "N8"),
        make_duty(plan, "A1", "2026-03-04", "D8", "10:00"),
        make_duty(plan, "A1", "2026-03-14", "D8"),
    )
    table = person_hours.frame(plan, Roster(plan.grid, duties)).set_index("agent")
    assert dict(table.loc["A1", ["paid_hours", "fullest_week", "shifts", "nights", "weekends", "longest_run", "shortest_rest"]]) == {
        "paid_hours": 24.0,
        "fullest_week": 16.0,
        "shifts": 3,
        "nights": 1,
        "weekends": 1,
        "longest_run": 1,
        "shortest_rest": 27.5,
    }
    assert table.loc["A2", "shifts"] == 0
