"""``staffing validate DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.options import command
from staffing.cli.output import say, say_json
from staffing.services.pipeline import files_of, load_plan


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command(commands, "validate", "read everything and list every problem at once").set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the plan; problems are raised together and shown by the caller."""
    plan = load_plan(args.folder)
    read, ignored = files_of(args.folder)
    counts = {
        "queues": len(plan.queues),
        "agents": len(plan.agents),
        "contracts": len(plan.contracts),
        "shifts": len(plan.shifts),
        "history_intervals": 0 if plan.history is None else plan.history.length,
    }
    if args.json:
        say_json({"problems": [], "name": plan.name, "input_hash": plan.input_hash, **counts, "read": read, "not_read": ignored})
    else:
        say(f"{plan.name}: no problems")
        say(f"  {plan.grid.days} days from {plan.grid.first_day}, {plan.grid.interval_minutes}-minute intervals, {plan.grid.zone}")
        say("  " + ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items()))
        say("  read: " + ", ".join(read))
        if ignored:
            say("  not read: " + ", ".join(ignored))
    return 0
