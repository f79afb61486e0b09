"""A mapping: what the headings and queue names of one system's exports mean. Saved as TOML in ``mappings/`` of the plan folder."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field

from staffing.domain.problems import InputProblems, Problem
from staffing.io.acd.aliases import ALIASES
from staffing.io.names import suggest

DATE_ORDERS = ("ymd", "mdy", "dmy")
SKIP, ASK = "skip", "?"
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_TABLES = ("columns", "queues", "form")


@dataclass
class AcdMapping:
    """What things mean.

    Attributes:
        columns: heading by role; empty = found by the usual words.
        queues: queue of the plan (``skip``: not wanted, ``?``: to be filled in) by the name in the file; names of the plan need no entry.
        queue: queue of every row, for exports without such a column; ``""`` = there is one.
        date_order: ``mdy`` or ``dmy`` where a date such as 03/04/2026 leaves it open; ``""`` = found from the file.
    """

    columns: dict[str, str] = field(default_factory=dict)
    queues: dict[str, str] = field(default_factory=dict)
    queue: str = ""
    date_order: str = ""


def read_acd_mapping(text: str, file: str, queues: tuple[str, ...]) -> AcdMapping:
    """A mapping from its TOML. Raises InputProblems with everything that is wrong."""
    try:
        document = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise InputProblems([Problem(file, None, None, None, f"TOML that can be read ({error})", "bad-toml")]) from None
    problems: list[Problem] = []
    tables: dict[str, dict[str, str]] = {}
    for name in _TABLES:
        value = document.get(name, {})
        tables[name] = {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, dict) else {}
        if not isinstance(value, dict) or len(tables[name]) != len(value):
            problems.append(Problem(file, None, name, str(value)[:80], "a table of texts in quotes", "invalid"))
    for name in document:
        if name not in _TABLES:
            problems.append(Problem(file, None, name, None, f"only the tables {', '.join(_TABLES)}", "unknown-name"))
    for role in tables["columns"]:
        if role not in ALIASES:
            problems.append(Problem(file, None, f"columns.{role}", role, f"one of {', '.join(ALIASES)}", "unknown-name"))
    for shown, queue in tables["queues"].items():
        if queue not in (*queues, SKIP, ASK):
            problems.append(Problem(file, None, f"queues.{shown}", queue, queue_expected(queue, queues), "unknown-name"))
    queue, order = tables["form"].get("queue", ""), tables["form"].get("date_order", "")
    if queue and queue not in queues:
        problems.append(Problem(file, None, "form.queue", queue, queue_expected(queue, queues), "unknown-name"))
    if order and order not in DATE_ORDERS:
        problems.append(Problem(file, None, "form.date_order", order, f"one of {', '.join(DATE_ORDERS)}", "invalid"))
    if problems:
        raise InputProblems(problems)
    return AcdMapping(tables["columns"], tables["queues"], queue, order)


def queue_expected(name: str, queues: tuple[str, ...]) -> str:
    """What would be right where a name is no queue of the plan."""
    near = suggest(name, queues, 0.6)
    return f"a queue of plan.toml ({', '.join(queues[:12])}) or {SKIP!r}" + (f" (did you mean {near!r}?)" if near else "")


def acd_mapping_text(mapping: AcdMapping) -> str:
    """The TOML of a mapping, with a word on how to change it."""
    lines = ["# How exports of this form are read: see docs/how-to/import-history.md. Change it by hand; it is used again next time."]
    form = {"queue": mapping.queue, "date_order": mapping.date_order}
    for name, table in (("columns", mapping.columns), ("queues", mapping.queues), ("form", {k: v for k, v in form.items() if v})):
        if table:
            lines += ["", f"[{name}]", *(f"{k if _BARE.fullmatch(k) else _quoted(k)} = {_quoted(v)}" for k, v in table.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
