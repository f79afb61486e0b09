"""``staffing require DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.documents import requirement_document
from staffing.cli.measured import measured_document, measured_lines
from staffing.cli.options import command, printer, whole
from staffing.cli.output import ProgressPrinter, say, say_json
from staffing.cli.requirement_effect import effect_documents, effect_lines, price_documents, price_lines
from staffing.cli.skills import skills_document, skills_lines
from staffing.cli.summary import requirement_lines
from staffing.domain.problems import InputProblems, Problem
from staffing.services import stages


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "require", "forecast -> out/requirement.csv, people needed by interval and queue")
    text = "what it costs to be surer of the targets, from the mean demand to its 95 %% quantile"
    parser.add_argument("--price-curve", action="store_true", help=text)
    parser.add_argument("--explain", metavar="INTERVAL", help="open up the numbers of one interval, e.g. 2026-11-30T10:15; writes nothing")
    parser.add_argument("--queue", metavar="NAME", help="with --explain: this queue alone")
    parser.add_argument("--no-check", action="store_true", help="with --explain: leave the simulated check out")
    parser.add_argument("--by-skill", action="store_true", help="also people by skill group, found and confirmed by simulation")
    parser.add_argument("--seed", type=whole, default=1, metavar="N", help="seed of simulations (default 1)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compute and report the requirement."""
    progress = printer(args)
    if args.explain is not None:
        return _explain(args, progress)
    _refuse_alone(args)
    plan, requirement = stages.require(args.folder, progress)
    points = stages.price_points(plan) if args.price_curve else None
    progress.close()
    measured = stages.measure(args.folder, plan)
    by_skill = stages.require_by_skill(args.folder, plan, requirement, seed=args.seed, progress=progress) if args.by_skill else None
    progress.close()
    if args.json:
        document = {**requirement_document(plan, requirement), "effects": effect_documents(requirement.effects)}
        document |= {"measured": measured_document(measured)}
        document |= {} if points is None else {"price_curve": price_documents(points)}
        say_json(document if by_skill is None else {**document, "by_skill": skills_document(plan, by_skill)})
    else:
        for line in requirement_lines(plan, requirement, args.lang):
            say(line)
        for line in (*effect_lines(requirement.effects, args.lang), *(() if points is None else price_lines(points, args.lang))):
            say(line)
        say(f"  -> {stages.out_folder(args.folder) / 'requirement.csv'}")
        for line in () if by_skill is None else skills_lines(plan, by_skill, args.lang):
            say(line)
        if by_skill is not None:
            say(f"  -> {stages.out_folder(args.folder) / 'requirement_groups.csv'}")
        for line in () if measured is None else measured_lines(measured, args.lang):
            say(line)
    return 0


def _refuse_alone(args: argparse.Namespace) -> None:
    """Options that mean nothing without --explain."""
    given = {"--queue": args.queue, "--no-check": "" if args.no_check else None}
    problems = [
        Problem("command line", None, option, value or None, "--explain INTERVAL with it", "missing-value")
        for option, value in given.items()
        if value is not None
    ]
    if problems:
        raise InputProblems(problems)


def _explain(args: argparse.Namespace, progress: ProgressPrinter) -> int:
    from staffing.cli.opened import opened_document, opened_lines

    plan, opened = stages.explain_interval(
        args.folder, args.explain, args.queue, simulated=not args.no_check, seed=args.seed, progress=progress
    )
    progress.close()
    if args.json:
        say_json({"queues": [opened_document(item) for item in opened]})
        return 0
    for k, item in enumerate(opened):
        if k:
            say()
        for line in opened_lines(plan, item, args.lang):
            say(line)
    return 0
