"""``staffing outlook DIR``."""

from __future__ import annotations

import argparse
import math
from datetime import date

from staffing.cli.options import command, whole
from staffing.cli.output import percent, say, say_json, table
from staffing.forecast.outlook import MOST_WEEKS, Step
from staffing.i18n import t
from staffing.services.outlook import Capacity, Hire, Staff, look_ahead

EVERY = 4
"""The summary shows every fourth week; the file has all."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "outlook", "contacts and people by week for up to 64 weeks, with growth and hiring -> out/outlook.csv")
    parser.add_argument("--weeks", type=_weeks, default=52, metavar="N", help=f"1 to {MOST_WEEKS} (default 52)")
    parser.add_argument("--growth", type=_share, default=0.0, metavar="SHARE", help="growth of contacts a year, e.g. 0.05 (default 0)")
    parser.add_argument(
        "--step", type=_step, action="append", default=[], metavar="DATE:FACTOR[:QUEUE]", help="from a day on, more or fewer contacts"
    )
    parser.add_argument("--attrition", type=_part, default=0.0, metavar="SHARE", help="share of the people who leave in a month, e.g. 0.03")
    parser.add_argument("--hire", type=_hire, action="append", default=[], metavar="DATE:HEADS", help="people who start on a day")
    parser.add_argument("--ramp-weeks", type=whole, default=0, metavar="N", help="weeks until a newcomer does full work (default 0)")
    parser.set_defaults(run=run)


def _weeks(text: str) -> int:
    value = whole(text)
    if not 1 <= value <= MOST_WEEKS:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {MOST_WEEKS}, not {text!r}")
    return value


def _number(text: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"a number from {low:g} to {high:g}, not {text!r}")
    return value


def _share(text: str) -> float:
    return _number(text, -0.9, 10.0)


def _part(text: str) -> float:
    return _number(text, 0.0, 0.9)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a date such as 2027-01-04, not {text!r}") from None


def _step(text: str) -> Step:
    parts = text.split(":", 2)
    if len(parts) < 2:
        raise argparse.ArgumentTypeError(f"DATE:FACTOR or DATE:FACTOR:QUEUE, not {text!r}")
    return Step(_day(parts[0]), _number(parts[1], 0.0, 100.0), parts[2] if len(parts) > 2 else "")


def _hire(text: str) -> Hire:
    day, colon, heads = text.partition(":")
    if not colon:
        raise argparse.ArgumentTypeError(f"DATE:HEADS, not {text!r}")
    return Hire(_day(day), whole(heads))


def run(args: argparse.Namespace) -> int:
    """Look ahead and show every fourth week."""
    staff = Staff(args.attrition, tuple(args.hire), args.ramp_weeks)
    done = look_ahead(args.folder, args.weeks, args.growth, args.step, staff)
    if args.json:
        say_json(_document(done))
        return 0
    say(t("outlook.title", args.lang, weeks=args.weeks, first=done.outlook.weeks[0]))
    rows = [[t(f"outlook.{key}", args.lang) for key in ("week", "contacts", "p10", "p90", "needed", "needed_p90", "heads", "gap")]]
    for w in range(0, args.weeks, EVERY):
        sums = [sum(float(getattr(q, name)[w]) for q in done.outlook.queues) for name in ("offered", "p10", "p90")]
        people = (done.needed[w], done.needed_p90[w], done.heads[w], done.heads[w] - done.needed[w])
        rows.append([str(done.outlook.weeks[w]), *(f"{x:,.0f}" for x in sums), *(f"{x:,.1f}" for x in people)])
    for line in table(rows, right=range(1, 8)):
        say("  " + line)
    for q in done.outlook.queues:
        if q.growth_seen is not None:
            say("  " + t("outlook.growth", args.lang, queue=q.queue, share=percent(q.growth_seen)))
        if not q.yearly:
            say("  " + t("outlook.no_year", args.lang, queue=q.queue))
    for name, ratio in zip((q.queue for q in done.outlook.queues), done.hours_per_handling_hour, strict=True):
        if ratio is None:
            say("  " + t("outlook.no_hours", args.lang, queue=name))
    say(f"  -> {done.file}")
    return 0


def _document(done: Capacity) -> dict[str, object]:
    return {
        "weeks": [str(w) for w in done.outlook.weeks],
        "queues": {
            q.queue: {
                "offered": [round(float(x), 3) for x in q.offered],
                "offered_p10": [round(float(x), 3) for x in q.p10],
                "offered_p90": [round(float(x), 3) for x in q.p90],
                "aht_seconds": q.aht_seconds,
                "yearly": q.yearly,
                "growth_seen": q.growth_seen,
                "hours_per_handling_hour": ratio,
            }
            for q, ratio in zip(done.outlook.queues, done.hours_per_handling_hour, strict=True)
        },
        "heads_needed": [round(float(x), 3) for x in done.needed],
        "heads_needed_p90": [round(float(x), 3) for x in done.needed_p90],
        "heads": [round(float(x), 3) for x in done.heads],
        "file": str(done.file),
    }
