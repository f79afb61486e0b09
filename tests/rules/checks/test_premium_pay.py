"""CN-PAY-01: 150 % on working days, 200 % on rest days, never twice for one hour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence
from staffing.domain.plan import Plan
from tests.factories import SHIFTS, day, make_agent, make_plan, make_shift, stated_duty, week_of
from tests.rules.helpers import judged, numbers

RULE = "CN-PAY-01"
SEVEN = make_shift("SEVEN", "08:00", 450, 30)


def june(**more: object) -> Plan:
    more.setdefault("agents", [make_agent("A1", monthly_wage=6525.0)])
    return make_plan("2026-06-01", 14, shifts=(*SHIFTS, SEVEN), **more)  # type: ignore[arg-type]


def test_two_hours_on_a_workday_at_a_wage_of_6525_are_112_50() -> None:
    plan = june()
    [finding] = judged(plan, [stated_duty(plan, "A1", "2026-06-01T08:00", "2026-06-01T18:00", "D8", 600)], RULE)
    assert (finding.key, *numbers(finding)) == ("premium_workday", Outcome.PAY_DUE, 120, None, None)
    assert (finding.params["percent"], finding.params["amount"], finding.params["money"]) == (150, "112.50", 112.5)


def test_eight_hours_on_a_rest_day_are_600_unless_time_off_is_given() -> None:
    plan = june()
    duties = week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 -"})
    [finding] = judged(plan, duties, RULE)
    assert (finding.key, finding.measured, finding.params["amount"]) == ("premium_restday", 480, "600.00")
    assert finding.first_day == day("2026-06-06")
    lieu = Evidence("time-off", "T-1", agent="A1", valid_from=day("2026-06-06"), valid_to=day("2026-06-06"))
    assert judged(replace(plan, evidence=(lieu,)), duties, RULE) == []


def test_six_days_of_seven_hours_are_two_hours_of_overtime_and_forty_hours_are_none() -> None:
    plan = june()
    [finding] = judged(plan, week_of(plan, {"A1": "SEVEN SEVEN SEVEN SEVEN SEVEN SEVEN -"}), RULE)
    assert (finding.key, finding.measured) == ("premium_workday", 120)
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 - -"}), RULE) == []


def test_an_hour_of_overtime_on_a_statutory_holiday_is_paid_once_at_the_highest_rate() -> None:
    plan = make_plan("2026-09-28", 7, agents=1)
    duties = [stated_duty(plan, "A1", "2026-10-01T08:00", "2026-10-01T19:00", "D8", 600)]
    assert judged(plan, duties, RULE) == []
    [holiday] = judged(plan, duties, "CN-PAY-02")
    assert holiday.measured == 600


def test_a_make_up_saturday_is_an_ordinary_day() -> None:
    plan = make_plan("2026-02-09", 7, agents=1)
    assert judged(plan, week_of(plan, {"A1": "D8 D8 D8 D8 D8 D8 -"}), RULE) == []
    assert [
        f.key for f in judged(make_plan("2026-02-02", 7), week_of(make_plan("2026-02-02", 7), {"A1": "D8 D8 D8 D8 D8 D8 -"}), RULE)
    ] == ["premium_restday"]


def test_without_a_wage_the_minutes_are_told_and_no_amount() -> None:
    plan = june(agents=1)
    [finding] = judged(plan, [stated_duty(plan, "A1", "2026-06-01T08:00", "2026-06-01T18:00", "D8", 600)], RULE)
    assert (finding.params["amount"], finding.params["money"]) == ("-", None)


def test_a_week_without_its_beginning_is_unknown() -> None:
    plan = make_plan("2026-07-01", 5, agents=1)
    [finding] = judged(plan, week_of(plan, {"A1": "D8 D8 - - -"}), RULE)
    assert (finding.outcome, finding.key) == (Outcome.UNKNOWN, "history_week")


def own_pack(folder: Path, params: str) -> list[str]:
    text = (
        f'[pack]\nname = "p"\n[[rule]]\nid = "P-1"\nkind = "premium_pay"\ncertainty = "T"\nseverity = "pay_due"\nparams = {{ {params} }}\n'
    )
    (folder / "p.toml").write_text(text, encoding="utf-8")
    return [str(folder / "p.toml")]


@pytest.mark.parametrize(
    ("hours", "found"),
    [(12, [("premium_workday", 240)]), (13, [("premium_second", 60), ("premium_workday", 240)]), (8, [])],
)
def test_a_second_step_at_twice_the_wage_above_twelve_hours(hours: int, found: list[tuple[str, int]], tmp_path: Path) -> None:
    plan = june()
    packs = own_pack(tmp_path, 'second_minutes = 720, second_percent = 200, report = ["workday", "second"]')
    duties = [stated_duty(plan, "A1", "2026-06-01T08:00", f"2026-06-01T{8 + hours:02d}:00", "D8", hours * 60)]
    assert sorted((f.key, f.measured) for f in judged(plan, duties, "P-1", packs)) == found


def test_a_night_differential_adds_to_overtime_where_the_rule_says_so(tmp_path: Path) -> None:
    plan = june()
    duties = [stated_duty(plan, "A1", "2026-06-01T15:00", "2026-06-02T00:00", "D8", 540)]
    packs = own_pack(tmp_path, 'night_percent = 125, stacking = "add", report = ["workday", "night"]')
    found = {f.key: (f.measured, f.params["percent"]) for f in judged(plan, duties, "P-1", packs)}
    assert found == {"premium_workday": (60, 175), "premium_night": (60, 125)}  # 23:00-24:00 is overtime at night
