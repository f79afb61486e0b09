"""``roster.csv`` and ``activities.csv``: rosters of ours, and any other in the same columns."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from staffing.domain.grid import TimeGrid
from staffing.domain.plan import Plan
from staffing.domain.problems import InputProblems, Problem
from staffing.domain.roster import Activity, Duty, Roster
from staffing.io.names import Known
from staffing.io.output import csv_text, remove, write_files
from staffing.io.problem_list import ProblemList
from staffing.io.rows import Row, check_columns, read_rows
from staffing.io.tables import Table, read_csv
from staffing.io.workbook import read_workbook

ROSTER, ACTIVITIES = "roster.csv", "activities.csv"
ROSTER_COLUMNS = ("agent", "day", "shift", "start", "end", "paid_minutes")
ACTIVITY_COLUMNS = ("agent", "start", "end", "activity", "queue")
LONGEST_MINUTES = 10_080
_FAR = 527_040  # 366 days, in minutes


def read_roster(plan: Plan, roster_file: Path | str, activities_file: Path | str | None = None) -> Roster:
    """Read a roster as it is stated: nothing is compared with the catalogue here.

    Columns of the roster: agent, shift, start, end, [day, paid_minutes]; of the activities: agent, start, end, activity, [queue]. Either
    may be a CSV or an Excel workbook with a sheet ``roster`` or ``activities`` (or with one sheet only). A blank day is the day of the
    start; blank paid_minutes stay unknown. Unknown shifts and queues are kept, for the rules to judge; unknown agents are problems.

    Raises InputProblems with every problem of both files.
    """
    problems = ProblemList()
    agents = Known("an agent of agents.csv", plan.agent_by_id)
    grid = plan.grid
    duties: tuple[Duty, ...] | None = problems.guard(lambda: tuple(_duties(_table(Path(roster_file), "roster"), agents, grid, problems)))
    activities: tuple[Activity, ...] | None = None
    if activities_file is not None:
        activities = problems.guard(lambda: tuple(_activities(_table(Path(activities_file), "activities"), agents, grid, problems)))
    problems.raise_if_any()
    return Roster(grid, duties or (), activities)


def _table(path: Path, name: str) -> Table:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return read_csv(path, path.name)
    sheets = read_workbook(path, path.name, frozenset({name})) or read_workbook(path, path.name)
    if len(sheets) == 1:
        return next(iter(sheets.values()))
    raise InputProblems([Problem(path.name, None, None, None, f"a sheet named {name}", "missing-sheet")])


def _span(row: Row, grid: TimeGrid) -> tuple[int, int]:
    start, end = row.minute("start", grid), row.minute("end", grid)
    if row.good("start") and not -_FAR <= start <= grid.end + _FAR:
        row.wrong("start", f"a time within a year of the plan, which begins on {grid.first_day}", "out-of-range")
    if row.good("start", "end"):
        if end <= start:
            row.wrong("end", "a time after start", "out-of-range")
        elif end - start > LONGEST_MINUTES:
            row.wrong("end", f"at most {LONGEST_MINUTES // 1440} days after start", "out-of-range")
    return start, end


def _duties(table: Table, agents: Known, grid: TimeGrid, problems: ProblemList) -> list[Duty]:
    check_columns(table, ("agent", "shift", "start", "end"), ("day", "paid_minutes"))
    duties = []
    for row in read_rows(table, problems):
        agent, day, (start, end) = row.name("agent", agents), row.maybe_day("day"), _span(row, grid)
        paid = row.maybe_whole("paid_minutes", 0, LONGEST_MINUTES)
        if row.ok:
            duties.append(Duty(agent, start, end, day or grid.day(start), row.raw("shift"), paid, row.line))
    return duties


def _activities(table: Table, agents: Known, grid: TimeGrid, problems: ProblemList) -> list[Activity]:
    check_columns(table, ("agent", "start", "end", "activity"), ("queue",))
    activities = []
    for row in read_rows(table, problems):
        agent, (start, end), activity = row.name("agent", agents), _span(row, grid), row.text("activity")
        if row.ok:
            activities.append(Activity(agent, start, end, activity, row.raw("queue")))
    return activities


def write_roster(roster: Roster, out_dir: Path) -> None:
    """Write ``roster.csv`` and, where activities are known, ``activities.csv``, both or none. Raises OutputProblem.

    Texts stand exactly as in the plan's files, so that the files can be read back and compared; files for people are made by the exports.
    """
    text = cache(roster.grid.text)
    duties = [(d.agent, d.day.isoformat(), d.shift, text(d.start), text(d.end), d.paid_minutes) for d in roster.duties]
    files = {out_dir / ROSTER: csv_text(ROSTER_COLUMNS, duties).encode("utf-8", "surrogatepass")}
    if roster.activities is not None:
        rows = [(a.agent, text(a.start), text(a.end), a.activity, a.queue) for a in roster.activities]
        files[out_dir / ACTIVITIES] = csv_text(ACTIVITY_COLUMNS, rows).encode("utf-8", "surrogatepass")
    write_files(files)
    if roster.activities is None:
        remove([out_dir / ACTIVITIES])
