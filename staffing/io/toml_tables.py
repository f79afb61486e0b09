"""Tables of a TOML file under a reader's eyes: values by key, the line they stand on, and what is wrong with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from staffing.domain.problems import InputProblems, Problem
from staffing.io.names import suggest
from staffing.io.problem_list import ProblemList

_AT = re.compile(r"\(at line (\d+), column \d+\)")
_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_KEY = re.compile(rf"({_PART}(?:\.{_PART})*)\s*")


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text} is no number this program can hold") from None


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The document, floats as exact decimals. Raises InputProblems where it is no TOML."""
    try:
        return tomllib.loads(text, parse_float=_decimal)
    except (ValueError, RecursionError) as error:
        at = _AT.search(str(error))
        row = int(at[1]) if at else None
        reason = _AT.sub("", str(error)).strip() if isinstance(error, ValueError) else "nested too deeply"
        lines = text.split("\n")
        value = lines[row - 1].strip() if row and row <= len(lines) else None
        raise InputProblems([Problem(name, row, None, value or None, f"TOML that can be read ({reason})", "bad-toml")]) from None


def key_lines(text: str) -> dict[str, int]:
    """Line of each table and key: ``{"plan": 1, "plan.days": 4, "queue[2].name": 17, ...}``; arrays of tables count from 1."""
    lines: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    for number, line in enumerate(text.split("\n"), 1):
        line = line.strip()
        if line.startswith("["):
            array = line.startswith("[[")
            match = _KEY.fullmatch(line.lstrip("[").partition("]")[0].strip())
            if match is None:
                continue  # a line of a list
            prefix = match[1]
            if array:
                counts[prefix] = counts.get(prefix, 0) + 1
                prefix = f"{prefix}[{counts[prefix]}]"
            lines.setdefault(prefix, number)
        elif (match := _KEY.match(line)) and line[match.end() : match.end() + 1] == "=":
            lines.setdefault(f"{prefix}.{match[1]}" if prefix else match[1], number)
    return lines


class TomlTable:
    """A table being read. Each getter notes what is wrong and then returns the default, so that one pass finds every mistake.

    Attributes:
        path: where the table stands, e.g. ``queue[2]``; the second of ``[[queue]]``.
        ok: whether nothing was found wrong.
    """

    def __init__(self, file: str, path: str, values: Mapping[str, Any], lines: Mapping[str, int], problems: ProblemList) -> None:
        self.file = file
        self.path = path
        self.values = values
        self.ok = True
        self._lines = lines
        self._problems = problems
        self._bad: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def good(self, *keys: str) -> bool:
        """Whether nothing was found wrong with these keys."""
        return self._bad.isdisjoint(keys)

    def wrong(self, key: str | None, expected: str, code: str = "invalid", value: str | None = None) -> None:
        """Note that a key (``None``: the table as a whole) is wrong; ``value`` where it is not the key's own."""
        self.ok = False
        where = self.path if key is None else f"{self.path}.{key}"
        if key is not None:
            self._bad.add(key)
            if value is None and key in self.values:
                value = show(self.values[key])
        row = self._lines.get(where, self._lines.get(self.path))
        self._problems.add(Problem(self.file, row, where, value, expected, code))

    def only(self, known: Collection[str]) -> None:
        """Note every key that is not known."""
        for key in self.values:
            if key not in known:
                near = suggest(key, known)
                self.wrong(key, f"no such key (did you mean {near!r}?)" if near else f"one of {', '.join(known)}", "unknown-key")

    def text(self, key: str, default: str | None = None) -> str:
        """A string that is not blank; ``default`` where the key is absent, ``None`` = it must be there."""
        value = self._value(key, default, "a text in quotes")
        if value is None:
            return default or ""
        if not isinstance(value, str):
            self.wrong(key, "a text in quotes", "bad-type")
            return default or ""
        if not value.strip():
            self.wrong(key, "a text that is not blank", "missing-value")
        return value.strip()

    def choice(self, key: str, choices: Collection[str], default: str | None = None) -> str:
        """One of some words."""
        value = self.text(key, default)
        if self.good(key) and value not in choices:
            near = suggest(value, choices)
            self.wrong(key, f"one of {', '.join(choices)}" + (f" (did you mean {near!r}?)" if near else ""), "unknown-name")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.wrong(key, 'a list of texts in quotes, such as ["a", "b"]', "bad-type")
            return ()
        return tuple(item.strip() for item in value)

    def day(self, key: str) -> date:
        """A date without quotes that must be there."""
        expected = "a date without quotes, such as 2026-11-30"
        value = self._value(key, None, expected)
        if value is None:
            return date(1970, 1, 1)
        if isinstance(value, datetime) or not isinstance(value, date):
            self.wrong(key, expected, "bad-date")
            return date(1970, 1, 1)
        if not 1900 <= value.year <= 2200:
            self.wrong(key, "a year from 1900 to 2200", "bad-date")
        return value

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number in ``low..high``; ``default`` as in :meth:`text`."""
        expected = f"a whole number from {low:,} to {high:,}"
        value = self._value(key, default, expected)
        if value is None:
            return low if default is None else default
        if isinstance(value, Decimal) and value.is_finite() and abs(value) < 10**15 and value == int(value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, expected, "bad-type")
            return low if default is None else default
        if not low <= value <= high:
            self.wrong(key, expected, "out-of-range")
            return low if default is None else default
        return value

    def decimal(self, key: str, low: float, high: float, *, low_open: bool = False, high_open: bool = False) -> Decimal | None:
        """An exact number from ``low`` to ``high`` (``*_open``: that end excluded), or ``None`` where the key is absent."""
        if key not in self.values:
            return None
        value = self.values[key]
        expected = f"a number {'above' if low_open else 'from'} {low:,.10g} {'and below' if high_open else 'to'} {high:,.10g}"
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong(key, expected, "bad-type")
            return None
        number = Decimal(value)
        inside = number.is_finite() and low <= number <= high
        if not inside or (low_open and number == low) or (high_open and number == high):
            self.wrong(key, expected, "out-of-range")
            return None
        return number

    def number(self, key: str, low: float, high: float, *, low_open: bool = False, high_open: bool = False) -> float | None:
        """As :meth:`decimal`, as a float."""
        value = self.decimal(key, low, high, low_open=low_open, high_open=high_open)
        return None if value is None else float(value)

    def _value(self, key: str, default: object, expected: str) -> Any:
        if key not in self.values:
            if default is None:
                self.wrong(key, f"{expected} (the key is missing)", "missing-key")
            return None
        return self.values[key]


def show(value: Any) -> str:
    """A TOML value as a user would recognise it, cut to 80 characters."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = value
    elif isinstance(value, list):
        text = f"[{', '.join(show(item) for item in value[:20])}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key} = {show(item)}' for key, item in list(value.items())[:20])}}}"
    elif isinstance(value, int) and abs(value) >= 10**80:
        text = "a number of more than 80 digits"
    else:
        text = str(value)
    return text if len(text) <= 80 else text[:77] + "..."
