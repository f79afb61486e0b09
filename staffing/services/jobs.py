"""Long work in the background: a roster is ordered here, made by a worker process, watched and cancelled from anywhere."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from staffing.domain.problems import InputProblems
from staffing.domain.progress import Cancelled, Listener, Progress
from staffing.domain.report import RosterResult, SolveStatus
from staffing.store import jobs as table
from staffing.store.jobs import Job, JobEvent, WorkerId

WATCH_SECONDS = 0.5
"""How often a worker writes progress, gives a sign of life and asks whether to stop."""

GRACE_SECONDS = 15.0
"""How long work may go on after it was told to stop before its process is ended."""

_CUT_SHORT = (SolveStatus.FEASIBLE, SolveStatus.NO_SOLUTION_YET)
_log = logging.getLogger(__name__)


class RosterRun(Protocol):
    """What reads a plan folder, makes a roster and writes ``out/``; the worker has it, tests bring their own."""

    def __call__(
        self, folder: Path, *, time_limit: float, seed: int, workers: int | None, progress: Listener, cancelled: Cancelled
    ) -> RosterResult: ...


def order_roster(engine: Engine, folder: Path, *, time_limit: float = 60.0, seed: int = 1, workers: int | None = None) -> Job:
    """Queue a roster for a plan folder; where one is queued or running already, that job is given.

    ``time_limit`` in seconds, > 0; ``workers`` = threads of the solver, ``None`` = all cores. Raises ValueError outside these ranges.
    """
    if not 0 < time_limit <= 86_400:
        raise ValueError(f"time_limit must lie between 0 and 86400 seconds, not {time_limit}")
    if workers is not None and workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    table.reap(engine)
    params = {"time_limit": float(time_limit), "seed": int(seed), "workers": workers}
    return table.enqueue(engine, "roster", str(folder.resolve()), params)


def cancel(engine: Engine, job_id: int) -> None:
    """Ask for a stop; the best roster found so far is kept."""
    table.cancel(engine, job_id)


def status(engine: Engine, job_id: int) -> Job | None:
    """A job as it is now; one whose worker died shows as ``lost``."""
    table.reap(engine)
    return table.get(engine, job_id)


def latest(engine: Engine, folder: Path) -> Job | None:
    """The newest job of a plan folder as it is now."""
    table.reap(engine)
    return table.latest(engine, str(folder.resolve()))


def trace(engine: Engine, job_id: int) -> tuple[JobEvent, ...]:
    """Objective and bound over time."""
    return table.events(engine, job_id)


def waiting_before(engine: Engine, job: Job) -> int:
    """How many jobs come before a queued one."""
    return table.waiting_before(engine, job)


class _Watch:
    """Runs beside the work: writes its progress at most every WATCH_SECONDS, beats, and carries a stop to it."""

    def __init__(self, engine: Engine, job: Job, worker: WorkerId, stop: Callable[[], bool], exit_process: Callable[[int], None]) -> None:
        self.engine, self.job, self.worker, self.stop, self.exit_process = engine, job, worker, stop, exit_process
        self.began = time.monotonic()
        self.told = threading.Event()
        self.over = threading.Event()
        self.lock = threading.Lock()
        self.now = JobEvent(0.0, "start", None, None)
        self.written: JobEvent | None = None
        self.thread = threading.Thread(target=self._run, name=f"watch-{job.id}", daemon=True)

    def listen(self, event: Progress) -> None:
        """Take an event; None never wipes out a value known before."""
        phase = event.stage if event.stage != "roster" or not event.message else event.message
        with self.lock:
            self.now = JobEvent(
                round(time.monotonic() - self.began, 2),
                phase[:64],
                self.now.objective if event.objective is None else float(event.objective),
                self.now.bound if event.bound is None else float(event.bound),
            )

    def flush(self) -> None:
        with self.lock:
            now = self.now
        if self.written is None or replace(now, seconds=self.written.seconds) != self.written:
            table.record(self.engine, self.job.id, self.worker, now)
            self.written = now

    def _run(self) -> None:
        limit = 2 * float(self.job.params.get("time_limit", 60)) + 300
        told_at: float | None = None
        while not self.over.wait(WATCH_SECONDS):
            now = time.monotonic()
            try:
                self.flush()
                go_on = table.beat(self.engine, self.job.id, self.worker)
            except SQLAlchemyError:
                _log.exception("job %d: the store did not answer", self.job.id)
                continue
            if not go_on or self.stop():
                self.told.set()
                told_at = told_at or now
            if told_at is not None and now - told_at > GRACE_SECONDS:
                table.finish(self.engine, self.job.id, self.worker, "cancelled", error={"code": "killed"})
                self.exit_process(75)
            elif now - self.began > limit:
                table.finish(self.engine, self.job.id, self.worker, "failed", error={"code": "overrun", "seconds": limit})
                self.exit_process(75)


def _summary(result: RosterResult) -> dict[str, Any]:
    report = result.report
    return {
        "status": report.status.value,
        "objective": report.objective,
        "bound": report.bound,
        "gap": report.gap,
        "excess_gap": report.excess_gap,
        "seconds": report.seconds,
        "seed": report.seed,
        "input_hash": report.input_hash,
    }


def _failure(error: Exception) -> Mapping[str, Any]:
    if isinstance(error, InputProblems):
        return {"code": "input", "problems": [asdict(problem) for problem in error.problems[:500]]}
    return {"code": "crash", "type": type(error).__name__, "text": str(error)[:2000]}


def work_once(
    engine: Engine,
    worker: WorkerId,
    run: RosterRun,
    stop: Callable[[], bool] = lambda: False,
    exit_process: Callable[[int], None] = os._exit,
) -> Job | None:
    """Claim one job and do it; gives the job as it ended, ``None`` where none was queued.

    ``stop`` says that this worker shall end: the job is then cancelled. Work that does not obey within GRACE_SECONDS, or overruns its time
    limit grossly, is ended together with the process (``exit_process``).
    """
    job = table.claim(engine, worker)
    if job is None:
        return None
    watch = _Watch(engine, job, worker, stop, exit_process)
    watch.flush()
    watch.thread.start()
    params = job.params
    try:
        result = run(
            Path(job.folder),
            time_limit=float(params["time_limit"]),
            seed=int(params["seed"]),
            workers=params.get("workers"),
            progress=watch.listen,
            cancelled=watch.told.is_set,
        )
        outcome: tuple[str, Mapping[str, Any] | None, Mapping[str, Any] | None] = (
            "cancelled" if result.status is SolveStatus.CANCELLED or (watch.told.is_set() and result.status in _CUT_SHORT) else "done",
            _summary(result),
            None,
        )
    except Exception as error:  # whatever went wrong belongs to this job; the worker lives on
        if not isinstance(error, InputProblems):
            _log.exception("job %d failed", job.id)
        outcome = ("failed", None, _failure(error))
    finally:
        watch.over.set()
        watch.thread.join()
    watch.flush()
    ended, answer, failure = outcome
    table.finish(engine, job.id, worker, ended, answer, failure)
    return table.get(engine, job.id)
