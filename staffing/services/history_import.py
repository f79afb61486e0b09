"""An ACD export -> history.csv of a plan, by a mapping kept in the plan folder; with a look at the changes before they are made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from staffing import io
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.io.acd import AcdExport, AcdMapping, Merge, acd_mapping_text, merge_history, read_acd_mapping, read_export
from staffing.io.acd.mapping import DATE_ORDERS
from staffing.io.roster_import import read_sheets
from staffing.io.text_files import read_text

FOLDER, USUAL, HISTORY = "mappings", "acd", "history.csv"
_NAME = re.compile(r"[\w][\w. -]{0,99}")


@dataclass(frozen=True)
class HistoryImport:
    """What an import does or did.

    Attributes:
        export: what the file says; with problems, nothing is merged.
        merge: ``None`` where there are problems.
        mapping_file: where the mapping is kept; mapping_saved: whether it is new or was completed.
        written: whether history.csv was replaced.
    """

    plan: Plan
    export: AcdExport
    merge: Merge | None
    mapping_file: Path
    mapping_saved: bool
    written: bool


def import_history(
    folder: Path, file: Path, *, mapping: str = USUAL, queue: str = "", date_order: str = "", preview: bool = False
) -> HistoryImport:
    """Lay an export over the history of a plan; rows that stand there already are not doubled, rows that differ are replaced.

    Args:
        mapping: name of a mapping in ``mappings/`` of the plan folder; made where it is not there.
        queue: queue of every row, where the export has no such column.
        date_order: ``mdy`` or ``dmy``.
        preview: change nothing, the mapping neither.

    Raises InputProblems where the plan, the mapping or the file as a whole cannot be read, or the intervals do not fit.
    """
    from staffing.services.pipeline import load_plan

    plan = load_plan(folder)
    if not _NAME.fullmatch(mapping):
        raise InputProblems([Problem("--mapping", None, None, mapping, "a name of letters, digits, - and _", "invalid")])
    names = tuple(q.name for q in plan.queues)
    if queue and queue not in names:
        raise InputProblems([Problem("--queue", None, None, queue, f"a queue of plan.toml: {', '.join(names)}", "unknown-name")])
    if date_order and date_order not in DATE_ORDERS:
        raise InputProblems([Problem("--date-order", None, None, date_order, f"one of {', '.join(DATE_ORDERS)}", "invalid")])
    path = folder / FOLDER / f"{mapping}.toml"
    shown = f"{FOLDER}/{path.name}"
    said = read_acd_mapping(read_text(path, shown), shown, names) if path.exists() else AcdMapping()
    before = acd_mapping_text(said) if path.exists() else ""
    said = AcdMapping(said.columns, said.queues, queue or said.queue, date_order or said.date_order)
    export = read_export(read_sheets(file), said, names)
    history = folder / HISTORY
    if plan.history is not None and not history.exists():
        expected = "a history.csv; this plan keeps its history as a sheet of plan.xlsx, import it there"
        raise InputProblems([Problem("plan.xlsx", None, None, None, expected, "in-workbook")])
    merge = None if export.problems else merge_history(export, plan.grid, plan.history, history)
    after = acd_mapping_text(export.mapping)
    saved = after != before and not preview
    written = False
    contents: dict[Path, bytes] = {path: after.encode("utf-8", "surrogatepass")} if saved else {}
    if merge is not None and not preview and (merge.new or merge.changed):
        contents[history] = merge.text.encode("utf-8", "surrogatepass")
        written = True
    if contents:
        io.write_files(contents)
    return HistoryImport(plan, export, merge, path, saved, written)
