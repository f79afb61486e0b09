"""``staffing roster DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.documents import roster_document
from staffing.cli.options import command, printer, solving
from staffing.cli.output import say, say_json
from staffing.cli.summary import roster_lines
from staffing.services import stages


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "roster", "requirement + people + rules -> a roster with its proof")
    solving(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Solve and report; status 1 where no roster was found."""
    progress = printer(args)
    made = stages.roster(args.folder, time_limit=args.time_limit, seed=args.seed, workers=args.workers, progress=progress)
    progress.close()
    if args.json:
        say_json(roster_document(made))
    else:
        for line in roster_lines(made, args.lang):
            say(line)
        say(f"  -> {stages.out_folder(args.folder)}")
    return 0 if made.result.roster is not None else 1
