"""``staffing run DIR``: the whole chain."""

from __future__ import annotations

import argparse
from pathlib import Path

from staffing.cli.documents import chain_document
from staffing.cli.options import command, printer, solving
from staffing.cli.output import say, say_json
from staffing.cli.summary import chain_lines
from staffing.services import stages
from staffing.services.publish import export_folder


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "run", "validate, forecast, require, roster and check in one go")
    solving(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the chain and report; status 1 where there is no roster or something fails."""
    return run_chain(args, args.folder)


def run_chain(args: argparse.Namespace, folder: Path, *, exports: bool = False) -> int:
    """The chain on a folder, shared with ``demo``."""
    progress = printer(args)
    chain = stages.run(folder, time_limit=args.time_limit, seed=args.seed, workers=args.workers, lang=args.lang, progress=progress)
    files: list[Path] = []
    if exports and chain.rostered.result.roster is not None:
        files = export_folder(folder, "xlsx", lang=args.lang)
    progress.close()
    if args.json:
        say_json(chain_document(chain, args.lang))
    else:
        for line in chain_lines(chain, folder, args.lang, files):
            say(line)
    return 0 if chain.audit is not None and not chain.audit.failed else 1
