"""Faults seen in public tools of this kind, one test each: none of them is to be found here."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from staffing.domain.forecast import Forecast
from staffing.domain.people import Availability, Contract, Lock
from staffing.domain.plan import Plan
from staffing.domain.queue import OpenWindow, Queue
from staffing.domain.report import SolveStatus
from staffing.io import load_plan, read_coverage, read_roster
from staffing.models.queueing.evaluate import performance
from staffing.models.queueing.requirement import smallest_agents
from staffing.models.queueing.shrinkage import scheduled_people
from staffing.models.roster import make_roster
from staffing.models.roster.warm import compile_kernels, tiny_plan
from staffing.rules import check
from staffing.rules.coverage import measure
from staffing.rules.objective import recompute
from staffing.services import jobs, pipeline
from staffing.services.requirement import given_or_made
from staffing.store.database import open_store
from tests.factories import MONDAY, make_agent, make_plan, make_requirement, make_shift, worked
from tests.small_plan import small_plan

DAY, NIGHT = make_shift("D", "08:00", 480), make_shift("N", "22:00", 480)
FREE = Contract("full-time", "standard", 0, 2400, 2880)
ROSTER = """
import sys
from pathlib import Path
from staffing.models.roster.warm import compile_kernels, tiny_plan
from staffing.services import stages

for speed, interval in ((1.0, 15), (0.8, 30)):
    compile_kernels(*tiny_plan(speed, interval))
