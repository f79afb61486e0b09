"""An export laid over history.csv: what is new, what is the same, what differs; the same export twice changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import INTERVALS, TimeGrid
from staffing.domain.history import History
from staffing.domain.problems import InputProblems, Problem
from staffing.io.acd.read import AcdExport
from staffing.io.history_file import detect_interval
from staffing.io.output import number
from staffing.io.tables import csv_records
from staffing.io.text_files import read_text

COLUMNS = ("interval_start", "queue", "offered", "aht_seconds", "answered", "abandoned")
SAME_SHARE = 1e-6
Key = tuple[int, str]


@dataclass(frozen=True)
class Change:
    """A row that stands in history.csv with other figures.

    Attributes:
        start: local time as text; queue: name.
        old, new: offered, handling time, answered, abandoned; ``None`` = unknown.
    """

    start: str
    queue: str
    old: tuple[float | None, ...]
    new: tuple[float | None, ...]


@dataclass(frozen=True)
class Merge:
    """What an import does to history.csv.

    Attributes:
        interval_minutes: of the export; stored_minutes: of the history after it.
        new, same: numbers of rows; changed: rows that differ, in order of time.
        split: rows divided into the shorter intervals of the history, sums kept.
        repeated: rows that stand more than once in the export with the same figures (one is kept).
        first, last: local time of the first and last row of the export, as text.
        contacts_before, contacts_after: offered in the rows concerned.
        text: the whole new history.csv.
    """

    interval_minutes: int
    stored_minutes: int
    new: int
    same: int
    changed: tuple[Change, ...]
    split: int
    repeated: int
    first: str
    last: str
    contacts_before: float
    contacts_after: float
    text: str


def merge_history(export: AcdExport, grid: TimeGrid, history: History | None, path: Path) -> Merge:
    """Lay an export over the history of a plan.

    Args:
        history: what ``path`` (history.csv) holds now; ``None`` = there is no such file.

    Raises InputProblems where the export contradicts itself, or its intervals do not fit those of the history.
    """
    fresh, repeated = _keyed(export, grid)
    queues = sorted({q for _, q in fresh})
    minutes = np.array([m for m, _ in fresh], dtype=np.int64)
    index = np.array([queues.index(q) for _, q in fresh], dtype=np.int64)
    step = detect_interval(minutes, index, history.interval_minutes if history else grid.interval_minutes)
    if step not in INTERVALS:  # few rows, far apart: the longest usual interval on whose grid all of them stand
        step = next((size for size in INTERVALS[::-1] if not (minutes % size).any()), step)
    if 1440 % step or (step % grid.interval_minutes and grid.interval_minutes % step):
        expected = (
            f"rows whose distance divides a day and is a multiple or a part of the plan's interval of {grid.interval_minutes} minutes"
        )
        raise InputProblems(
            [Problem(export.file, None, export.columns.get("time", "interval_start"), f"{step} minutes apart", expected, "bad-interval")]
        )
    split = 0
    stored = history.interval_minutes if history is not None else step
    if history is not None and step != stored:
        if step % stored:
            expected = (
                f"intervals of at least {stored} minutes, as in history.csv, and a multiple of them; or an empty history to start from"
            )
            raise InputProblems([Problem(export.file, None, None, f"{step} minutes", expected, "bad-interval")])
        split = len(fresh)
        fresh = _split(fresh, step, stored, grid, history)
    head, records, old = _old(path, grid) if history is not None else (list(COLUMNS), [], {})
    for column, place in (("answered", 1), ("abandoned", 2)):
        if column not in head and any(row[place] is not None for row in fresh.values()):
            head.append(column)
    new, same, before = 0, 0, 0.0
    changed: list[Change] = []
    for (minute, queue), (offered, answered, abandoned, aht) in sorted(fresh.items()):
        figures = {"offered": offered, "aht_seconds": aht, "answered": answered, "abandoned": abandoned}
        at = old.get((minute, queue))
        if at is None:
            cells = {"interval_start": grid.text(minute), "queue": queue, **{k: number(v) for k, v in figures.items()}}
            records.append((minute, [cells.get(column, "") for column in head]))
            new += 1
            continue
        row = dict(zip(head, records[at][1] + [""] * (len(head) - len(records[at][1])), strict=True))
        was = {k: _number(row.get(k, "")) for k in figures}
        before += was["offered"] or 0.0
        if all(v is None or _equal(was[k], v) for k, v in figures.items()):
            same += 1
            continue
        keep = {k: (was[k] if v is None else v) for k, v in figures.items()}
        changed.append(Change(grid.text(minute), queue, tuple(was.values()), tuple(keep.values())))
        row.update({k: number(v) for k, v in keep.items() if k in head})
        records[at] = (minute, [row[column] for column in head])
    records.sort(key=lambda pair: pair[0])  # stable: rows of one time stay in their order
    buffer = io.StringIO(newline="")
    width = len(head)
    csv.writer(buffer, lineterminator="\n").writerows([head, *(cells + [""] * (width - len(cells)) for _, cells in records)])
    after = sum(v[0] for v in fresh.values())
    return Merge(
        step, stored, new, same, tuple(changed), split, repeated, grid.text(int(minutes.min())), grid.text(int(minutes.max())),
        before, after, buffer.getvalue(),
    )  # fmt: skip


Figures = tuple[float, float | None, float | None, float | None]


def _keyed(export: AcdExport, grid: TimeGrid) -> tuple[dict[Key, Figures], int]:
    """Rows by axis minute and queue, and how many stood twice alike. A time that the clocks repeat means the first, then the second."""
    out: dict[Key, Figures] = {}
    lines: dict[Key, int] = {}
    problems: list[Problem] = []
    repeated = 0
    for row in export.rows:
        figures = (row.offered, row.answered, row.abandoned, row.aht_seconds)
        if not grid.exists(row.start):
            expected = f"a time that exists: the clocks of {grid.zone} skip this one"
            problems.append(Problem(export.file, row.line, "interval_start", str(row.start), expected, "no-such-time"))
            continue
        key = (grid.minute(row.start), row.queue)
        if key in out:
            second = grid.minute(row.start.replace(fold=1))
            if second != key[0] and (second, row.queue) not in out:
                key = (second, row.queue)
        if key in out:
            if out[key] == figures:
                repeated += 1
                continue
            expected = f"one row for each queue and interval; line {lines[key]} says something else of {row.queue}"
            problems.append(Problem(export.file, row.line, "interval_start", f"{row.start:%Y-%m-%dT%H:%M}", expected, "duplicate"))
            continue
        out[key], lines[key] = figures, row.line
    if not out and not problems:
        problems.append(Problem(export.file, None, None, None, "rows with contacts below the heading", "empty-file"))
    if problems:
        raise InputProblems(problems)
    return out, repeated


def _split(rows: dict[Key, Figures], step: int, stored: int, grid: TimeGrid, history: History) -> dict[Key, Figures]:
    """Rows in the shorter intervals of the history: by its mean shares in the same span of the day, else evenly; sums are kept."""
    parts = step // stored
    clock = (history.local_starts - history.local_starts.astype("datetime64[D]")).astype(np.int64) // stored
    out: dict[Key, Figures] = {}
    shares: dict[tuple[str, int], NDArray[np.float64]] = {}
    for (minute, queue), (offered, answered, abandoned, aht) in rows.items():
        at = grid.clock(minute) // stored
        if (queue, at) not in shares:
            weight = np.ones(parts)
            if queue in history.queues:
                values = history.offered[history.queues.index(queue)]
                for k in range(parts):
                    mine = values[(clock == at + k) & ~np.isnan(values)]
                    weight[k] = mine.mean() if len(mine) else np.nan
            if np.isnan(weight).any() or not weight.sum() > 0:
                weight = np.ones(parts)
            shares[queue, at] = weight / weight.sum()
        share = shares[queue, at]
        a, b, c = (None if v is None else _whole_parts(v, share) for v in (offered, answered, abandoned))
        assert a is not None
        for k in range(parts):
            figures = (float(a[k]), None if b is None else float(b[k]), None if c is None else float(c[k]), aht)
            out[minute + k * stored, queue] = figures
    return out


def _whole_parts(value: float, share: NDArray[np.float64]) -> NDArray[np.float64]:
    """value x share; a whole number into whole numbers by largest remainder, the earliest of equals first."""
    exact = value * share
    if value != int(value):
        return exact
    low = np.floor(exact + 1e-9)
    left = round(value - low.sum())
    order = np.argsort(-(exact - low), kind="stable")
    low[order[:left]] += 1
    return np.asarray(low)


def _old(path: Path, grid: TimeGrid) -> tuple[list[str], list[tuple[int, list[str]]], dict[Key, int]]:
    """Header, (axis minute, cells) of every row, and place of each row by minute and queue."""
    from staffing.io.cells import parse_moment

    rows = [[cell.strip() for cell in cells] for _, cells in csv_records(read_text(path, path.name), path.name)]
    rows = [row for row in rows if any(row)]
    head = rows[0]
    time, queue = head.index("interval_start"), head.index("queue")
    records: list[tuple[int, list[str]]] = []
    place: dict[Key, int] = {}
    known: dict[str, tuple[int, int]] = {}
    for cells in rows[1:]:
        text = cells[time]
        if text not in known:
            moment = parse_moment(text)
            first = grid.minute(moment)
            known[text] = first, grid.minute(moment.replace(fold=1)) if moment.tzinfo is None else first
        first, second = known[text]
        minute = second if (first, cells[queue]) in place else first
        place[minute, cells[queue]] = len(records)
        records.append((minute, cells))
    return head, records, place


def _number(text: str) -> float | None:
    return float(text) if text else None


def _equal(a: float | None, b: float) -> bool:
    return a is not None and abs(a - b) <= SAME_SHARE * max(1.0, abs(a), abs(b))


def rows_of(changes: Sequence[Change], most: int) -> list[dict[str, object]]:
    """The first changes, for JSON."""
    names = ("offered", "aht_seconds", "answered", "abandoned")
    return [
        {"start": c.start, "queue": c.queue, "old": dict(zip(names, c.old, strict=True)), "new": dict(zip(names, c.new, strict=True))}
        for c in changes[:most]
    ]
