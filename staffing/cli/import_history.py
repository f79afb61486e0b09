"""``staffing import-history DIR FILE``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from staffing.cli.options import command
from staffing.cli.output import MAX_PROBLEMS, say, say_json, table
from staffing.i18n import t
from staffing.io.acd.merge import rows_of
from staffing.io.output import number
from staffing.services.history_import import USUAL, HistoryImport, import_history

SHOWN = 12
MOST_JSON = 10_000


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "import-history", "lay an interval export of a telephone system over history.csv")
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="CSV (comma, semicolon, tab or bar) or XLSX with a row per queue and interval"
    )
    parser.add_argument("--mapping", default=USUAL, metavar="NAME", help=f"what its columns mean: DIR/mappings/NAME.toml (default {USUAL})")
    parser.add_argument("--queue", default="", metavar="NAME", help="queue of every row, where the export has no such column")
    parser.add_argument(
        "--date-order", choices=("ymd", "mdy", "dmy"), default="", help="order of day and month, where the dates leave it open"
    )
    parser.add_argument("--preview", action="store_true", help="show what would change, and change nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import, or show what an import would do; status 2 where a cell is wrong."""
    done = import_history(args.folder, args.file, mapping=args.mapping, queue=args.queue, date_order=args.date_order, preview=args.preview)
    problems = done.export.problems
    if args.json:
        say_json(_document(done, args.preview))
        return 2 if problems else 0
    for line in _lines(done, args.lang, preview=args.preview):
        say(line)
    if problems:
        print(t("history_import.problems", args.lang, count=len(problems)), file=sys.stderr)
        for problem in problems[:MAX_PROBLEMS]:
            print(f"  {problem}", file=sys.stderr)
        return 2
    return 0


def _document(done: HistoryImport, preview: bool) -> dict[str, Any]:
    export, merge = done.export, done.merge
    document: dict[str, Any] = {
        "file": export.file,
        "columns": dict(export.columns),
        "mapping": str(done.mapping_file),
        "mapping_saved": done.mapping_saved,
        "rows": len(export.rows),
        "total_rows": list(export.totals),
        "skipped_rows": export.skipped,
        "offered_from_parts": export.offered_from_parts,
        "unequal_rows": export.unequal,
        "preview": preview,
        "written": done.written,
        "problems": [vars(p) for p in export.problems],
    }
    if merge is not None:
        names = (
            "interval_minutes",
            "stored_minutes",
            "new",
            "same",
            "split",
            "repeated",
            "first",
            "last",
            "contacts_before",
            "contacts_after",
        )
        document |= {name: getattr(merge, name) for name in names}
        document |= {"changed": len(merge.changed), "changes": rows_of(merge.changed, MOST_JSON)}
    return document


def _lines(done: HistoryImport, lang: str, *, preview: bool) -> list[str]:
    export, merge = done.export, done.merge
    lines = [t("history_import.title", lang, file=export.file, rows=len(export.rows))]
    lines += ["  " + line for line in table([[role, heading] for role, heading in export.columns.items()])]
    for code, count in (("totals", len(export.totals)), ("skipped", export.skipped), ("unequal", export.unequal)):
        if count:
            lines.append("  " + t(f"history_import.{code}", lang, count=count))
    if export.offered_from_parts:
        lines.append("  " + t("history_import.from_parts", lang))
    if done.mapping_saved:
        lines.append("  " + t("history_import.mapping", lang, file=done.mapping_file))
    if merge is None:
        return lines
    lines.append("  " + t("history_import.span", lang, first=merge.first, last=merge.last, minutes=merge.interval_minutes))
    if merge.split:
        lines.append("  " + t("history_import.split", lang, minutes=merge.stored_minutes))
    lines.append("  " + t("history_import.diff", lang, new=merge.new, same=merge.same, changed=len(merge.changed)))
    for change in merge.changed[:SHOWN]:
        old, new = (number(values[0]) for values in (change.old, change.new))
        lines.append(f"    {change.start} {change.queue}: {old} -> {new}")
    if len(merge.changed) > SHOWN:
        lines.append(f"    ... {len(merge.changed) - SHOWN}")
    lines.append("  " + t(f"history_import.{'preview' if preview else 'written' if done.written else 'nothing'}", lang))
    return lines
