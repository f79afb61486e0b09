"""What every part of the report's layout uses: columns, hours, days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from staffing.io.audit.document import Column, Pairs, Section, Table, Text

Say = Callable[..., str]
Data = Mapping[str, Any]


def section(say: Say, name: str, *blocks: Pairs | Table | Text, paper: bool = True) -> Section:
    return Section(say(f"sheet.{name}"), say(f"section.{name}"), blocks, paper)


def make_columns(say: Say, spec: str) -> tuple[Column, ...]:
    """Columns from ``name weight`` or ``name:kind weight``, separated by commas; no kind = text."""
    made = []
    for item in spec.split(", "):
        name, weight = item.split()
        name, _, kind = name.partition(":")
        made.append(Column(say(f"column.{name}"), kind or "text", float(weight)))
    return tuple(made)


def hours(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes / 60, 4)


def day_text(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def period(first: date, last: date) -> str:
    return day_text(first) if first == last else f"{day_text(first)} - {day_text(last)}"


def value_text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def amount(say: Say, value: float, unit: str) -> str:
    if unit == "minutes":
        return say("minutes", minutes=f"{value:,.0f}")
    return f"{value:g}" + (f" {say(f'unit.{unit}')}" if unit in ("days", "nights", "percent") else "")
