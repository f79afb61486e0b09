"""``staffing new DIR --template NAME``."""

from __future__ import annotations

import argparse
from pathlib import Path

from staffing.cli.options import command
from staffing.cli.output import say, say_json
from staffing.services.templates import DEFAULT_TEMPLATE, new_plan


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "new", "a new plan folder from a template")
    parser.add_argument(
        "--template", default=DEFAULT_TEMPLATE, metavar="NAME", help=f"see `staffing templates` (default {DEFAULT_TEMPLATE})"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Copy the template."""
    folder: Path = new_plan(args.folder, args.template)
    if args.json:
        say_json({"folder": str(folder), "template": args.template, "files": sorted(p.name for p in folder.iterdir())})
    else:
        say(f"{folder}: a copy of {args.template}. Next: staffing run {folder}")
    return 0
