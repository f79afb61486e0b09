"""A font on this machine that has Chinese characters and may be embedded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from staffing.domain.problems import InputProblems, Problem

FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
NAMES = (
    "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "uming.ttc", "ukai.ttc", "simhei.ttf",
    "msyh.ttc", "simsun.ttc", "Arial Unicode.ttf",
)  # fmt: skip
"""Fonts with TrueType outlines, best first; fonts with PostScript outlines (fonts-noto-cjk) cannot be embedded."""

ADVICE = "a font with Chinese characters and TrueType outlines; on Debian and Ubuntu: apt-get install fonts-wqy-microhei"


def find_font(folders: Iterable[str] = FOLDERS) -> Path:
    """The best font there is. Raises InputProblems that name the Debian package where there is none."""
    there: dict[str, Path] = {}
    for path in _files(folders):
        there.setdefault(path.name.casefold(), path)
    for name in NAMES:
        if name.casefold() in there:
            return there[name.casefold()]
    raise InputProblems([Problem("--format pdf", None, None, None, ADVICE, "missing-font")])


def _files(folders: Iterable[str]) -> Iterator[Path]:
    wanted = {name.casefold() for name in NAMES}
    for folder in folders:
        root = Path(folder).expanduser()
        if root.is_dir():
            yield from (path for path in sorted(root.rglob("*.tt[cf]")) if path.name.casefold() in wanted)
