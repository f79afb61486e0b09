"""``staffing explain DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.explain_summary import explanation_lines
from staffing.cli.options import command, positive, printer, whole, workers
from staffing.cli.output import say, say_json
from staffing.domain.explanation import Outcome
from staffing.services.explaining import TIME_LIMIT
from staffing.services.explaining.stage import explain_folder, explanation_document


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "explain", "why no roster exists, or why people are short, and what would help")
    parser.add_argument(
        "--time-limit", type=positive, default=TIME_LIMIT, metavar="S", help=f"seconds for everything (default {TIME_LIMIT:.0f})"
    )
    parser.add_argument("--seed", type=whole, default=1, metavar="N", help="seed of every search (default 1)")
    parser.add_argument("--workers", type=workers, default=None, metavar="N", help="cores to use (default: all)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Explain and report; status 1 where no roster can exist."""
    progress = printer(args)
    made = explain_folder(args.folder, time_limit=args.time_limit, seed=args.seed, workers=args.workers, lang=args.lang, progress=progress)
    progress.close()
    if args.json:
        say_json(explanation_document(made.plan, made.explanation, args.lang))
    else:
        for line in explanation_lines(made.plan, made.explanation, args.lang):
            say(line)
        say(f"  -> {args.folder / 'out' / 'explain.json'}")
    return 1 if made.explanation.outcome is Outcome.INFEASIBLE else 0
