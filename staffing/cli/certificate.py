"""``staffing certify DIR`` and ``staffing certify DIR --verify FILE``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from staffing.cli.options import command
from staffing.cli.output import say, say_json
from staffing.i18n import t
from staffing.services.certificate import certificate_file, certify, verify_file


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the command."""
    parser = command(commands, "certify", "a certificate of a judged roster, or whether one still holds")
    parser.add_argument("--roster", type=Path, metavar="FILE", help="a roster file (default DIR/out/roster.csv)")
    parser.add_argument("--activities", type=Path, metavar="FILE", help="its activities")
    parser.add_argument("--verify", type=Path, metavar="FILE", help="a certificate: does it still hold for plan, roster and packs?")
    parser.add_argument(
        "--sign", default="", metavar="NAME", help="who signs; once for each person, under the certificate that still holds"
    )
    parser.add_argument("--role", default="", metavar="ROLE", help="in what capacity, e.g. HR")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make or verify; status 1 where it did not pass, or no longer holds."""
    if args.verify is not None:
        return _verify(args)
    document = certify(args.folder, args.roster, args.activities, signer=args.sign, role=args.role)
    if args.json:
        say_json(document)
    else:
        result = t(f"audit.result.{document['result']}", args.lang)
        say(t("audit.cli.certified", args.lang, result=result, hash=document["roster_hash"][:12]))
        for rule, count in document["open_failures"].items():
            say(t("audit.cli.open", args.lang, rule=rule, count=count))
        if document["waived_failures"]:
            say(t("audit.cli.waived", args.lang, count=document["waived_failures"]))
        for line in _signatures(document, args.lang):
            say(line)
        say(f"  -> {certificate_file(args.folder, args.roster)}")
    return 1 if document["result"] == "failed" else 0


def _verify(args: argparse.Namespace) -> int:
    document, changes = verify_file(args.folder, args.verify, args.roster, args.activities)
    said = [t(f"audit.change.{change.code}", args.lang, **change.params) for change in changes]
    if args.json:
        say_json(
            {"valid": not changes, "changes": [{"code": c.code, **c.params, "message": m} for c, m in zip(changes, said, strict=True)]}
        )
    else:
        result = t(f"audit.result.{document['result']}", args.lang) if document.get("result") else "-"
        say(t(f"audit.cli.{'invalid' if changes else 'valid'}", args.lang, created=document.get("created"), result=result))
        for line in (*said, *_signatures(document, args.lang)):
            say(f"  {line.strip()}")
    return 1 if changes else 0


def _signatures(document: dict[str, Any], lang: str) -> list[str]:
    """A line for each name under a certificate."""
    rows = document.get("signatures") or []
    return [t("audit.cli.signed", lang, name=row["name"], role=f" ({row['role']})" if row["role"] else "", at=row["at"]) for row in rows]
