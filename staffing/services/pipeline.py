"""The chain in memory, one function a stage: the public names of the package."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from staffing.domain.finding import Finding
from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.progress import Cancelled, Listener, ignore, never
from staffing.domain.report import RosterResult
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster
from staffing.services.proof import Proof, prove
from staffing.services.requirement import given_or_made

if TYPE_CHECKING:
    from staffing.forecast import ForecastResult


def load_plan(folder: str | Path, needs: Collection[str] = ()) -> Plan:
    """Read and validate a plan folder.

    Args:
        folder: the folder of plan.toml.
        needs: logical names of files that must be there beside plan.toml, e.g. ``{"history"}``.

    Raises InputProblems with every problem of every file at once.
    """
    from staffing.io import load_plan as load
    from staffing.rules.packs import load_packs

    return load(Path(folder), needs, check_rules=load_packs)  # an unknown pack, rule or parameter is a problem of plan.toml


def files_of(folder: str | Path) -> tuple[list[str], list[str]]:
    """(names of the files of a plan folder that make the plan, names of CSV files that nobody reads)."""
    from staffing.io import other_files, plan_files

    return plan_files(Path(folder)), other_files(Path(folder))


def forecast_with_accuracy(plan: Plan, progress: Listener = ignore, cancelled: Cancelled = never) -> tuple[Forecast, ForecastResult | None]:
    """The forecast of a plan and, where it was computed from history, its accuracy report.

    A forecast.csv of the user's stands as it is. Raises InputProblems where there is neither history nor forecast.
    """
    if plan.forecast is not None:
        return plan.forecast, None
    if plan.history is None:
        raise InputProblems([Problem("history.csv", None, None, None, "a history.csv or a forecast.csv", "missing-file")])
    from staffing.forecast import make_forecast as make

    result = make(plan, progress, cancelled)
    return result.forecast, result


def make_forecast(plan: Plan, progress: Listener = ignore, cancelled: Cancelled = never) -> Forecast:
    """Expected contacts and handling time of every queue and interval; see :class:`staffing.domain.forecast.Forecast`."""
    return forecast_with_accuracy(plan, progress, cancelled)[0]


def make_requirement(plan: Plan, forecast: Forecast | None = None) -> Requirement:
    """People needed on each queue in each interval; a requirement.csv of the user's stands as it is.

    Raises InputProblems where a queue cannot be staffed as asked (e.g. contacts without a handling time).
    """
    if plan.requirement is None and forecast is None:
        forecast = make_forecast(plan)
    return given_or_made(plan, forecast)


def under_law(plan: Plan) -> Plan:
    """The plan with what the rules of its packs ask of a roster that is still to be made, as far as they can be written as limits."""
    from staffing.rules.obedience import limits_of

    return replace(plan, limits=limits_of(plan).hard) if plan.rule_packs else plan


def proven_roster(
    plan: Plan,
    requirement: Requirement,
    *,
    time_limit: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
    warm_start: Roster | None = None,
) -> tuple[RosterResult, Proof | None]:
    """As :func:`make_roster`, with the recomputation beside it (``None`` where no roster was found)."""
    from staffing.models.roster import make_roster as solve

    result = solve(
        under_law(plan),
        requirement,
        time_limit=time_limit,
        seed=seed,
        workers=workers,
        progress=progress,
        cancelled=cancelled,
        warm_start=warm_start,
    )
    report = replace(result.report, input_hash=plan.input_hash)
    proof = None if result.roster is None else prove(plan, requirement, result.roster, report)
    return RosterResult(result.roster, report), proof


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
    """A roster with its proof.

    Args:
        time_limit: seconds, > 0.
        seed: any whole number; the same seed explores in the same order.
        workers: processes or threads at work; ``None`` = one per core.
        progress: hears of every improvement.
        cancelled: asked often; True ends the search and keeps the best roster.
        warm_start: a roster to begin from.

    The objective, its terms, the coverage and every hard rule are recomputed here by code that never sees the solver; raises ProofError
    where they differ.
    """
    return proven_roster(
        plan,
        requirement,
        time_limit=time_limit,
        seed=seed,
        workers=workers,
        progress=progress,
        cancelled=cancelled,
        warm_start=warm_start,
    )[0]


def check_roster(plan: Plan, roster: Roster, packs: Sequence[str] | None = None) -> tuple[Finding, ...]:
    """What the rules say about a roster, ours or imported.

    Args:
        packs: law packs by name or path; ``None`` = the plan's. The packs ``contract`` and ``policy`` are always on.
    """
    from staffing.rules import check

    return check(plan, roster, packs).findings
