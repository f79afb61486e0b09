"""``agents.csv``, ``leave.csv``, ``availability.csv``, ``requests.csv`` and ``statuses.csv``."""

from __future__ import annotations

from datetime import timedelta

from staffing.domain.people import STATUSES, Agent, Availability, Leave, Request, Status
from staffing.domain.problems import InputProblems, Problem
from staffing.io.cells import parse_skills, parse_wish
from staffing.io.context import Context
from staffing.io.names import Known, suggest
from staffing.io.rows import Row, check_columns, read_rows
from staffing.io.tables import Table

AGENT_COLUMNS = ("agent", "name", "contract", "skills")
AGENT_OPTIONAL = ("site", "volunteers", "born", "hired", "monthly_wage", "tags")
LONGEST_LEAVE_DAYS = 3660


def read_agents(table: Table, context: Context) -> tuple[Agent, ...]:
    """The agents that are valid; the ids, also of the others, go to ``context.agents``. Needs queues, contracts and shifts."""
    check_columns(table, AGENT_COLUMNS, AGENT_OPTIONAL)
    known = (*AGENT_COLUMNS, *AGENT_OPTIONAL)
    seen: dict[str, int] = {}
    agents = []
    for row in read_rows(table, context.problems):
        agent = row.text("agent")
        if agent in seen:
            row.wrong("agent", f"an id of its own (row {seen[agent]} has it already)", "duplicate")
        elif agent:
            seen[agent] = row.line
        contract = row.name("contract", context.contracts)
        none: tuple[tuple[str, float], ...] = ()
        skills = row.maybe("skills", lambda text: parse_skills(text, context.queues.names or ()), none)
        if not row.raw("skills").strip():
            row.wrong("skills", "at least one queue (with speed 0 for somebody who is present but not cover)", "missing")
        _check_each(row, "skills", tuple(queue for queue, _ in skills), context.queues)
        volunteers = row.items("volunteers")
        _check_each(row, "volunteers", volunteers, context.shifts)
        born, hired, wage = row.maybe_day("born"), row.maybe_day("hired"), row.maybe_number("monthly_wage", 0, 1e7)
        if born and row.good("born") and context.grid_known and born >= context.grid.first_day:
            row.wrong("born", "a date before the plan", "out-of-range")
        if row.ok:
            agents.append(
                Agent(agent, row.raw("name") or agent, contract, skills, row.raw("site"), volunteers, born, hired, wage, row.items("tags"),
                      row.extra(known))
            )  # fmt: skip
    context.agents.names = dict.fromkeys(seen)
    return tuple(agents)


def _check_each(row: Row, column: str, names: tuple[str, ...], known: Known) -> None:
    for name in names:
        if name not in known:
            row.wrong(column, known.expected(name), "unknown-name", name)


def read_leave(table: Table, context: Context) -> tuple[Leave, ...]:
    """Leave; a blank last_day means open end: through the day after the plan."""
    check_columns(table, ("agent", "first_day", "last_day", "kind"))
    leave = []
    for row in read_rows(table, context.problems):
        agent, first = row.name("agent", context.agents), row.day("first_day")
        last = row.maybe_day("last_day") or max(first, context.grid.end_day)
        _check_days(row, LONGEST_LEAVE_DAYS)
        if row.ok:
            leave.append(Leave(agent, first, last, row.raw("kind")))
    return tuple(leave)


def _check_days(row: Row, longest: int | None = None) -> None:
    """Note a last_day before first_day, or a period longer than ``longest`` days."""
    if not row.good("first_day", "last_day") or not row.raw("last_day"):
        return
    first, last = row.day("first_day"), row.day("last_day")
    if last < first:
        row.wrong("last_day", f"a date not before first_day ({first})", "out-of-range")
    elif longest is not None and last - first >= timedelta(longest):
        row.wrong("last_day", f"at most {longest:,} days in one row", "out-of-range")


def read_availability(table: Table, context: Context) -> tuple[Availability, ...]:
    """Windows of availability, each of one day or of one weekday."""
    check_columns(table, ("agent",), ("day", "weekday", "available_from", "available_to"))
    if "day" not in table.columns and "weekday" not in table.columns:
        raise InputProblems([Problem(table.file, 1, "weekday", None, "a column day or weekday", "missing-column")])
    rows = []
    for row in read_rows(table, context.problems):
        agent, day, weekday = row.name("agent", context.agents), row.maybe_day("day"), row.maybe_whole("weekday", 0, 6)
        if bool(row.raw("day")) == bool(row.raw("weekday")):
            column = "weekday" if "weekday" in table.columns else "day"
            row.wrong(column, "either a day or a weekday (0 = Monday)", "missing-value" if not row.raw(column) else "invalid")
        low, high = row.clock("available_from", 1440, blank=0), row.clock("available_to", 1440, blank=1440)
        if row.good("available_from", "available_to") and high <= low:
            column = "available_to" if row.raw("available_to") else "available_from"
            row.wrong(column, "available_to after available_from, up to 24:00 (a window over midnight is two rows)", "out-of-range")
        if row.ok:
            rows.append(Availability(agent, day, weekday, low, high))
    return tuple(rows)


def read_requests(table: Table, context: Context) -> tuple[Request, ...]:
    """Wishes for days of the plan; rows outside it are checked and left out."""
    check_columns(table, ("agent", "day", "wish", "weight"))
    requests = []
    for row in read_rows(table, context.problems):
        agent, day, weight = row.name("agent", context.agents), row.day("day"), row.number("weight", 0, 1e6)
        nothing: tuple[str, tuple[int, int] | None] = ("", None)
        wish, window = row.parse("wish", parse_wish, nothing)
        if row.good("wish") and window is None and wish != "off" and wish not in context.shifts:
            expected = context.shifts.expected(wish)
            row.wrong("wish", f"'off', a window such as 08:00-16:00, or {expected}", "unknown-name")
        if row.ok and context.grid.first_day <= day < context.grid.end_day:
            requests.append(Request(agent, day, wish, weight, window))
    return tuple(requests)


def read_statuses(table: Table, context: Context) -> tuple[Status, ...]:
    """Statuses; words of the user's own are kept, a misspelt known one is a problem."""
    check_columns(table, ("agent", "status", "first_day", "last_day"))
    statuses = []
    for row in read_rows(table, context.problems):
        agent, status, first = row.name("agent", context.agents), row.text("status").casefold(), row.day("first_day")
        near = suggest(status, STATUSES, 0.87) if status else None
        if near and status not in STATUSES:
            row.wrong("status", f"{near!r}, or a word less like it", "unknown-name")
        last = row.maybe_day("last_day")
        _check_days(row)
        if row.ok:
            statuses.append(Status(agent, status, first, last))
    return tuple(statuses)
