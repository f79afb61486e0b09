"""The chain over a plan folder: each stage reads the folder and writes its files under ``out/``, whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from staffing import io
from staffing.domain.coverage import Coverage
from staffing.domain.finding import Audit
from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.progress import Cancelled, Listener, Progress, ignore, never
from staffing.domain.report import RosterResult
from staffing.domain.requirement import Requirement
from staffing.services import pipeline
from staffing.services.auditing.privacy import masked
from staffing.services.price_curve import PricePoint
from staffing.services.sentences import sentence

if TYPE_CHECKING:
    from staffing.services.measured import Measured
    from staffing.services.opened import Opened
    from staffing.services.requiring.skills import SkillRequirement

ROSTER_FILES = ("roster.csv", "activities.csv", "coverage.csv")
JUDGED_FILES = ("findings.csv", "findings.json")


@dataclass(frozen=True)
class Forecasted:
    """A plan, its forecast, the accuracy report (``None`` where the forecast was given), and rows of forecast_totals.csv."""

    plan: Plan
    forecast: Forecast
    accuracy: dict[str, object] | None
    totals: tuple[tuple[object, ...], ...] = ()


@dataclass(frozen=True)
class Rostered:
    """A plan, its requirement, the roster with its report, and the coverage (``None`` without a roster)."""

    plan: Plan
    requirement: Requirement
    result: RosterResult
    coverage: Coverage | None


def out_folder(folder: Path) -> Path:
    """Where the stages write."""
    return folder / "out"


def forecast(folder: Path, progress: Listener = ignore, cancelled: Cancelled = never) -> Forecasted:
    """history -> out/forecast.csv, out/forecast_totals.csv and out/accuracy.json."""
    plan = pipeline.load_plan(folder, needs=("forecast-or-history",))
    made = _forecast(plan, progress, cancelled)
    _write_forecast(folder, made)
    return made


def require(folder: Path, progress: Listener = ignore, cancelled: Cancelled = never) -> tuple[Plan, Requirement]:
    """forecast -> out/requirement.csv."""
    plan = pipeline.load_plan(folder, needs=("requirement-or-what-makes-it",))
    requirement = _require(plan, None, progress, cancelled)
    io.write_requirement(requirement, out_folder(folder) / "requirement.csv")
    return plan, requirement


def price_points(plan: Plan) -> tuple[PricePoint, ...]:
    """What certainty costs in each queue of a plan; empty where its requirement is given."""
    from staffing.services.price_curve import price_curve

    return () if plan.requirement is not None else price_curve(plan, pipeline.make_forecast(plan))


def measure(folder: Path, plan: Plan) -> Measured | None:
    """What the plan's history measures -> out/measured.csv; without anything measured the file of an earlier run is removed."""
    from staffing.services.measured import measure as of

    measured, path = of(plan), out_folder(folder) / "measured.csv"
    if measured is None:
        io.remove([path])
    else:
        rows = [(m.queue, m.quantity, m.hours, m.fit.value, m.fit.low, m.fit.high, m.fit.events) for m in measured.measures]
        io.write_measured(rows, path)
    return measured


def require_by_skill(
    folder: Path, plan: Plan, requirement: Requirement, *, seed: int = 1, progress: Listener = ignore, cancelled: Cancelled = never
) -> SkillRequirement:
    """The live queues' requirement by skill group of the plan's agents -> out/requirement_groups.csv. Raises InputProblems."""
    from staffing.services.requiring.skills import require_by_skill as by_skill

    made = by_skill(plan, requirement, seed=seed, progress=progress, cancelled=cancelled)
    io.write_groups(plan.grid, [group.name for group in made.groups], made.agents, out_folder(folder) / "requirement_groups.csv")
    return made


def explain_interval(
    folder: Path,
    interval: str,
    queue: str | None = None,
    *,
    simulated: bool = True,
    seed: int = 1,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
) -> tuple[Plan, list[Opened]]:
    """The requirement of one interval opened up; writes nothing. Arguments as in :func:`staffing.services.opened.open_interval`."""
    from staffing.services.opened import find_interval, open_interval

    plan = pipeline.load_plan(folder, needs=("requirement-or-what-makes-it",))
    t = find_interval(plan, interval)
    made = None if plan.requirement is not None else _forecast(plan, progress, cancelled)
    requirement = _require(plan, made, progress, cancelled)
    return plan, open_interval(plan, None if made is None else made.forecast, requirement, t, queue, simulated=simulated, seed=seed)


def roster(
    folder: Path,
    *,
    time_limit: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    progress: Listener = ignore,
    cancelled: Cancelled = never,
) -> Rostered:
    """requirement + people + rules -> out/roster.csv, activities.csv, coverage.csv, report.json.

    Where no roster exists the roster files of an earlier run, its findings and its exports are removed and only the report is written.
    """
    plan = pipeline.load_plan(folder, needs=("roster-inputs",))
    requirement = _require(plan, None, progress, cancelled)
    return _roster(folder, plan, requirement, time_limit, seed, workers, progress, cancelled)


def check(
    folder: Path,
    *,
    roster_file: Path | None = None,
    activities_file: Path | None = None,
    packs: Sequence[str] | None = None,
    lang: str = "en",
    progress: Listener = ignore,
) -> tuple[Plan, Audit]:
    """A roster -> out/findings.csv and findings.json; health and family only as "protected status".

    Args:
        roster_file: any roster; ``None`` = out/roster.csv with out/activities.csv. Findings about another file than the plan's own
            roster stand beside those of the plan's own, named by the file: see :func:`beside`.
        activities_file: its activities; without it rules that need them answer UNKNOWN.
        lang: language of the sentences.
    """
    plan = pipeline.load_plan(folder, needs=("agents", "shifts"))
    return plan, _check(folder, plan, roster_file, activities_file, packs, lang, progress)


