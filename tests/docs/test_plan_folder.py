"""docs/reference/plan-folder.md names every file and every column that the readers know and the writers write."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest

import staffing.io
from staffing.domain.people import HOURS_SYSTEMS, STATUSES, Prices
from staffing.domain.problems import InputProblems, Problem
from staffing.io import coverage_file, forecast_file, plan_toml, requirement_file, roster_file
from staffing.io.plan_folder import FILES
from tests.docs.documents import ROOT, blocks

WRITERS = (
    coverage_file.COLUMNS,
    forecast_file.COLUMNS,
    requirement_file.COLUMNS,
    roster_file.ROSTER_COLUMNS,
    roster_file.ACTIVITY_COLUMNS,
)
PAGE = ROOT / "docs" / "reference" / "plan-folder.md"
TEXT = PAGE.read_text(encoding="utf-8")


def section(file: str) -> str:
    """The part of the page about a file: from the heading that names it to the next heading."""
    match = re.search(rf"^### [^\n]*{re.escape(file)}[^\n]*\n(.*?)(?=^##)", TEXT, re.MULTILINE | re.DOTALL)
    assert match, f"no heading names {file}"
    return match[1]


def missing(names: Iterable[str], text: str) -> list[str]:
    return [name for name in names if f"`{name}`" not in text]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """The columns that the readers ask for, by file: each file is given with a column of no meaning and the question recorded."""
    columns: dict[str, set[str]] = {}
    modules = [importlib.import_module(f"staffing.io.{m.name}") for m in pkgutil.iter_modules(staffing.io.__path__)]

    def record(table, required, optional=()):  # type: ignore[no-untyped-def]
        columns[table.file] = {*required, *optional}
        raise InputProblems([Problem(table.file, 1, None, None, "nothing", "recorded")])

    for module in modules:
        if hasattr(module, "check_columns"):
            monkeypatch.setattr(module, "check_columns", record)
    (tmp_path / "plan.toml").write_text(
        '[plan]\ntime_zone = "UTC"\nfirst_day = 2026-11-30\ndays = 1\ninterval_minutes = 15\n[[queue]]\nname = "q"\n', encoding="utf-8"
    )
    for name in FILES:
        (tmp_path / f"{name}.csv").write_text("nothing\n1\n", encoding="utf-8")
    with pytest.raises(InputProblems):
        staffing.io.load_plan(tmp_path)
    return columns


def test_every_file_is_described_with_every_column(asked: dict[str, set[str]]) -> None:
    assert set(asked) == {f"{name}.csv" for name in FILES}
    gaps = {file: missing(sorted(columns), section(file)) for file, columns in asked.items()}
    assert {file: names for file, names in gaps.items() if names} == {}


def test_every_key_of_plan_toml_is_described() -> None:
    keys = [*plan_toml._PLAN_KEYS, *plan_toml._QUEUE_KEYS, *plan_toml._CONTRACT_KEYS]
    keys += [field.name for field in fields(Prices) if field.name != "currency"]
    assert missing(keys, TEXT) == []
    assert missing([*HOURS_SYSTEMS, *STATUSES], TEXT) == []


def test_the_default_prices_are_those_of_the_program() -> None:
    for page in (TEXT, (PAGE.parent / "objective.md").read_text(encoding="utf-8")):
        assert missing(vars(Prices()).keys() - {"currency"}, page) == []
    for name, default in re.findall(r"`(\w+)` \| ([\d.]+)\b", section("[objective]")):
        assert getattr(Prices(), name) == float(default), name
    assert len(re.findall(r"`(\w+)` \| ([\d.]+)\b", section("[objective]"))) == 9


def test_every_output_is_described_with_its_columns() -> None:
    outputs = TEXT[TEXT.index("## What comes out") :]
    assert missing([name for file in WRITERS for name in file], outputs) == []


def test_the_plan_toml_of_the_page_is_one(tmp_path: Path) -> None:
    toml = next(block for block in blocks(PAGE) if block.language == "toml")
    (tmp_path / "plan.toml").write_text(toml.text, encoding="utf-8")
    plan = staffing.io.load_plan(tmp_path)
    assert (plan.name, plan.grid.days, len(plan.queues), len(plan.contracts)) == ("Hotline, week 49", 7, 1, 1)
    assert plan.rules["POL-REST-01"]["min_gap_minutes"] == 600
