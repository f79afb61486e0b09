"""What is written down while a foreign roster is read: duties of the plan, duties before it, leave, and every cell that is not clear."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from staffing.domain.people import Leave, Worked
from staffing.domain.plan import Plan
from staffing.domain.problems import Problem
from staffing.domain.roster import Duty, Roster
from staffing.io.roster_import.codes import CodeReader, Item, Unclear
from staffing.io.roster_import.fold import fold, tidy
from staffing.io.roster_import.headings import Layout
from staffing.io.roster_import.mapping import Mapping
from staffing.io.roster_import.people import Nobody, PeopleReader
from staffing.io.roster_import.raw import Sheet, column_name
from staffing.io.roster_import.words import SUMS


@dataclass
class ImportedRoster:
    """What a file says.

    Attributes:
        roster: the duties that start on days of the plan, each with the line it stands in; activities unknown.
        worked: duties that start before the plan.
        leave: a row for each run of leave days of one kind.
        mapping: as given, with the meaning proposed for every further code.
        problems: every cell, row or heading that is not clear; where there are any, the rest is not to be relied on.
        wide: people x days, or a row for each shift.
        how: how the days of the heading were read.
        days: first and last day the file speaks of; ``None`` where none could be read.
        codes: in how many cells each code stands.
        unknown_days: (agent, day) of which nobody knows whether there was work: blank cells taken as unknown, and codes that say so.
        outside: duties after the plan, left out.
        ignored_rows: (line, first text) of rows that are no person's; ignored_columns: headings not read.
        missing_agents: agents of the plan the file does not name.
        other_names: (agent, name in the file) where agents.csv has another name.
    """

    roster: Roster
    mapping: Mapping
    problems: list[Problem] = field(default_factory=list)
    worked: list[Worked] = field(default_factory=list)
    leave: list[Leave] = field(default_factory=list)
    wide: bool = True
    how: str = ""
    days: tuple[date, date] | None = None
    codes: Counter[str] = field(default_factory=Counter)
    unknown_days: list[tuple[str, date]] = field(default_factory=list)
    outside: int = 0
    ignored_rows: list[tuple[int, str]] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()
    missing_agents: tuple[str, ...] = ()
    other_names: list[tuple[str, str]] = field(default_factory=list)


class Pen:
    """Writes down what cells say, and what is wrong with them."""

    def __init__(self, plan: Plan, sheet: Sheet, layout: Layout, result: ImportedRoster) -> None:
        self.plan, self.sheet, self.layout, self.result = plan, sheet, layout, result
        self.codes = CodeReader(plan, result.mapping)
        self.people = PeopleReader(plan, result.mapping)
        self.duties: list[Duty] = []
        self.leave_days: dict[tuple[str, str], set[date]] = {}
        self.seen: set[str] = set()
        self._ignore = {fold(text) for text in result.mapping.ignore_rows}

    def problem(self, row: int, place: int | None, value: str | None, expected: str, code: str) -> None:
        """Note something wrong with a cell (``place``) or row of the sheet."""
        line = self.sheet.rows[row][0]
        column = None if place is None else column_name(place)
        self.result.problems.append(Problem(self.sheet.file, line, column, value, expected, code))

    def cell(self, row: int, place: int | None) -> str:
        """The text of a cell; blank where there is none."""
        cells = self.sheet.rows[row][1]
        return "" if place is None or place >= len(cells) else cells[place].strip()

    def person(self, row: int, told: bool) -> str | None:
        """The agent of a row; ``None`` where it is no person's row or the person is not clear (noted). ``told``: it speaks of a day."""
        columns = self.layout.columns
        shown, name = self.cell(row, columns.get("agent")), self.cell(row, columns.get("name"))
        first = next((tidy(text) for text in self.sheet.rows[row][1] if text.strip()), "")
        if {fold(first), fold(shown), fold(name)} & (SUMS | self._ignore) - {""}:
            self.result.ignored_rows.append((self.sheet.rows[row][0], first))
            return None
        if not shown and not name:
            if told:
                self.problem(row, columns.get("agent", columns.get("name")), None, "a person (the cell is blank)", "missing-value")
            else:
                self.result.ignored_rows.append((self.sheet.rows[row][0], first))
            return None
        found = self.people.find(shown, name)
        if isinstance(found, Nobody):
            if told:
                self.problem(row, columns.get("agent") if shown else columns.get("name"), found.value, found.expected, "unknown-name")
            else:
                self.result.ignored_rows.append((self.sheet.rows[row][0], first))
            return None
        own = self.plan.agent_by_id[found].name
        if shown and name and own and fold(name) != fold(own) and (found, tidy(name)) not in self.result.other_names:
            self.result.other_names.append((found, tidy(name)))
        self.seen.add(found)
        return found

    def items(self, row: int, place: int, text: str) -> tuple[Item, ...]:
        """What a cell says; empty where it is not clear (noted)."""
        read = self.codes.read(text)
        if isinstance(read, Unclear):
            self.problem(row, place, text, read.expected, read.kind)
            return ()
        return read

    def put(self, row: int, place: int, agent: str, day: date, item: Item, text: str) -> None:
        """Write down one thing of a cell."""
        if item.what == "leave":
            self.leave_days.setdefault((agent, item.name), set()).add(day)
        elif item.what == "unknown":
            self.result.unknown_days.append((agent, day))
        elif item.what == "shift":
            grid, shift = self.plan.grid, self.plan.shift_by_name[item.name]
            start = grid.at(day, item.start or 0)
            if start is None:
                self.problem(row, place, text, f"a start that exists: the clocks of {grid.zone} skip this one on {day}", "no-such-time")
                return
            end = start + shift.length_minutes
            paid: int | None = shift.paid_minutes
            if item.end is not None:
                stated = grid.edge(day, item.end + (1440 if item.end <= (item.start or 0) else 0))
                if stated != end:
                    end, paid = stated, None
            self.duty(row, agent, day, item.name, start, end, paid)

    def duty(self, row: int, agent: str, day: date, shift: str, start: int, end: int, paid: int | None) -> None:
        """Write down a duty: of the plan, before it, or after it."""
        if day < self.plan.grid.first_day:
            self.result.worked.append(Worked(agent, start, end, shift))
        elif day >= self.plan.grid.end_day:
            self.result.outside += 1
        else:
            self.duties.append(Duty(agent, start, end, day, shift, paid, self.sheet.rows[row][0]))

    def finish(self) -> None:
        """Put the parts together."""
        result = self.result
        result.codes = self.codes.used
        result.roster = Roster(self.plan.grid, tuple(self.duties))
        result.worked.sort(key=lambda w: (w.agent, w.start))
        result.leave = [
            Leave(agent, low, high, kind) for (agent, kind), days in sorted(self.leave_days.items()) for low, high in _runs(days)
        ]
        if not result.problems:
            result.missing_agents = tuple(a.id for a in self.plan.agents if a.id not in self.seen)


def blank_meaning(mapping: Mapping) -> Item | None:
    """What a blank cell says; ``None`` = not told."""
    return Item(mapping.blank) if mapping.blank else None


def _runs(days: set[date]) -> list[tuple[date, date]]:
    """(first, last) of each run of days."""
    out: list[tuple[date, date]] = []
    for day in sorted(days):
        if out and day - out[-1][1] == timedelta(days=1):
            out[-1] = (out[-1][0], day)
        else:
            out.append((day, day))
    return out
