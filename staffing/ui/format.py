"""Numbers, dates and times as a reader of a language writes them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import date, datetime

from staffing.domain.grid import TimeGrid
from staffing.i18n import t

NONE = "–"
_SPECIAL = re.compile(r"([\\`*_\[\]{}()<>#~$|:!])")


def plain(text: str) -> str:
    """A user's own words for places where Streamlit reads Markdown: shown as they are, never as formatting, links or pictures."""
    return _SPECIAL.sub(r"\\\1", text)


def number(value: float | None, digits: int = 0) -> str:
    """``1,234.5``; a dash where unknown."""
    return NONE if value is None or not math.isfinite(value) else f"{value:,.{digits}f}"


def percent(value: float | None, digits: int = 1) -> str:
    """``12.3 %``; a dash where unknown."""
    return NONE if value is None or not math.isfinite(value) else f"{100 * value:.{digits}f} %"


def seconds(value: float | None, lang: str) -> str:
    """``42 s`` or ``3 min 05 s``."""
    if value is None or not math.isfinite(value):
        return NONE
    whole = round(value)
    return t("unit.s", lang, n=whole) if whole < 60 else t("unit.min_s", lang, m=whole // 60, s=f"{whole % 60:02d}")


def clock(minute: int) -> str:
    """Minutes after midnight as ``HH:MM`` (24:00 and later keep counting)."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def weekday(day: date, lang: str) -> str:
    """``Mon``."""
    return t(f"weekday.{day.weekday()}", lang)


def day(value: date, lang: str) -> str:
    """``Mon 11-30``."""
    return f"{weekday(value, lang)} {value:%m-%d}"


def period(grid: TimeGrid) -> str:
    """First and last day of a plan."""
    last = grid.calendar[-1]
    return f"{grid.first_day} – {last}" if grid.days > 1 else str(grid.first_day)


def moment(epoch: float | None) -> str:
    """A stored moment in the server's local time, to the minute."""
    return NONE if epoch is None else datetime.fromtimestamp(epoch).strftime("%m-%d %H:%M")


def listing(values: Iterable[str], lang: str) -> str:
    """Values with the language's list comma between them."""
    return t("list.comma", lang).join(values)
