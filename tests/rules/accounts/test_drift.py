from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from staffing.domain.roster import Duty, Roster
from staffing.rules.accounts import drift_of, until
from tests.factories import make_plan, make_roster, stated_duty, week_of

PLAN = make_plan("2026-06-01", 7, agents=3)
PLANNED = make_roster(PLAN, week_of(PLAN, {"A1": "D8 D8 D8 - - - -", "A2": "N8 - - - - - -"}), activities=False)


def said(worked: list[Duty]) -> list[tuple[str, str, str, int]]:
    drift = drift_of(PLAN, PLANNED, Roster(PLAN.grid, tuple(worked)))
    return [(d.agent, d.day.isoformat()[5:], d.kind, d.minutes) for d in drift.differences]


def stint(agent: str, start: str, end: str, shift: str = "D8") -> Duty:
    return replace(stated_duty(PLAN, agent, f"2026-06-{start}", f"2026-06-{end}", shift, 0), paid_minutes=None)


def test_each_kind_of_difference() -> None:
    first, second, night = PLANNED.by_agent["A1"][0], PLANNED.by_agent["A1"][1], PLANNED.by_agent["A2"][0]
    late = replace(first, start=first.start + 20, end=first.end + 20)
    long = replace(second, end=second.end + 45, paid_minutes=None)
    assert said([late, long, night, stint("A3", "03T10:00", "03T12:00", "")]) == [
        ("A1", "06-01", "moved", 0),
        ("A1", "06-02", "longer", 45),
        ("A1", "06-03", "absent", -480),
        ("A3", "06-03", "unplanned", 120),
    ]


def test_five_minutes_are_as_planned_and_the_days_end_with_the_record() -> None:
    first = PLANNED.by_agent["A1"][0]
    drift = drift_of(PLAN, PLANNED, Roster(PLAN.grid, (replace(first, end=first.end + 5, paid_minutes=None),)))
    assert (drift.same, drift.last_day, drift.planned, drift.worked) == (1, date(2026, 6, 1), 960, 485)
    assert [d.kind for d in drift.differences] == ["absent"]  # the night of A2; later days are not on record yet


def test_a_night_is_matched_over_midnight() -> None:
    night = PLANNED.by_agent["A2"][0]
    shorter = replace(night, start=night.start + 150, paid_minutes=None)
    [found] = [d for d in drift_of(PLAN, PLANNED, Roster(PLAN.grid, (shorter,))).differences if d.agent == "A2"]
    assert (found.kind, found.day, found.planned, found.minutes) == ("shorter", date(2026, 6, 1), (night.start, night.end), -150)


def test_a_roster_up_to_a_day() -> None:
    assert len(until(PLANNED, date(2026, 6, 2)).duties) == 3
    assert until(PLANNED, date(2026, 6, 2)).activities is None


@settings(max_examples=30)
@given(shifts=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 900), st.integers(30, 700)), max_size=8))
def test_the_differences_add_up_to_the_totals(shifts: list[tuple[int, int, int]]) -> None:
    worked = [Duty("A1", d * 1440 + s, d * 1440 + s + n, PLAN.grid.day(d * 1440 + s), "", None) for d, s, n in shifts]
    if not worked:
        return
    drift = drift_of(PLAN, PLANNED, Roster(PLAN.grid, tuple(worked)))
    assert sum(d.minutes for d in drift.differences) <= drift.worked - drift.planned + 5 * drift.same
    assert sum(d.minutes for d in drift.differences) >= drift.worked - drift.planned - 5 * drift.same
    assert drift_of(PLAN, PLANNED, until(PLANNED, drift.last_day)).differences == ()
