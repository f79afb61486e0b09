"""Writing output files: whole or not at all, numbers without float noise, a clear problem where writing is impossible."""

from __future__ import annotations

import contextlib
import csv
import io
import math
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from staffing.domain.problems import InputProblems, Problem


class OutputProblem(InputProblems):
    """Raised where an output cannot be written: no permission, no space, a file where a folder should be. Nothing was replaced."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = error.strerror or type(error).__name__
        super().__init__([Problem(str(path), None, None, None, f"a place that can be written ({reason})", "not-writable")])


def number(value: Any, digits: int = 6) -> str:
    """A number rounded to ``digits`` decimals without trailing zeros; blank for ``None``, NaN and infinity."""
    if value is None:
        return ""
    value = float(value)
    if not math.isfinite(value):
        return ""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A CSV with a header, lines ending in ``\\n``; ``None`` is a blank cell."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue()


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one CSV in UTF-8. Raises OutputProblem."""
    write_files({path: csv_text(columns, rows).encode("utf-8", "surrogatepass")})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files together: all are written aside first, then each replaces its place in one step.

    Missing folders are made. Raises OutputProblem; no file is then half-written, and none is replaced unless all could be written aside.
    """
    aside: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
            with temporary.open("xb") as file:
                aside[path] = temporary
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for path in list(aside):
            os.replace(aside[path], path)
            del aside[path]
    except OSError as error:
        raise OutputProblem(path, error) from None
    finally:
        for temporary in aside.values():
            with contextlib.suppress(OSError):
                temporary.unlink()


def remove(paths: Iterable[Path]) -> None:
    """Remove files that are there, such as the roster files of an earlier run. Raises OutputProblem."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputProblem(path, error) from None
