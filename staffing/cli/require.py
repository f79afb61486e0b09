"""``staffing require DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.documents import requirement_document
from staffing.cli.options import command, printer
from staffing.cli.output import say, say_json
from staffing.cli.summary import requirement_lines
from staffing.services import stages


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command(commands, "require", "forecast -> out/requirement.csv, people needed by interval and queue").set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compute and report the requirement."""
    progress = printer(args)
    plan, requirement = stages.require(args.folder, progress)
    progress.close()
    if args.json:
        say_json(requirement_document(plan, requirement))
    else:
        for line in requirement_lines(plan, requirement, args.lang):
            say(line)
        say(f"  -> {stages.out_folder(args.folder) / 'requirement.csv'}")
    return 0
