"""POL-NIGHT-01: night shifts on consecutive days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from staffing.domain.finding import Outcome
from tests.factories import day, make_plan, make_roster, make_shift, week_of, worked
from tests.rules.helpers import judged, numbers

RULE = "POL-NIGHT-01"


def test_four_nights_pass_and_five_fail() -> None:
    plan = make_plan()
    assert judged(plan, week_of(plan, {"A1": "N8 N8 N8 N8 - - N8"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "- N8 N8 N8 N8 N8 -"}), RULE)
    assert numbers(finding) == (Outcome.FAIL, 5, 4, 1)
    assert (finding.first_day, finding.last_day) == (day("2026-03-03"), day("2026-03-07"))


@pytest.mark.parametrize(("start", "night"), [("16:00", True), ("15:59", False), ("23:00", True), ("03:00", True), ("03:01", False)])
def test_a_night_shift_overlaps_the_night_by_three_hours(start: str, night: bool) -> None:
    kind = make_shift("X", start, 540 if start > "12" else 480, step_minutes=1)
    plan = make_plan(shifts=(kind,), rules={RULE: {"max_nights": 1}})
    roster = make_roster(plan, week_of(plan, {"A1": "X X - - - - -"}), activities=False)
    assert bool(judged(plan, roster, RULE)) is night


def test_nights_carry_over_from_before_the_plan() -> None:
    plan = make_plan()
    rows = tuple(worked(plan, "A1", f"2026-02-{d}T22:00", f"2026-02-{d + 1}T06:30") for d in (26, 27))
    rows += (worked(plan, "A1", "2026-02-28T22:00", "2026-03-01T06:30"), worked(plan, "A1", "2026-03-01T22:00", "2026-03-02T06:30"))
    plan = replace(plan, worked=rows)
    [finding] = judged(plan, week_of(plan, {"A1": "N8 - - - - - -"}), RULE)
    assert finding.measured == 5
    assert judged(plan, week_of(plan, {"A1": "- N8 N8 - - - -"}), RULE) == []


def test_a_day_shift_breaks_the_run() -> None:
    plan = make_plan(shifts=(make_shift("N", "20:00", 480), make_shift("D", "16:00", 240)))
    assert judged(plan, week_of(plan, {"A1": "N N N D N N N"}), RULE) == []
