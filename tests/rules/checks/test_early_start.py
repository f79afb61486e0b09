"""FAT-07: early starts."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from tests.factories import SHIFTS, make_plan, make_shift, week_of
from tests.rules.helpers import judged, numbers


def test_starts_before_seven_are_counted_and_nights_are_not_early() -> None:
    plan = make_plan(shifts=(*SHIFTS, make_shift("F6", "06:45", 360), make_shift("F7", "07:00", 360)))
    duties = week_of(plan, {"A1": "F6 F6 F7 - - - -", "A2": "N8 N8 - - - - -"})
    assert [(f.agent, *numbers(f)) for f in judged(plan, duties, "FAT-07", ["fatigue"])] == [("A1", Outcome.ADVISORY, 2, 0, 2)]
