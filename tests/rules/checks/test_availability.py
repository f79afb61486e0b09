"""CON-AVAIL-01: work lies inside the agent's availability."""

from __future__ import annotations

from staffing.domain.finding import Outcome
from staffing.domain.people import Availability
from tests.factories import day, make_plan, week_of
from tests.rules.helpers import judged, numbers

RULE = "CON-AVAIL-01"


def daily(low: int, high: int, weekdays: range = range(7)) -> tuple[Availability, ...]:
    return tuple(Availability("A1", None, wd, low, high) for wd in weekdays)


def test_work_inside_the_window_passes_and_work_over_its_edge_fails() -> None:
    plan = make_plan(availability=daily(8 * 60, 17 * 60))
    assert judged(plan, week_of(plan, {"A1": "D8 D8@08:30 - - - - -"}), RULE) == []
    [finding] = judged(plan, week_of(plan, {"A1": "D8@09:00 - - - - - -"}), RULE)  # 09:00 to 17:30
    assert numbers(finding) == (Outcome.FAIL, 30, 0, 30)


def test_rows_of_a_day_unite() -> None:
    plan = make_plan(availability=(*daily(0, 720), *daily(720, 1440)))
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - -"}), RULE) == []


def test_a_shift_over_midnight_needs_both_days() -> None:
    late = make_plan(availability=daily(12 * 60, 1440))
    [finding] = judged(late, week_of(late, {"A1": "N8 - - - - - -"}), RULE)
    assert (finding.first_day, finding.measured) == (day("2026-03-03"), 390)
    whole = make_plan(availability=daily(0, 1440))
    assert judged(whole, week_of(whole, {"A1": "N8 - - - - - N8"}), RULE) == []


def test_a_day_row_replaces_the_weekday_and_a_day_without_a_row_is_closed() -> None:
    rows = (*daily(0, 1440, range(5)), Availability("A1", day("2026-03-03"), None, 720, 1440))
    plan = make_plan(availability=rows)
    found = judged(plan, week_of(plan, {"A1": "D8 D8 D8 - - D8 -"}), RULE)
    assert [(f.first_day, f.measured) for f in found] == [(day("2026-03-03"), 240), (day("2026-03-07"), 510)]


def test_the_windows_are_wall_clock_also_on_the_day_the_clocks_change() -> None:
    plan = make_plan("2026-03-27", 4, zone="Europe/Berlin", availability=daily(9 * 60, 18 * 60))
    assert judged(plan, week_of(plan, {"A1": "- - D8@09:00 -"}), RULE) == []
    assert len(judged(plan, week_of(plan, {"A1": "- - D8@08:45 -"}), RULE)) == 1
