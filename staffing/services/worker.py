"""The worker process: ``python -m staffing.services.worker --store URL`` takes jobs from the table, one at a time, until it is ended.

It is a process of its own, so that a solve survives a reload or a restart of the web server, and a crash of a solve leaves the web server
alone. Several may run beside each other.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from staffing.domain.progress import Cancelled, Listener
from staffing.domain.report import RosterResult
from staffing.services.jobs import RosterRun, work_once
from staffing.store import jobs as table
from staffing.store.database import StoreError, home, open_store

POLL_SECONDS = 0.3
NICE = 10

_log = logging.getLogger("staffing.worker")


def start(url: str, companion: int | None = None) -> subprocess.Popen[bytes]:
    """Start a worker in a session of its own, so that neither Ctrl-C nor the end of the web server ends it by accident.

    ``companion``: process id of a web server; the worker ends by itself once that process is gone and no work is left.
    """
    command = [sys.executable, "-m", "staffing.services.worker", "--store", url]
    if companion is not None:
        command += ["--companion", str(companion)]
    log = home(url) / "worker.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def serve(url: str, run: RosterRun, companion: int | None = None, ended: threading.Event | None = None) -> None:
    """Take and do jobs until ``ended`` is set, or until the companion is gone and nothing is queued."""
    ended = ended or threading.Event()
    engine = open_store(url)
    worker = table.WorkerId()
    _log.info("worker %s (process %d) serves %s", worker.token, worker.pid, engine.url.render_as_string(hide_password=True))
    while not ended.is_set():
        try:
            table.reap(engine)
            job = work_once(engine, worker, run, stop=ended.is_set)
        except SQLAlchemyError:
            _log.exception("the store did not answer")
            ended.wait(2.0)
            continue
        if job is not None:
            _log.info("job %d: %s", job.id, job.status)
        elif companion is not None and _gone(companion):
            return
        else:
            ended.wait(POLL_SECONDS)


def _run_roster() -> RosterRun:
    from staffing.services import stages

    def run(folder: Path, *, time_limit: float, seed: int, workers: int | None, progress: Listener, cancelled: Cancelled) -> RosterResult:
        made = stages.roster(folder, time_limit=time_limit, seed=seed, workers=workers, progress=progress, cancelled=cancelled)
        if made.result.roster is not None:
            stages.check(folder, progress=progress)
        return made.result

    return run


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry of the process."""
    parser = argparse.ArgumentParser(prog="staffing.services.worker", description="Take jobs from the store and do them.")
    parser.add_argument("--store", help="database URL, or folder of the store")
    parser.add_argument("--companion", type=int, help="end when this process is gone and nothing is queued")
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr)
    os.nice(NICE)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        serve(given.store, _run_roster(), given.companion, ended)
    except StoreError as error:
        _log.error("%s", error)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
