"""The plan folders a store knows, each with a short name for addresses."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from staffing.store.schema import PLAN_FOLDER


@dataclass(frozen=True)
class PlanFolder:
    """A plan folder: its short name (unique, fit for an address) and its absolute path."""

    slug: str
    folder: Path


def _slug(folder: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folder.name.lower()).strip("-")[:60] or "plan"


def add(engine: Engine, folder: Path, now: float | None = None) -> PlanFolder:
    """Make a folder known; one that is known already keeps its short name."""
    path = folder.expanduser().resolve()
    moment = time.time() if now is None else now
    while True:
        known = {plan.folder: plan for plan in plans(engine)}
        if path in known:
            return known[path]
        taken = {plan.slug for plan in known.values()}
        base = _slug(path)
        slug = next(name for n in range(1, len(taken) + 2) if (name := base if n == 1 else f"{base}-{n}") not in taken)
        try:
            with engine.begin() as connection:
                connection.execute(insert(PLAN_FOLDER).values(slug=slug, folder=str(path), added=moment))
        except IntegrityError:
            continue  # another process was quicker: look again


def plans(engine: Engine) -> tuple[PlanFolder, ...]:
    """All known folders in the order they were added, also those that are no longer there."""
    with engine.connect() as connection:
        rows = connection.execute(select(PLAN_FOLDER.c.slug, PLAN_FOLDER.c.folder).order_by(PLAN_FOLDER.c.id)).all()
    return tuple(PlanFolder(row.slug, Path(row.folder)) for row in rows)


def forget(engine: Engine, slug: str) -> None:
    """Make a folder unknown; the folder itself is left alone."""
    with engine.begin() as connection:
        connection.execute(delete(PLAN_FOLDER).where(PLAN_FOLDER.c.slug == slug))
