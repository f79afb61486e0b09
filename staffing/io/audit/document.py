"""A report before it is a file: sections of texts, pairs and tables, every word of it already in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None
"""Texts, counts, hours (minutes / 60) and money; ``None`` = blank."""

KINDS = ("text", "count", "hours", "money", "outcome")


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        title: heading.
        kind: ``text``, ``count``, ``hours``, ``money``, or ``outcome`` (coloured by ``Table.outcomes``).
        weight: share of the width, about the number of characters it needs.
    """

    title: str
    kind: str = "text"
    weight: float = 10

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind must be one of {KINDS}, not {self.kind!r}")


@dataclass(frozen=True)
class Table:
    """A table; ``outcomes``: code (FAIL, ...) by the text shown in outcome cells; ``note`` stands below.

    ``paper_rows``: most rows on paper (the workbook has all), with ``paper_note`` below where some are left out.
    """

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    note: str = ""
    paper_rows: int | None = None
    paper_note: str = ""


@dataclass(frozen=True)
class Pairs:
    """Labels with their values."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Text:
    """A paragraph; ``style``: ``plain``, ``small``, ``quote`` or ``head``."""

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Section:
    """A part of the report: a sheet of the workbook, a chapter of the PDF. ``paper`` False: only in the workbook."""

    name: str
    title: str
    blocks: tuple[Pairs | Table | Text, ...]
    paper: bool = True


@dataclass(frozen=True)
class Document:
    """A report.

    Attributes:
        title, subtitle: of its first page.
        footer: on every page of the PDF, with ``{page}`` for the page's number.
        outcomes: code (FAIL, ...) by the word shown, for colours.
    """

    title: str
    subtitle: str
    footer: str
    sections: tuple[Section, ...]
    outcomes: dict[str, str]
