"""``followup.csv``: who settles which finding, and by when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from staffing.domain.plan import Plan
from staffing.io.names import Known
from staffing.io.output import csv_text, write_files
from staffing.io.problem_list import ProblemList
from staffing.io.rows import check_columns, read_rows
from staffing.io.tables import read_csv

FILE = "followup.csv"
COLUMNS = ("rule", "agent", "day", "owner", "due", "note")


@dataclass(frozen=True)
class Followup:
    """A finding in somebody's hands.

    Attributes:
        rule: id; agent: id, ``""`` = everybody; day: a day of the finding's period, ``None`` = any.
        owner: who settles it; due: last day for it, ``None`` = none set; note: in their own words.
    """

    rule: str
    agent: str
    day: date | None
    owner: str
    due: date | None
    note: str = ""

    def speaks_of(self, rule: str, agent: str, first_day: date, last_day: date) -> bool:
        """Whether it is about a finding."""
        return self.rule == rule and self.agent in ("", agent) and (self.day is None or first_day <= self.day <= last_day)


def read_followups(plan: Plan, folder: Path, rules: Collection[str]) -> tuple[Followup, ...]:
    """The rows of a plan folder, those that name most first; none where there is no file. Raises InputProblems."""
    path = folder / FILE
    if not path.exists():
        return ()
    problems = ProblemList()
    table = read_csv(path, FILE)
    check_columns(table, ("rule", "owner"), ("agent", "day", "due", "note"))
    agents, known = Known("an agent of agents.csv", plan.agent_by_id), Known("a rule in force", rules)
    rows = []
    for row in read_rows(table, problems):
        rule, agent, day = row.name("rule", known), row.maybe_name("agent", agents), row.maybe_day("day")
        owner, due = row.text("owner"), row.maybe_day("due")
        if row.ok:
            rows.append(Followup(rule, agent, day, owner, due, row.raw("note")))
    problems.raise_if_any()
    return tuple(sorted(rows, key=lambda r: (not r.agent, r.day is None)))


def write_followups(rows: Iterable[Followup], folder: Path) -> None:
    """Write the file anew. Raises OutputProblem."""
    cells = [(r.rule, r.agent, r.day.isoformat() if r.day else "", r.owner, r.due.isoformat() if r.due else "", r.note) for r in rows]
    write_files({folder / FILE: csv_text(COLUMNS, cells).encode("utf-8", "surrogatepass")})
