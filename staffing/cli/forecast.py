"""``staffing forecast DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.options import command, printer
from staffing.cli.output import say, say_json
from staffing.cli.summary import forecast_lines
from staffing.services import stages


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    command(commands, "forecast", "history -> out/forecast.csv with its accuracy report").set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Forecast and report."""
    progress = printer(args)
    made = stages.forecast(args.folder, progress)
    progress.close()
    if args.json:
        say_json({"queues": list(made.forecast.queues), "methods": list(made.forecast.methods), "accuracy": made.accuracy})
    else:
        for line in forecast_lines(made, args.lang):
            say(line)
        say(f"  -> {stages.out_folder(args.folder) / 'forecast.csv'}")
    return 0
