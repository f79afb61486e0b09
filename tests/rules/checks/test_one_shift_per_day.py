"""POL-ONE-01: at most one shift starts on a calendar day."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from tests.factories import SHIFTS, make_duty, make_plan, make_shift, week_of
from tests.rules.helpers import judged, numbers

RULE = "POL-ONE-01"
S4 = make_shift("S4", "00:00", 240, 0, "20:00")


def test_a_start_a_day_passes_even_where_two_shifts_touch_a_day() -> None:
    plan = make_plan()
    assert judged(plan, week_of(plan, {"A1": "N8 N8 N8 - - - -"}), RULE) == []


def test_two_starts_on_a_day_fail() -> None:
    plan = make_plan(shifts=(*SHIFTS, S4))
    duties = [make_duty(plan, "A1", "2026-03-02", "S4", "04:00"), make_duty(plan, "A1", "2026-03-02", "S4", "19:00")]
    [finding] = judged(plan, duties, RULE)
    assert numbers(finding) == (Outcome.FAIL, 2, 1, 1)
    assert judged(plan, [duties[0], make_duty(plan, "A2", "2026-03-02", "S4", "19:00")], RULE) == []
