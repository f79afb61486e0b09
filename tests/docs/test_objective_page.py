"""The example of docs/reference/objective.md, computed again by the program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from staffing.domain.report import TERMS
from staffing.io import load_plan, read_roster
from staffing.rules.coverage import measure
from staffing.rules.objective import recompute
from tests.docs.documents import ROOT, blocks, write

PAGE = ROOT / "docs" / "reference" / "objective.md"
TEXT = PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """(plan, roster) of the page."""
    folder: Path = tmp_path_factory.mktemp("by-hand")
    for block in blocks(PAGE):
        if block.file:
            write(block, folder)
    plan = load_plan(folder)
    return plan, read_roster(plan, folder / "out" / "roster.csv", folder / "out" / "activities.csv")


def test_each_term_is_what_the_page_reckons(example) -> None:  # type: ignore[no-untyped-def]
    plan, roster = example
    by_hand = {name: float(value) for name, value in re.findall(r"^\| `(\w+)` \|[^|]*\| ([\d.]+) \|$", TEXT, re.MULTILINE)}
    assert set(by_hand) == set(TERMS)
    assert recompute(plan, plan.requirement, roster) == pytest.approx(by_hand, abs=1e-9)
    assert sum(by_hand.values()) == pytest.approx(float(re.findall(r"\*\*objective\*\* \| \| \*\*([\d.]+)\*\*", TEXT)[0]))


def test_the_hours_are_what_the_page_adds_up(example) -> None:  # type: ignore[no-untyped-def]
    plan, roster = example
    short, _deep, over = map(float, re.findall(r"^\| sum \|.*\| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", TEXT, re.MULTILINE)[0])
    coverage = measure(plan, plan.requirement, roster)
    assert coverage.short.sum() == pytest.approx(short)
    assert coverage.over.sum() == pytest.approx(over)