print("ready", flush=True)
sys.stdin.readline()
stages.roster(Path(sys.argv[1]), time_limit=4, seed=int(sys.argv[2]))
"""


@pytest.fixture(scope="module", autouse=True)
def compiled() -> None:
    """Kernels are compiled before any test with a clock."""
    for speed, interval in ((1.0, 15), (0.8, 30)):
        compile_kernels(*tiny_plan(speed, interval))


def plan_of(**more: Any) -> Plan:
    return make_plan(**{"agents": 1, "interval_minutes": 60, "shifts": (DAY, NIGHT), "contracts": (FREE,)} | more)


def test_a_ban_on_night_to_morning_forbids_that_pair_and_no_other() -> None:
    """Every pair of two shifts on two days, by locks: a roster exists exactly where eleven hours lie between."""
    allowed = {}
    for pair in product(("D", "N"), repeat=2):
        locks = tuple(Lock("A1", MONDAY + timedelta(days=k), name) for k, name in enumerate(pair))
        plan = plan_of(days=2, locks=locks)
        result = make_roster(plan, make_requirement(plan), time_limit=1)
        allowed[pair] = result.status is not SolveStatus.INFEASIBLE
        assert result.roster is None or [d.shift for d in result.roster.duties] == list(pair)
    assert allowed == {("D", "D"): True, ("D", "N"): True, ("N", "N"): True, ("N", "D"): False}


def test_an_overnight_shift_covers_the_early_hours_of_the_next_date() -> None:
    """First and last night of the horizon too: the one before the plan covers its first morning, the last one ends after it."""
    last_night = worked(plan_of(), "A2", "2026-03-01T22:00", "2026-03-02T06:00", "N")
    nights = tuple(Lock("A1", MONDAY + timedelta(days=k), "N") for k in range(2))
    plan = plan_of(days=2, agents=2, locks=nights, worked=(last_night,))
    requirement = make_requirement(plan)
    result = make_roster(plan, requirement, time_limit=1)
    assert result.roster is not None
    there = measure(plan, requirement, result.roster).staffed[0]
    expected = np.zeros(48)
    expected[[*range(6), *range(22, 30), 46, 47]] = 1  # last night's tail, Monday night, what lies in the plan of Tuesday night
    np.testing.assert_array_equal(there, expected)
    assert result.roster.duties[-1].end == 54 * 60


def test_the_smallest_crew_is_smaller_than_the_load_where_callers_hang_up() -> None:
    loads = np.array([0.5, 3.0, 20.0, 200.0, 200.0])
    patience = np.array([60.0, 180.0, 120.0, 60.0, np.nan])
    asked = {"service_level": 0.7, "answer_within_seconds": 20.0}
    n = smallest_agents(loads, 180.0, patience_seconds=patience, **asked)

    def level(agents: np.ndarray) -> np.ndarray:
        return performance(loads, agents, 180.0, patience_seconds=patience, answer_within_seconds=20.0).service_level

    assert (level(n) >= 0.7).all()
    assert (level(n - 1) < 0.7).all()
    assert n[3] < 200 < n[4]


def test_shrinkage_is_exact() -> None:
    assert math.ceil(21 / (1 - 0.3)) == 31  # what floats say
    assert int(scheduled_people(21, 0.3)) == 30


def test_an_interval_without_contacts_needs_the_floor_and_stops_nothing() -> None:
    plan = plan_of(days=1, queues=(Queue("general", min_agents=2),))
    offered = np.full((1, 24), 30.0)
    offered[0, 5] = 0
    aht = np.where(offered > 0, 200.0, np.nan)
    busy = replace(plan.queues[0], target=replace(plan.queues[0].target, service_level=0.8, answer_within_seconds=20))
    need = given_or_made(replace(plan, queues=(busy,)), Forecast(plan.grid, ("general",), offered, aht)).agents[0]
    assert need[5] == 2
    assert (np.delete(need, 5) > 2).all()


def test_options_reach_the_solver_that_solves(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, int]] = []
    original = cp_model.CpSolver.solve

    def solve(self: cp_model.CpSolver, *arguments: Any, **more: Any) -> Any:
        p = self.parameters
        seen.append((p.random_seed, p.num_workers))
        return original(self, *arguments, **more)

    monkeypatch.setattr(cp_model.CpSolver, "solve", solve)
    plan = plan_of(days=2, agents=2)
    result = make_roster(plan, make_requirement(plan, 1.0), time_limit=2, seed=4711, workers=1)
    assert result.report.seed == 4711
    assert seen
    assert seen[-1][0] == 4711
    assert {workers for _, workers in seen} == {1}


def test_the_hours_of_a_week_hold_in_each_week_of_a_longer_plan() -> None:
    contract = Contract("full-time", "standard", 1440, 1920, 1920)
    plan = plan_of(days=14, agents=2, contracts=(contract,))
    result = make_roster(plan, make_requirement(plan, 1.0), time_limit=2)
    assert result.roster is not None
    assert not check(plan, result.roster, packs=()).failed
    for duties in result.roster.by_agent.values():
        weeks = [sum(d.paid_minutes or 0 for d in duties if d.day.isocalendar().week == week) for week in (10, 11)]
        assert all(1440 <= minutes <= 1920 for minutes in weeks)


def test_no_roster_comes_with_the_reason_and_a_shortage_with_its_place() -> None:
    windows = (Availability("A1", None, 0, 480, 960),)
    plan = plan_of(contracts=(Contract("full-time", "standard", 1440, 1920, 1920),), availability=windows)
    result = make_roster(plan, make_requirement(plan), time_limit=1)
    assert result.status is SolveStatus.INFEASIBLE
    assert [(c.agents, set(c.rules)) for c in result.report.conflicts] == [(("A1",), {"CON-AVAIL-01", "CON-HOURS-01"})]
    free = replace(plan, contracts=(FREE,))
    requirement = make_requirement(free, 2.0)
    short = make_roster(free, requirement, time_limit=1)
    assert short.roster is not None
    missing = measure(free, requirement, short.roster).short[0]
    np.testing.assert_array_equal(missing[8:16], 1.0)
    np.testing.assert_array_equal(np.delete(missing, np.arange(8, 16)), 2.0)


@pytest.mark.parametrize("patience", [None, 120.0])
def test_overload_is_a_value_with_a_flag(patience: float | None) -> None:
    answer = performance(np.array([30.0, 30.0, 5.0]), np.array([10, 30, 9]), 180.0, patience_seconds=patience, answer_within_seconds=20.0)
    for share in (answer.p_wait, answer.service_level, answer.p_abandon, answer.answer_rate, answer.occupancy):
        assert ((share >= 0) & (share <= 1)).all()
    assert answer.overloaded.tolist() == [True, True, False]
    assert not np.isnan(answer.asa_seconds).any()


@pytest.mark.parametrize(("first", "hours"), [("2026-10-24", 49), ("2026-03-28", 47)])
def test_demand_around_the_clock_is_one_axis_also_where_a_day_has_23_or_25_hours(first: str, hours: int) -> None:
    queue = Queue("general", open=(OpenWindow.parse("Mon-Sun 20:00-04:00"),))
    plan = plan_of(first_day=first, days=2, zone="Europe/Berlin", queues=(queue,), agents=[make_agent("A1"), make_agent("A2")])
    assert plan.grid.length == hours
    opened = queue.open_mask(plan.grid)
    assert opened[20 : 24 + 4 + hours - 48].all(), "one stretch over midnight, an hour longer or shorter"
    assert not opened[24 + 4 + hours - 48]
    result = make_roster(plan, make_requirement(plan, 1.0), time_limit=1)
    assert result.roster is not None
    night = next(d for d in result.roster.duties if d.shift == "N" and d.start == 22 * 60)
    assert measure(plan, make_requirement(plan, 1.0), result.roster).heads[0, 22:30].min() == 1
    assert plan.grid.clock(night.end) == (6 - (hours - 48)) * 60


def test_the_tail_of_last_week_counts() -> None:
    """Six days worked before the plan and a night that ended this morning: no seventh day, and no start before eleven hours have passed."""
    rows = tuple(worked(plan_of(), "A1", f"2026-02-{22 + k:02d}T08:00", f"2026-02-{22 + k:02d}T16:00", "D") for k in range(1, 7))
    run = (*rows, worked(plan_of(), "A2", "2026-03-01T22:00", "2026-03-02T06:00", "N"))
    plan = plan_of(first_day="2026-03-01", days=2, agents=2, worked=())
    assert plan.grid.first_day.weekday() == 6
    shifted = tuple(replace(r, start=r.start + 1440, end=r.end + 1440) for r in run[:-1])
    tired = replace(plan, worked=shifted)
    result = make_roster(tired, make_requirement(tired, 1.0), time_limit=1)
    assert result.roster is not None
    assert not check(tired, result.roster, packs=()).failed
    assert all(d.day != tired.grid.first_day for d in result.roster.by_agent.get("A1", ()))
    assert any(d.day == tired.grid.first_day for d in result.roster.by_agent["A2"])
    monday = plan_of(days=1, agents=2, worked=run[-1:])
    after = make_roster(monday, make_requirement(monday, 2.0), time_limit=1)
    assert after.roster is not None
    assert "D" not in {d.shift for d in after.roster.by_agent.get("A2", ())}
    assert {d.shift for d in after.roster.by_agent["A1"]} <= {"D", "N"}


def test_two_planners_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two processes make a roster of one folder at the same time: the files that stay belong together."""
    folder = small_plan(tmp_path / "desk")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    writers = [subprocess.Popen([sys.executable, "-c", ROSTER, str(folder), str(seed)], **pipes) for seed in (1, 2)]
    ready = [writer.stdout.readline() for writer in writers]  # both wait, so that neither is done before the other begins
    for writer in writers if all(ready) else ():
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert writer.returncode == 0, said
    plan, out = load_plan(folder), folder / "out"
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    roster = read_roster(plan, out / "roster.csv", out / "activities.csv")
    requirement = pipeline.make_requirement(plan)
    assert report["seed"] in (1, 2)
    assert sum(recompute(plan, requirement, roster).values()) == pytest.approx(report["objective"], abs=1e-5)
    np.testing.assert_allclose(read_coverage(plan, out / "coverage.csv").staffed, measure(plan, requirement, roster).staffed, atol=1e-5)


def test_two_orders_for_one_folder_are_one_job(tmp_path: Path) -> None:
    engine = open_store(tmp_path / "store")
    first, second = (jobs.order_roster(engine, tmp_path, time_limit=5, seed=seed) for seed in (1, 2))
    assert second.id == first.id
    other = jobs.order_roster(engine, tmp_path / "other", time_limit=5)
    assert other.id != first.id
