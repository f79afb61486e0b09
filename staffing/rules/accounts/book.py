"""The book of days: paid minutes of each person and local day by kind, the one source of every account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from staffing.domain.people import Agent
from staffing.rules.accounts.settings import MONTH, QUARTER, WEEK, AccountSettings
from staffing.rules.calendar import china_year, is_statutory, system_days
from staffing.rules.days import week_start
from staffing.rules.facts import Facts, Stint
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


def cycle_of(day: date, cycle: str) -> tuple[date, date]:
    """(first day, first day after) of the calendar week, month, quarter or year that holds a day."""
    if cycle == WEEK:
        monday = week_start(day)
        return monday, monday + timedelta(days=7)
    first = month_start(day)
    if cycle == MONTH:
        return first, month_end(first)
    if cycle == QUARTER:
        first = first.replace(month=3 * ((day.month - 1) // 3) + 1)
        return first, month_end(month_end(month_end(first)))
    return date(day.year, 1, 1), date(day.year + 1, 1, 1)


def system_minutes(first: date, end: date, normal_day: int) -> int:
    """Normal hours of ``[first, end)``: a normal day for each working day of the official calendar."""
    total, month = 0, month_start(first)
    while month < end:
        after = month_end(month)
        if first <= month and after <= end:
            total += system_days(month.year, month.month)
        else:
            day = max(first, month)
            while day < min(after, end):
                total += china_year(day.year).is_working_day(day)
                day += timedelta(days=1)
        month = after
    return total * normal_day


def book_of(facts: AccountFacts, settings: AccountSettings, agent: Agent) -> Book:
    """Every paid minute of a person by day and kind, before the plan and in it.

    Standard hours: ``holiday`` is work on a statutory day; ``extension`` is beyond the normal day; ``rest_day`` is beyond the normal week
    and, where a month holds more work than its system days, what is missing to that surplus, taken from its last ordinary minutes. So the
    month's ``extension + rest_day`` is the overtime of the rule on the month, statutory holidays left out. Approved comprehensive hours:
    all ordinary but the holidays; what a cycle, known whole, holds beyond its system days is ``extension``, its last ordinary minutes.
    """
    books: dict[tuple[object, ...], Book] = facts.__dict__.setdefault("_books", {})
    key = (agent.id, settings.normal_day_minutes, settings.normal_week_minutes, settings.cycle, id(settings.overtime), id(settings.holiday))
    if key not in books:
        books[key] = _book(facts, settings, agent)
    return books[key]


def _book(facts: AccountFacts, settings: AccountSettings, agent: Agent) -> Book:
    stints = facts.line.get(agent.id, ())
    if not stints:
        return {}
    own_week = facts.plan.contract_by_name[agent.contract].normal_minutes_per_week
    normal = (1440, own_week) if settings.overtime is None else (settings.normal_day_minutes, settings.normal_week_minutes)
    time = work_time(facts, agent.id, *normal)
    low, high = min(s.start for s in stints), max(s.end for s in stints)
    book: Book = {}
    daily, weekly = by_day(facts, time.daily, low, high), by_day(facts, time.weekly, low, high)
    for day, minutes in by_day(facts, time.work, low, high).items():
        if settings.holiday is not None and is_statutory(day) and in_scope(facts, settings.holiday, agent, day):
            book[day] = Day(holiday=minutes)
        elif overtime_counts(facts, settings, agent, day):
            extension, rest = daily.get(day, 0), weekly.get(day, 0)
            if settings.overtime is None:
                extension, rest = extension + rest, 0
            book[day] = Day(minutes - extension - rest, extension, rest)
        else:
            book[day] = Day(minutes)
    for stint in stints:
        if extra := stint.paid_minutes - sum(b - a for a, b in work(facts, agent.id, stint)):
            book.setdefault(stint.day, Day()).unplaced += extra
    if settings.overtime is not None:
        _raise_months(facts, settings, agent, book)
        _raise_cycles(facts, settings, agent, book)
    return dict(sorted(book.items()))


def overtime_counts(facts: Facts, settings: AccountSettings, agent: Agent, day: date) -> bool:
    """Whether hours beyond the normal day and week are overtime for a person on a day; without a rule on it: the contract's week."""
    return settings.overtime is None or in_scope(facts, settings.overtime, agent, day)


def _raise_months(facts: Facts, settings: AccountSettings, agent: Agent, book: Book) -> None:
    """Turn the surplus of a month over its system days into work on rest days, as far as it is not overtime already."""
    for first in sorted({month_start(d) for d in book}):
        end = month_end(first)
        days = [d for d in sorted(book) if first <= d < end]
        starts = {s.day for s in facts.line[agent.id] if first <= s.day < end}
        if not all(overtime_counts(facts, settings, agent, d) for d in starts):
            continue  # the hours system changed within the month: only the sum of days and weeks says something
        counted = [book[d] for d in days if not is_statutory(d) and overtime_counts(facts, settings, agent, d)]
        surplus = sum(d.worked for d in counted) - system_minutes(first, end, settings.normal_day_minutes)
        _move(counted, surplus - sum(d.extension + d.rest_day for d in counted), "rest_day")


def _raise_cycles(facts: AccountFacts, settings: AccountSettings, agent: Agent, book: Book) -> None:
    """Turn what an ended cycle of comprehensive hours holds beyond its system days into extension."""
    if facts.plan.contract_by_name[agent.contract].hours_system != "comprehensive":
        return
    cycles = {cycle_of(d, settings.cycle) for d in facts.grid.calendar}
    for first, end in sorted(cycles):
        if end > facts.grid.end_day or not facts.known_since(first):
            continue
        days = [book[d] for d in sorted(book) if first <= d < end and not overtime_counts(facts, settings, agent, d)]
        excess = sum(d.worked - d.holiday for d in days) - system_minutes(first, end, settings.normal_day_minutes)
        _move(days, excess, "extension")


def _move(days: list[Day], minutes: int, kind: str) -> None:
    """Turn the last ordinary minutes of days into another kind, at most ``minutes``."""
    for day in reversed(days):
        if minutes <= 0:
            return
        part = min(minutes, day.ordinary)
        day.ordinary -= part
        setattr(day, kind, getattr(day, kind) + part)
        minutes -= part
