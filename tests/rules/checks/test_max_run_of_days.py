"""POL-RUN-01: consecutive calendar days with a shift start."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from tests.factories import day, make_plan, week_of, worked
from tests.rules.helpers import judged, numbers

RULE = "POL-RUN-01"


def test_six_days_pass_and_seven_fail_once_with_their_whole_length() -> None:
    plan = make_plan(days=14)
    assert judged(plan, week_of(plan, {"A1": "- D8 D8 D8 D8 D8 D8 - D8 D8 - - - -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "- D8 D8 D8 D8 D8 D8 D8 D8 - - - - -"}), RULE)
    assert numbers(finding) == (Outcome.FAIL, 8, 6, 2)
    assert (finding.first_day, finding.last_day) == (day("2026-03-03"), day("2026-03-10"))


def test_a_run_carries_over_from_before_the_plan() -> None:
    plan = make_plan()
    rows = tuple(worked(plan, "A1", f"2026-02-{d}T08:00", f"2026-02-{d}T16:30") for d in (26, 27, 28))
    rows += (worked(plan, "A1", "2026-03-01T08:00", "2026-03-01T16:30"),)
    plan = replace(plan, worked=rows)
    assert judged(plan, week_of(plan, {"A1": "D8 D8 - - - - -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 D8 - - - -"}), RULE)
    assert (finding.first_day, finding.measured) == (day("2026-02-26"), 7)


def test_a_run_that_was_too_long_before_is_no_fault_of_a_roster_that_ends_it() -> None:
    plan = make_plan()
    rows = [worked(plan, "A1", f"2026-02-{d}T08:00", f"2026-02-{d}T16:30") for d in range(22, 29)]
    plan = replace(plan, worked=(*rows, worked(plan, "A1", "2026-03-01T08:00", "2026-03-01T16:30")))
    assert judged(plan, week_of(plan, {"A1": "- D8 D8 - - - -"}), RULE) == []
    assert [f.measured for f in judged(plan, week_of(plan, {"A1": "D8 - - - - - -"}), RULE)] == [9]


def test_two_starts_on_a_day_are_one_day_of_the_run() -> None:
    plan = make_plan()
    duties = week_of(plan, {"A1": "D8 D8 D8 D8 D8 D6 -"})
    assert judged(plan, [*duties, replace(duties[0], start=duties[0].start + 700, end=duties[0].end + 700)], RULE) == []
