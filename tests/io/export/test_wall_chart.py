"""A roster by person and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from staffing.io.export.wall_chart import WallChart
from tests.factories import MONDAY, make_plan, make_roster, stated_duty, week_of
from tests.io.export.rosters import published

A, B = "A1", '=HYPERLINK("x")'


def test_cells() -> None:
    plan, roster = published()
    chart = WallChart(plan, roster)
    (duty,) = chart.duties(A, MONDAY)
    assert (duty.shift, chart.clock(duty.start), chart.clock(duty.end)) == ("D8", "08:00", "16:30")
    assert [p.activity for p in chart.pauses(duty)] == ["break", "meal", "break"]
    assert chart.queues(duty) == ("general",)
    assert chart.duties("张三", date(2026, 3, 3)) == ()
    assert chart.leave == {("张三", date(2026, 3, 3)): "+annual", ("张三", date(2026, 3, 4)): "+annual"}


def test_totals() -> None:
    plan, roster = published()
    chart = WallChart(plan, roster)
    first = chart.totals(plan.agent_by_id[A])
    assert (first.paid_minutes, first.shifts, first.nights, first.weekends, first.leave_days) == (4 * 480, 4, 0, 0, 0)
    nights = chart.totals(plan.agent_by_id[B])
    assert (nights.nights, nights.weekends) == (4, 2)
    assert chart.totals(plan.agent_by_id["张三"]).leave_days == 2
    assert chart.totals(plan.agent_by_id["idle"]).shifts == 0


def test_weeks_are_calendar_weeks() -> None:
    plan = make_plan("2026-03-05", 7)  # a Thursday
    roster = make_roster(plan, week_of(plan, {A: "D8 - - - D8 - -"}))
    chart = WallChart(plan, roster)
    assert chart.weeks == (date(2026, 3, 2), date(2026, 3, 9))
    assert list(chart.totals(plan.agents[0]).paid_minutes_by_week.values()) == [480, 480]
    assert WallChart(make_plan(days=7), roster).weeks == (MONDAY,)


def test_paid_minutes_as_stated_else_by_the_shift() -> None:
    plan = make_plan()
    duty = stated_duty(plan, A, "2026-03-02T08:00", "2026-03-02T16:30")
    chart = WallChart(plan, make_roster(plan, [duty], activities=False))
    assert chart.paid_minutes(duty) == 480
    assert chart.paid_minutes(replace(duty, paid_minutes=100)) == 100
    assert chart.paid_minutes(replace(duty, shift="unknown")) == 510
    assert chart.pauses(duty) == ()
