"""Somebody's roster file -> ``out/imported/roster.csv``, by a mapping kept in the plan folder."""

from __future__ import annotations

import re
from collections.abc import Mapping as Mapping_
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from staffing import io
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.io.roster_import import ImportedRoster, Mapping, Sheet, import_roster, mapping_text, read_mapping, read_sheets
from staffing.io.roster_import.headings import find_layout
from staffing.io.roster_import.keep import updated_text
from staffing.io.roster_import.mapping import ASK, meaning_problem
from staffing.io.roster_import.write import write_import
from staffing.io.text_files import read_text

FOLDER, MAPPINGS, USUAL = "imported", "mappings", "roster"
_NAME = re.compile(r"[\w][\w. -]{0,99}")


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes:
        found: what the file says; with problems, no roster was written.
        mapping_file: where the mapping is kept; ``saved``: whether it is new or has new codes.
        files: written; empty where there are problems.
    """

    plan: Plan
    found: ImportedRoster
    mapping_file: Path
    saved: bool
    files: tuple[Path, ...]

    @property
    def problems(self) -> Sequence[Problem]:
        """Every cell that is not clear."""
        return self.found.problems


def import_file(
    folder: Path,
    file: Path,
    *,
    mapping: str = USUAL,
    month: tuple[int, int] | None = None,
    first_day: date | None = None,
    blank: str = "",
    sheet: str = "",
    codes: Mapping_[str, str] | None = None,
    write: bool = True,
) -> Imported:
    """Read a roster of any form.

    Args:
        mapping: name of a mapping in ``mappings/`` of the plan folder; made where it is not there, with ``?`` for what is not clear.
        month, first_day: where the headings leave open which days they mean.
        blank: ``off`` or ``unknown``; ``""`` = as the mapping says, else it is asked.
        sheet: title of the sheet of a workbook; ``""`` = the one that holds a roster.
        codes: meanings to take for codes of the file, in place of those in the mapping.
        write: False = only look: neither the mapping nor the roster is written.

    Raises InputProblems where the plan, the mapping or the file as a whole cannot be read; cells that are not clear are in the answer.
    """
    from staffing.services.pipeline import load_plan

    plan = load_plan(folder, needs=("agents", "shifts"))
    if not _NAME.fullmatch(mapping):
        raise InputProblems([Problem("--mapping", None, None, mapping, "a name of letters, digits, - and _", "invalid")])
    path = folder / MAPPINGS / f"{mapping}.toml"
    text = read_text(path, f"{MAPPINGS}/{path.name}") if path.exists() else ""
    said = read_mapping(text, f"{MAPPINGS}/{path.name}", plan) if text else Mapping()
    before = mapping_text(said) if text else ""
    said.blank = blank or said.blank
    if wrong := [Problem("codes", None, code, m, e, "unknown-name") for code, m in (codes or {}).items() if (e := _unfit(m, plan))]:
        raise InputProblems(wrong)
    said.codes.update(codes or {})
    found = import_roster(plan, _sheet(file, read_sheets(file), sheet, said), said, month=month, first_day=first_day)
    after = mapping_text(said)
    changed = after != before and bool(said.codes)
    if not write:
        return Imported(plan, found, path, changed, ())
    if changed:
        io.write_files({path: (updated_text(text, said) if text else after).encode("utf-8", "surrogatepass")})
    files = () if found.problems else tuple(write_import(plan, found, folder / "out" / FOLDER, file.name))
    return Imported(plan, found, path, changed, files)


def _unfit(meaning: str, plan: Plan) -> str | None:
    return None if meaning == ASK else meaning_problem(meaning, plan)


def _sheet(file: Path, sheets: Sequence[Sheet], title: str, mapping: Mapping) -> Sheet:
    """The sheet with the roster: the one named, else the only one that has a heading."""
    titles = ", ".join(sheet.title for sheet in sheets)
    if title:
        named = next((sheet for sheet in sheets if sheet.title.strip().casefold() == title.strip().casefold()), None)
        if named is None:
            raise InputProblems([Problem(file.name, None, None, title, f"a sheet of this workbook: {titles}", "missing-sheet")])
        return named
    fit = [sheet for sheet in sheets if _has_heading(sheet, mapping)]
    if len(fit) > 1:
        expected = f"--sheet with one of {', '.join(sheet.title for sheet in fit)}: each looks like a roster"
        raise InputProblems([Problem(file.name, None, None, None, expected, "ambiguous-sheet")])
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        raise InputProblems([Problem(file.name, None, None, None, "a heading and rows; the file is empty", "empty-file")])
    return fit[0] if fit else filled[0]


def _has_heading(sheet: Sheet, mapping: Mapping) -> bool:
    try:
        find_layout(sheet, mapping.columns)
    except InputProblems:
        return False
    return True
