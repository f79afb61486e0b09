"""SHF-REST-01: no shift starts on the rest days after a shift."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from tests.factories import SHIFTS, day, make_plan, make_shift, week_of, worked
from tests.rules.helpers import judged, numbers, result

RULE = "SHF-REST-01"
BIG = make_shift("BIG", "20:00", 720, 60, rest_days_after=2)


def test_two_free_days_after_a_big_night_pass() -> None:
    plan = make_plan(shifts=(*SHIFTS, BIG))
    assert judged(plan, week_of(plan, {"A1": "BIG - - D8 D8 - -"}), RULE) == []


def test_each_start_on_a_rest_day_fails() -> None:
    plan = make_plan(shifts=(*SHIFTS, BIG))
    found = judged(plan, week_of(plan, {"A1": "BIG - D8 - - - -"}), RULE)
    assert [(f.first_day, *numbers(f)) for f in found] == [(day("2026-03-04"), Outcome.FAIL, 1, 2, 1)]
    assert len(judged(plan, week_of(plan, {"A1": "BIG E8 E8 - - - -"}), RULE)) == 2


def test_a_shift_before_the_plan_binds_where_its_name_is_known() -> None:
    plan = make_plan(shifts=(*SHIFTS, BIG))
    named = make_plan(shifts=(*SHIFTS, BIG), worked=(worked(plan, "A1", "2026-03-01T20:00", "2026-03-02T08:00", "BIG"),))
    found = judged(named, week_of(named, {"A1": "- D8 D8 - - - -"}), RULE)
    assert [f.first_day for f in found] == [day("2026-03-03")]
    nameless = make_plan(shifts=(*SHIFTS, BIG), worked=(worked(plan, "A1", "2026-03-01T20:00", "2026-03-02T08:00"),))
    assert judged(nameless, week_of(nameless, {"A1": "- D8 D8 - - - -"}), RULE) == []


def test_catalogues_without_such_shifts() -> None:
    plan = make_plan()
    assert result(plan, week_of(plan, {"A1": "D8 - - - - - -"}), RULE).outcome is Outcome.NOT_APPLICABLE
