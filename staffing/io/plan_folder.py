"""A plan folder read as a whole: every file that is there, every problem at once."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.io.calendar_file import read_calendar
from staffing.io.context import Context
from staffing.io.demand_notes import read_adjustments, read_events, read_refused
from staffing.io.duty_files import read_fixed, read_locks, read_worked
from staffing.io.evidence_file import read_evidence
from staffing.io.forecast_file import read_forecast_columns
from staffing.io.history_file import read_history
from staffing.io.names import suggest
from staffing.io.people_files import read_agents, read_availability, read_leave, read_requests, read_statuses
from staffing.io.plan_toml import FILE as PLAN_TOML
from staffing.io.plan_toml import Settings, read_settings
from staffing.io.problem_list import ProblemList
from staffing.io.requirement_file import read_requirement_columns
from staffing.io.shift_file import read_shifts
from staffing.io.sources import Columns, Source
from staffing.io.tables import Table
from staffing.io.text_files import read_text
from staffing.io.toml_tables import key_lines
from staffing.io.workbook import read_workbook

WORKBOOK = "plan.xlsx"
FILES = (
    "history", "shifts", "agents", "leave", "availability", "requests", "statuses", "worked", "events", "adjustments", "refused",
    "evidence", "locks", "fixed", "calendar", "forecast", "requirement",
)  # fmt: skip
"""Logical names of the tables of a plan, each a CSV or a sheet of the workbook."""

ALTERNATIVES = {
    "forecast-or-history": ("forecast", "history"),
    "requirement-or-what-makes-it": ("requirement", "forecast", "history"),
}
"""Needs that one of several files fulfils."""

BUNDLES = {"roster-inputs": ("contracts", "agents", "shifts", "requirement-or-what-makes-it")}
"""Needs that stand for several others."""

T = TypeVar("T")
RuleCheck = Callable[[Sequence[str], Mapping[str, Mapping[str, Any]], Path], object]


def load_plan(folder: Path | str, needs: Collection[str] = (), *, check_rules: RuleCheck | None = None) -> Plan:
    """Read and check every file of a plan folder.

    ``needs``: what must be there besides plan.toml: logical names of files (``history``, ``agents``, ...), ``contracts``,
    ``forecast-or-history``, ``requirement-or-what-makes-it`` or ``roster-inputs``.
    ``check_rules``: called with rule packs, overrides and the folder; its InputProblems join the others. ``None`` = rules are not checked.

    Raises InputProblems with every problem of every file, and ValueError for an unknown need.
    """
    folder = Path(folder)
    wanted = _expand(needs)
    problems = ProblemList((PLAN_TOML, WORKBOOK, *(f"{name}.csv" for name in FILES)))
    if not _is_folder(folder):
        raise InputProblems([Problem(str(folder), None, None, None, "a plan folder, with a plan.toml in it", "missing-folder")])
    text = problems.guard(lambda: read_text(folder / PLAN_TOML, PLAN_TOML))
    sources, unreadable = _sources(folder, problems)
    settings = None if text is None else problems.guard(lambda: read_settings(text, problems))
    _check_names(folder, {*sources, *unreadable, *wanted}, problems)
    context = Context(problems, settings)
    for name, known in (("agents", context.agents), ("shifts", context.shifts)):
        if name not in sources and name not in unreadable:
            known.names, known.what = {}, f"{known.what}, which is not there"
    if settings is not None and check_rules is not None:
        _check_rules(check_rules, settings, folder, text or "", problems)
    _check_needs(wanted, folder, sources, unreadable, settings, problems)
    plan = _read(folder, sources, context, _hash(text or "", sources, _own_packs(folder, settings)))
    problems.raise_if_any()
    return plan


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _expand(needs: Collection[str]) -> tuple[str, ...]:
    wanted: list[str] = []
    for need in needs:
        if need not in (*FILES, *ALTERNATIVES, *BUNDLES, "contracts"):
            raise ValueError(f"unknown need {need!r}")
        wanted += BUNDLES.get(need, (need,))
    return tuple(dict.fromkeys(wanted))


def _sources(folder: Path, problems: ProblemList) -> tuple[dict[str, Source], set[str]]:
    """(the files and sheets that are there and readable, the names of those that are not readable)."""
    sources: dict[str, Source] = {}
    unreadable: set[str] = set()
    sheets: dict[str, Table] = {}
    book = folder / WORKBOOK
    if _exists(book):
        read = problems.guard(lambda: read_workbook(book, WORKBOOK, frozenset(FILES)))
        if read is None:
            unreadable.update(FILES)
        sheets = read or {}
    for name in FILES:
        path = folder / f"{name}.csv"
        if _exists(path):
            if name in sheets:
                problems.add(Problem(path.name, None, None, None, f"either this file or {sheets[name].file}, not both", "two-sources"))
            text = problems.guard(lambda path=path: read_text(path, path.name))  # type: ignore[misc]
            if text is None:
                unreadable.add(name)
            else:
                sources[name] = Source(name, path.name, text)
        elif name in sheets:
            sources[name] = Source(name, sheets[name].file, sheets[name].text, sheets[name])
    return sources, unreadable


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True  # it is there, and reading it will say what is wrong
    return True


def _check_needs(
    wanted: Collection[str],
    folder: Path,
    sources: Collection[str],
    unreadable: Collection[str],
    settings: Settings | None,
    problems: ProblemList,
) -> None:
    there = {*sources, *unreadable}
    for need in wanted:
        if need == "contracts":
            if settings is not None and not settings.contract_names:
                problems.add(Problem(PLAN_TOML, None, "contract", None, "at least one [[contract]]", "missing-key"))
            continue
        choices = ALTERNATIVES.get(need, (need,))
        if there.isdisjoint(choices):
            files = " or ".join(f"{choice}.csv" for choice in choices)
            near = suggest(f"{choices[0]}.csv", _csv_names(folder), 0.75)
            hint = f" (is it {near!r}?)" if near else ""
            problems.add(Problem(f"{choices[0]}.csv", None, None, None, f"{files} in the plan folder{hint}", "missing-file"))


def _check_names(folder: Path, settled: Collection[str], problems: ProblemList) -> None:
    """A table nobody would read because its name is almost, but not quite, one of ours: ``leaves.csv`` beside no ``leave.csv``."""
    missing = {form: name for name in FILES if name not in settled for form in _forms(name)}
    for name in other_files(folder):
        near = next((missing[form] for form in sorted(_forms(Path(name).stem)) if form in missing), None)
        if near is not None:
            problems.add(Problem(name, None, None, None, f"the name '{near}.csv', or one that does not look like it", "misnamed-file"))


def _forms(stem: str) -> set[str]:
    """A name, capitals and separators aside, in singular and plural."""
    word = "".join(c for c in stem.casefold() if c.isalnum())
    return {word, f"{word}s", f"{word}es", word.removesuffix("s"), word.removesuffix("es")}


def plan_files(folder: Path) -> list[str]:
    """Names of the files of a plan that :func:`load_plan` reads, in its order."""
    return [name for name in (PLAN_TOML, WORKBOOK, *(f"{name}.csv" for name in FILES)) if _exists(folder / name)]


def other_files(folder: Path) -> list[str]:
    """Names of the CSV files of a plan folder that :func:`load_plan` does not read, sorted."""
    ours = {f"{name}.csv" for name in FILES}
    return sorted(name for name in _csv_names(folder) if name not in ours)


def _csv_names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir() if path.suffix.lower() == ".csv"]
    except OSError:
        return []


def _check_rules(check: RuleCheck, settings: Settings, folder: Path, text: str, problems: ProblemList) -> None:
    """Let the owner of the rules judge packs and overrides; its problems with plan.toml get their line."""
    try:
        check(settings.rule_packs, settings.rules, folder)
    except InputProblems as found:
        lines = key_lines(text)
        for problem in found.problems:
            if problem.file == PLAN_TOML and problem.row is None and problem.column is not None:
                problem = replace(problem, row=lines.get(problem.column, lines.get(problem.column.rpartition(".")[0])))
            problems.add(problem)


def _own_packs(folder: Path, settings: Settings | None) -> dict[str, str]:
    """Contents of the rule packs given by path, as far as they can be read; whoever loads them says what is wrong."""
    packs: dict[str, str] = {}
    for name in settings.rule_packs if settings else ():
        if name.endswith(".toml"):
            with contextlib.suppress(InputProblems):
                packs[name] = read_text(folder / name, name)
    return packs


def _hash(text: str, sources: dict[str, Source], packs: dict[str, str]) -> str:
    """sha256 over the names and normalised contents of all inputs: BOM, encoding and line ends make no difference."""
    digest = hashlib.sha256()
    contents = {PLAN_TOML: text, **{name: source.text for name, source in sources.items()}, **packs}
    for name, content in sorted(contents.items()):
        data = content.rstrip("\n").encode("utf-8", "surrogatepass")
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def _read(folder: Path, sources: dict[str, Source], context: Context, input_hash: str) -> Plan:
    """Read every source; the plan is complete only if no problem was noted."""

    def rows(name: str, read: Callable[[Table, Context], tuple[T, ...]]) -> tuple[T, ...]:
        source = sources.get(name)
        return () if source is None else context.problems.guard(lambda: read(source.table(), context)) or ()

    def series(name: str, read: Callable[[Columns, Context], T | None]) -> T | None:
        source = sources.get(name)
        return None if source is None else context.problems.guard(lambda: read(source.columns(), context))

    settings = context.settings or Settings()
    history = series("history", read_history)
    shifts = rows("shifts", read_shifts)
    agents: tuple[Agent, ...] = rows("agents", read_agents)
    return Plan(
        name=settings.name,
        grid=context.grid,
        queues=settings.queues,
        contracts=settings.contracts,
        agents=agents,
        shifts=shifts,
        prices=settings.prices,
        rule_packs=settings.rule_packs,
        rules=settings.rules,
        history=history,
        leave=rows("leave", read_leave),
        availability=rows("availability", read_availability),
        requests=rows("requests", read_requests),
        statuses=rows("statuses", read_statuses),
        worked=rows("worked", read_worked),
        events=rows("events", read_events),
        adjustments=rows("adjustments", read_adjustments),
        refused_repairs=rows("refused", read_refused),
        evidence=rows("evidence", read_evidence),
        locks=rows("locks", read_locks),
        fixed=rows("fixed", read_fixed),
        calendar=rows("calendar", read_calendar),
        forecast=series("forecast", read_forecast_columns),
        requirement=series("requirement", read_requirement_columns),
        folder=folder,
        input_hash=input_hash,
    )
