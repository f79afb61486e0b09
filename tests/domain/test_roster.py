"""Rosters."""

from __future__ import annotations

from staffing.domain.roster import Activity, Duty, Roster
from tests.factories import MONDAY, make_plan


def test_duties_and_activities_are_in_order_and_found_by_agent() -> None:
    grid = make_plan().grid
    late, early = Duty("B", 600, 900, MONDAY, "D", None), Duty("B", 0, 300, MONDAY, "D", 300)
    other = Duty("A", 700, 900, MONDAY, "D", None)
    acts = (Activity("B", 300, 400, "queue", "q"), Activity("B", 0, 300, "meal"))
    roster = Roster(grid, (late, early, other), acts)
    assert roster.duties == (other, early, late)
    assert dict(roster.by_agent) == {"A": (other,), "B": (early, late)}
    assert dict(roster.activities_by_agent) == {"B": (acts[1], acts[0])}


def test_the_same_start_twice_is_kept_even_where_minutes_are_unknown() -> None:
    grid = make_plan().grid
    twins = (Duty("A", 0, 300, MONDAY, "D", None), Duty("A", 0, 300, MONDAY, "D", 300))
    assert Roster(grid, twins).duties == twins


def test_unknown_activities_are_not_no_activities() -> None:
    grid = make_plan().grid
    assert Roster(grid, ()).activities is None
    assert Roster(grid, (), ()).activities == ()
    assert not Roster(grid, ()).activities_by_agent
