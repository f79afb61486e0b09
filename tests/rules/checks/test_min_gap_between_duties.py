"""POL-REST-01: rest between shifts, in elapsed time."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from staffing.domain.finding import Outcome
from staffing.domain.roster import Roster
from tests.factories import day, make_duty, make_plan, make_shift, week_of, worked
from tests.rules.helpers import judged, numbers

RULE = "POL-REST-01"
EARLY, DAY, LATE, NIGHT = (
    make_shift("EARLY", "06:00", 480),
    make_shift("DAY", "09:00", 480),
    make_shift("LATE", "14:00", 480),
    make_shift("NIGHT", "22:00", 480),
)
FOUR = (EARLY, DAY, LATE, NIGHT)


def test_every_pair_on_consecutive_days_is_forbidden_exactly_when_its_rest_is_too_short() -> None:
    plan = make_plan(shifts=FOUR)
    forbidden = set()
    for first, second in product(FOUR, FOUR):
        duties = [make_duty(plan, "A1", "2026-03-03", first.name), make_duty(plan, "A1", "2026-03-04", second.name)]
        if judged(plan, duties, RULE):
            forbidden.add((first.name, second.name))
    # 22:00 -> 06:00 and 09:00 are 8 and 11 h after a late; a night ends at 06:00 of the day of the second start
    assert forbidden == {("LATE", "EARLY"), ("NIGHT", "EARLY"), ("NIGHT", "DAY"), ("NIGHT", "LATE")}
    assert ("NIGHT", "NIGHT") not in forbidden


def test_the_limit_itself_is_rest_enough() -> None:
    plan = make_plan()
    short = judged(plan, week_of(plan, {"A1": "E8 D8@10:00 - - - - -"}), RULE)  # 23:30 -> 10:00
    assert [numbers(f) for f in short] == [(Outcome.FAIL, 630, 660, 30)]
    looser = replace(plan, rules={RULE: {"min_gap_minutes": 630}})
    assert judged(looser, week_of(looser, {"A1": "E8 D8@10:00 - - - - -"}), RULE) == []


def test_shifts_that_overlap_are_named_so() -> None:
    plan = make_plan(shifts=FOUR)
    duties = [make_duty(plan, "A1", "2026-03-03", "EARLY"), make_duty(plan, "A1", "2026-03-03", "DAY")]
    [finding] = judged(plan, duties, RULE)
    assert (finding.key, *numbers(finding)) == ("overlapping_shifts", Outcome.FAIL, -300, 660, 960)


def test_the_shift_before_the_plan_counts() -> None:
    plan = make_plan()
    tail = (worked(plan, "A1", "2026-03-01T14:00", "2026-03-01T22:00"),)
    plan = replace(plan, worked=tail)
    [finding] = judged(plan, week_of(plan, {"A1": "D8 - - - - - -", "A2": "D8 - - - - - -"}), RULE)
    assert (finding.agent, finding.first_day, finding.measured) == ("A1", day("2026-03-02"), 600)


def test_rest_over_a_clock_change_is_elapsed_time() -> None:
    plan = make_plan("2026-03-27", 4, zone="Europe/Berlin", shifts=(make_shift("L", "12:00", 600), make_shift("D", "09:00", 480)))
    duties = [make_duty(plan, "A1", "2026-03-28", "L"), make_duty(plan, "A1", "2026-03-29", "D")]  # 22:00 -> 09:00 with an hour lost
    [finding] = judged(plan, duties, RULE)
    assert numbers(finding) == (Outcome.FAIL, 600, 660, 60)


@given(st.integers(0, 1439), st.integers(60, 720), st.integers(0, 2880))
def test_any_two_duties_are_judged_by_their_gap_alone(start: int, length: int, gap: int) -> None:
    plan = make_plan()
    one = make_duty(plan, "A1", "2026-03-02", "D8")
    first = replace(one, start=start, end=start + length, shift="X", day=plan.grid.day(start))
    at = start + length + gap
    second = replace(one, start=at, end=at + 60, shift="X", day=plan.grid.day(at))
    found = judged(plan, Roster(plan.grid, (first, second)), RULE)
    assert bool(found) == (gap < 660)
