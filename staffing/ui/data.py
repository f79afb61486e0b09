"""What the pages show, read once and kept until the files change.

Everything here is keyed by the state of the plan folder (name, time and size of each file), so that an edit of a CSV shows at the next
click. The objects are frozen and shared by all sessions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from staffing.domain.coverage import Coverage
from staffing.domain.finding import Audit
from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.requirement import Requirement
from staffing.domain.roster import Roster

if TYPE_CHECKING:
    from staffing.forecast import ForecastResult
    from staffing.services.certificate import Judged
    from staffing.services.importing import Imported

Fingerprint = tuple[tuple[str, int, int], ...]
OUTPUTS = ("roster.csv", "activities.csv", "report.json")


def _state(paths: list[Path]) -> Fingerprint:
    found = []
    for path in sorted(paths):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def inputs(folder: Path) -> Fingerprint:
    """State of everything the user keeps in a plan folder, rule packs one folder below among it."""
    try:
        own = [path for path in folder.iterdir() if path.suffix in (".csv", ".toml", ".xlsx")]
        return _state([*own, *(path for path in folder.glob("*/*.toml") if path.parent.name != "out")])
    except OSError:
        return ()


def outputs(folder: Path) -> Fingerprint:
    """State of the roster and its proof."""
    return _state([folder / "out" / name for name in OUTPUTS])


@dataclass(frozen=True)
class Read:
    """A plan, or what is wrong with its folder."""

    plan: Plan | None
    problems: tuple[Problem, ...] = ()


@st.cache_resource(max_entries=8, show_spinner=False)
def _plan(folder: str, state: Fingerprint) -> Read:
    from staffing.services import pipeline

    try:
        return Read(pipeline.load_plan(Path(folder)))
    except InputProblems as error:
        return Read(None, error.problems)


def plan(folder: Path) -> Read:
    """The plan of a folder."""
    return _plan(str(folder), inputs(folder))


@dataclass(frozen=True)
class Demand:
    """What is expected, with the accuracy report and the whole result where it was computed; or why there is nothing to show."""

    forecast: Forecast | None
    accuracy: Mapping[str, Any] | None
    problems: tuple[Problem, ...] = ()
    result: ForecastResult | None = None


@st.cache_resource(max_entries=8, show_spinner=False)
def _demand(folder: str, state: Fingerprint) -> Demand:
    from staffing.services import pipeline

    loaded = _plan(folder, state).plan
    if loaded is None or (loaded.forecast is None and loaded.history is None):
        return Demand(None, None)
    try:
        forecast, result = pipeline.forecast_with_accuracy(loaded)
    except InputProblems as error:
        return Demand(None, None, error.problems)
    return Demand(forecast, None if result is None else result.accuracy.to_dict(), result=result)


def demand(folder: Path) -> Demand:
    """Forecast and accuracy of a plan; computed at the first look after a change of its files."""
    return _demand(str(folder), inputs(folder))


@dataclass(frozen=True)
class Need:
    """The requirement, or why there is none."""

    requirement: Requirement | None
    problems: tuple[Problem, ...] = ()


@st.cache_resource(max_entries=8, show_spinner=False)
def _need(folder: str, state: Fingerprint) -> Need:
    from staffing.services import pipeline

    loaded = _plan(folder, state).plan
    if loaded is None:
        return Need(None)
    if loaded.requirement is not None:
        return Need(loaded.requirement)
    expected = _demand(folder, state)
    if expected.forecast is None:
        return Need(None, expected.problems)
    try:
        return Need(pipeline.make_requirement(loaded, expected.forecast))
    except InputProblems as error:
        return Need(None, error.problems)


def need(folder: Path) -> Need:
    """The requirement of a plan."""
    return _need(str(folder), inputs(folder))


@dataclass(frozen=True)
class Work:
    """A roster with its report, coverage and audit, or why there is none.

    Attributes:
        report: as in ``report.json``; ``None`` where there is none.
        stale: the inputs changed after the roster was made.
        coverage: ``None`` where the requirement or the activities are unknown.
    """

    roster: Roster | None
    report: Mapping[str, Any] | None
    coverage: Coverage | None
    audit: Audit | None
    stale: bool = False
    problems: tuple[Problem, ...] = ()


@st.cache_resource(max_entries=8, show_spinner=False)
def _work(folder: str, state: Fingerprint, made: Fingerprint) -> Work:
    from staffing import io
    from staffing.rules import check
    from staffing.rules.coverage import measure
    from staffing.services.auditing.privacy import masked

    loaded = _plan(folder, state).plan
    out = Path(folder) / "out"
    there = {name for name, _, _ in made}
    try:
        report = io.read_report(out / "report.json") if "report.json" in there else None
        if loaded is None or "roster.csv" not in there:
            return Work(None, report, None, None)
        roster = io.read_roster(loaded, out / "roster.csv", out / "activities.csv" if "activities.csv" in there else None)
    except InputProblems as error:
        return Work(None, None, None, None, problems=error.problems)
    requirement = _need(folder, state).requirement
    coverage = None if requirement is None or roster.activities is None else measure(loaded, requirement, roster)
    stale = bool(report and report.get("input_hash") and report["input_hash"] != loaded.input_hash)
    return Work(roster, report, coverage, masked(check(loaded, roster)), stale)


def work(folder: Path) -> Work:
    """The roster in ``out/`` and how it fares."""
    return _work(str(folder), inputs(folder), outputs(folder))


@dataclass(frozen=True)
class Upload:
    """A file somebody brought: its name and what is in it."""

    name: str
    content: bytes


@st.cache_resource(max_entries=4, show_spinner=False)
def _imported(folder: str, state: Fingerprint, roster: Upload, activities: Upload | None) -> Work:
    from tempfile import TemporaryDirectory

    from staffing import io
    from staffing.rules import check
    from staffing.services.auditing.privacy import masked

    loaded = _plan(folder, state).plan
    if loaded is None:
        return Work(None, None, None, None)
    with TemporaryDirectory(prefix="staffing-") as place:
        paths = []
        for kind, upload in (("roster", roster), ("activities", activities)):
            if upload is not None:
                paths.append(Path(place) / (kind + Path(upload.name).suffix.lower()))
                paths[-1].write_bytes(upload.content)
        try:
            read = io.read_roster(loaded, *paths)
        except InputProblems as error:
            return Work(None, None, None, None, problems=error.problems)
    return Work(read, None, None, masked(check(loaded, read)))


def imported(folder: Path, roster: Upload, activities: Upload | None) -> Work:
    """A roster that somebody brings (CSV or Excel), judged by the rules of the plan."""
    return _imported(str(folder), inputs(folder), roster, activities)


@dataclass(frozen=True)
class Judgement:
    """The roster in ``out/`` judged, as audit and certificate see it; ``None`` where there is none, or ``problems`` in the way."""

    judged: Judged | None
    problems: tuple[Problem, ...] = ()


@st.cache_resource(max_entries=4, show_spinner=False)
def _judged(folder: str, state: Fingerprint, made: Fingerprint, worked: Upload | None) -> Judgement:
    from tempfile import TemporaryDirectory

    from staffing.services.certificate import judge

    if "roster.csv" not in {name for name, _, _ in made}:
        return Judgement(None)
    try:
        if worked is None:
            return Judgement(judge(Path(folder)))
        with TemporaryDirectory(prefix="staffing-") as place:
            file = Path(place) / f"worked{Path(worked.name).suffix.lower()}"
            file.write_bytes(worked.content)
            return Judgement(judge(Path(folder), worked_file=file))
    except InputProblems as error:
        return Judgement(None, tuple(error.problems))


def judged(folder: Path, worked: Upload | None = None) -> Judgement:
    """The roster in ``out/``, judged; ``worked``: a file of what was worked."""
    return _judged(str(folder), inputs(folder), outputs(folder), worked)


@st.cache_resource(max_entries=8, show_spinner=False)
def _report(folder: str, state: Fingerprint, made: Fingerprint, worked: Upload | None, lang: str, day: str) -> Mapping[str, Any] | None:
    from staffing.services.auditing.collect import collect

    found = _judged(folder, state, made, worked).judged
    return None if found is None else collect(found, lang, swaps=False)


def report(folder: Path, lang: str, worked: Upload | None = None) -> Mapping[str, Any] | None:
    """The audit report without suggestions, in a language; ``None`` where there is nothing to report. Kept for a day at most."""
    return _report(str(folder), inputs(folder), outputs(folder), worked, lang, datetime.now(UTC).date().isoformat())


@st.cache_resource(max_entries=4, show_spinner=False)
def _looked(folder: str, state: Fingerprint, upload: Upload, options: tuple[tuple[str, Any], ...]) -> Imported | tuple[Problem, ...]:
    from tempfile import TemporaryDirectory

    from staffing.services.importing import import_file

    with TemporaryDirectory(prefix="staffing-") as place:
        file = Path(place) / Path(upload.name).name
        file.write_bytes(upload.content)
        asked = dict(options)
        codes = dict(asked.pop("codes", ()))
        try:
            return import_file(Path(folder), file, codes=codes, write=False, **asked)
        except InputProblems as error:
            return tuple(error.problems)


def looked(folder: Path, upload: Upload, **options: Any) -> Imported | tuple[Problem, ...]:
    """What an import of a file would read, nothing written; ``options`` as of :func:`staffing.services.importing.import_file`."""
    codes = tuple(sorted((options.pop("codes", None) or {}).items()))
    return _looked(str(folder), inputs(folder), upload, (*sorted(options.items()), ("codes", codes)))
