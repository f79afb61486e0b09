"""docs/reference/commands.md has every command and option there is, and no page a command that is not."""

from __future__ import annotations

import argparse
import importlib.util
import re
from pathlib import Path

import pytest

from staffing.cli.main import COMMANDS, parser
from tests.docs.documents import ROOT, blocks, commands, matches, pages, run

PAGE = ROOT / "docs" / "reference" / "commands.md"
TEXT = PAGE.read_text(encoding="utf-8")
NOT_BUILT = ("simulate", "repair")
_CALL = re.compile(r"(?:`|^\$ |^ {4}|; |&& |\()(?:\.venv/bin/)?staffing ([a-z]\w*)", re.MULTILINE)
_MAKE = re.compile(r"(?:`|^\$ |^ {4}|; |&& |\()(?:make|python3 run\.py) ([a-z][\w-]*)", re.MULTILINE)
CALLS = {page: set(_CALL.findall(page.read_text(encoding="utf-8"))) for page in pages()}


def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command."""
    found = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def load_run_py():  # type: ignore[no-untyped-def]
    spec = importlib.util.spec_from_file_location("run_of_the_project", ROOT / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_command_is_on_the_page() -> None:
    assert set(parsers()) == set(COMMANDS)
    assert [name for name in COMMANDS if f"`staffing {name}" not in TEXT] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_on_the_page(name: str) -> None:
    options = {word for action in parsers()[name]._actions for word in action.option_strings if word.startswith("--")}
    assert [option for option in sorted(options) if not re.search(rf"`[^`\n]*{option}\b", TEXT)] == []


def test_what_is_not_built_is_said_once_and_is_not_built() -> None:
    assert set(NOT_BUILT).isdisjoint(COMMANDS)
    place = TEXT.index("## Not built yet")
    for name in NOT_BUILT:
        assert [m.start() > place for m in re.finditer(f"`staffing {name}", TEXT)] == [True]


@pytest.mark.parametrize("page", pages(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_page_names_a_command_that_does_not_exist(page: Path) -> None:
    allowed = {*COMMANDS, *NOT_BUILT} if page == PAGE else set(COMMANDS)
    assert CALLS[page] - allowed == set()


@pytest.mark.parametrize("page", pages(), ids=lambda p: str(p.relative_to(ROOT)))
def test_no_page_names_a_make_target_that_does_not_exist(page: Path) -> None:
    project = load_run_py()
    targets = {*project.EXTRAS, "constraints", "clean", "help", *project.benchmark_names(ROOT / "benchmarks")}
    assert set(_MAKE.findall(page.read_text(encoding="utf-8"))) - targets <= {"X"}


def test_the_calls_are_found() -> None:
    assert {"validate", "run", "erlang"} <= CALLS[PAGE]
    assert len(CALLS[ROOT / "docs" / "tutorial.md"]) >= 6


def test_the_examples_of_the_page_print_what_it_says(tmp_path: Path) -> None:
    examples = [command for block in blocks(PAGE) if block.language == "console" for command in commands(block)]
    assert examples
    for command in examples:
        _, printed = run(command.text, tmp_path)
        assert matches(command.expected, printed, command.about), f"line {command.line}: {command.text}\n{printed}"
