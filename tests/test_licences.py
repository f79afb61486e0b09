"""Everything that comes with staffing is under a permissive licence, by the metadata of what is installed."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAGES = ROOT / "docs" / "decisions"

PERMISSIVE = re.compile(r"\b(MIT|MIT-CMU|HPND|0BSD|BSD|BSD-[23]-Clause|Apache|Apache-2\.0|ISC|Zlib|PSF|PSF-2\.0|CC0-1\.0|Unlicense)\b")
COPYLEFT = re.compile(r"\b(A?GPL|LGPL|[AL]?GPL-?v?[0-9.]+\S*|EUPL|SSPL|BUSL|Proprietary|Commercial)\b|General Public", re.IGNORECASE)
EXCEPTIONS = {"certifi": "MPL-2.0"}
"""Weak copyleft, file by file: shipped by streamlit's dependencies, changed nowhere."""


def licence(dist: Distribution) -> str:
    """What a distribution says of its licence: the expression, else the first line of the field and the classifiers."""
    meta = dist.metadata
    if expression := meta.get("License-Expression"):
        return str(expression)
    classifiers = [text.rsplit("::", 1)[-1].strip() for text in meta.get_all("Classifier", []) if text.startswith("License")]
    first_line = (meta.get("License") or "").splitlines()[:1]
    return "; ".join([*first_line, *classifiers])


def closure(requirements: list[str]) -> dict[str, Distribution]:
    """All distributions that these requirements bring along here, by name."""
    found: dict[str, Distribution] = {}
    todo = [Requirement(text) for text in requirements]
    while todo:
        requirement = todo.pop()
        if requirement.marker is not None and not any(requirement.marker.evaluate({"extra": e}) for e in ("", *requirement.extras)):
            continue
        try:
            dist = distribution(requirement.name)
        except PackageNotFoundError:
            continue
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name not in found:
            found[name] = dist
            todo.extend(Requirement(text) for text in dist.requires or [])
    return found


def test_the_walk_finds_direct_and_indirect_packages() -> None:
    found = closure(PROJECT["dependencies"])
    assert {Requirement(text).name for text in PROJECT["dependencies"]} <= set(found)
    assert {"llvmlite", "pyarrow", "protobuf", "starlette", "certifi"} <= set(found)


def test_every_package_that_comes_along_is_permissive() -> None:
    wrong = {}
    for name, dist in closure(PROJECT["dependencies"]).items():
        text = licence(dist)
        allowed = EXCEPTIONS.get(name, "none") in text or (PERMISSIVE.search(text) and not COPYLEFT.search(text))
        if not allowed:
            wrong[name] = text
    assert wrong == {}


@pytest.mark.parametrize("text", ["GPL-3.0-or-later", "GNU General Public License v3 (GPLv3)", "LGPL-2.1-only", "AGPL-3.0", "BSD; GPLv2"])
def test_copyleft_would_be_noticed(text: str) -> None:
    assert COPYLEFT.search(text)


@pytest.mark.parametrize("name", [Requirement(text).name for text in PROJECT["dependencies"]])
def test_every_dependency_has_a_page_that_says_what_for_and_under_which_licence(name: str) -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {re.escape(name)} \| \[[^]]+\]\(([^)]+)\) \|.*\| ([^|]+) \|$", index, re.MULTILINE)
    assert row is not None, f"docs/decisions/README.md has no row for {name}"
    page = (PAGES / row[1]).read_text(encoding="utf-8")
    for heading in ("**What for.**", "**Alternatives.**", "**Health", "icence.**", "**Pin.**"):
        assert heading in page
    family = re.match(r"MIT|BSD|Apache", row[2])
    assert family is not None
    assert family[0] in licence(distribution(name))
