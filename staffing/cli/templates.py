"""``staffing templates``."""

from __future__ import annotations

import argparse

from staffing.cli.options import command
from staffing.cli.output import say, say_json, table
from staffing.services.templates import templates


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command(commands, "templates", "list the sample plans", folder=False).set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List them."""
    found = templates()
    if args.json:
        say_json([{"name": t.name, "title": t.title, "days": t.days} for t in found])
    else:
        for line in table([(t.name, f"{t.days} days", t.title) for t in found]):
            say(line)
    return 0
