"""Adjustments: what people change after the model, in the order of their file, each recorded with what it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Adjustment

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class AppliedAdjustment:
    """What one adjustment did.

    Attributes:
        adjustment: as the user gave it.
        line: its place among the adjustments, 1-based.
        intervals: open intervals touched, over all queues it concerns.
        before, after: expected contacts of those intervals.
    """

    adjustment: Adjustment
    line: int
    intervals: int
    before: float
    after: float

    def to_dict(self) -> dict[str, object]:
        """For JSON."""
        a = self.adjustment
        return {
            "line": self.line,
            "queue": a.queue,
            "change": a.change,
            "value": a.value,
            "who": a.who,
            "why": a.why,
            "when": a.when,
            "intervals": self.intervals,
            "before": round(self.before, 6),
            "after": round(self.after, 6),
        }


def adjust(
    grid: TimeGrid, queues: Sequence[str], values: Floats, open_mask: Bools, adjustments: Sequence[Adjustment]
) -> tuple[Floats, tuple[AppliedAdjustment, ...]]:
    """Apply adjustments to expected contacts and quantiles.

    Args:
        grid: the plan's axis.
        queues: names, length Q.
        values: expected, p10, p50, p90, shape (4, Q, T); not changed.
        open_mask: shape (Q, T); closed intervals stay 0.
        adjustments: ``value`` is contacts per interval (set, add, min, max) or a factor (multiply); queue ``""`` = all.

    An interval touched in part changes by the share touched. ``set`` moves the quantiles in proportion (from nothing: all to the value),
    ``add`` shifts them, ``multiply`` scales them, ``min`` and ``max`` bound them from below and above.
    """
    out = values.copy()
    starts = grid.interval_starts
    done = []
    for line, item in enumerate(adjustments, start=1):
        overlap = np.minimum(starts + grid.interval_minutes, item.end) - np.maximum(starts, item.start)
        share = np.clip(overlap / grid.interval_minutes, 0.0, 1.0)
        touched, before, after = 0, 0.0, 0.0
        for q, name in enumerate(queues):
            if item.queue not in ("", name):
                continue
            where = open_mask[q] & (share > 0)
            if not where.any():
                continue
            old = out[:, q, where]
            part = share[where][None, :]
            new = np.maximum((1 - part) * old + part * _changed(old, item), 0.0)
            out[:, q, where] = new
            touched += int(where.sum())
            before += float(old[0].sum())
            after += float(new[0].sum())
        done.append(AppliedAdjustment(item, line, touched, before, after))
    return out, tuple(done)


def _changed(old: Floats, item: Adjustment) -> Floats:
    if item.change == "set":
        ratio = np.where(old[:1] > 0, item.value / np.where(old[:1] > 0, old[:1], 1.0), 0.0)
        return np.where(old[:1] > 0, old * ratio, item.value)
    if item.change == "add":
        return old + item.value
    if item.change == "multiply":
        return old * item.value
    if item.change == "min":
        return np.maximum(old, item.value)
    if item.change == "max":
        return np.minimum(old, item.value)
    raise ValueError(f"unknown change {item.change!r}")
