"""EU-01: eleven hours between duties and in each 24 hours."""

from __future__ import annotations

from dataclasses import replace

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence
from tests.factories import make_plan, stated_duty, worked
from tests.rules.helpers import judged, numbers

EU = ["eu-wtd"]


def two(end: str, start: str) -> list[tuple[object, ...]]:
    plan = make_plan()
    duties = [
        stated_duty(plan, "A1", "2026-03-02T15:00", f"2026-03-02T{end}", "D8", 480),
        stated_duty(plan, "A1", f"2026-03-03T{start}", "2026-03-03T17:00", "D8", 480),
    ]
    return [numbers(f) for f in judged(plan, duties, "EU-01", EU)]


def test_from_23_00_to_09_00_are_ten_hours() -> None:
    assert two("23:00", "09:00") == [(Outcome.FAIL, 600, 660, 60)]
    assert two("22:00", "09:00") == []


def test_a_derogation_passes_the_matter_on() -> None:
    plan = make_plan(evidence=(Evidence("derogation", "D-1"),))
    duties = [
        stated_duty(plan, "A1", "2026-03-02T15:00", "2026-03-02T23:00", "D8", 480),
        stated_duty(plan, "A1", "2026-03-03T09:00", "2026-03-03T17:00", "D8", 480),
    ]
    assert judged(plan, duties, "EU-01", EU) == []


def test_a_duty_of_fourteen_hours_leaves_ten_in_its_24_hours() -> None:
    plan = make_plan()
    [finding] = judged(plan, [stated_duty(plan, "A1", "2026-03-02T06:00", "2026-03-02T20:00", "D8", 780)], "EU-01", EU)
    assert (finding.key, finding.measured) == ("rest_in_24_hours", 600)
    assert judged(plan, [stated_duty(plan, "A1", "2026-03-02T06:00", "2026-03-02T19:00", "D8", 720)], "EU-01", EU) == []


def test_the_night_before_the_plan_counts() -> None:
    plan = make_plan()
    plan = replace(plan, worked=(worked(plan, "A1", "2026-03-01T18:00", "2026-03-02T00:00"),))
    duty = stated_duty(plan, "A1", "2026-03-02T08:00", "2026-03-02T16:00", "D8", 480)
    assert [f.measured for f in judged(plan, [duty], "EU-01", EU)] == [480]


def test_the_hour_that_the_clocks_skip_is_no_rest() -> None:
    plan = make_plan("2026-03-23", 7, zone="Europe/Berlin")
    duties = [
        stated_duty(plan, "A1", "2026-03-28T14:00", "2026-03-28T22:00", "D8", 480),
        stated_duty(plan, "A1", "2026-03-29T09:00", "2026-03-29T17:00", "D8", 480),
    ]
    assert [numbers(f) for f in judged(plan, duties, "EU-01", EU)] == [(Outcome.FAIL, 600, 660, 60)]
