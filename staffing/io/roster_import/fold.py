"""Texts as people type them, made comparable: full-width letters, odd spaces, capitals."""

from __future__ import annotations

import unicodedata

_GUARDED = "=+-@"


def tidy(text: str) -> str:
    """NFKC (full-width letters become plain), blanks around and runs of blanks inside removed, line breaks kept as ``\\n``.

    An apostrophe that keeps a spreadsheet from computing (``'=...``) is dropped.
    """
    text = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u200b", "").replace("\ufeff", "")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = "\n".join(line for line in lines if line)
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in _GUARDED else text


def fold(text: str) -> str:
    """:func:`tidy`, and capitals and all blanks do not matter."""
    return "".join(tidy(text).split()).casefold()