def beside(folder: Path, roster_file: Path | None) -> str:
    """What is added to the names of files about a roster: ``""`` for the plan's own, ``-NAME`` for another file where there is an own one.

    So nothing said of somebody's file replaces what was said of ``out/roster.csv``.
    """
    own = out_folder(folder) / "roster.csv"
    if roster_file is None or not own.exists() or roster_file.resolve() == own.resolve():
        return ""
    return "-" + "".join(c if c.isalnum() or c in "._-" else "_" for c in roster_file.stem)[:80]


@dataclass(frozen=True)
class Chain:
    """Everything a run of the whole chain made; later parts are ``None`` where an earlier stage ended it."""

    plan: Plan
    forecast: Forecasted | None
    requirement: Requirement
    rostered: Rostered
    audit: Audit | None
    seconds: dict[str, float]


def run(
    folder: Path,
    *,
    time_limit: float = 60.0,
    seed: int = 1,
    workers: int | None = None,
    lang: str = "en",
    progress: Listener = ignore,
    cancelled: Cancelled = never,
) -> Chain:
    """validate, forecast, require, roster and check in one go."""
    seconds: dict[str, float] = {}
    clock = time.monotonic()

    def lap(stage: str) -> None:
        nonlocal clock
        now = time.monotonic()
        seconds[stage], clock = now - clock, now

    progress(Progress("validate"))
    plan = pipeline.load_plan(folder, needs=("roster-inputs",))
    lap("validate")
    made = None
    if plan.requirement is None:
        made = _forecast(plan, progress, cancelled)
        _write_forecast(folder, made)
        lap("forecast")
    requirement = _require(plan, made, progress, cancelled)
    io.write_requirement(requirement, out_folder(folder) / "requirement.csv")
    lap("require")
    rostered = _roster(folder, plan, requirement, time_limit, seed, workers, progress, cancelled)
    lap("roster")
    audit = None
    if rostered.result.roster is not None:
        audit = _check(folder, plan, None, None, None, lang, progress)
        lap("check")
    return Chain(plan, made, requirement, rostered, audit, seconds)


def _forecast(plan: Plan, progress: Listener, cancelled: Cancelled) -> Forecasted:
    progress(Progress("forecast"))
    made, result = pipeline.forecast_with_accuracy(plan, progress, cancelled)
    if result is None:
        return Forecasted(plan, made, None)
    return Forecasted(plan, made, result.accuracy.to_dict(), tuple(result.totals.rows()))


def _write_forecast(folder: Path, made: Forecasted) -> None:
    io.write_forecast(made.forecast, out_folder(folder) / "forecast.csv")
    io.write_totals(made.totals, out_folder(folder) / "forecast_totals.csv")
    if made.accuracy is not None:
        io.write_json(made.accuracy, out_folder(folder) / "accuracy.json")


def _require(plan: Plan, made: Forecasted | None, progress: Listener, cancelled: Cancelled) -> Requirement:
    if plan.requirement is None and made is None:
        made = _forecast(plan, progress, cancelled)
    progress(Progress("require"))
    return pipeline.make_requirement(plan, None if made is None else made.forecast)


def _roster(
    folder: Path,
    plan: Plan,
    requirement: Requirement,
    time_limit: float,
    seed: int,
    workers: int | None,
    progress: Listener,
    cancelled: Cancelled,
) -> Rostered:
    out = out_folder(folder)
    progress(Progress("roster", total=time_limit))
    result, proof = pipeline.proven_roster(
        plan, requirement, time_limit=time_limit, seed=seed, workers=workers, progress=progress, cancelled=cancelled
    )
    coverage = None if proof is None else proof.coverage
    with io.exclusive(out):  # the files of one solve stay together, also where two solves end at once
        if result.roster is None or coverage is None:
            exported = [path for path in (out / "export").rglob("*") if path.is_file()]
            io.remove([*(out / name for name in ROSTER_FILES + JUDGED_FILES), *exported])
        else:
            io.write_roster(result.roster, out)
            io.write_coverage(coverage, out / "coverage.csv")
        io.write_report(result.report, out / "report.json")
    return Rostered(plan, requirement, result, coverage)


def _check(
    folder: Path,
    plan: Plan,
    roster_file: Path | None,
    activities_file: Path | None,
    packs: Sequence[str] | None,
    lang: str,
    progress: Listener,
) -> Audit:
    from staffing.rules import check as judge

    progress(Progress("check"))
    out = out_folder(folder)
    suffix = beside(folder, roster_file)
    if roster_file is None:
        roster_file = out / "roster.csv"
        if not roster_file.exists():
            expected = "a roster; make one with `staffing roster`, or name one with --roster"
            raise InputProblems([Problem("out/roster.csv", None, None, None, expected, "missing-file")])
        if activities_file is None and (out / "activities.csv").exists():
            activities_file = out / "activities.csv"
    with io.exclusive(out):
        roster = io.read_roster(plan, roster_file, activities_file)
    audit = masked(judge(plan, roster, packs))
    with io.exclusive(out):
        io.write_findings(audit, out, [sentence(f, lang) for f in audit.findings], suffix)
    return audit
