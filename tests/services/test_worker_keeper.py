from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from staffing.services import worker_keeper
from staffing.services.worker_keeper import WorkerKeeper


def starter(code: str, started: list[subprocess.Popen[bytes]]) -> Callable[[], subprocess.Popen[bytes]]:
    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", code]))
        return started[-1]

    return start


def wait_until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


def test_a_worker_that_dies_is_replaced_and_ended_at_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_keeper, "FIRST_PAUSE", 0.05)
    started: list[subprocess.Popen[bytes]] = []
    keeper = WorkerKeeper("sqlite://", start=starter("import time; time.sleep(60)", started))
    started[0].kill()
    wait_until(lambda: len(started) == 2)
    keeper.end()
    assert [process.poll() is not None for process in started] == [True, True]


def test_a_worker_without_a_store_is_not_started_again() -> None:
    started: list[subprocess.Popen[bytes]] = []
    keeper = WorkerKeeper("sqlite://", start=starter("raise SystemExit(2)", started))
    wait_until(lambda: not keeper._thread.is_alive())
    keeper.end()
    assert len(started) == 1


def test_a_worker_that_does_not_obey_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_keeper, "END_SECONDS", 0.3)
    started: list[subprocess.Popen[bytes]] = []
    code = "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE))
        assert started[-1].stdout is not None
        started[-1].stdout.readline()
        return started[-1]

    WorkerKeeper("sqlite://", start=start).end()
    assert started[0].returncode == -9
    assert started[0].stdout is not None
    started[0].stdout.close()
