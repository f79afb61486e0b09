from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from staffing.domain.report import RosterResult, SolveReport, SolveStatus
from staffing.services import jobs, worker
from staffing.store.database import locate, open_store

PROCESS = """
import sys, time
from pathlib import Path
from staffing.domain.report import RosterResult, SolveReport, SolveStatus
from staffing.services import worker

def run(folder, *, cancelled, time_limit, **_):
    (Path(folder) / "started").touch()
    until = time.monotonic() + time_limit
    while not cancelled() and time.monotonic() < until:
        time.sleep(0.02)
    return RosterResult(None, SolveReport(SolveStatus.CANCELLED if cancelled() else SolveStatus.OPTIMAL, 1.0, 1.0, 1.0, 1))

worker._run_roster = lambda: run
sys.exit(worker.main(sys.argv[1:]))
"""


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_store(tmp_path / "store")


@pytest.fixture
def start(tmp_path: Path, engine: Engine) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def go(*extra: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", PROCESS, "--store", locate(tmp_path / "store"), *extra]
        started.append(subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True))
        return started[-1]

    yield go
    for process in started:
        process.kill()
        process.wait()


def wait_for(condition: Callable[[], Any], seconds: float = 20.0) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def state(engine: Engine, job: int) -> str:
    found = jobs.status(engine, job)
    assert found is not None
    return found.status


def test_a_killed_workers_job_becomes_lost_and_can_be_ordered_again(
    engine: Engine, tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = jobs.order_roster(engine, tmp_path, time_limit=60)
    process = start()
    wait_for((tmp_path / "started").exists)
    assert state(engine, job.id) == "running"
    process.kill()
    process.wait()
    wait_for(lambda: state(engine, job.id) == "lost", 5)
    again = jobs.order_roster(engine, tmp_path, time_limit=0.1)
    assert again.id != job.id
    start()
    wait_for(lambda: state(engine, again.id) == "done")


def test_terminating_a_worker_cancels_its_job_in_order(
    engine: Engine, tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    job = jobs.order_roster(engine, tmp_path, time_limit=60)
    process = start()
    wait_for((tmp_path / "started").exists)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert state(engine, job.id) == "cancelled"


def test_a_worker_outlives_its_companion_until_the_work_is_done(
    engine: Engine, tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]]
) -> None:
    companion = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    job = jobs.order_roster(engine, tmp_path, time_limit=2)
    process = start("--companion", str(companion.pid))
    wait_for((tmp_path / "started").exists)
    companion.kill()
    companion.wait()
    assert process.wait(20) == 0
    assert state(engine, job.id) == "done"


def test_a_worker_is_polite(start: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = start()
    wait_for(lambda: os.getpriority(os.PRIO_PROCESS, process.pid) >= 10)
    assert os.getsid(process.pid) != os.getsid(0)


def test_serves_until_ended(engine: Engine, tmp_path: Path) -> None:
    ended = threading.Event()

    def run(_folder: Path, **_: Any) -> RosterResult:
        ended.set()
        return RosterResult(None, SolveReport(SolveStatus.OPTIMAL, 1.0, 1.0, 1.0, 1))

    job = jobs.order_roster(engine, tmp_path)
    worker.serve(locate(tmp_path / "store"), run, ended=ended)
    assert state(engine, job.id) == "done"


def test_a_store_that_cannot_be_used_ends_the_worker_with_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    command = [sys.executable, "-c", PROCESS, "--store", str(tmp_path / "file" / "store")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "file" in done.stderr
