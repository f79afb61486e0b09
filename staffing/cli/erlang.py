"""``staffing erlang``: one staffing number opened up, or a batch of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from staffing.cli.options import command, whole
from staffing.cli.output import say, say_json
from staffing.cli.quantities import parse_duration, parse_number, parse_service_level, parse_share
from staffing.domain.problems import InputProblems, Problem
from staffing.i18n import t

if TYPE_CHECKING:
    from staffing.services.erlang import StaffingQuestion

_WHERE = "command line"
_MAX_LOAD_ERLANGS = 10**6
_DEFINITIONS = ("offered", "excl", "incl", "answered", "virtual")
_SINGLE = {
    "calls": ("N", "contacts offered in the interval"),
    "interval": ("TIME", "length of the interval: 30m, 1800s, 1800, 0.5h"),
    "aht": ("TIME", "mean handling time"),
    "service_level": ("P/T", "80/20: 80 %% answered within 20 s"),
    "patience": ("TIME", "mean patience; left out: nobody hangs up (Erlang C)"),
    "shrinkage": ("SHARE", "share of scheduled time that is lost: 0.3 or 30%%"),
    "max_occupancy": ("SHARE", "greatest occupancy"),
    "max_asa": ("TIME", "greatest mean wait of all offered contacts"),
    "max_abandonment": ("SHARE", "greatest share that hangs up"),
    "min_answer_rate": ("SHARE", "least share that is answered"),
}


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "erlang", "how many agents, and why: Erlang C and Erlang A side by side", folder=False)
    for name, (metavar, text) in _SINGLE.items():
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, metavar=metavar, help=text)
    parser.add_argument(
        "--definition",
        choices=_DEFINITIONS,
        default="offered",
        help="who counts in the service level: answered in time of all offered (default), short abandons excluded or included, of the "
        "answered, or the wait offered (virtual)",
    )
    parser.add_argument("--no-check", action="store_true", help="leave the simulated check out")
    parser.add_argument("--seed", type=whole, default=1, metavar="N", help="seed of the simulated check (default 1)")
    parser.add_argument("--batch", metavar="IN.csv", type=Path, help="answer every row of a CSV instead")
    parser.add_argument("--out", metavar="OUT.csv", type=Path, help="where the answers of --batch go")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer; raises InputProblems for anything wrong in the call or the file."""
    if args.batch is not None or args.out is not None:
        return _run_batch(args)
    question = read_question(args)
    from staffing.cli.erlang_summary import document, lines
    from staffing.services.erlang import open_number

    answer = open_number(question, simulated=not args.no_check, seed=args.seed)
    if args.json:
        say_json(document(answer))
    else:
        for line in lines(answer, args.lang):
            say(line)
    return 0


def read_question(args: argparse.Namespace) -> StaffingQuestion:
    """The question in the arguments, in exact decimals. Raises InputProblems with everything wrong in them."""
    problems: list[Problem] = []

    def value(name: str, parse: Callable[[str], Any], good: Callable[[Any], bool], expected: str, needed: bool = False) -> Any:
        text = getattr(args, name)
        option = f"--{name.replace('_', '-')}"
        if text is None:
            if needed:
                problems.append(Problem(_WHERE, None, option, None, expected, "missing-value"))
            return None
        try:
            number = parse(text)
        except ValueError as error:
            problems.append(Problem(_WHERE, None, option, text, str(error), "invalid"))
            return None
        if not good(number):
            problems.append(Problem(_WHERE, None, option, text, expected, "out-of-range"))
            return None
        return number

    def inside(share: Fraction) -> bool:
        return 0 < share < 1

    calls = value("calls", parse_number, lambda x: True, "contacts in the interval, e.g. 100", needed=True)
    interval = value("interval", parse_duration, lambda x: x > 0, "a time above 0, e.g. 30m", needed=True)
    aht = value("aht", parse_duration, lambda x: x > 0, "a time above 0, e.g. 180", needed=True)
    level = value("service_level", parse_service_level, lambda x: inside(x[0]), "a share between 0 and 100 %, e.g. 80/20")
    asa = value("max_asa", parse_duration, lambda x: x > 0, "a time above 0, e.g. 20")
    occupancy = value("max_occupancy", parse_share, lambda x: 0 < x <= 1, "a share above 0, at most 1, e.g. 0.85")
    abandonment = value("max_abandonment", parse_share, inside, "a share between 0 and 1, e.g. 0.05")
    answer_rate = value("min_answer_rate", parse_share, inside, "a share between 0 and 1, e.g. 0.95")
    patience = value("patience", parse_duration, lambda x: x > 0, "a time above 0, e.g. 180")
    shrinkage = value("shrinkage", parse_share, lambda x: 0 <= x < 1, "a share from 0 to below 1, e.g. 0.3")
    if all(getattr(args, name) is None for name in ("service_level", "max_asa", "max_occupancy", "max_abandonment", "min_answer_rate")):
        problems.append(Problem(_WHERE, None, "--service-level", None, "at least one target, e.g. --service-level 80/20", "missing-target"))
    if calls is not None and interval and aht and calls * aht / interval > _MAX_LOAD_ERLANGS:
        expected = f"a load (calls x AHT / interval) of at most {_MAX_LOAD_ERLANGS:,} erlangs"
        problems.append(Problem(_WHERE, None, "--calls", args.calls, expected, "out-of-range"))
    if problems:
        raise InputProblems(problems)

    from staffing.models.queueing.measures import ServiceLevelDefinition
    from staffing.services.erlang import StaffingQuestion

    return StaffingQuestion(
        offered=calls,
        interval_seconds=interval,
        aht_seconds=aht,
        service_level=level[0] if level else None,
        answer_within_seconds=level[1] if level else None,
        max_asa_seconds=asa,
        max_occupancy=occupancy,
        max_abandonment=abandonment,
        min_answer_rate=answer_rate,
        patience_seconds=patience,
        shrinkage=shrinkage or Fraction(0),
        definition=ServiceLevelDefinition(args.definition),
    )


def _run_batch(args: argparse.Namespace) -> int:
    problems = []
    for name, expected in (("batch", "the file to answer: --batch IN.csv"), ("out", "the file to write: --out OUT.csv")):
        if getattr(args, name) is None:
            problems.append(Problem(_WHERE, None, f"--{name}", None, expected, "missing-value"))
    for name in _SINGLE:
        if getattr(args, name) is not None:
            option = f"--{name.replace('_', '-')}"
            problems.append(
                Problem(_WHERE, None, option, getattr(args, name), "no such option with --batch: it is a column there", "invalid")
            )
    if args.definition != "offered":
        expected = "offered: a batch knows no other definition"
        problems.append(Problem(_WHERE, None, "--definition", args.definition, expected, "invalid"))
    if problems:
        raise InputProblems(problems)
    from staffing.services.erlang_batch import run_batch

    done = run_batch(args.batch, args.out)
    if args.json:
        say_json({**vars(done), "out": str(args.out)})
    else:
        counts = {"rows": done.rows, "a": done.with_abandonment, "c": done.rows - done.with_abandonment, "targets": done.with_target}
        say(t("erlang.batch", args.lang, **counts, agents=done.required_agents))
        say(f"  -> {args.out}")
    return 0
