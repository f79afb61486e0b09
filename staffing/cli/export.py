"""``staffing export DIR --format xlsx|csv|ics``."""

from __future__ import annotations

import argparse

from staffing.cli.options import command
from staffing.cli.output import say, say_json
from staffing.services.publish import export_folder


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "export", "files for people: a workbook, tables, calendars")
    parser.add_argument("--format", choices=("xlsx", "csv", "ics"), required=True)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the files and say where they are."""
    written = export_folder(args.folder, args.format, lang=args.lang)
    if args.json:
        say_json({"files": [str(path) for path in written]})
    else:
        for path in written[:10]:
            say(str(path))
        if len(written) > 10:
            say(f"... and {len(written) - 10} more in {written[-1].parent}")
    return 0
