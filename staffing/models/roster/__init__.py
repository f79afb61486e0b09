"""Requirement, people and rules in; a named roster with a proven bound out."""

from __future__ import annotations

import time

from staffing.domain.plan import Plan
from staffing.domain.progress import Cancelled, Listener, Progress, ignore, never
from staffing.domain.report import RosterResult
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster

__all__ = ["make_roster"]


def make_roster(
    plan: Plan,
    requirement: Requirement,
    *,
    time_limit: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
    warm_start: Roster | None = None,
) -> RosterResult:
    """The best roster found within the time limit, with a proven lower bound on what any roster of the plan costs.

    Args:
        plan, requirement: on the same axis.
        time_limit: wall time of the search in seconds, > 0; the call returns within it plus at most two seconds, and what loading the
            engine takes the first time in a process (a few seconds; about a minute in an installation without compiled kernels).
        seed: of every random choice. With ``workers=1`` the search is the same for the same seed as far as the clock lets it go.
        workers: threads; ``None`` = one per core (at most 8).
        progress: hears of every phase and improvement.
        cancelled: asked often; True ends the search within two seconds and keeps the best roster.
        warm_start: a roster to start from; what of it is no longer legal is left out.

    Returns: a result whose roster holds every hard rule of the plan; ``None`` with status ``infeasible`` and the clashing rules where
    there can be none.

    Raises ValueError where ``time_limit`` is not positive or the requirement lies on another axis.
    """
    from staffing.models.roster.engine import solve_roster  # numba and ortools are loaded when first needed
    from staffing.models.roster.warm import ensure

    compiling = Progress("roster", message="compiling the engine, only this once")
    ensure(lambda: progress(compiling))
    begun = time.monotonic()  # the time limit counts from here

    return solve_roster(
        plan,
        requirement,
        time_limit=time_limit,
        seed=seed,
        workers=workers,
        progress=progress,
        cancelled=cancelled,
        warm_start=warm_start,
        begun=begun,
    )
