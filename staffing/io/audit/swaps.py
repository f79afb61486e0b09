"""``swaps.csv``: shifts that changed hands, who agreed, and whether of their own will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from staffing.domain.plan import Plan
from staffing.io.names import Known
from staffing.io.problem_list import ProblemList
from staffing.io.rows import check_columns, read_rows
from staffing.io.tables import read_csv

FILE = "swaps.csv"


@dataclass(frozen=True)
class SwapRecord:
    """A shift given to a colleague, or exchanged.

    Attributes:
        day, shift: of the shift that left ``giver`` for ``taker``; shift ``""`` = not told.
        back_day: day of the shift taken in exchange, ``None`` = none.
        agreed_on: when; ``None`` = not told. agreed_by: who approved it.
        volunteer: whether the taker offered to; ``None`` = not told.
    """

    day: date
    giver: str
    taker: str
    shift: str = ""
    back_day: date | None = None
    agreed_on: date | None = None
    agreed_by: str = ""
    volunteer: bool | None = None


def read_swaps(plan: Plan, folder: Path) -> tuple[SwapRecord, ...]:
    """The rows of a plan folder, by day; none where there is no file. Raises InputProblems with everything wrong in it."""
    path = folder / FILE
    if not path.exists():
        return ()
    problems = ProblemList()
    table = read_csv(path, FILE)
    check_columns(table, ("day", "giver", "taker"), ("shift", "back_day", "agreed_on", "agreed_by", "volunteer"))
    agents, shifts = Known("an agent of agents.csv", plan.agent_by_id), Known("a shift of shifts.csv", plan.shift_by_name)
    rows = []
    for row in read_rows(table, problems):
        day, giver, taker = row.day("day"), row.name("giver", agents), row.name("taker", agents)
        shift, back, agreed = row.maybe_name("shift", shifts), row.maybe_day("back_day"), row.maybe_day("agreed_on")
        volunteer = row.yes("volunteer") if row.raw("volunteer") else None
        if row.good("giver", "taker") and giver == taker:
            row.wrong("taker", "somebody else than the giver", "invalid")
        if row.ok:
            rows.append(SwapRecord(day, giver, taker, shift, back, agreed, row.raw("agreed_by"), volunteer))
    problems.raise_if_any()
    return tuple(sorted(rows, key=lambda r: (r.day, r.giver, r.taker)))
