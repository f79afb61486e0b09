"""Numbers, durations and shares as people type them on a command line, read as exact decimals."""

from __future__ import annotations

import re
from fractions import Fraction

_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+", re.ASCII)
_DURATION = re.compile(r"(?:(\d+(?:\.\d*)?|\.\d+)\s*(h|min|m|s)?\s*)+", re.ASCII)
_PART = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*(h|min|m|s)?", re.ASCII)
_SECONDS = {"h": 3600, "min": 60, "m": 60, "s": 1, "": 1}
MAX = 10**9


def parse_number(text: str) -> Fraction:
    """A number from 0 to a thousand million: ``100``, ``57.5``. Raises ValueError with what was expected."""
    plain = text.strip()
    if len(plain) > 40 or not _NUMBER.fullmatch(plain) or Fraction(plain) > MAX:
        raise ValueError("a number from 0 up, e.g. 100")
    return Fraction(plain)


def parse_duration(text: str) -> Fraction:
    """Seconds: ``30m``, ``1800s``, ``1800``, ``0.5h``, ``1h30m``; a number without unit is seconds, and stands alone.

    Raises ValueError with what was expected.
    """
    expected = "a duration such as 180, 180s, 30m or 0.5h"
    plain = text.strip().lower()
    if len(plain) > 40 or not _DURATION.fullmatch(plain):
        raise ValueError(expected)
    parts = _PART.findall(plain)
    if len(parts) > 1 and any(not unit for _, unit in parts):
        raise ValueError(expected)
    seconds = sum((Fraction(number) * _SECONDS[unit] for number, unit in parts), Fraction(0))
    if seconds > MAX:
        raise ValueError(expected)
    return seconds


def parse_share(text: str) -> Fraction:
    """A share: ``0.3`` or ``30%``. Raises ValueError with what was expected."""
    plain = text.strip()
    percent = plain.endswith("%")
    number = plain.removesuffix("%").strip()
    if len(number) > 40 or not _NUMBER.fullmatch(number):
        raise ValueError("a share such as 0.3 or 30%")
    return Fraction(number) / (100 if percent else 1)


def parse_service_level(text: str) -> tuple[Fraction, Fraction]:
    """(share, seconds) of ``80/20``, ``80%/20s`` or ``0.8/20``; a number above 1 without ``%`` is per cent.

    Raises ValueError with what was expected.
    """
    expected = "a share and an answer time such as 80/20 (80 % within 20 s)"
    share_text, slash, time_text = text.partition("/")
    try:
        share, seconds = parse_share(share_text), parse_duration(time_text)
    except ValueError:
        raise ValueError(expected) from None
    if not slash:
        raise ValueError(expected)
    if share > 1 and not share_text.strip().endswith("%"):
        share /= 100
    return share, seconds


def show(number: Fraction) -> str:
    """The decimal of a number where it ends within 12 digits, else 15 significant digits and the fraction."""
    if (number * 10**12).denominator == 1:
        digits, places = divmod(abs(number.numerator) * 10**12 // number.denominator, 10**12)
        return f"{digits}.{places:012d}".rstrip("0").rstrip(".")
    return f"{float(number):.15g} ({number})"


def show_seconds(seconds: Fraction) -> str:
    """``180 s``."""
    return f"{show(seconds)} s"


def show_share(share: Fraction) -> str:
    """``80 %``."""
    return f"{show(share * 100)} %"
