"""``staffing audit DIR``."""

from __future__ import annotations

import argparse
from pathlib import Path

from staffing.cli.options import command, whole
from staffing.cli.output import say, say_json
from staffing.i18n import t
from staffing.io.json_file import plain
from staffing.services.audit import FORMATS, audit_folder


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "audit", "the report HR signs: findings with their law, accounts, evidence, fairness")
    parser.add_argument("--roster", type=Path, metavar="FILE", help="a roster file (default DIR/out/roster.csv)")
    parser.add_argument("--activities", type=Path, metavar="FILE", help="its activities")
    parser.add_argument("--worked", type=Path, metavar="FILE", help="what was worked, to compare (default: DIR/actual.csv)")
    parser.add_argument("--format", choices=FORMATS, default="xlsx", help="default xlsx; accounts.csv is written beside it")
    parser.add_argument(
        "--lieu-days", type=whole, default=None, metavar="N", help="days within which time off in lieu is given (default 180)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the report; status 1 where a rule is broken."""
    done = audit_folder(
        args.folder, args.format, roster_file=args.roster, activities_file=args.activities, worked_file=args.worked, lang=args.lang,
        lieu_days=args.lieu_days,
    )  # fmt: skip
    counts = done.data["summary"]["counts"]
    if args.json:
        say_json(plain(done.data) | {"files": [str(path) for path in done.files]})
    else:
        people = len({p["agent"] for p in done.data["people"]})
        say(t("audit.cli.done", args.lang, count=len(done.data["findings"]), fails=counts.get("FAIL", 0), people=people))
        if worked := done.data["worked"]:
            words = {"first": worked["first_day"], "last": worked["last_day"], "same": worked["as_planned"]}
            words |= {"other": len(worked["differences"]), "findings": len(worked["new_findings"])}
            say(t("audit.cli.worked", args.lang, **words))
        for path in done.files:
            say(f"  -> {path}")
    return 1 if counts.get("FAIL") else 0
