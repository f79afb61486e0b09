"""A contact history in one CSV file without a plan around it, in the columns of history.csv or of common exports."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import utc_minute, zone_info
from staffing.domain.history import History
from staffing.domain.problems import InputProblems, Problem
from staffing.io.cells import CellError, parse_moment, parse_number
from staffing.io.history_file import detect_interval
from staffing.io.problem_list import ProblemList
from staffing.io.text_files import MAX_FILE_BYTES, decode, read_bytes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ALIASES = MappingProxyType(
    {
        "interval_start": ("interval_start", "timestamp"),
        "queue": ("queue",),
        "offered": ("offered", "volume"),
        "aht_seconds": ("aht_seconds", "aht_s"),
        "answered": ("answered",),
        "abandoned": ("abandoned",),
    }
)
ONE_QUEUE = "all"
"""Name of the queue in a file without such a column."""

SKIPPED = -(2**40)
"""Stands for the UTC minute of a local time that does not exist."""

MOST_DAYS, MOST_CELLS = 3660, 20_000_000


@dataclass(frozen=True)
class HistoryFile:
    """A history and what was left out of it.

    Attributes:
        history: with the zone asked for.
        skipped_hours: rows at local times that the clocks skip; they were left out.
    """

    history: History
    skipped_hours: int


def read_any_history(path: Path, zone: str = "UTC") -> HistoryFile:
    """Read a CSV file (also gzipped) of interval rows; other columns are ignored.

    Columns: interval_start or timestamp (local to ``zone``, or with an offset), offered or volume, and where there are any queue,
    aht_seconds or aht_s, answered, abandoned. A missing row is missing, not zero.

    Raises InputProblems with every problem of the file, and ValueError for an unknown zone.
    """
    zone_info(zone)
    name = path.name
    frame = _cells(_text(path, name), name)
    rows = len(next(iter(frame.values())))
    problems = ProblemList()
    queues, queue = _queues(frame, rows, name, problems)
    minutes, skipped = _minutes(frame["interval_start"], queue, zone, name, problems)
    values = {key: _numbers(frame[key], key, name, problems) for key in ("offered", "aht_seconds", "answered", "abandoned") if key in frame}
    problems.raise_if_any()
    kept = minutes != SKIPPED
    minutes, queue = minutes[kept], queue[kept]
    step = detect_interval(minutes, queue, 30)
    _check_axis(minutes, queue, np.flatnonzero(kept), step, len(queues), name, problems)
    problems.raise_if_any()
    first = int(minutes.min())
    shape = (len(queues), (int(minutes.max()) - first) // step + 1)
    arrays: dict[str, Floats] = {}
    for key, column in values.items():
        arrays[key] = np.full(shape, np.nan)
        arrays[key][queue, (minutes - first) // step] = column[kept]
    aht = arrays.get("aht_seconds", np.full(shape, np.nan))
    aht[aht == 0] = np.nan
    start = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=first)
    history = History(zone, start, step, queues, arrays["offered"], aht, arrays.get("answered"), arrays.get("abandoned"))
    return HistoryFile(history, skipped)


def _text(path: Path, name: str) -> str:
    data = read_bytes(path, name)
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                data = stream.read(MAX_FILE_BYTES + 1)
        except (OSError, EOFError, zlib.error):
            raise InputProblems([Problem(name, None, None, None, "a gzip file that can be unpacked", "not-readable")]) from None
        if len(data) > MAX_FILE_BYTES:
            raise InputProblems([Problem(name, None, None, None, f"at most {MAX_FILE_BYTES // 1_000_000} MB unpacked", "too-large")])
    return decode(data, name)


def _cells(text: str, name: str) -> dict[str, NDArray[np.object_]]:
    """The columns we know, as stripped text, under our names."""
    import pandas as pd

    if not text.strip():
        raise InputProblems([Problem(name, None, None, None, "a header row and rows below it; the file is empty", "empty-file")])
    try:
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False)
    except (pd.errors.ParserError, ValueError) as error:
        raise InputProblems([Problem(name, None, None, None, f"comma-separated rows ({str(error).strip()[:120]})", "not-csv")]) from None
    header = {str(c).strip().lower(): c for c in table.columns}
    found = {key: next((header[a] for a in aliases if a in header), None) for key, aliases in ALIASES.items()}
    missing = [key for key in ("interval_start", "offered") if found[key] is None]
    if missing:
        shown = ", ".join(map(str, table.columns))[:120]
        raise InputProblems([Problem(name, 1, key, shown, f"a column {' or '.join(ALIASES[key])}", "missing-column") for key in missing])
    if not len(table):
        raise InputProblems([Problem(name, None, None, None, "rows below the header; there are none", "empty-file")])
    return {key: np.array([str(v).strip() for v in table[column]], dtype=object) for key, column in found.items() if column is not None}


def _line(row: int) -> int:
    return row + 2


def _queues(frame: dict[str, NDArray[np.object_]], rows: int, name: str, problems: ProblemList) -> tuple[tuple[str, ...], Ints]:
    if "queue" not in frame:
        return (ONE_QUEUE,), np.zeros(rows, dtype=np.int64)
    place: dict[str, int] = {}
    index = np.array([place.setdefault(text, len(place)) for text in frame["queue"]], dtype=np.int64)
    for row in np.flatnonzero(frame["queue"] == ""):
        problems.add(Problem(name, _line(int(row)), "queue", None, "the name of a queue (the cell is blank)", "missing-value"))
    return tuple(place), index


def _minutes(texts: NDArray[np.object_], queue: Ints, zone: str, name: str, problems: ProblemList) -> tuple[Ints, int]:
    """UTC minute of each row, SKIPPED where the clocks skip its time; and how many such rows there are."""
    tz = zone_info(zone)
    known: dict[str, tuple[int, int]] = {}
    out = np.full(len(texts), SKIPPED, dtype=np.int64)
    seen: set[tuple[int, int]] = set()
    skipped = 0
    for row, text in enumerate(texts):
        pair = known.get(text)
        if pair is None:
            try:
                pair = _both(parse_moment(text), tz)
            except CellError as error:
                problems.add(Problem(name, _line(row), "interval_start", text or None, error.expected, error.code))
                continue
            known[text] = pair
        minute, later = pair
        if minute == SKIPPED:
            skipped += 1
            continue
        if later:
            key = (int(queue[row]), minute)
            minute = later if key in seen else minute
            seen.add(key)
        out[row] = minute
    return out, skipped


def _both(moment: datetime, tz: object) -> tuple[int, int]:
    """(UTC minute, that of the second moment of the same name or 0); (SKIPPED, 0) for a time the clocks skip."""
    if moment.tzinfo is not None:
        return utc_minute(moment), 0
    first, second = (utc_minute(moment.replace(tzinfo=tz, fold=fold)) for fold in (0, 1))  # type: ignore[arg-type]
    back = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=first)).astimezone(tz)  # type: ignore[arg-type]
    if back.replace(tzinfo=None) != moment:
        return SKIPPED, 0
    return first, second if second > first else 0


def _numbers(texts: NDArray[np.object_], key: str, name: str, problems: ProblemList) -> Floats:
    import pandas as pd

    values = np.array(pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce"), dtype=np.float64)
    blank = texts == ""
    for row in np.flatnonzero(~((values >= 0) & (values <= 1e6)) & ~(blank if key != "offered" else False)):
        try:
            values[row] = parse_number(str(texts[row]), 0.0, 1e6)
        except CellError as error:
            problems.add(Problem(name, _line(int(row)), key, str(texts[row]) or None, error.expected, error.code))
    return values


def _check_axis(minutes: Ints, queue: Ints, rows: Ints, step: int, queues: int, name: str, problems: ProblemList) -> None:
    if not len(minutes):
        problems.add(Problem(name, None, "interval_start", None, "rows at local times that exist", "empty-file"))
        return
    first, span = int(minutes.min()), int(minutes.max() - minutes.min())
    if 1440 % step:
        problems.add(Problem(name, None, "interval_start", f"{step} minutes apart", "rows whose distance divides a day", "bad-interval"))
        return
    if span > MOST_DAYS * 1440 or (span // step + 1) * queues > MOST_CELLS:
        problems.add(Problem(name, None, "interval_start", f"{span // 1440} days", f"at most {MOST_DAYS // 366} years", "out-of-range"))
        return
    for row in rows[(minutes - first) % step != 0]:
        expected = f"a start on the {step}-minute grid of the other rows"
        problems.add(Problem(name, _line(int(row)), "interval_start", None, expected, "off-grid"))
    keys = queue * np.int64(2**40) + minutes
    order = np.argsort(keys, kind="stable")
    for place in np.flatnonzero(np.diff(keys[order]) == 0) + 1:
        expected = f"each interval of a queue once (row {_line(int(rows[order[place - 1]]))} has it already)"
        problems.add(Problem(name, _line(int(rows[order[place]])), "interval_start", None, expected, "duplicate"))
