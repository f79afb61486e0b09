"""The job table: long work is queued here, claimed by one worker, watched by anybody, and never lost from sight.

``queued -> running -> done | cancelled | failed``; a running job whose worker died becomes ``lost``. One folder has at most one queued or
running job (a unique index keeps it so).
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, Row, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from staffing.store.schema import ACTIVE, JOB, JOB_EVENT

STALE_SECONDS = 15.0
"""A running job without a sign of life for this long has lost its worker."""


@dataclass(frozen=True)
class Job:
    """One row of the table. Moments are seconds since 1970 (UTC); ``None`` = not yet, or unknown.

    Attributes:
        kind: what is to be done, e.g. ``roster``.
        folder: absolute path of the plan folder.
        params: of the work, e.g. ``{"time_limit": 60.0, "seed": 1, "workers": None}``.
        status: ``queued``, ``running``, ``done``, ``cancelled``, ``failed`` or ``lost``.
        cancel: somebody asked for a stop.
        phase: what the work is at, a short code.
        objective, bound: best so far.
        result: of finished work, codes and numbers.
        error: of failed work: ``{"code": ..., ...}``.
    """

    id: int
    kind: str
    folder: str
    params: Mapping[str, Any]
    status: str
    created: float
    started: float | None
    finished: float | None
    heartbeat: float | None
    host: str | None
    pid: int | None
    worker: str | None
    cancel: bool
    phase: str
    objective: float | None
    bound: float | None
    result: Mapping[str, Any] | None
    error: Mapping[str, Any] | None

    @property
    def active(self) -> bool:
        """Whether it is queued or running."""
        return self.status in ACTIVE


@dataclass(frozen=True)
class JobEvent:
    """A moment of a job: seconds since its start, phase, best objective and bound so far."""

    seconds: float
    phase: str
    objective: float | None
    bound: float | None


@dataclass(frozen=True)
class WorkerId:
    """Who works: host, process and a token that no other worker has."""

    host: str = field(default_factory=socket.gethostname)
    pid: int = field(default_factory=os.getpid)
    token: str = field(default_factory=lambda: os.urandom(8).hex())


def _job(row: Row[Any] | None) -> Job | None:
    return None if row is None else Job(**row._mapping)


def enqueue(engine: Engine, kind: str, folder: str, params: Mapping[str, Any], now: float | None = None) -> Job:
    """Queue work for a folder; where some is queued or running already, that job is given instead of a second one."""
    moment = time.time() if now is None else now
    row = {"kind": kind, "folder": folder, "params": dict(params), "status": "queued", "created": moment, "cancel": False, "phase": ""}
    for attempt in range(20):
        try:
            with engine.begin() as connection:
                job = _job(connection.execute(insert(JOB).values(row).returning(*JOB.c)).one())
        except IntegrityError:
            job = active(engine, folder)  # None: it ended between the two statements, so try again
            if job is None and attempt == 19:
                raise
        if job is not None:
            return job
    raise AssertionError("unreachable")


def get(engine: Engine, job_id: int) -> Job | None:
    """A job by its number; ``None`` where there is none."""
    with engine.connect() as connection:
        return _job(connection.execute(select(JOB).where(JOB.c.id == job_id)).one_or_none())


def latest(engine: Engine, folder: str) -> Job | None:
    """The newest job of a folder."""
    with engine.connect() as connection:
        return _job(connection.execute(select(JOB).where(JOB.c.folder == folder).order_by(JOB.c.id.desc()).limit(1)).one_or_none())


def active(engine: Engine, folder: str) -> Job | None:
    """The queued or running job of a folder."""
    with engine.connect() as connection:
        return _job(connection.execute(select(JOB).where(JOB.c.folder == folder, JOB.c.status.in_(ACTIVE))).one_or_none())


def waiting_before(engine: Engine, job: Job) -> int:
    """How many jobs a worker will take, or is at, before a queued one."""
    with engine.connect() as connection:
        ids = connection.execute(select(JOB.c.id).where(JOB.c.status.in_(ACTIVE), JOB.c.id < job.id)).all()
    return len(ids)


def claim(engine: Engine, worker: WorkerId, now: float | None = None) -> Job | None:
    """Take the oldest queued job; ``None`` where none is queued. One statement, so that two workers never get the same job."""
    moment = time.time() if now is None else now
    oldest = select(JOB.c.id).where(JOB.c.status == "queued").order_by(JOB.c.id).limit(1).scalar_subquery()
    taken = (
        update(JOB)
        .where(JOB.c.id == oldest, JOB.c.status == "queued")
        .values(status="running", started=moment, heartbeat=moment, host=worker.host, pid=worker.pid, worker=worker.token)
        .returning(*JOB.c)
    )
    with engine.connect() as connection:  # an idle worker only reads, so that it never holds the write lock
        if connection.execute(select(JOB.c.id).where(JOB.c.status == "queued").limit(1)).first() is None:
            return None
    with engine.begin() as connection:
        return _job(connection.execute(taken).one_or_none())


def _mine(job_id: int, worker: WorkerId) -> Any:
    return and_(JOB.c.id == job_id, JOB.c.worker == worker.token, JOB.c.status == "running")


def beat(engine: Engine, job_id: int, worker: WorkerId, now: float | None = None) -> bool:
    """Give a sign of life. Returns whether the work shall go on: False once a stop was asked for or the job is no longer this worker's."""
    moment = time.time() if now is None else now
    with engine.begin() as connection:
        beaten = update(JOB).where(_mine(job_id, worker)).values(heartbeat=moment).returning(JOB.c.cancel)
        stop = connection.execute(beaten).scalar_one_or_none()
    return stop is False


