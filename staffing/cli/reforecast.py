"""``staffing reforecast DIR``."""

from __future__ import annotations

import argparse

from staffing.cli.options import command
from staffing.cli.output import percent, say, say_json, table
from staffing.i18n import t
from staffing.services.reforecast import reforecast_day


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "reforecast", "what history.csv says came today -> the rest of the day anew, out/reforecast.csv")
    parser.add_argument("--now", default="", metavar="TIME", help="local time, e.g. 2026-11-30T11:00 (default: the end of what has come)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Reforecast and show what changed."""
    done = reforecast_day(args.folder, args.now)
    now = done.plan.grid.text(done.now)
    if args.json:
        say_json({"now": now, "queues": [u.to_dict() for u in done.updates], "file": str(done.file)})
        return 0
    say(t("reforecast.title", args.lang, now=now.replace("T", " ")))
    rows = [[t(f"reforecast.{key}", args.lang) for key in ("queue", "came", "said", "level", "weight", "before", "rest")]]
    rows += [
        [u.queue, f"{u.seen:,.0f}", f"{u.forecast:,.0f}", f"{u.level:.3f}", percent(u.weight), f"{u.rest_before:,.0f}", f"{u.rest:,.0f}"]
        for u in done.updates
    ]
    for line in table(rows, right=range(1, 7)):
        say("  " + line)
    say(f"  -> {done.file}")
    return 0
