from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from staffing.store import jobs
from staffing.store.database import open_store
from staffing.store.jobs import JobEvent, WorkerId


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_store(tmp_path)


def order(engine: Engine, folder: str = "/plan", now: float = 100.0) -> jobs.Job:
    return jobs.enqueue(engine, "roster", folder, {"time_limit": 5.0}, now=now)


def test_a_job_walks_from_queued_to_done(engine: Engine) -> None:
    worker = WorkerId()
    job = order(engine)
    assert (job.status, job.started, job.objective, job.params["time_limit"]) == ("queued", None, None, 5.0)
    running = jobs.claim(engine, worker, now=101.0)
    assert running is not None
    assert (running.id, running.status, running.started, running.pid) == (job.id, "running", 101.0, os.getpid())
    jobs.record(engine, job.id, worker, JobEvent(0.5, "improve", 20.0, 10.0))
    jobs.record(engine, job.id, worker, JobEvent(1.0, "improve", 18.0, 11.0))
    assert jobs.finish(engine, job.id, worker, "done", {"objective": 17.0, "bound": 12.0}, now=103.0)
    done = jobs.get(engine, job.id)
    assert done is not None
    assert (done.status, done.finished, done.objective, done.bound, done.active) == ("done", 103.0, 17.0, 12.0, False)
    assert [(e.seconds, e.objective, e.bound) for e in jobs.events(engine, job.id)] == [(0.5, 20.0, 10.0), (1.0, 18.0, 11.0)]


def test_one_folder_has_at_most_one_active_job(engine: Engine) -> None:
    first = order(engine)
    assert order(engine).id == first.id
    assert order(engine, "/other").id != first.id
    worker = WorkerId()
    jobs.claim(engine, worker)
    assert order(engine).id == first.id
    jobs.finish(engine, first.id, worker, "done")
    assert order(engine).id > first.id


def test_jobs_are_claimed_in_order_and_once(engine: Engine) -> None:
    ids = [order(engine, f"/plan{k}").id for k in range(3)]
    taken = [jobs.claim(engine, WorkerId()) for _ in range(4)]
    assert [job and job.id for job in taken] == [*ids, None]


def test_two_workers_never_run_one_job(engine: Engine, tmp_path: Path) -> None:
    ids = {order(engine, f"/plan{k}").id for k in range(20)}

    def take_all(_: int) -> list[int]:
        mine, own = [], open_store(tmp_path)
        while (job := jobs.claim(own, WorkerId())) is not None:
            mine.append(job.id)
        return mine

    with ThreadPoolExecutor(6) as pool:
        taken = [job for some in pool.map(take_all, range(6)) for job in some]
    assert sorted(taken) == sorted(ids)


def test_a_queued_job_is_cancelled_at_once(engine: Engine) -> None:
    job = order(engine)
    jobs.cancel(engine, job.id, now=105.0)
    cancelled = jobs.get(engine, job.id)
    assert cancelled is not None
    assert (cancelled.status, cancelled.finished) == ("cancelled", 105.0)
    assert jobs.claim(engine, WorkerId()) is None


def test_a_running_job_is_told_to_stop_by_its_heartbeat(engine: Engine) -> None:
    job, worker = order(engine), WorkerId()
    jobs.claim(engine, worker)
    assert jobs.beat(engine, job.id, worker) is True
    jobs.cancel(engine, job.id)
    assert jobs.beat(engine, job.id, worker) is False


def test_cancelling_a_finished_job_changes_nothing(engine: Engine) -> None:
    job, worker = order(engine), WorkerId()
    jobs.claim(engine, worker)
    jobs.finish(engine, job.id, worker, "done")
    jobs.cancel(engine, job.id)
    done = jobs.get(engine, job.id)
    assert done is not None
    assert (done.status, done.cancel) == ("done", False)


def test_only_its_own_worker_may_write_to_a_job(engine: Engine) -> None:
    job, worker, stranger = order(engine), WorkerId(), WorkerId()
    jobs.claim(engine, worker)
    assert jobs.beat(engine, job.id, stranger) is False
    jobs.record(engine, job.id, stranger, JobEvent(1.0, "x", 1.0, 1.0))
    assert jobs.events(engine, job.id) == ()
    assert jobs.finish(engine, job.id, stranger, "done") is False
    running = jobs.get(engine, job.id)
    assert running is not None
    assert running.status == "running"


def test_a_worker_cannot_end_a_job_as_queued(engine: Engine) -> None:
    with pytest.raises(ValueError, match="queued"):
        jobs.finish(engine, 1, WorkerId(), "queued")


def test_a_silent_worker_loses_its_job(engine: Engine) -> None:
    job, worker = order(engine), WorkerId(host="elsewhere")
    jobs.claim(engine, worker, now=1000.0)
    assert jobs.reap(engine, now=1000.0 + jobs.STALE_SECONDS - 1) == 0
    assert jobs.reap(engine, now=1000.0 + jobs.STALE_SECONDS + 1) == 1
    lost = jobs.get(engine, job.id)
    assert lost is not None
    assert lost.status == "lost"
    assert jobs.beat(engine, job.id, worker) is False
    assert jobs.finish(engine, job.id, worker, "done") is False


def test_a_dead_process_on_this_host_loses_its_job_at_once(engine: Engine) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    job = order(engine)
    jobs.claim(engine, WorkerId(pid=dead.pid), now=1000.0)
    assert jobs.reap(engine, now=1000.5) == 1
    lost = jobs.get(engine, job.id)
    assert lost is not None
    assert lost.status == "lost"


def test_latest_active_and_waiting(engine: Engine) -> None:
    first, second = order(engine, "/a"), order(engine, "/b")
    assert jobs.waiting_before(engine, second) == 1
    assert jobs.waiting_before(engine, first) == 0
    jobs.cancel(engine, first.id)
    again = order(engine, "/a")
    newest, running = jobs.latest(engine, "/a"), jobs.active(engine, "/a")
    assert newest is not None
    assert running is not None
    assert newest.id == running.id == again.id
    assert jobs.latest(engine, "/none") is None
    assert jobs.get(engine, 999) is None
