"""The plans the app shows: those its store knows, and a demo plan where it knows none."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from staffing.services.templates import DEFAULT_TEMPLATE, new_plan
from staffing.store import database, plans
from staffing.store.plans import PlanFolder


def known(engine: Engine) -> tuple[PlanFolder, ...]:
    """The known folders that are still there, in the order they were added."""
    return tuple(plan for plan in plans.plans(engine) if plan.folder.is_dir())


def add(engine: Engine, folder: Path) -> PlanFolder:
    """Make a plan folder known to the store."""
    return plans.add(engine, folder)


def demo_folder(engine: Engine) -> Path:
    """Where the demo plan of a store lies: ``plans/<template>`` beside its database."""
    return database.home(engine.url.render_as_string(hide_password=False)) / "plans" / DEFAULT_TEMPLATE


def ensure_one(engine: Engine) -> tuple[PlanFolder, ...]:
    """The known plans; where there is none, the demo plan is made first.

    Raises InputProblems where its folder cannot be written, FileNotFoundError where the installation has no sample plans.
    """
    found = known(engine)
    if not found:
        folder = demo_folder(engine)
        if not (folder / "plan.toml").is_file():
            new_plan(folder, DEFAULT_TEMPLATE)
        plans.add(engine, folder)
        found = known(engine)
    return found
