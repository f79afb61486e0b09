from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from staffing.domain.problems import InputProblems, Problem
from staffing.domain.progress import Cancelled, Listener, Progress
from staffing.domain.report import RosterResult, SolveReport, SolveStatus
from staffing.services import jobs
from staffing.store.database import open_store
from staffing.store.jobs import WorkerId


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_store(tmp_path / "store")


def answer(status: SolveStatus = SolveStatus.FEASIBLE) -> RosterResult:
    return RosterResult(None, SolveReport(status, 110.0, 100.0, 1.0, 7))


def test_runs_with_the_options_ordered_and_keeps_the_answer(engine: Engine, tmp_path: Path) -> None:
    seen: dict[str, Any] = {}

    def run(folder: Path, *, time_limit: float, seed: int, workers: int | None, progress: Listener, cancelled: Cancelled) -> RosterResult:
        seen.update(folder=folder, time_limit=time_limit, seed=seed, workers=workers, cancelled=cancelled())
        progress(Progress("require"))
        progress(Progress("roster", message="improve", objective=120.0, bound=90.0))
        progress(Progress("roster", message="improve", bound=100.0))
        return answer()

    order = jobs.order_roster(engine, tmp_path, time_limit=9, seed=7, workers=2)
    done = jobs.work_once(engine, WorkerId(), run)
    assert seen == {"folder": tmp_path, "time_limit": 9.0, "seed": 7, "workers": 2, "cancelled": False}
    assert done is not None
    assert (done.id, done.status, done.objective, done.bound) == (order.id, "done", 110.0, 100.0)
    assert done.result is not None
    assert done.result["gap"] == pytest.approx(10 / 110)
    assert [(e.phase, e.objective, e.bound) for e in jobs.trace(engine, order.id)][-1] == ("improve", 120.0, 100.0)


def test_progress_is_written_at_most_every_half_second(engine: Engine, tmp_path: Path) -> None:
    def run(_folder: Path, *, progress: Listener, **_: Any) -> RosterResult:
        for k in range(1200):
            progress(Progress("roster", objective=5000.0 - k))
            time.sleep(0.001)
        return answer()

    job = jobs.order_roster(engine, tmp_path)
    jobs.work_once(engine, WorkerId(), run)
    trace = jobs.trace(engine, job.id)
    assert 3 <= len(trace) <= 7
    assert trace[-1].objective == 5000.0 - 1199


def test_a_cancel_reaches_the_work_within_two_seconds_and_keeps_its_best(engine: Engine, tmp_path: Path) -> None:
    waited: list[float] = []

    def run(_folder: Path, *, cancelled: Cancelled, **_: Any) -> RosterResult:
        jobs.cancel(engine, job.id)
        began = time.monotonic()
        while not cancelled() and time.monotonic() - began < 5:
            time.sleep(0.02)
        waited.append(time.monotonic() - began)
        return answer(SolveStatus.FEASIBLE)

    job = jobs.order_roster(engine, tmp_path)
    ended = jobs.work_once(engine, WorkerId(), run)
    assert waited[0] < 2
    assert ended is not None
    assert (ended.status, ended.objective) == ("cancelled", 110.0)


def test_an_optimum_found_while_stopping_counts_as_done(engine: Engine, tmp_path: Path) -> None:
    def run(_folder: Path, *, cancelled: Cancelled, **_: Any) -> RosterResult:
        jobs.cancel(engine, job.id)
        while not cancelled():
            time.sleep(0.02)
        return answer(SolveStatus.OPTIMAL)

    job = jobs.order_roster(engine, tmp_path)
    ended = jobs.work_once(engine, WorkerId(), run)
    assert ended is not None
    assert ended.status == "done"


def test_work_that_does_not_obey_is_ended_with_its_process(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "GRACE_SECONDS", 0.5)
    exits: list[int] = []

    def run(_folder: Path, **_: Any) -> RosterResult:
        jobs.cancel(engine, job.id)
        began = time.monotonic()
        while not exits and time.monotonic() - began < 8:
            time.sleep(0.05)
        return answer()

    job = jobs.order_roster(engine, tmp_path)
    jobs.work_once(engine, WorkerId(), run, exit_process=exits.append)
    assert exits[0] == 75
    ended = jobs.status(engine, job.id)
    assert ended is not None
    assert (ended.status, ended.error) == ("cancelled", {"code": "killed"})


def test_input_problems_are_kept_as_data(engine: Engine, tmp_path: Path) -> None:
    problem = Problem("agents.csv", 3, "contract", "fulltime", "the name of a contract", "unknown-name")

    def run(_folder: Path, **_: Any) -> RosterResult:
        raise InputProblems([problem])

    jobs.order_roster(engine, tmp_path)
    failed = jobs.work_once(engine, WorkerId(), run)
    assert failed is not None
    assert failed.status == "failed"
    assert failed.error is not None
    assert failed.error["code"] == "input"
    assert Problem(**failed.error["problems"][0]) == problem


def test_a_crash_fails_the_job_and_not_the_worker(engine: Engine, tmp_path: Path) -> None:
    def run(_folder: Path, **_: Any) -> RosterResult:
        raise ZeroDivisionError("boom")

    jobs.order_roster(engine, tmp_path)
    failed = jobs.work_once(engine, WorkerId(), run)
    assert failed is not None
    assert (failed.status, failed.error) == ("failed", {"code": "crash", "type": "ZeroDivisionError", "text": "boom"})
    assert jobs.work_once(engine, WorkerId(), run) is None


@pytest.mark.parametrize(("name", "value"), [("time_limit", 0), ("time_limit", -1), ("time_limit", 1e9), ("workers", 0)])
def test_absurd_options_are_refused(engine: Engine, tmp_path: Path, name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        jobs.order_roster(engine, tmp_path, **{name: value})  # type: ignore[arg-type]


def test_ordering_twice_gives_the_same_job(engine: Engine, tmp_path: Path) -> None:
    first = jobs.order_roster(engine, tmp_path)
    assert jobs.order_roster(engine, tmp_path).id == first.id
    assert jobs.waiting_before(engine, first) == 0
    newest = jobs.latest(engine, tmp_path)
    assert newest is not None
    assert newest.id == first.id
