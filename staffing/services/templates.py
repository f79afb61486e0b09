"""Sample plans: where they are, what they are called, and a fresh copy of one."""

from __future__ import annotations

import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from staffing.domain.problems import InputProblems, Problem

DEFAULT_TEMPLATE = "hotline-24x7"
MARK = ".sample-plan"


@dataclass(frozen=True)
class Template:
    """A sample plan: its name (the folder's), the plan's title, and its size."""

    name: str
    title: str
    days: int
    folder: Path


def data_folder() -> Path:
    """The folder of the sample plans: beside the package in a checkout, under share/ in an installation.

    Raises FileNotFoundError where an installation has lost its sample plans.
    """
    for folder in (Path(__file__).parents[2] / "data", Path(sys.prefix) / "share" / "staffing" / "data"):
        if any(folder.glob("*/plan.toml")):
            return folder
    raise FileNotFoundError("the sample plans are missing from this installation")


def templates() -> tuple[Template, ...]:
    """All sample plans, the default first."""
    found = []
    for file in sorted(data_folder().glob("*/plan.toml")):
        plan = tomllib.loads(file.read_text(encoding="utf-8"))["plan"]
        found.append(Template(file.parent.name, plan["name"], plan["days"], file.parent))
    return tuple(sorted(found, key=lambda t: (t.name != DEFAULT_TEMPLATE, t.name)))


def new_plan(folder: Path, template: str = DEFAULT_TEMPLATE, *, replace: bool = False) -> Path:
    """Copy a sample plan to ``folder`` and return it.

    Args:
        replace: remove the folder first; only a folder made by this function with ``replace``, or an empty one, is ever removed.

    Raises InputProblems where the template is unknown, or the folder is there and must not be replaced.
    """
    known = {t.name: t for t in templates()}
    if template not in known:
        raise InputProblems([Problem("--template", None, None, template, "one of " + ", ".join(known), "unknown-name")])
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not replace or not _is_own_copy(folder):
            raise InputProblems([Problem(str(folder), None, None, None, "a folder that does not exist yet, or an empty one", "exists")])
        shutil.rmtree(folder)
    try:
        shutil.copytree(known[template].folder, folder, ignore=shutil.ignore_patterns("out"), dirs_exist_ok=True)
        if replace:
            (folder / MARK).write_text(f"a copy of {template}; a new one replaces it\n{folder.resolve()}\n", encoding="utf-8")
    except OSError as error:
        raise InputProblems(
            [Problem(str(folder), None, None, None, f"a folder that can be written ({error.strerror})", "unwritable")]
        ) from error
    return folder


def _is_own_copy(folder: Path) -> bool:
    """Whether ``folder`` was made here to be replaced: a copy of such a folder elsewhere is the user's."""
    mark = folder / MARK
    return mark.is_file() and str(folder.resolve()) in mark.read_text(encoding="utf-8", errors="replace").splitlines()
