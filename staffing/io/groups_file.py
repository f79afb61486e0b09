"""``requirement_groups.csv``: people needed by interval and skill group."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from staffing.domain.grid import TimeGrid
from staffing.io.output import write_rows

COLUMNS = ("interval_start", "group", "agents")


def write_groups(grid: TimeGrid, groups: Sequence[str], agents: NDArray[np.int64], path: Path) -> None:
    """Write ``requirement_groups.csv``, one row for each interval and group; ``agents`` has shape (G, T). Raises OutputProblem."""
    rows = [
        (grid.text(minute), group, int(agents[g, t]))
        for t, minute in enumerate(grid.interval_starts.tolist())
        for g, group in enumerate(groups)
    ]
    write_rows(path, COLUMNS, rows)
