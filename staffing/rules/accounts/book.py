"""The book of days: paid minutes of each person and local day by kind, the one source of every account."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from staffing.domain.people import Agent
from staffing.rules.accounts.settings import AccountSettings
from staffing.rules.checks.cycle_hours import cycle_of, cycle_sum
from staffing.rules.days import Segments, length, week_start
from staffing.rules.facts import Facts, Stint
from staffing.rules.scope import in_scope
from staffing.rules.worktime import WorkTime, by_day, work, work_time

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

    Standard hours: ``holiday`` is work on a statutory day. Beyond the normal day and week is ``rest_day`` where, as the rule on premiums
    says, the whole shift lies beyond the week on its sixth or a later duty day, else ``extension``. Where a month holds more work than
    its system days, what that surplus exceeds the two by is ``rest_day`` too, its last ordinary minutes. So the month's ``extension +
    rest_day`` is the overtime of the rule on the month, statutory holidays left out. Approved comprehensive hours: all ordinary but the
    holidays; what a cycle, known whole, holds too much by the rule on cycles is ``extension``, its last ordinary minutes.
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
    own_week = facts.plan.contract_by_name[agent.contract].normal_minutes_per_week
    normal = (1440, own_week) if settings.overtime is None else (settings.normal_day_minutes, settings.normal_week_minutes)
    time = work_time(facts, agent.id, *normal)
    low, high = min(s.start for s in stints), max(s.end for s in stints)
    book: Book = {}
    extension, rest = (by_day(facts, segments, low, high) for segments in _by_kind(facts, settings, agent, time))
    for day, minutes in by_day(facts, time.work, low, high).items():
        if settings.holiday is not None and facts.calendar.is_statutory(day) and in_scope(facts, settings.holiday, agent, day):
            book[day] = Day(holiday=minutes)
        elif overtime_counts(facts, settings, agent, day):
            more, free = extension.get(day, 0), rest.get(day, 0)
            book[day] = Day(minutes - more - free, more, free)
        else:
            book[day] = Day(minutes)
    for stint in stints:
        if extra := stint.paid_minutes - sum(b - a for a, b in work(facts, agent.id, stint)):
            book.setdefault(stint.day, Day()).unplaced += extra
    if settings.overtime is not None:
        _raise_months(facts, settings, agent, book)
        _raise_cycles(facts, settings, agent, book)
    return dict(sorted(book.items()))


def _by_kind(facts: AccountFacts, settings: AccountSettings, agent: Agent, time: WorkTime) -> tuple[Segments, Segments]:
    """(minutes beyond the day or week that extend a working day, those worked on a rest day)."""
    if settings.overtime is None or settings.premium is None:
        return ([*time.daily, *time.weekly], []) if settings.overtime is None else (time.daily, time.weekly)
    over: dict[int, int] = {}
    stints = facts.line[agent.id]
    starts = [s.start for s in stints]
    spans = [(span, False) for span in time.daily] + [(span, True) for span in time.weekly]
    placed = [(span, max(0, bisect_right(starts, span[0]) - 1), weekly) for span, weekly in spans]
    for (low, high), place, _ in placed:
        over[place] = over.get(place, 0) + high - low
    weekly_places = {place for _, place, weekly in placed if weekly}
    extension: Segments = []
    rest: Segments = []
    for segment, place, _ in placed:
        stint = stints[place]
        whole = place in weekly_places and over[place] >= length(work(facts, agent.id, stint))
        free = whole and _nth_day(facts, agent.id, stint.day) >= settings.premium.params["rest_day_from"]
        (rest if free else extension).append(segment)
    return extension, rest


def _nth_day(facts: Facts, agent: str, day: date) -> int:
    """Which duty day of its calendar week a day is, from 1."""
    monday = week_start(day)
    return sum((monday + timedelta(days=k)) in facts.start_days[agent] for k in range((day - monday).days + 1))


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
        counted = [book[d] for d in days if not facts.calendar.is_statutory(d) and overtime_counts(facts, settings, agent, d)]
        surplus = sum(d.worked for d in counted) - system_minutes(facts, first, end, settings.normal_day_minutes)
        _move(counted, surplus - sum(d.extension + d.rest_day for d in counted), "rest_day")


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
