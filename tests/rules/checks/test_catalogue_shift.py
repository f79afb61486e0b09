"""CON-SHIFT-01: a duty agrees with the catalogue, the plan and the agent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.roster import Duty, Roster
from tests.factories import SHIFTS, make_agent, make_duty, make_plan, make_shift, stated_duty
from tests.rules.helpers import judged, numbers

RULE = "CON-SHIFT-01"
VOLUNTEER = make_shift("VOL", "10:00", 360, volunteers_only=True, sites=("north",))


def test_a_duty_as_the_catalogue_has_it_passes() -> None:
    plan = make_plan()
    assert judged(plan, [make_duty(plan, "A1", "2026-03-02", "D8", "09:15")], RULE) == []


@pytest.mark.parametrize(
    ("start", "end", "paid", "key", "figures"),
    [
        ("2026-03-02T08:00", "2026-03-02T16:30", 500, "shift_paid", (Outcome.FAIL, 500, 480, 20)),
        ("2026-03-02T08:00", "2026-03-02T17:00", 480, "shift_length", (Outcome.FAIL, 540, 510, 30)),
        ("2026-03-02T07:45", "2026-03-02T16:15", 480, "shift_start", (Outcome.FAIL, None, None, None)),
        ("2026-03-02T10:15", "2026-03-02T18:45", 480, "shift_start", (Outcome.FAIL, None, None, None)),
        ("2026-03-02T08:10", "2026-03-02T16:40", 480, "shift_start", (Outcome.FAIL, None, None, None)),
        ("2026-03-09T08:00", "2026-03-09T16:30", 480, "shift_outside_plan", (Outcome.FAIL, None, None, None)),
        ("2026-03-01T08:00", "2026-03-01T16:30", 480, "shift_outside_plan", (Outcome.FAIL, None, None, None)),
    ],
)
def test_each_disagreement_is_named(start: str, end: str, paid: int, key: str, figures: tuple[object, ...]) -> None:
    plan = make_plan()
    roster = Roster(plan.grid, (stated_duty(plan, "A1", start, end, "D8", paid),))
    [finding] = judged(plan, roster, RULE)
    assert finding.key == key
    assert numbers(finding) == figures


def test_paid_minutes_that_nobody_stated_are_no_disagreement() -> None:
    plan = make_plan()
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T16:30", "D8", None),))
    assert judged(plan, roster, RULE) == []


def test_an_end_before_its_start_is_a_wrong_length() -> None:
    plan = make_plan()
    roster = Roster(plan.grid, (stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T07:00", "D8", 480),))
    assert [f.key for f in judged(plan, roster, RULE)] == ["shift_length"]


def test_unknown_shift_unknown_agent_and_wrong_day() -> None:
    plan = make_plan()
    good = make_duty(plan, "A1", "2026-03-02", "D8")
    stranger = Duty("ZZ", good.start, good.end, good.day, "D8", 480)
    roster = Roster(plan.grid, (replace(good, shift="X9"), stranger, replace(good, agent="A2", day=good.day + timedelta(days=1))))
    found = {f.key: f.agent for f in judged(plan, roster, RULE)}
    assert found == {"unknown_shift": "A1", "unknown_agent": "ZZ", "shift_day": "A2"}


def test_sites_and_volunteers() -> None:
    agents = [
        make_agent("IN", site="north", volunteers=("VOL",)),
        make_agent("FAR", site="south", volunteers=("VOL",)),
        make_agent("UNASKED", site="north"),
    ]
    plan = make_plan(agents=agents, shifts=(*SHIFTS, VOLUNTEER))
    found = {f.agent: f.key for f in judged(plan, [make_duty(plan, a.id, "2026-03-02", "VOL") for a in agents], RULE)}
    assert found == {"FAR": "shift_site", "UNASKED": "shift_volunteers"}


def test_only_the_first_of_two_ambiguous_starts_is_in_the_catalogue() -> None:
    kind = make_shift("NIGHT", "02:00", 360)
    plan = make_plan("2026-10-23", 4, zone="Europe/Berlin", shifts=(kind,))
    first = make_duty(plan, "A1", "2026-10-25", "NIGHT")
    second = replace(first, agent="A2", start=first.start + 60, end=first.end + 60)
    assert plan.grid.clock(second.start) == 120
    assert [f.agent for f in judged(plan, [first, second], RULE)] == ["A2"]
