"""``staffing demo``: a fresh copy of a sample plan, then the whole chain."""

from __future__ import annotations

import argparse
from pathlib import Path

from staffing.cli.options import command, solving
from staffing.cli.run import run_chain
from staffing.services.templates import DEFAULT_TEMPLATE, new_plan


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "demo", "a fresh sample plan, then the whole chain", folder=False)
    parser.add_argument("--dir", type=Path, metavar="DIR", help="where (default ./demo/NAME); a sample plan there is replaced")
    parser.add_argument(
        "--template", default=DEFAULT_TEMPLATE, metavar="NAME", help=f"see `staffing templates` (default {DEFAULT_TEMPLATE})"
    )
    solving(parser)
    parser.set_defaults(run=run, time_limit=30.0)


def run(args: argparse.Namespace) -> int:
    """Copy, run, report; 0 whenever the chain ran to its end."""
    folder = new_plan(args.dir or Path("demo") / args.template, args.template, replace=True)
    run_chain(args, folder, exports=True)
    return 0
