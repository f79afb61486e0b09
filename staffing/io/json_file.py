"""JSON documents among the outputs: valid everywhere (no NaN), without float noise, written whole or not at all."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np

from staffing.domain.problems import InputProblems, Problem
from staffing.io.output import write_files
from staffing.io.text_files import read_text

DIGITS = 9


def plain(value: Any) -> Any:
    """A value as JSON can hold it: NaN and infinity become null, numbers are rounded to nine decimals, dates are ISO texts."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return str(value)


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """A document as indented UTF-8 JSON."""
    return (json.dumps(plain(document), ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode("utf-8", "surrogatepass")


def write_json(document: Mapping[str, Any], path: Path) -> None:
    """Write one JSON document. Raises OutputProblem."""
    write_files({path: json_bytes(document)})


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file. Raises InputProblems."""
    text = read_text(path, path.name)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", None)
        raise InputProblems([Problem(path.name, row, None, None, f"JSON that can be read ({error})", "bad-json")]) from None
    if not isinstance(document, dict):
        raise InputProblems([Problem(path.name, None, None, None, "a JSON object", "bad-json")])
    return document
