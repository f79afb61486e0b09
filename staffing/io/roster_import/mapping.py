"""The mapping: what the headings, codes and ids of somebody's roster mean. Shown, saved as TOML, read again next month."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from typing import Any

from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.io.names import suggest
from staffing.io.roster_import.fold import fold, tidy

OFF, UNKNOWN, ASK, LEAVE = "off", "unknown", "?", "leave "
BLANKS = (OFF, UNKNOWN)
_TABLES = ("columns", "cells", "codes", "agents", "rows")
_TIME = re.compile(r"(.*\S)\s+(\d{1,2}:\d{2})", re.DOTALL)


@dataclass
class Mapping:
    """What things mean.

    Attributes:
        columns: heading by role (agent, name, day, shift, start, end, paid_minutes, paid_hours); empty = found by the usual words.
        blank: ``off``, ``unknown``, or ``""``: not said, to be asked.
        codes: meaning by code: the name of a shift, with a start where it may start at several times (``D8 09:00``), ``off``,
            ``leave KIND``, ``unknown`` (nobody knows), or ``?`` (to be filled in).
        agents: agent id by what the file writes.
        ignore_rows: first cells of rows that are not a person's.
    """

    columns: dict[str, str] = field(default_factory=dict)
    blank: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    agents: dict[str, str] = field(default_factory=dict)
    ignore_rows: tuple[str, ...] = ()


def split_start(meaning: str) -> tuple[str, str | None]:
    """(shift, start) of ``D8 09:00``; no start: ``None``."""
    match = _TIME.fullmatch(meaning)
    return (match[1], match[2]) if match else (meaning, None)


def read_mapping(text: str, file: str, plan: Plan) -> Mapping:
    """A mapping from its TOML, every name of it known to the plan. Raises InputProblems with everything that is wrong."""
    try:
        document = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise InputProblems([Problem(file, None, None, None, f"TOML that can be read ({error})", "bad-toml")]) from None
    problems = [
        Problem(file, None, key, None, f"only the tables {', '.join(_TABLES)}", "unknown-name") for key in document if key not in _TABLES
    ]
    tables = {name: _texts(document.get(name, {}), name, file, problems) for name in ("columns", "codes", "agents")}
    cells, rows = _table(document.get("cells", {})), _table(document.get("rows", {}))
    blank = cells.get("blank", "")
    if blank not in ("", *BLANKS):
        problems.append(Problem(file, None, "cells.blank", str(blank), "off or unknown", "invalid"))
    ignore = rows.get("ignore", [])
    if not isinstance(ignore, list) or not all(isinstance(item, str) for item in ignore):
        problems.append(Problem(file, None, "rows.ignore", str(ignore), "a list of texts", "invalid"))
        ignore = []
    for code, meaning in tables["codes"].items():
        if meaning != ASK and (expected := meaning_problem(meaning, plan)):  # an open one matters where a cell has the code
            problems.append(Problem(file, None, f"codes.{code}", meaning, expected, "unknown-name"))
    for shown, agent in tables["agents"].items():
        if agent not in plan.agent_by_id:
            problems.append(Problem(file, None, f"agents.{shown}", agent, "an agent of agents.csv", "unknown-name"))
    if problems:
        raise InputProblems(problems)
    return Mapping(tables["columns"], str(blank), tables["codes"], tables["agents"], tuple(ignore))


def meaning_problem(meaning: str, plan: Plan) -> str | None:
    """What would be right where a code's meaning is none; ``None`` where it is one."""
    if meaning in (OFF, UNKNOWN) or (meaning.startswith(LEAVE) and meaning.strip() != LEAVE.strip()) or meaning in plan.shift_by_name:
        return None
    shift, start = split_start(meaning)
    if start is not None and shift in plan.shift_by_name:
        hours, minutes = (int(part) for part in start.split(":"))
        return None if hours < 24 and minutes < 60 else "a start from 00:00 to 23:59"
    near = suggest(meaning, plan.shift_by_name, 0.6)
    hint = f" (did you mean {near!r}?)" if near and meaning != ASK else ""
    names = ", ".join(list(plan.shift_by_name)[:12])
    return f"a shift of shifts.csv ({names}), with its start where it has several, such as 'NAME 09:00'; off; leave KIND; or unknown{hint}"


def _table(value: Any) -> Table[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any, name: str, file: str, problems: list[Problem]) -> dict[str, str]:
    found = {}
    for key, text in _table(value).items():
        if isinstance(text, str):
            found[key] = text
        else:
            problems.append(Problem(file, None, f"{name}.{key}", str(text), "a text in quotes", "invalid"))
    return found


def lookup(table: Table[str, str], text: str) -> str | None:
    """The value of a key however it is written: as it stands, then without regard to width, blanks and capitals."""
    if text in table:
        return table[text]
    folded = fold(text)
    return next((value for key, value in table.items() if fold(key) == folded), None)


def mapping_text(mapping: Mapping) -> str:
    """The TOML of a mapping, with a word on how to fill it in."""
    lines = [
        "# How rosters of this form are read: see docs/how-to/import-a-roster.md. Change it by hand; it is used again next time.",
        "# A code means: the name of a shift (with its start where it has several: \"D8 09:00\"), \"off\", \"leave KIND\" or \"unknown\".",
        "# \"?\" is still to be filled in.",
    ]  # fmt: skip
    if mapping.columns:
        lines += ["", "[columns]", *(f"{key} = {quoted(value)}" for key, value in mapping.columns.items())]
    if mapping.blank:
        lines += ["", "[cells]", f"blank = {quoted(mapping.blank)}"]
    lines += ["", "[codes]", *(f"{quoted(key)} = {quoted(value)}" for key, value in mapping.codes.items())]
    if mapping.agents:
        lines += ["", "[agents]", *(f"{quoted(key)} = {quoted(value)}" for key, value in mapping.agents.items())]
    if mapping.ignore_rows:
        lines += ["", "[rows]", f"ignore = [{', '.join(quoted(text) for text in mapping.ignore_rows)}]"]
    return "\n".join(lines) + "\n"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str) -> str:
    """A TOML basic string."""
    return '"' + "".join(_ESCAPES.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}") for c in text) + '"'


def tidy_code(text: str) -> str:
    """A code as a mapping writes it: tidy, on one line."""
    return tidy(text).replace("\n", " ")
