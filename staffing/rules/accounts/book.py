"""The book of days: paid minutes of each person and local day by kind, the one source of every account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from staffing.domain.people import Agent
from staffing.rules.accounts.settings import AccountSettings
from staffing.rules.checks.cycle_hours import cycle_of, cycle_sum
from staffing.rules.days import Segments
from staffing.rules.facts import Facts, Stint
from staffing.rules.overtime import norms_of, overtime_of
from staffing.rules.scope import in_scope
from staffing.rules.worktime import by_day, work, work_time

KINDS = ("ordinary", "extension", "rest_day", "holiday")
"""Paid at 100 %, 150 %, 200 % (or time off) and 300 %."""


class AccountFacts(Facts):
    """Facts in which also people without a duty in the roster have their line of duties."""

    @cached_property
    def line(self) -> Mapping[str, tuple[Stint, ...]]:
        """For each agent of the plan: everything worked, before the plan and in it, in order of start and end."""
        mine = {a.id: (*self.before.get(a.id, ()), *self.own.get(a.id, ())) for a in self.plan.agents}
        return {agent: tuple(sorted(stints, key=lambda s: (s.start, s.end, s.own))) for agent, stints in mine.items()}


@dataclass
class Day:
    """Paid minutes of one person on one local day, split at midnight; their sum is what was paid.

    Attributes:
        unplaced: paid minutes a roster states beyond the time the duty lasts; counted on the day the duty starts.
    """

    ordinary: int = 0
    extension: int = 0
    rest_day: int = 0
    holiday: int = 0
    unplaced: int = 0

    @property
    def worked(self) -> int:
        """Minutes that have their place on the clock."""
        return self.ordinary + self.extension + self.rest_day + self.holiday

    @property
    def paid(self) -> int:
        """All of them."""
        return self.worked + self.unplaced


Book = dict[date, Day]


def month_start(day: date) -> date:
    """The first of a day's month."""
    return day.replace(day=1)


def month_end(first: date) -> date:
    """The first day of the month after the one that begins on ``first``."""
    return (first + timedelta(days=32)).replace(day=1)


def system_minutes(facts: Facts, first: date, end: date, normal_day: int) -> int:
    """Normal hours of ``[first, end)``: a normal day for each working day of the calendar."""
    return facts.calendar.working_days(first, end) * normal_day


def book_of(facts: AccountFacts, settings: AccountSettings, agent: Agent) -> Book:
    """Every paid minute of a person by day and kind, before the plan and in it.

    Standard hours: ``holiday`` is work on a statutory day; ``extension`` and ``rest_day`` are as the pay rule has them, from the same
    function (:mod:`staffing.rules.overtime`). So the month's ``extension + rest_day`` is the overtime of the rule on the month, statutory
    holidays left out. Approved comprehensive hours: all ordinary but the holidays; what a cycle, known whole, holds too much by the rule
    on cycles is ``extension``, its last ordinary minutes. Without a rule on overtime: ``extension`` beyond the contract's week.
    """
    books: dict[object, Book] = facts.__dict__.setdefault("_books", {})
    key = (agent.id, id(settings.overtime), id(settings.holiday), id(settings.premium), id(settings.summed))
    if key not in books:
        books[key] = _book(facts, settings, agent)
    return books[key]


def _book(facts: AccountFacts, settings: AccountSettings, agent: Agent) -> Book:
    stints = facts.line.get(agent.id, ())
    if not stints:
        return {}
    if settings.overtime is None:
        own_week = facts.plan.contract_by_name[agent.contract].normal_minutes_per_week
        time = work_time(facts, agent.id, 1440, own_week)
        kinds: tuple[Segments, Segments] = ([*time.daily, *time.weekly], [])
    else:
        found = overtime_of(facts, settings.overtime, norms_of(settings.premium or settings.overtime), agent)
        kinds = (found.extension, found.rest_day)
    segments = [segment for stint in stints for segment in work(facts, agent.id, stint)]
    low, high = min(s.start for s in stints), max(s.end for s in stints)
    book: Book = {}
    extension, rest = (by_day(facts, spans, low, high) for spans in kinds)
    for day, minutes in by_day(facts, segments, low, high).items():
        if settings.holiday is not None and facts.calendar.is_statutory(day) and in_scope(facts, settings.holiday, agent, day):
            book[day] = Day(holiday=minutes)
        else:
            more, free = extension.get(day, 0), rest.get(day, 0)
            book[day] = Day(minutes - more - free, more, free)
    for stint in stints:
        if extra := stint.paid_minutes - sum(b - a for a, b in work(facts, agent.id, stint)):
            book.setdefault(stint.day, Day()).unplaced += extra
    if settings.overtime is not None:
        _raise_cycles(facts, settings, agent, book)
    return dict(sorted(book.items()))


def cycles_of(facts: Facts, settings: AccountSettings, agent: Agent) -> dict[tuple[date, date], str]:
    """Name of each cycle of summed hours ((first day, first day after)) that days of the plan lie in on which the person has such hours."""
    found: dict[tuple[date, date], str] = {}
    if settings.summed is not None and facts.plan.contract_by_name[agent.contract].hours_system == "comprehensive":
        params = settings.summed.params
        for day in facts.grid.calendar:
            if in_scope(facts, settings.summed, agent, day):
                name = facts.evidence.cycle(agent, day) or params["cycle"]
                found[cycle_of(day, name, params["cycle_first_month"])] = name
    return found


def _raise_cycles(facts: AccountFacts, settings: AccountSettings, agent: Agent, book: Book) -> None:
    """Turn what an ended cycle of summed hours holds too much, by the rule on cycles, into extension."""
    for (first, end), name in sorted(cycles_of(facts, settings, agent).items()):
        if end > facts.grid.end_day or not facts.known_since(first) or settings.summed is None:
            continue
        found = cycle_sum(facts, settings.summed, agent, first, end, name)
        days = [book[d] for d in sorted(book) if first <= d < end and in_scope(facts, settings.summed, agent, d)]
        _move(days, 0 if found is None else round(found.payable), "extension")


def _move(days: list[Day], minutes: int, kind: str) -> None:
    """Turn the last ordinary minutes of days into another kind, at most ``minutes``."""
    for day in reversed(days):
        if minutes <= 0:
            return
        part = min(minutes, day.ordinary)
        day.ordinary -= part
        setattr(day, kind, getattr(day, kind) + part)
        minutes -= part
