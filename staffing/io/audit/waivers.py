"""``waivers.csv``: who accepted which finding, why, and until when."""

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

FILE = "waivers.csv"
COLUMNS = ("rule", "agent", "name", "reason", "expires")


@dataclass(frozen=True)
class Waiver:
    """A finding accepted by a named person. It does not make anything lawful; it says who answers for it.

    Attributes:
        rule: id; agent: id, ``""`` = everybody.
        name: who accepts; reason: why.
        expires: last day on which it holds.
    """

    rule: str
    agent: str
    name: str
    reason: str
    expires: date

    def holds(self, rule: str, agent: str, today: date) -> bool:
        """Whether it speaks of a finding and has not expired."""
        return self.rule == rule and self.agent in ("", agent) and today <= self.expires


def read_waivers(plan: Plan, folder: Path, rules: Collection[str]) -> tuple[Waiver, ...]:
    """The waivers of a plan folder; none where there is no file. Raises InputProblems with everything wrong in it."""
    path = folder / FILE
    if not path.exists():
        return ()
    problems = ProblemList()
    table = read_csv(path, FILE)
    check_columns(table, ("rule", "name", "reason", "expires"), ("agent",))
    agents, known = Known("an agent of agents.csv", plan.agent_by_id), Known("a rule in force", rules)
    waivers = []
    for row in read_rows(table, problems):
        rule, agent = row.name("rule", known), row.maybe_name("agent", agents)
        name, reason, expires = row.text("name"), row.text("reason"), row.day("expires")
        if row.ok:
            waivers.append(Waiver(rule, agent, name, reason, expires))
    problems.raise_if_any()
    return tuple(waivers)


def write_waivers(rows: Iterable[Waiver], folder: Path) -> None:
    """Write the file anew. Raises OutputProblem."""
    cells = [(w.rule, w.agent, w.name, w.reason, w.expires.isoformat()) for w in rows]
    write_files({folder / FILE: csv_text(COLUMNS, cells).encode("utf-8", "surrogatepass")})
