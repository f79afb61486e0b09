"""EU-04 and EU-05: averages over a reference period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from staffing.domain.finding import Outcome
from staffing.domain.people import Evidence, Leave, Worked
from staffing.domain.plan import Plan
from staffing.rules.checks.avg_hours_over_reference import periods
from staffing.rules.facts import Facts
from staffing.rules.packs import load_packs
from tests.factories import day, make_plan, make_roster, make_shift, week_of
from tests.rules.helpers import judged

EU = ["eu-wtd"]


def after_four_months(hours: int, leave: int = 0, **more: object) -> tuple[Plan, list[object]]:
    """The last week of 1 April to 31 July 2026 (122 days) with so many hours worked in all, eight of them in the plan."""
    plan = make_plan("2026-07-27", 5, agents=1, **more)  # type: ignore[arg-type]
    start = plan.grid.midnight(date(2026, 4, 1))
    rows, left, k = [], (hours - 8) * 60, 0
    while left > 0:
        rows.append(Worked("A1", start + k * 1440, start + k * 1440 + min(540, left)))
        left, k = left - 540, k + 1
    away = (Leave("A1", day("2026-07-20"), day("2026-07-26"), "annual"),) if leave else ()
    return replace(plan, worked=tuple(rows), leave=away), list(week_of(plan, {"A1": "D8 - - - -"}))


def test_850_hours_in_17_4_weeks_with_a_week_of_leave_are_51_7_a_week() -> None:
    plan, duties = after_four_months(850, leave=7)
    [finding] = judged(plan, duties, "EU-04", EU)
    assert (finding.key, finding.outcome, finding.first_day, finding.last_day) == (
        "average_week", Outcome.FAIL, day("2026-04-01"), day("2026-07-31"),
    )  # fmt: skip
    assert finding.measured == pytest.approx(850 * 60 / (115 / 7))  # 51.74 h
    opted = replace(plan, evidence=(Evidence("opt-out", "O-1", agent="A1"),))
    assert judged(opted, duties, "EU-04", EU) == []


def test_48_hours_a_week_pass() -> None:
    plan, duties = after_four_months(836)
    assert judged(plan, duties, "EU-04", EU) == []  # 836 / (122 / 7) = 47.97
    plan, duties = after_four_months(838)
    assert len(judged(plan, duties, "EU-04", EU)) == 1


def test_without_history_it_is_unknown_and_a_certain_breach_is_a_breach_all_the_same() -> None:
    plan, duties = after_four_months(850)
    [finding] = judged(replace(plan, worked=()), duties, "EU-04", EU)
    assert (finding.outcome, finding.key, finding.params["agents"]) == (Outcome.UNKNOWN, "history_reference", 1)
    late = replace(plan, worked=tuple(replace(w, end=w.start + 1300) for w in plan.worked[5:]))
    assert [f.outcome for f in judged(late, duties, "EU-04", EU)] == [Outcome.FAIL]


N10 = make_shift("N10", "20:00", 600)


def test_five_nights_of_ten_hours_a_week_are_8_33_a_day() -> None:
    plan = make_plan("2026-06-01", 28, agents=1, shifts=(N10,))
    [finding] = judged(plan, week_of(plan, {"A1": "N10 N10 N10 N10 N10 - - " * 4}), "EU-05", EU)
    assert (finding.key, finding.outcome) == ("average_day_of_work", Outcome.FAIL)
    assert finding.measured == pytest.approx(500)  # 50 h / 6 days
    four = week_of(plan, {"A1": "N10 N10 N10 N10 - - - " * 4})
    assert [f.outcome for f in judged(plan, four, "EU-05", EU) if f.outcome is Outcome.FAIL] == []


def test_day_workers_are_not_meant() -> None:
    plan = make_plan("2026-06-01", 28, agents=1, shifts=(make_shift("L", "08:00", 600),))
    assert judged(plan, week_of(plan, {"A1": "L L L L L - - " * 4}), "EU-05", EU) == []


def test_rolling_and_fixed_periods() -> None:
    plan = make_plan("2026-04-20", 28)
    facts = Facts(plan, make_roster(plan, []))
    spec = next(s for s in load_packs(EU) if s.id == "EU-04")
    assert [e for _, e in periods(facts, spec)] == [day("2026-04-27"), day("2026-05-04"), day("2026-05-11"), day("2026-05-18")]
    fixed = replace(spec, params=dict(spec.params) | {"alignment": "fixed"})
    assert periods(facts, fixed) == [(day("2026-01-01"), day("2026-05-01"))]
    weeks = replace(spec, params=dict(spec.params) | {"reference_weeks": 17})
    assert periods(facts, weeks)[0] == (day("2025-12-29"), day("2026-04-27"))
