"""``staffing backtest FILE``: accuracy of every method on a history file."""

from __future__ import annotations

import argparse
from pathlib import Path

from staffing.cli.options import command, printer, whole
from staffing.cli.output import percent, say, say_json, table
from staffing.domain.grid import zone_info
from staffing.forecast.breakdown import BY
from staffing.i18n import t


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "backtest", "accuracy of every method on a history file", folder=False)
    parser.add_argument("file", metavar="FILE", type=Path, help="CSV with interval_start, queue, offered or timestamp, queue, volume")
    parser.add_argument("--horizon-days", type=_days, default=7, metavar="N", help="days forecast at each origin (default 7)")
    parser.add_argument("--origins", type=_days, default=8, metavar="K", help="origins, counted back from the end (default 8)")
    parser.add_argument("--lead-days", type=whole, default=0, metavar="N", help="days between the history and the forecast (default 0)")
    parser.add_argument(
        "--zone", type=_zone, default="UTC", metavar="ZONE", help="IANA zone of the times, for holidays (default UTC: none)"
    )
    parser.add_argument(
        "--forecast", type=_named, action="append", default=[], metavar="NAME=FILE",
        help="somebody's forecast of the same days (interval_start, queue, offered), scored on the same intervals; may be repeated",
    )  # fmt: skip
    parser.add_argument("--by", choices=BY, default="", help="also show our error by days ahead, hour, weekday or month")
    parser.set_defaults(run=run)


def _named(text: str) -> tuple[str, Path]:
    name, sign, file = text.partition("=")
    if not name or not sign or not file:
        raise argparse.ArgumentTypeError(f"NAME=FILE, not {text!r}")
    return name, Path(file)


def _days(text: str) -> int:
    value = whole(text)
    if not 1 <= value <= 366:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 366, not {text!r}")
    return value


def _zone(text: str) -> str:
    try:
        zone_info(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def run(args: argparse.Namespace) -> int:
    """Back-test and show the league table."""
    from staffing.forecast import evaluate
    from staffing.io.history_any import read_any_history

    read = read_any_history(args.file, args.zone)
    progress = printer(args)
    external = {name: read_any_history(path, args.zone).history for name, path in args.forecast}
    result = evaluate(read.history, args.horizon_days, args.origins, args.lead_days, progress, external=external)
    progress.close()
    if args.json:
        say_json({"file": args.file.name, "zone": args.zone, "skipped_hours": read.skipped_hours, **result.to_dict()})
        return 0
    say(t("backtest.title", args.lang, file=args.file.name, days=args.horizon_days, lead=args.lead_days))
    methods = sorted(result.overall, key=lambda m: (result.overall[m].wape is None, result.overall[m].wape or 0.0))
    rows = [[t("cli.queue", args.lang), *methods]]
    for queue, scores in [*result.queues.items(), (t("backtest.all", args.lang), result.overall)]:
        rows.append([queue, *(percent(scores[m].wape) for m in methods)])
    for line in table(rows, right=range(1, len(methods) + 1)):
        say("  " + line)
    ours = result.overall["forecast"]
    mase = "-" if ours.mase is None else f"{ours.mase:.2f}"
    covers = percent(ours.coverage)
    say(
        t(
            "backtest.ours",
            args.lang,
            bias=percent(ours.bias),
            mase=mase,
            covers=covers,
            origins=ours.origins,
            seconds=f"{result.seconds:.1f}",
        )
    )
    for name, (theirs, mine) in result.external.items():
        numbers = {"wape": percent(theirs.wape), "bias": percent(theirs.bias), "ours": percent(mine.wape), "intervals": mine.intervals}
        say(t("backtest.external" if mine.intervals else "backtest.external_none", args.lang, name=name, **numbers))
    if args.by:
        rows = [[t(f"backtest.by_{key}", args.lang) for key in (args.by, "wape", "bias", "coverage", "naive", "floor")]]
        rows += [[p.key, *(percent(x) for x in (p.wape, p.bias, p.coverage, p.naive, p.floor))] for p in result.parts[args.by]]
        for line in table(rows, right=range(1, 6)):
            say("  " + line)
    for queue, wape in result.aht_wape.items():
        say(t("backtest.aht", args.lang, queue=queue, wape=percent(wape)))
    if args.zone == "UTC":
        say(t("backtest.no_zone", args.lang))
    if read.skipped_hours:
        say(t("backtest.skipped", args.lang, rows=read.skipped_hours, zone=args.zone))
    return 0