def record(engine: Engine, job_id: int, worker: WorkerId, moment: JobEvent) -> None:
    """Add an event and show its values in the job's row; nothing happens when the job is no longer this worker's."""
    values = {"phase": moment.phase, "objective": moment.objective, "bound": moment.bound}
    with engine.begin() as connection:
        if connection.execute(update(JOB).where(_mine(job_id, worker)).values(values)).rowcount:
            connection.execute(insert(JOB_EVENT).values(job=job_id, seconds=moment.seconds, **values))


def finish(
    engine: Engine,
    job_id: int,
    worker: WorkerId,
    status: str,
    result: Mapping[str, Any] | None = None,
    error: Mapping[str, Any] | None = None,
    now: float | None = None,
) -> bool:
    """End a running job as ``done``, ``cancelled`` or ``failed``; False when it was no longer this worker's."""
    if status not in ("done", "cancelled", "failed"):
        raise ValueError(f"a worker ends a job as done, cancelled or failed, not {status!r}")
    moment = time.time() if now is None else now
    values: dict[str, Any] = {"status": status, "finished": moment, "heartbeat": moment, "error": dict(error) if error else None}
    if result is not None:
        values |= {"result": dict(result), "objective": result.get("objective"), "bound": result.get("bound")}
    with engine.begin() as connection:
        return connection.execute(update(JOB).where(_mine(job_id, worker)).values(values)).rowcount == 1


def cancel(engine: Engine, job_id: int, now: float | None = None) -> None:
    """Ask for a stop: a queued job is cancelled at once, a running one by its worker; a finished one stays as it is."""
    moment = time.time() if now is None else now
    with engine.begin() as connection:
        connection.execute(
            update(JOB).where(JOB.c.id == job_id, JOB.c.status == "queued").values(status="cancelled", cancel=True, finished=moment)
        )
        connection.execute(update(JOB).where(JOB.c.id == job_id, JOB.c.status == "running").values(cancel=True))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def reap(engine: Engine, now: float | None = None, stale_seconds: float = STALE_SECONDS) -> int:
    """Mark as ``lost`` every running job whose worker died: no sign of life, or its process on this host is gone. Returns how many."""
    moment = time.time() if now is None else now
    old = moment - stale_seconds
    here = socket.gethostname()
    with engine.connect() as connection:
        running = connection.execute(select(JOB.c.id, JOB.c.host, JOB.c.pid, JOB.c.heartbeat).where(JOB.c.status == "running")).all()
    gone = [row.id for row in running if row.heartbeat < old or (row.host == here and not _alive(row.pid))]
    if not gone:
        return 0
    with engine.begin() as connection:
        lost = update(JOB).where(JOB.c.id.in_(gone), JOB.c.status == "running").values(status="lost", finished=moment)
        dead = [row.id for row in running if row.id in gone and row.heartbeat >= old]
        return connection.execute(lost.where(or_(JOB.c.heartbeat < old, JOB.c.id.in_(dead)))).rowcount


def events(engine: Engine, job_id: int) -> tuple[JobEvent, ...]:
    """The events of a job in order of time."""
    columns = (JOB_EVENT.c.seconds, JOB_EVENT.c.phase, JOB_EVENT.c.objective, JOB_EVENT.c.bound)
    with engine.connect() as connection:
        rows = connection.execute(select(*columns).where(JOB_EVENT.c.job == job_id).order_by(JOB_EVENT.c.id)).all()
    return tuple(JobEvent(*row) for row in rows)
