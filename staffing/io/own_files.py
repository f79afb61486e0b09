"""Our own series among the outputs, read back for the app and the exports."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from staffing.domain.coverage import Coverage
from staffing.domain.forecast import Forecast
from staffing.domain.plan import Plan
from staffing.domain.requirement import Requirement
from staffing.io.context import Context
from staffing.io.coverage_file import read_coverage_columns
from staffing.io.forecast_file import read_forecast_columns
from staffing.io.plan_toml import Settings
from staffing.io.problem_list import ProblemList
from staffing.io.requirement_file import read_requirement_columns
from staffing.io.sources import Columns, Source
from staffing.io.text_files import read_text

T = TypeVar("T")


def _read(plan: Plan, path: Path, read: Callable[[Columns, Context], T | None]) -> T:
    queues = tuple(queue.name for queue in plan.queues)
    context = Context(ProblemList(), Settings(grid=plan.grid, queues=plan.queues, queue_names=queues))
    source = Source(path.stem, path.name, read_text(path, path.name))
    result = context.problems.guard(lambda: read(source.columns(), context))
    context.problems.raise_if_any()
    assert result is not None
    return result


def read_forecast(plan: Plan, path: Path | str) -> Forecast:
    """A ``forecast.csv`` for a plan. Raises InputProblems."""
    return _read(plan, Path(path), read_forecast_columns)


def read_requirement(plan: Plan, path: Path | str) -> Requirement:
    """A ``requirement.csv`` for a plan. Raises InputProblems."""
    return _read(plan, Path(path), read_requirement_columns)


def read_coverage(plan: Plan, path: Path | str) -> Coverage:
    """A ``coverage.csv`` for a plan. Raises InputProblems."""
    return _read(plan, Path(path), read_coverage_columns)
