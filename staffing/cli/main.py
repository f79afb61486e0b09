"""The command ``staffing``: one file a command; this one only finds and runs it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import staffing
from staffing.cli.output import show_problems
from staffing.domain.problems import InputProblems, Problem

COMMANDS = (
    "demo", "new", "templates", "validate", "import-history", "forecast", "reforecast", "outlook", "require", "roster", "check", "explain",
    "audit", "certify", "import", "export", "run", "erlang", "backtest", "app",
)  # fmt: skip
FILES = {"certify": "certificate", "import": "import_roster", "import-history": "import_history"}
"""Commands whose file has another name."""

OK, BAD_NEWS, BAD_INPUT = 0, 1, 2


def parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The command line with some of the commands (default: all)."""
    top = argparse.ArgumentParser(prog="staffing", description=(staffing.__doc__ or "").splitlines()[0])
    top.add_argument("--version", action="version", version=f"staffing {staffing.__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in names:
        import_module(f"staffing.cli.{FILES.get(name, name)}").add_parser(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 bad news, 2 the input or the call is wrong."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = list(sys.argv[1:] if argv is None else argv)
    alone = words[:1] if words and words[0] in COMMANDS else COMMANDS  # load no command but the one that is called
    args = parser(alone).parse_args(words)
    as_json = bool(getattr(args, "json", False))
    try:
        return int(args.run(args))
    except InputProblems as problems:
        show_problems(problems.problems, as_json=as_json)
        return BAD_INPUT
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        where = Path(error.filename).name if isinstance(error.filename, str) else "the plan folder"
        show_problems([Problem(where, None, None, None, f"a file that can be read and written ({error.strerror})", "io")], as_json=as_json)
        return BAD_INPUT


if __name__ == "__main__":
    sys.exit(main())
