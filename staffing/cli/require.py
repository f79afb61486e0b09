"""``staffing require DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.documents import requirement_document
from staffing.cli.options import command, printer
from staffing.cli.output import say, say_json
from staffing.cli.requirement_effect import effect_documents, effect_lines, price_documents, price_lines
from staffing.cli.summary import requirement_lines
from staffing.services import stages


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "require", "forecast -> out/requirement.csv, people needed by interval and queue")
    text = "what it costs to be surer of the targets, from the mean demand to its 95 %% quantile"
    parser.add_argument("--price-curve", action="store_true", help=text)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compute and report the requirement."""
    progress = printer(args)
    plan, requirement = stages.require(args.folder, progress)
    points = stages.price_points(plan) if args.price_curve else None
    progress.close()
    if args.json:
        document = {**requirement_document(plan, requirement), "effects": effect_documents(requirement.effects)}
        say_json(document if points is None else {**document, "price_curve": price_documents(points)})
    else:
        for line in requirement_lines(plan, requirement, args.lang):
            say(line)
        for line in (*effect_lines(requirement.effects, args.lang), *(() if points is None else price_lines(points, args.lang))):
            say(line)
        say(f"  -> {stages.out_folder(args.folder) / 'requirement.csv'}")
    return 0
