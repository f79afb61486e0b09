"""The tables. A later room (plans, versions, audit log) adds its tables to the same ``METADATA``.

Moments are seconds since 1970-01-01T00:00Z (float). Sentences are never stored: codes, numbers and parameters only.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

VERSION = 1
"""Version of the schema, kept in ``meta``; a store of another version is refused."""

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

META = Table("meta", METADATA, Column("key", String(64), primary_key=True), Column("value", Text, nullable=False))

PLAN_FOLDER = Table(
    "plan_folder",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("slug", String(80), nullable=False, unique=True),
    Column("folder", Text, nullable=False, unique=True),
    Column("added", Float, nullable=False),
)

STATUSES = ("queued", "running", "done", "cancelled", "failed", "lost")
ACTIVE = ("queued", "running")
_ACTIVE = text("status IN ('queued', 'running')")

JOB = Table(
    "job",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("folder", Text, nullable=False),
    Column("params", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("created", Float, nullable=False),
    Column("started", Float),
    Column("finished", Float),
    Column("heartbeat", Float),
    Column("host", String(255)),
    Column("pid", Integer),
    Column("worker", String(64)),
    Column("cancel", Boolean, nullable=False, default=False),
    Column("phase", String(64), nullable=False, default=""),
    Column("objective", Float),
    Column("bound", Float),
    Column("result", JSON(none_as_null=True)),
    Column("error", JSON(none_as_null=True)),
    CheckConstraint("status IN ('queued', 'running', 'done', 'cancelled', 'failed', 'lost')", name="status"),
    Index("ix_job_status_created", "status", "created"),
    Index("ix_job_folder_created", "folder", "created"),
    Index("uq_job_active_folder", "folder", unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
)

JOB_EVENT = Table(
    "job_event",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("job", Integer, ForeignKey("job.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("seconds", Float, nullable=False),
    Column("phase", String(64), nullable=False),
    Column("objective", Float),
    Column("bound", Float),
)
