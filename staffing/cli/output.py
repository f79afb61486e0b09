"""How the commands speak: summaries to stdout, progress and errors to stderr."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any, TextIO

from staffing.domain.problems import Problem
from staffing.domain.progress import Progress

MAX_PROBLEMS = 200


def say(text: str = "") -> None:
    """One line of the human summary."""
    print(text)


def say_json(document: Any) -> None:
    """The one JSON document of a command run with --json."""
    print(json.dumps(document, ensure_ascii=False, indent=1, default=str))


def show_problems(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Every problem at once: a line each on stderr, or one JSON document on stdout."""
    if as_json:
        say_json({"problems": [vars(p) for p in problems]})
        return
    count = len(problems)
    print(f"{count} problem{'s' if count != 1 else ''} in the input; nothing was written:", file=sys.stderr)
    for problem in problems[:MAX_PROBLEMS]:
        print(f"  {problem}", file=sys.stderr)
    if count > MAX_PROBLEMS:
        print(f"  ... and {count - MAX_PROBLEMS} more (all of them with --json)", file=sys.stderr)


def money(value: float | None) -> str:
    """A price with thousands marks, or a dash where unknown."""
    return "-" if value is None else f"{value:,.0f}"


def percent(value: float | None) -> str:
    """A share in per cent with two digits, or a dash where unknown."""
    return "-" if value is None else f"{100 * value:.2f} %"


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> list[str]:
    """Rows as aligned lines; columns in ``right`` are aligned right. Wide (CJK) characters count two."""
    if not rows:
        return []
    widths = [max(_width(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            " " * (w - _width(c)) + c if k in right else c + " " * (w - _width(c)) for k, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def _width(text: str) -> int:
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text)


class ProgressPrinter:
    """A listener that draws a bar on a terminal and plain lines elsewhere; silent with ``quiet``."""

    def __init__(self, *, quiet: bool, stream: TextIO | None = None) -> None:
        self.quiet = quiet
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self._stage = ""
        self._last = 0.0
        self._drawn = False

    def __call__(self, event: Progress) -> None:
        if self.quiet:
            return
        now = time.monotonic()
        fresh = event.stage != self._stage
        pause = 0.2 if self.terminal else 5.0
        if not fresh and now - self._last < pause:
            return
        self._stage, self._last = event.stage, now
        text = self._text(event)
        if self.terminal:
            print(f"\r\x1b[K{text}", end="", file=self.stream, flush=True)
            self._drawn = True
        else:
            print(text, file=self.stream, flush=True)

    def close(self) -> None:
        """Clear the bar."""
        if self._drawn:
            print("\r\x1b[K", end="", file=self.stream, flush=True)
            self._drawn = False

    def _text(self, event: Progress) -> str:
        parts = [f"{event.stage:<9}"]
        if event.total:
            share = min(1.0, event.done / event.total)
            parts.append(f"[{'#' * round(20 * share):<20}]" if self.terminal else f"{100 * share:3.0f} %")
        if event.objective is not None:
            parts.append(f"objective {event.objective:,.0f}")
        if event.bound is not None:
            parts.append(f"bound {event.bound:,.0f}")
        if event.objective and event.bound is not None:
            parts.append(f"gap {100 * (event.objective - event.bound) / event.objective:.2f} %")
        if event.seconds:
            parts.append(f"{event.seconds:.0f} s")
        if event.message:
            parts.append(event.message)
        return "  ".join(parts)
