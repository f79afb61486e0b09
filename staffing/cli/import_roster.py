"""``staffing import DIR FILE``."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from staffing.cli.options import command
from staffing.cli.output import MAX_PROBLEMS, say, say_json, table
from staffing.i18n import t
from staffing.io.roster_import.write import import_report, leave_not_in_plan
from staffing.services.importing import USUAL, Imported, import_file


def month(text: str) -> tuple[int, int]:
    """``2026-06``."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"a month such as 2026-06, not {text!r}") from None
    return first.year, first.month


def day(text: str) -> date:
    """``2026-06-01``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a date such as 2026-06-01, not {text!r}") from None


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "import", "read a roster kept in any spreadsheet")
    parser.add_argument("file", metavar="FILE", type=Path, help="a CSV or XLSX: people by days, or a row for each shift")
    parser.add_argument("--mapping", default=USUAL, metavar="NAME", help=f"what its codes mean: DIR/mappings/NAME.toml (default {USUAL})")
    parser.add_argument("--month", type=month, metavar="YYYY-MM", help="month of the first day column, where the headings leave it open")
    parser.add_argument("--first-day", type=day, metavar="DATE", help="date of the first day column; the others follow day by day")
    parser.add_argument("--blank", choices=("off", "unknown"), default="", help="what a blank cell means (asked where not said)")
    parser.add_argument("--sheet", default="", metavar="NAME", help="sheet of a workbook (default: the one with a roster)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import, show the mapping and every cell that is not clear; status 2 where there is one."""
    done = import_file(
        args.folder, args.file, mapping=args.mapping, month=args.month, first_day=args.first_day, blank=args.blank, sheet=args.sheet
    )
    if args.json:
        document = import_report(done.plan, done.found, args.file.name)
        document |= {"mapping": str(done.mapping_file), "problems": [vars(p) for p in done.problems], "files": [str(f) for f in done.files]}
        say_json(document)
        return 2 if done.problems else 0
    for line in _lines(done, args.file.name, args.lang):
        say(line)
    if done.problems:
        print(t("audit.import.problems", args.lang, count=len(done.problems)), file=sys.stderr)
        for problem in done.problems[:MAX_PROBLEMS]:
            print(f"  {problem}", file=sys.stderr)
        if len(done.problems) > MAX_PROBLEMS:
            print(f"  ... {len(done.problems) - MAX_PROBLEMS} (--json)", file=sys.stderr)
        return 2
    for path in done.files:
        say(f"  -> {path}")
    say(t("audit.import.next", args.lang, folder=args.folder, file=done.files[0]))
    return 0


def _lines(done: Imported, file: str, lang: str) -> list[str]:
    """What was read, and the mapping."""
    found = done.found
    form = t(f"audit.import.form.{'wide' if found.wide else 'long'}", lang)
    lines = [t("audit.import.title", lang, file=file, form=form)]
    if found.days is not None:
        lines.append("  " + t("audit.import.days", lang, first=found.days[0], last=found.days[1], how=found.how))
    if found.mapping.codes:
        rows = [[t("audit.import.code", lang), t("audit.import.meaning", lang), t("audit.import.cells", lang)]]
        rows += [[code, meaning, str(found.codes[code] or "")] for code, meaning in found.mapping.codes.items()]
        lines += ["  " + line for line in table(rows, right=(2,))]
    if found.mapping.blank:
        lines.append("  " + t("audit.import.blank", lang, meaning=found.mapping.blank))
    if done.saved:
        lines.append("  " + t("audit.import.saved", lang, file=done.mapping_file))
    if done.problems:
        return lines
    people = len({d.agent for d in found.roster.duties})
    lines.append("  " + t("audit.import.read", lang, shifts=len(found.roster.duties), people=people))
    notes = (
        ("unknown", len(found.unknown_days)), ("before", len(found.worked)), ("after", found.outside),
        ("leave", leave_not_in_plan(done.plan, found)), ("missing", len(found.missing_agents)), ("names", len(found.other_names)),
        ("rows", len(found.ignored_rows)), ("columns", len(found.ignored_columns)),
    )  # fmt: skip
    return lines + ["  " + t(f"audit.import.note.{key}", lang, count=count) for key, count in notes if count]
