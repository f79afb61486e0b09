"""What the engine promises of every roster, on plans small enough to see why."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from staffing.domain.people import Availability, Contract, FixedActivity, Leave, Lock, Request
from staffing.domain.plan import Plan
from staffing.domain.progress import Progress
from staffing.domain.queue import OpenWindow, Queue
from staffing.domain.report import RosterResult, SolveStatus
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster
from staffing.models.roster import make_roster
from staffing.rules import check
from staffing.rules.coverage import measure
from staffing.rules.objective import recompute
from tests.factories import MONDAY, clock, day, make_agent, make_plan, make_requirement, make_shift, worked

SECONDS = 1.0
STAFF = Contract("full-time", "standard", 1440, 2400, 2880)
FREE = Contract("full-time", "standard", 0, 2400, 2880)
D = make_shift("D", "08:00", 480, until="10:00", step_minutes=60)
E = make_shift("E", "14:00", 480)
PAUSES = {"meal_after_minutes": 180, "meal_before_minutes": 300, "paid_breaks": 2, "paid_break_minutes": 15}
N = make_shift("N", "22:00", 480, allowance=20.0)


def after(days: int) -> date:
    return MONDAY + timedelta(days=days)


def plan_of(**more: Any) -> Plan:
    """A week of hours, D, E and N for three people who need not work."""
    return make_plan(**{"agents": 3, "interval_minutes": 60, "contracts": (FREE,), "shifts": (D, E, N)} | more)


def asking(plan: Plan, agents: float, from_clock: str = "00:00", to_clock: str = "24:00") -> Requirement:
    """A need every day between two clock times."""
    inside = (plan.grid.interval_clock >= clock(from_clock)) & (plan.grid.interval_clock < clock(to_clock))
    return make_requirement(plan, agents * inside[None, :])


def solved(plan: Plan, requirement: Requirement, seconds: float = SECONDS, **more: Any) -> Roster:
    """The roster of a solve, once everything is proven that must hold for any."""
    result = make_roster(plan, requirement, time_limit=seconds, **more)
    assert result.status in (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE), result.report
    proven(plan, requirement, result)
    assert result.roster is not None
    return result.roster


def proven(plan: Plan, requirement: Requirement, result: RosterResult) -> None:
    assert result.roster is not None
    audit = check(plan, result.roster, packs=())
    assert not audit.failed, [(f.rule, f.agent, f.first_day, f.measured, f.limit) for f in audit.findings]
    terms = recompute(plan, requirement, result.roster)
    assert result.objective == pytest.approx(sum(terms.values()), abs=1e-6)
    assert dict(result.report.terms) == pytest.approx(terms, abs=1e-6)
    assert result.bound is None or result.bound <= result.objective + 1e-6  # type: ignore[operator]


def days_of(roster: Roster, agent: str) -> list[date]:
    return [d.day for d in roster.by_agent.get(agent, ())]


def test_everybody_gets_their_least_hours_where_nobody_is_needed() -> None:
    plan = plan_of(contracts=(STAFF,))
    roster = solved(plan, make_requirement(plan))
    assert {a: sum(d.paid_minutes or 0 for d in duties) for a, duties in roster.by_agent.items()} == {"A1": 1440, "A2": 1440, "A3": 1440}


def test_nobody_works_where_nobody_is_needed_and_nobody_must() -> None:
    plan = plan_of()
    result = make_roster(plan, make_requirement(plan), time_limit=SECONDS)
    assert (result.status, result.objective, result.bound, result.gap) == (SolveStatus.OPTIMAL, 0.0, 0.0, 0.0)
    assert result.roster is not None
    assert result.roster.duties == ()


def test_wishes_are_met_where_they_cost_nothing() -> None:
    window = Request("A3", after(3), "07:00-17:00", 30, (420, 1020))
    requests = (Request("A1", after(1), "off", 30), Request("A2", after(2), "E", 2000), window)
    plan = plan_of(requests=requests)
    roster = solved(plan, asking(plan, 1, "08:00", "16:00"))
    assert after(1) not in days_of(roster, "A1")
    assert [d.shift for d in roster.by_agent["A2"] if d.day == after(2)] == ["E"]
    assert all(d.shift == "D" and d.start % 1440 <= 540 for d in roster.by_agent.get("A3", ()) if d.day == after(3))


def test_locks_stay_whatever_they_cost() -> None:
    locks = (Lock("A1", after(0), "N"), Lock("A2", after(2), "D", clock("10:00")), Lock("A3", after(4)))
    plan = plan_of(locks=locks)
    roster = solved(plan, asking(plan, 2, "08:00", "22:00"))
    assert [d.shift for d in roster.by_agent["A1"] if d.day == after(0)] == ["N"]
    assert [plan.grid.clock(d.start) for d in roster.by_agent["A2"] if d.day == after(2)] == [600]
    assert after(4) not in days_of(roster, "A3")


def test_fixed_activities_lie_inside_a_shift_and_clear_of_its_pauses() -> None:
    paused = make_shift("D8", "08:00", 510, 30, "10:00", **PAUSES)
    at = plan_of().grid.edge(after(1), clock("12:00"))
    fixed = (FixedActivity("A1", at, at + 90, "training"), FixedActivity("A2", at, at + 60, "queue", "general"))
    plan = plan_of(interval_minutes=15, shifts=(paused,), fixed=fixed)
    roster = solved(plan, asking(plan, 1, "08:00", "18:00"))
    mine = [(x.start, x.end) for x in roster.activities_by_agent["A1"] if x.activity == "training"]
    assert mine == [(at, at + 90)]
    assert any(x.start <= at and at + 60 <= x.end and x.activity == "queue" for x in roster.activities_by_agent["A2"])


def test_sites_and_volunteers() -> None:
    shifts = (replace(D, sites=("north",)), replace(E, volunteers_only=True), N)
    agents = (make_agent("A1", site="north"), make_agent("A2", site="south", volunteers=("E",)), make_agent("A3", site="south"))
    plan = plan_of(agents=agents, shifts=shifts)
    roster = solved(plan, asking(plan, 2, "08:00", "22:00"))
    kinds = {a: {d.shift for d in roster.by_agent.get(a, ())} for a in ("A1", "A2", "A3")}
    assert "E" not in kinds["A1"] | kinds["A3"]
    assert "D" not in kinds["A2"] | kinds["A3"]
    assert "D" in kinds["A1"]
    assert "E" in kinds["A2"]


def test_rest_days_after_a_shift() -> None:
    plan = plan_of(shifts=(replace(N, rest_days_after=2),))
    roster = solved(plan, asking(plan, 1))
    starts = [days_of(roster, a) for a in ("A1", "A2", "A3")]
    assert sum(map(len, starts)) == 7, "three people with two days of rest each can just serve every night"
    assert all((b - a).days > 2 for mine in starts for a, b in pairwise(mine))


def test_leave_and_the_days_of_an_availability() -> None:
    availability = (
        *(Availability("A2", None, k, clock("14:00"), 1440) for k in range(5)),
        Availability("A2", after(2), None, clock("08:00"), clock("16:00")),
    )
    plan = plan_of(leave=(Leave("A1", after(3), after(4), "annual"),), availability=availability)
    roster = solved(plan, asking(plan, 3, "08:00", "22:00"))
    assert not {after(3), after(4)} & {plan.grid.day(m) for d in roster.by_agent["A1"] for m in (d.start, d.end - 1)}
    assert {(d.day, d.shift) for d in roster.by_agent["A2"] if d.day != after(2)} == {(after(k), "E") for k in (0, 1, 3, 4)}
    assert not {after(5), after(6)} & set(days_of(roster, "A2"))
    assert all(d.end <= plan.grid.edge(after(2), clock("16:00")) for d in roster.by_agent["A2"] if d.day == after(2))


def test_hard_floors_hold_where_nobody_is_asked_for() -> None:
    window = (OpenWindow.parse("Mon-Sun 09:00-13:00"),)
    queues = (Queue("general", open=window, hard_min_agents=2), Queue("orders"))
    plan = plan_of(queues=queues, agents=[make_agent(f"A{k}", "general;orders") for k in range(4)])
    need = np.zeros((2, plan.grid.length))
    need[1] = 3
    roster = solved(plan, make_requirement(plan, need))
    heads = measure(plan, make_requirement(plan, need), roster).heads[0]
    assert heads[queues[0].open_mask(plan.grid)].min() >= 2


def test_the_rules_of_a_week_hold_in_each_of_two_weeks() -> None:
    plan = plan_of(first_day="2026-03-05", days=14, agents=2, contracts=(Contract("full-time", "standard", 1440, 1920, 2400),))
    roster = solved(plan, asking(plan, 2, "08:00", "22:00"))
    for duties in roster.by_agent.values():
        paid: dict[int, int] = {}
        for duty in duties:
            paid[duty.day.isocalendar().week] = paid.get(duty.day.isocalendar().week, 0) + (duty.paid_minutes or 0)
        assert max(paid.values()) <= 2400
        assert paid[11] >= 1440
        assert sum(paid.values()) > 2400, "the hours of one week are not those of the plan"


@pytest.mark.parametrize(("first", "hours"), [("2026-10-23", 73), ("2026-03-27", 71)])
def test_days_of_23_and_25_hours(first: str, hours: int) -> None:
    """Clocks change in the night from the second to the third day. Nights last eight hours all the same."""
    plan = plan_of(first_day=first, days=3, zone="Europe/Berlin", agents=4, rules={"POL-REST-01": {"min_gap_minutes": 480}})
    roster = solved(plan, asking(plan, 1))
    assert plan.grid.end == hours * 60
    assert {d.end - d.start for d in roster.duties} == {480}
    nights = [d for d in roster.duties if d.shift == "N" and d.day == day(first) + timedelta(days=1)]
    assert nights
    change = 60 * (72 - hours)
    assert {(plan.grid.clock(d.start), plan.grid.clock(d.end)) for d in nights} == {(1320, 360 + change)}


def test_a_start_that_the_clocks_skip_is_not_offered() -> None:
    early = make_shift("X", "02:00", 480)
    plan = plan_of(first_day="2026-03-28", days=2, zone="Europe/Berlin", shifts=(early,), agents=1)
    roster = solved(plan, asking(plan, 1))
    assert [str(d.day) for d in roster.duties] == ["2026-03-28"]


@pytest.mark.parametrize("interval", [5, 15, 30, 60])
def test_intervals(interval: int) -> None:
    meal = make_shift("D9", "08:00", 540, 60, "09:00", step_minutes=60, **PAUSES)
    plan = plan_of(interval_minutes=interval, days=3, agents=2, shifts=(meal, N))
    roster = solved(plan, asking(plan, 2, "08:00", "18:00"))
    assert len(roster.duties) == 6
    step = min(interval, 15)
    assert all(x.start % step == 0 and x.end % step == 0 for x in roster.activities or ())


def test_a_night_covers_the_early_hours_of_the_next_date_and_the_last_one_runs_past_the_end() -> None:
    plan = plan_of(days=2, agents=2)
    requirement = asking(plan, 1, "00:00", "06:00")
    roster = solved(plan, requirement)
    staffed = measure(plan, requirement, roster).staffed[0].reshape(2, 24)
    assert staffed[0, :6].sum() == 0, "nobody was there before the plan"
    assert staffed[1, :6].min() == 1
    assert [(d.day, d.shift) for d in roster.duties] == [(MONDAY, "N")]
    late = make_requirement(plan, (np.arange(48) >= 46)[None, :] * 1.0)
    last = solved(plan, late)
    assert [(d.day, d.start, d.end) for d in last.duties] == [(after(1), 46 * 60, 54 * 60)]
    assert last.activities is not None
    assert max(x.end for x in last.activities) == 54 * 60 > plan.grid.end
    assert recompute(plan, late, last)["wage"] == 320


def test_last_week_counts_for_rest_and_covers() -> None:
    tail = (worked(plan_of(), "A1", "2026-03-01T22:00", "2026-03-02T06:00", "N"),)
    plan = plan_of(days=1, agents=1, worked=tail)
    requirement = asking(plan, 1, "00:00", "16:00")
    roster = solved(plan, requirement)
    assert roster.duties == (), "from 06:00 to 14:00 are no eleven hours"
    staffed = measure(plan, requirement, roster).staffed[0]
    assert (staffed[:6] == 1).all()
    assert recompute(plan, requirement, roster)["short"] == 10 * (120 + 0.9 * 120)
    assert len(solved(replace(plan, worked=()), requirement).duties) == 1


def infeasible(plan: Plan, requirement: Requirement | None = None) -> RosterResult:
    result = make_roster(plan, requirement or make_requirement(plan), time_limit=SECONDS)
    assert result.status is SolveStatus.INFEASIBLE
    assert (result.roster, result.objective, result.bound, result.gap) == (None,) * 4
    assert result.report.conflicts
    return result


def test_hours_that_the_availability_has_no_room_for_are_named() -> None:
    availability = (Availability("A2", None, 0, 480, 960), Availability("A2", None, 1, 480, 960))
    (clash,) = infeasible(plan_of(contracts=(STAFF,), availability=availability)).report.conflicts
    assert clash.agents == ("A2",)
    assert set(clash.rules) == {"CON-AVAIL-01", "CON-HOURS-01"}


def test_a_lock_on_a_leave_day_is_named() -> None:
    (clash,) = infeasible(plan_of(leave=(Leave("A3", after(2), after(2)),), locks=(Lock("A3", after(2), "D"),))).report.conflicts
    assert clash.agents == ("A3",)
    assert set(clash.rules) == {"CON-LEAVE-01", "LOCKS"}
    assert str(after(2)) in clash.days


def test_a_floor_that_nobody_can_hold_is_named() -> None:
    plan = plan_of(queues=(Queue("general"), Queue("rare", hard_min_agents=1)))
    (clash,) = infeasible(plan, make_requirement(plan)).report.conflicts
    assert clash.rules == ("CON-FLOOR-01",)
    assert (clash.queues, clash.asked, clash.possible, clash.agents) == (("rare",), 1, 0, ())
    assert clash.days == tuple(str(after(k)) for k in range(7))


def busy() -> tuple[Plan, Requirement]:
    """A plan that is not solved to the optimum in seconds."""
    paused = [replace(s, paid_breaks=2, paid_break_minutes=15) for s in (replace(D, step_minutes=30), E, N)]
    agents = [make_agent(f"A{k}", ("general", "orders", "general;orders:0.8")[k % 3]) for k in range(12)]
    plan = plan_of(interval_minutes=15, agents=agents, queues=(Queue("general"), Queue("orders")), shifts=paused, contracts=(STAFF,))
    need = 1 + np.random.default_rng(1).integers(0, 3, (2, plan.grid.length))
    return plan, make_requirement(plan, need)


def test_a_cancel_ends_within_two_seconds_and_keeps_the_best() -> None:
    plan, requirement = busy()
    began = time.monotonic()
    result = make_roster(plan, requirement, time_limit=60, cancelled=lambda: time.monotonic() - began > 2)
    assert 2 <= time.monotonic() - began < 2 + 2 + 1, "two seconds, and one for a machine that others use"
    assert result.status is SolveStatus.CANCELLED
    proven(plan, requirement, result)


def test_a_cancel_before_anything_was_found_is_no_roster_and_no_lie() -> None:
    plan, requirement = busy()
    result = make_roster(plan, requirement, time_limit=60, cancelled=lambda: True)
    assert result.status is SolveStatus.CANCELLED
    if result.roster is None:
        assert (result.objective, result.bound, result.gap, result.report.floor) == (None,) * 4


def test_progress_never_goes_back_and_the_time_limit_and_seed_are_kept() -> None:
    plan, requirement = busy()
    heard: list[Progress] = []
    began = time.monotonic()
    result = make_roster(plan, requirement, time_limit=3, seed=77, progress=heard.append)
    assert time.monotonic() - began <= 3 + 2 + 3, "two seconds more at most, and three for a machine that others use"
    proven(plan, requirement, result)
    assert result.report.seed == 77
    for events in (heard, result.report.trace):
        objectives, bounds = ([x for x in (getattr(e, name) for e in events) if x is not None] for name in ("objective", "bound"))
        assert len(objectives) > 2
        assert bounds
        assert objectives == sorted(objectives, reverse=True)
        assert bounds == sorted(bounds)
        assert all(e.bound <= e.objective for e in events if e.bound is not None and e.objective is not None)
        assert [e.seconds for e in events] == sorted(e.seconds for e in events)
    assert result.objective is not None
    assert result.bound is not None
    assert result.objective == pytest.approx(objectives[-1])


def test_a_warm_start_is_never_made_worse() -> None:
    plan, requirement = busy()
    first = make_roster(plan, requirement, time_limit=3)
    again = make_roster(plan, requirement, time_limit=1, warm_start=first.roster)
    assert again.objective is not None
    assert first.objective is not None
    assert again.objective <= first.objective + 1e-6
    proven(plan, requirement, again)


def test_a_warm_start_that_is_no_longer_legal_is_mended() -> None:
    plan = plan_of()
    requirement = asking(plan, 1, "08:00", "16:00")
    old = solved(plan, requirement)
    busiest = max(old.by_agent, key=lambda a: len(old.by_agent[a]))
    now = replace(plan, leave=(Leave(busiest, old.by_agent[busiest][0].day, old.by_agent[busiest][0].day),))
    assert old.by_agent[busiest][0].day not in days_of(solved(now, requirement, warm_start=old), busiest)


def test_a_limit_of_nothing_and_another_axis_are_refused() -> None:
    plan = plan_of()
    with pytest.raises(ValueError, match="time_limit"):
        make_roster(plan, make_requirement(plan), time_limit=0)
    with pytest.raises(ValueError, match="axis"):
        make_roster(plan, make_requirement(plan_of(days=3)), time_limit=1)


def test_what_was_worked_until_an_odd_minute_covers_to_the_minute() -> None:
    plan = plan_of(days=1, agents=2, worked=(worked(plan_of(), "A1", "2026-03-01T22:00", "2026-03-02T05:37", "N"),))
    solved(plan, asking(plan, 1))
