"""``staffing check DIR``."""

from __future__ import annotations

import argparse
from pathlib import Path

from staffing.cli.documents import audit_document
from staffing.cli.options import command, printer
from staffing.cli.output import say, say_json
from staffing.cli.summary import audit_lines
from staffing.services import stages


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "check", "judge any roster, ours or imported, rule by rule", folder=False)
    parser.add_argument("folder", metavar="DIR", type=Path, nargs="?", help="the plan folder")
    parser.add_argument("--roster", type=Path, metavar="FILE", help="a roster file (default DIR/out/roster.csv)")
    parser.add_argument(
        "--activities", type=Path, metavar="FILE", help="its activities (default with DIR/out/roster.csv: DIR/out/activities.csv)"
    )
    parser.add_argument("--pack", action="extend", nargs="+", metavar="NAME", help="law packs instead of the plan's, one or several")
    parser.set_defaults(run=run, refuse=parser.error)


def run(args: argparse.Namespace) -> int:
    """Check and report; status 1 where anything fails."""
    if args.folder is None:  # `--pack A B DIR`: the last word is the folder
        if not args.pack or len(args.pack) < 2:
            args.refuse("the following arguments are required: DIR")
        args.folder = Path(args.pack.pop())
    progress = printer(args)
    plan, audit = stages.check(
        args.folder, roster_file=args.roster, activities_file=args.activities, packs=args.pack, lang=args.lang, progress=progress
    )
    progress.close()
    if args.json:
        say_json(audit_document(plan, audit, args.lang))
    else:
        for line in audit_lines(audit, args.lang):
            say(line)
        say(f"  -> {stages.out_folder(args.folder) / f'findings{stages.beside(args.folder, args.roster)}.csv'}")
    return 1 if audit.failed else 0
