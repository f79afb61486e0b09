"""Coverage measured from activities."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from staffing.domain.queue import Queue
from staffing.domain.roster import Activity, Roster
from staffing.rules.coverage import measure
from tests.factories import make_agent, make_duty, make_plan, make_requirement, make_roster, worked

QUEUES = (Queue("general", shrinkage=Decimal("0.3")), Queue("complaint"))


def test_speed_shrinkage_and_share_of_the_interval() -> None:
    agents = [make_agent("A1", "general:0.8"), make_agent("A2", "general:1.2;complaint")]
    plan = make_plan(days=1, agents=agents, queues=QUEUES, interval_minutes=30)
    items = (
        Activity("A1", 480, 540, "queue", "general"),
        Activity("A2", 480, 495, "queue", "general"),
        Activity("A2", 495, 510, "queue", "complaint"),
        Activity("A2", 510, 540, "meal"),
    )
    coverage = measure(plan, make_requirement(plan, 1.0), Roster(plan.grid, (), items))
    assert coverage.staffed[:, 16] == pytest.approx([0.7 * (0.8 + 0.6), 0.5])
    assert coverage.staffed[:, 17] == pytest.approx([0.7 * 0.8, 0.0])
    assert coverage.heads[:, 16].tolist() == [1.5, 0.5]
    assert coverage.staffed[:, :16].sum() == coverage.staffed[:, 18:].sum() == 0
    assert coverage.short[0, 17] == pytest.approx(1 - 0.56)


def test_no_cover_without_the_skill_or_for_strangers() -> None:
    plan = make_plan(days=1, queues=QUEUES)
    items = (Activity("A1", 480, 540, "queue", "complaint"), Activity("ZZ", 480, 540, "queue", "general"))
    coverage = measure(plan, make_requirement(plan), Roster(plan.grid, (), items))
    assert coverage.staffed.sum() == coverage.heads.sum() == 0


def test_an_overnight_shift_covers_the_early_hours_of_the_next_date() -> None:
    plan = make_plan(days=3)
    coverage = measure(plan, make_requirement(plan), make_roster(plan, [make_duty(plan, "A1", "2026-03-03", "N8")]))
    on = np.flatnonzero(coverage.heads[0])
    assert (on[0], on[-1]) == ((1440 + 22 * 60) // 15, (2 * 1440 + 6 * 60 + 15) // 15)


def test_the_last_night_covers_only_inside_the_plan() -> None:
    plan = make_plan(days=1)
    coverage = measure(plan, make_requirement(plan), make_roster(plan, [make_duty(plan, "A1", "2026-03-02", "N8")]))
    assert coverage.heads.sum() == (120 - 15) / 15  # two hours before midnight less a break


def test_the_tail_of_last_weeks_night_covers_the_first_morning() -> None:
    plan = make_plan(days=1, agents=[make_agent("A1", "general:0.8"), make_agent("A2", "general;complaint")], queues=QUEUES)
    tail = worked(plan, "A1", "2026-03-01T22:00", "2026-03-02T06:00")
    rows = (tail, replace(tail, agent="A2"), replace(tail, agent="A2", queue="complaint"))
    coverage = measure(replace(plan, worked=rows), make_requirement(plan), Roster(plan.grid, ()))
    assert coverage.staffed[0, :24] == pytest.approx(0.7 * 0.8)  # the unnamed queue of a two-skilled agent covers nothing
    assert coverage.staffed[1, :24] == pytest.approx(1.0)
    assert coverage.staffed[:, 24:].sum() == 0


@pytest.mark.parametrize(("first", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_days_of_23_and_25_hours(first: str, hours: int) -> None:
    plan = make_plan(first, 1, zone="Europe/Berlin")
    item = Activity("A1", 0, plan.grid.end, "queue", "general")
    coverage = measure(plan, make_requirement(plan, 1.0), Roster(plan.grid, (), (item,)))
    assert coverage.heads.shape == (1, hours * 4)
    assert coverage.short_agent_minutes == coverage.over.sum() == 0


def test_whole_people_are_whole_numbers() -> None:
    agents = [make_agent(f"A{k}") for k in range(10)]
    plan = make_plan(days=1, agents=agents)
    items = tuple(Activity(a.id, 0, 1440, "queue", "general") for a in agents)
    coverage = measure(plan, make_requirement(plan, 10.0), Roster(plan.grid, (), items))
    assert not coverage.short.any()
    assert not coverage.over.any()


def test_queues_missing_from_the_requirement_need_nobody() -> None:
    plan = make_plan(days=1, queues=QUEUES)
    one = make_requirement(make_plan(days=1, queues=QUEUES[1:]), 2.0)
    assert measure(plan, one, Roster(plan.grid, ())).required.sum(axis=1).tolist() == [0, 2 * 96]
