"""Each kind of change does what it says to the plan, and nothing else."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from staffing.domain.explanation import KINDS, Change
from staffing.domain.people import Availability, Contract, FixedActivity, Leave, Lock, Worked
from staffing.domain.plan import Plan
from staffing.domain.queue import Queue
from staffing.services.explaining.changes import apply
from tests.factories import MONDAY, make_agent, make_plan, make_shift

DAYS = [MONDAY + timedelta(days=k) for k in range(7)]
FULL, PART = Contract("full-time", "standard", 1200, 2400, 2400), Contract("part-time", "standard", 0, 1200, 1200)


def plan() -> Plan:
    agents = (make_agent("A1", site="north"), make_agent("A2", "general;orders", "part-time"), make_agent("A3", site="south"))
    return make_plan(
        agents=agents,
        contracts=(FULL, PART),
        queues=(Queue("general", hard_min_agents=2), Queue("orders")),
        shifts=(make_shift("D", "08:00", 480), make_shift("N", "22:00", 480), make_shift("V", "10:00", 480, volunteers_only=True)),
        leave=(Leave("A1", DAYS[0], DAYS[2]), Leave("A2", DAYS[1], DAYS[1])),
        availability=(Availability("A1", None, 0, 480, 960), Availability("A1", DAYS[1], None, 480, 960)),
        locks=(Lock("A1", DAYS[3], "D"), Lock("A1", DAYS[4], "D"), Lock("A2", DAYS[3])),
        fixed=(FixedActivity("A1", 4 * 1440 + 600, 4 * 1440 + 660, "training"),),
    )


def changed(change: Change) -> dict[str, Any]:
    """Fields of the plan that a change touches, with their new values."""
    before = plan()
    after = apply(before, [change])
    return {f.name: getattr(after, f.name) for f in fields(Plan) if getattr(after, f.name) != getattr(before, f.name)}


def test_a_duty_of_last_week() -> None:
    rows = changed(Change("worked", agents=("A3",), shift="N", start_clock=1320, queue="general"))
    assert rows == {"worked": (Worked("A3", -120, 360, "N", "general"),)}


def test_rows_are_taken_back() -> None:
    (kept,) = changed(Change("unlock", agents=("A1",), days=(str(DAYS[3]),))).values()
    assert [(x.agent, x.day) for x in kept] == [("A1", DAYS[4]), ("A2", DAYS[3])]
    assert changed(Change("unfix", agents=("A1",), days=(str(DAYS[4]),))) == {"fixed": ()}
    assert changed(Change("unfix", agents=("A1",), days=(str(DAYS[3]),))) == {}
    (leave,) = changed(Change("leave-day", agents=("A1",), days=(str(DAYS[1]),))).values()
    assert [(x.agent, x.first_day, x.last_day) for x in leave] == [
        ("A1", DAYS[0], DAYS[0]),
        ("A1", DAYS[2], DAYS[2]),
        ("A2", DAYS[1], DAYS[1]),
    ]


def test_a_free_day_replaces_the_windows_of_that_day_only() -> None:
    after = apply(plan(), [Change("available", agents=("A1",), days=(str(DAYS[1]),))])
    assert after.available_windows("A1", DAYS[1]) == ((0, 1440),)
    assert after.available_windows("A1", DAYS[0]) == ((480, 960),)
    assert after.available_windows("A1", DAYS[2]) == ()


def test_hours_of_a_contract_and_of_people() -> None:
    (contracts,) = changed(Change("max-hours", contract="part-time", after=1500)).values()
    assert [(c.name, c.max_minutes_per_week) for c in contracts] == [("full-time", 2400), ("part-time", 1500)]
    rows = changed(Change("min-hours", agents=("A1",), after=600))
    own = rows["agents"][0].contract
    assert own not in ("full-time", "part-time")
    assert [(c.name, c.min_minutes_per_week, c.max_minutes_per_week) for c in rows["contracts"]][-1] == (own, 600, 2400)
    assert [a.contract for a in rows["agents"][1:]] == ["part-time", "full-time"]


def test_skills_shifts_and_people() -> None:
    rows = changed(Change("skill", agents=("A1", "A2"), queue="orders", skills=(("orders", 0.8),)))
    assert [a.speed("orders") for a in rows["agents"]] == [0.8, 1.0, None]
    (shifts,) = changed(Change("shift", shift="D 12:00", template="D", start_clock=720, end_clock=720)).values()
    assert (shifts[-1].name, shifts[-1].start_clocks, shifts[-1].length_minutes) == ("D 12:00", (720,), 480)
    (agents,) = changed(Change("hire", 2, contract="part-time", skills=(("orders", 1.0),), site="north")).values()
    assert [(a.id, a.contract, a.skills, a.site) for a in agents[3:]] == [
        ("NEW-1", "part-time", (("orders", 1.0),), "north"),
        ("NEW-2", "part-time", (("orders", 1.0),), "north"),
    ]
    (agents,) = changed(Change("any-shift", agents=("A1",))).values()
    assert agents[0].volunteers == ("V",)


def test_floors_and_rules() -> None:
    (queues,) = changed(Change("floor", queue="general", after=1)).values()
    assert [q.hard_min_agents for q in queues] == [1, 0]
    assert changed(Change("rule", rule="POL-RUN-01", parameter="max_days", after=7))["rules"] == {"POL-RUN-01": {"max_days": 7}}
    assert changed(Change("rule", rule="SHF-REST-01"))["rules"] == {"SHF-REST-01": {"enabled": False}}


def test_a_change_is_one_of_the_kinds_and_touches_something() -> None:
    with pytest.raises(ValueError, match="kind"):
        Change("pray")
    with pytest.raises(ValueError, match="count"):
        Change("hire", 0)
    assert all(Change(kind, 3).effort_hours == pytest.approx(3 * hours) for kind, (_, hours) in KINDS.items())
