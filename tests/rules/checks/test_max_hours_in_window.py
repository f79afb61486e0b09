"""CN-PT-01: part-time by the hour, and windows of every shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Contract
from tests.factories import day, make_plan, make_shift, stated_duty, week_of
from tests.rules.helpers import judged, numbers

P4 = make_shift("P4", "08:00", 240)
P5 = make_shift("P5", "08:00", 300)
PART = (Contract("full-time", "part-time", 0, 1200, 2400),)


def test_24_hours_a_week_pass_and_a_minute_more_fails() -> None:
    plan = make_plan("2026-06-01", 7, shifts=(P4, P5), contracts=PART)
    assert judged(plan, week_of(plan, {"A1": "P4 P4 P4 P4 P4 P4 -"}), "CN-PT-01") == []
    duties = week_of(plan, {"A1": "P4 P4 P4 P4 P4 P4 -"})
    [finding] = judged(plan, [replace(duties[0], paid_minutes=241), *duties[1:]], "CN-PT-01")
    assert (finding.key, *numbers(finding)) == ("hours_in_window", Outcome.FAIL, 1441, 1440, 1)


def test_a_contract_of_thirty_hours_cannot_be_part_time_by_the_hour() -> None:
    plan = make_plan("2026-06-01", 7, shifts=(P4, P5), contracts=(Contract("full-time", "part-time", 1800, 1800, 2400),))
    found = judged(plan, week_of(plan, {"A1": "P5 P5 P5 P5 P5 P5 -"}), "CN-PT-01")
    assert [(f.key, f.outcome, f.measured) for f in found] == [
        ("contract_over_limit", Outcome.FAIL, 1800),
        ("hours_in_window", Outcome.FAIL, 1800),
    ]


def test_more_than_four_hours_a_day_on_average_is_advice_where_the_week_is_kept() -> None:
    plan = make_plan("2026-06-01", 7, shifts=(P4, P5), contracts=PART)
    [finding] = judged(plan, week_of(plan, {"A1": "P5 P5 P4 - - - -"}), "CN-PT-01")
    assert (finding.key, finding.outcome, finding.measured) == ("average_day", Outcome.ADVISORY, pytest.approx(280))


def test_in_zhengzhou_the_excess_is_paid_as_overtime() -> None:
    plan = make_plan("2026-06-01", 7, shifts=(P5,), contracts=PART)
    [finding] = judged(plan, week_of(plan, {"A1": "P5 P5 P5 P5 P5 - -"}), "CN-ZZ-PT-01", ["cn-zhengzhou"])
    assert (finding.outcome, finding.deficit) == (Outcome.PAY_DUE, 60)


def test_the_week_of_a_plan_that_begins_inside_it_is_unknown_unless_it_is_broken_anyway() -> None:
    plan = make_plan("2026-06-03", 5, shifts=(P5,), contracts=PART)
    assert [f.key for f in judged(plan, week_of(plan, {"A1": "P5 P5 - - -"}), "CN-PT-01") if f.outcome is not Outcome.ADVISORY] == [
        "history_week"
    ]
    assert [f.key for f in judged(plan, week_of(plan, {"A1": "P5 P5 P5 P5 P5"}), "CN-PT-01")] == ["hours_in_window"]


def own(folder: Path, params: str) -> list[str]:
    text = f'[pack]\nname = "p"\n[[rule]]\nid = "P-1"\nkind = "max_hours_in_window"\ncertainty = "policy"\nparams = {{ {params} }}\n'
    (folder / "p.toml").write_text(text, encoding="utf-8")
    return [str(folder / "p.toml")]


def test_any_seven_days_across_two_weeks(tmp_path: Path) -> None:
    plan = make_plan("2026-06-01", 14)
    duties = week_of(plan, {"A1": "- - D8 D8 D8 D8 D8 D8 D8 - - - - -"})
    [finding] = judged(plan, duties, "P-1", own(tmp_path, 'window = "rolling_days", max_minutes = 2880, strong_minutes = 3300'))
    assert (finding.key, finding.first_day, finding.last_day) == ("hours_in_window_strong", day("2026-06-03"), day("2026-06-09"))
    assert finding.measured == 3360


def test_a_shift_by_its_span_with_a_lower_limit_at_night(tmp_path: Path) -> None:
    plan = make_plan("2026-06-01", 7)
    duties = [
        stated_duty(plan, "A1", "2026-06-01T08:00", "2026-06-01T19:00", "D8", 600),
        stated_duty(plan, "A1", "2026-06-03T20:00", "2026-06-04T05:00", "N8", 480),
    ]
    packs = own(tmp_path, 'window = "shift", count = "span", max_minutes = 720, night_max_minutes = 480')
    assert [(f.first_day, f.deficit) for f in judged(plan, duties, "P-1", packs)] == [(day("2026-06-03"), 60)]
    day_window = own(tmp_path, 'window = "day", max_minutes = 540')
    assert [(f.first_day, f.deficit) for f in judged(plan, duties, "P-1", day_window)] == [(day("2026-06-01"), 60)]


def test_a_night_over_sunday_midnight_belongs_to_two_weeks_or_to_the_day_it_starts(tmp_path: Path) -> None:
    plan = make_plan("2026-06-01", 14)
    duties = week_of(plan, {"A1": "- - - - - - N8 D8 D8 D8 D8 D8 - -"})
    split = judged(plan, duties, "P-1", own(tmp_path, 'window = "week", max_minutes = 2400, attribution = "split"'))
    assert [(f.first_day, f.deficit) for f in split] == [(day("2026-06-08"), 360)]  # 22:00 to 06:30 with its meal after midnight
    whole = own(tmp_path, 'window = "week", max_minutes = 2400, attribution = "start_day"')
    assert judged(plan, duties, "P-1", whole) == []
