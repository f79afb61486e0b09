"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from staffing.cli.output import ProgressPrinter


def command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, *, folder: bool = True
) -> argparse.ArgumentParser:
    """A new command with the options every command has."""
    parser = commands.add_parser(name, help=text, description=text)
    if folder:
        parser.add_argument("folder", metavar="DIR", type=Path, help="the plan folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of the summary")
    parser.add_argument("--quiet", action="store_true", help="no progress (errors always)")
    parser.add_argument("--lang", choices=("en", "zh_CN"), default="en", help="language of sentences and summaries")
    return parser


def positive(text: str) -> float:
    """A number above 0."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e7:
        raise argparse.ArgumentTypeError(f"a number above 0, not {text!r}")
    return value


def whole(text: str) -> int:
    """A whole number from 0 up."""
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"a whole number from 0 up, not {text!r}")
    return int(text)


def workers(text: str) -> int:
    """A whole number from 1 to 256."""
    value = whole(text)
    if not 1 <= value <= 256:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 256, not {text!r}")
    return value


def solving(parser: argparse.ArgumentParser) -> None:
    """--time-limit, --seed, --workers."""
    parser.add_argument("--time-limit", type=positive, default=60.0, metavar="S", help="seconds the roster engine may take (default 60)")
    parser.add_argument("--seed", type=whole, default=1, metavar="N", help="seed of the search (default 1)")
    parser.add_argument("--workers", type=workers, default=None, metavar="N", help="cores to use (default: all)")


def printer(args: argparse.Namespace) -> ProgressPrinter:
    """The progress listener of a call."""
    return ProgressPrinter(quiet=args.quiet)
