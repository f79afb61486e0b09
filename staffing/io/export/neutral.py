"""Texts of users in files that a spreadsheet may open: never a formula."""

from __future__ import annotations

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the start of a formula, the full-width signs = + - @ included."""


def neutral(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it: ``=1+1`` -> ``'=1+1``. Not for numbers."""
    return f"'{text}" if text.lstrip(" ").startswith(_DANGEROUS) else text
