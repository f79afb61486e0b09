"""Every sentence the program says, in every language it speaks: one or more TOML catalogues per language, keyed by dotted ids.

Outside this room, codes and numbers are stored; sentences are made on the way out with :func:`t`. The catalogues of a language are
``{lang}.toml`` and every ``*.{lang}.toml`` in this folder, merged. The language is always an argument, never a global: many people with
different languages share one process.
"""

from __future__ import annotations

import logging
import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = Path(__file__).parent
DEFAULT = "en"
STRICT = "STAFFING_STRICT_TEXTS"
"""Environment variable: when set and not ``0``, a missing key or placeholder is a KeyError. The tests set it."""

_log = logging.getLogger(__name__)


def _flat(table: Mapping[str, Any], prefix: str, source: str) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat.update(_flat(value, f"{prefix}{key}.", source))
        elif isinstance(value, str):
            flat[prefix + key] = value
        else:
            raise ValueError(f"{source}: {prefix}{key} must be a text, not {value!r}")
    return flat


def load(folder: Path, lang: str) -> dict[str, str]:
    """Read and merge the catalogues of one language in a folder: dotted id -> text.

    Raises ValueError where two files hold the same id or a value is not a text.
    """
    merged: dict[str, str] = {}
    for path in sorted((*folder.glob(f"{lang}.toml"), *folder.glob(f"*.{lang}.toml"))):
        with path.open("rb") as file:
            texts = _flat(tomllib.load(file), "", path.name)
        if twice := sorted(merged.keys() & texts.keys()):
            raise ValueError(f"{path.name}: {', '.join(twice)} stands in another catalogue of {lang} already")
        merged.update(texts)
    return merged


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages there are, English first: ``("en", "zh_CN")``."""
    found = {path.name.removesuffix(".toml").rsplit(".", 1)[-1] for path in FOLDER.glob("*.toml")}
    return (DEFAULT, *sorted(found - {DEFAULT}))


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All texts of a language by dotted id. Raises ValueError for an unknown language."""
    if lang not in languages():
        raise ValueError(f"language must be one of {languages()}, not {lang!r}")
    return MappingProxyType(load(FOLDER, lang))


def match(wish: str | None) -> str | None:
    """The language that fits a wish such as ``zh-CN``, ``zh_cn`` or ``en-GB``; ``None`` where none does."""
    if not wish:
        return None
    code = wish.replace("-", "_").lower()
    for lang in languages():
        if lang.lower() == code:
            return lang
    for lang in languages():
        if lang.lower().split("_")[0] == code.split("_")[0]:
            return lang
    return None


def has(key: str, lang: str = DEFAULT) -> bool:
    """Whether a text exists."""
    return key in catalogue(lang)


def t(key: str, lang: str = DEFAULT, **params: Any) -> str:
    """The text ``key`` in ``lang`` with its ``{placeholders}`` (:meth:`str.format`) filled from ``params``.

    A text that is missing or cannot be filled shows as ``[key]`` and is logged; with :data:`STRICT` set it raises KeyError. Surplus
    parameters are ignored. Raises ValueError for an unknown language.
    """
    try:
        text = catalogue(lang)[key]
        return text.format(**params) if "{" in text or "}" in text else text
    except (KeyError, IndexError, TypeError) as error:
        if os.environ.get(STRICT, "0") != "0":
            raise KeyError(f"text {key!r} in {lang}: {error}") from error
        _log.error("text %r in %s: %r", key, lang, error)
        return f"[{key}]"
