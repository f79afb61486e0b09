"""A mapping file with more in it than before: new codes are written into the user's text, which keeps its comments and order."""

from __future__ import annotations

import re
import tomllib

from staffing.io.roster_import.mapping import Mapping, mapping_text, quoted

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(#.*)?$")
_CODE = re.compile(r"""(\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)(\s*=\s*)("(?:[^"\\]|\\.)*"|'[^']*')(.*)$""")


def updated_text(text: str, mapping: Mapping) -> str:
    """The text of a mapping file with the codes and the meaning of blanks that ``mapping`` has more, or has by now.

    Lines of the user's are kept, comments and all; what cannot be put into them (a file written in another style of TOML) is written anew,
    under the user's own comment lines.
    """
    edited = _edited(text, mapping)
    if _same(edited, mapping):
        return edited
    remarks = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    fresh = mapping_text(mapping)
    own = [line for line in remarks if line not in fresh.splitlines()]
    return "\n".join([*own, fresh]) if own else fresh


def _edited(text: str, mapping: Mapping) -> str:
    lines = text.split("\n")
    at = {match[1].strip(): k for k, line in enumerate(lines) if (match := _TABLE.match(line))}
    known: set[str] = set()
    if "codes" in at:
        for k in range(at["codes"] + 1, _end(lines, at["codes"])):
            match = _CODE.match(lines[k])
            if match is None:
                continue
            code = _value(match[2])
            known.add(code)
            meaning = mapping.codes.get(code)
            if meaning is not None and meaning != _value(match[4]):
                lines[k] = match[1] + match[2] + match[3] + quoted(meaning) + match[5]
    more = [f"{quoted(code)} = {quoted(meaning)}" for code, meaning in mapping.codes.items() if code not in known]
    if more and "codes" in at:
        end = _end(lines, at["codes"])
        while end > at["codes"] + 1 and not lines[end - 1].strip():
            end -= 1
        lines[end:end] = more
    elif more:
        lines += ["[codes]", *more, ""]
    at = {match[1].strip(): k for k, line in enumerate(lines) if (match := _TABLE.match(line))}
    if mapping.blank:
        blank = f"blank = {quoted(mapping.blank)}"
        if "cells" in at:
            rows = range(at["cells"] + 1, _end(lines, at["cells"]))
            old = next((k for k in rows if re.match(r"\s*blank\s*=", lines[k])), None)
            if old is None:
                lines.insert(at["cells"] + 1, blank)
            elif (match := _CODE.match(lines[old])) and _value(match[4]) != mapping.blank:
                lines[old] = match[1] + match[2] + match[3] + quoted(mapping.blank) + match[5]
        else:
            place = at.get("codes", len(lines))
            lines[place:place] = ["[cells]", blank, ""]
    return "\n".join(lines)


def _end(lines: list[str], table: int) -> int:
    """The line after the last of a table."""
    return next((k for k in range(table + 1, len(lines)) if _TABLE.match(lines[k])), len(lines))


def _value(text: str) -> str:
    """The text a TOML key or string stands for."""
    try:
        return str(tomllib.loads(f"x = {text}")["x"]) if text[0] in "\"'" else text
    except tomllib.TOMLDecodeError:
        return text


def _same(text: str, mapping: Mapping) -> bool:
    """Whether the text says exactly this mapping."""
    try:
        document = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError:
        return False
    return (
        document.get("codes", {}) == mapping.codes
        and document.get("cells", {}).get("blank", "") == mapping.blank
        and document.get("columns", {}) == mapping.columns
        and document.get("agents", {}) == mapping.agents
        and tuple(document.get("rows", {}).get("ignore", ())) == mapping.ignore_rows
    )
