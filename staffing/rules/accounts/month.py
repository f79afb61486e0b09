"""The account of a person and calendar month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from staffing.domain.people import Agent
from staffing.rules.accounts.book import AccountFacts, Book, Day, book_of, month_end, month_start, system_minutes
from staffing.rules.accounts.settings import AccountSettings
from staffing.rules.facts import Stint
from staffing.rules.time_off import LIEU_KINDS, given_back

PAY_DAYS = 21.75
"""Days of a month by which a monthly wage is divided for its hourly base (人社部发〔2025〕2号)."""

FACTORS = {"extension": 1.5, "rest_day": 2.0, "holiday": 3.0}


@dataclass(frozen=True)
class MonthAccount:
    """Hours of one person in one calendar month, split at midnight; lengths in minutes.

    Attributes:
        month: its first day.
        hours_system: by which the person is judged on the last day known (a special one counts only with its approval).
        complete: whether all of the month is known: worked.csv reaches back to its start, and the plan to its end.
        system: normal hours of the whole month by the official calendar; ``None`` where no rule of the plan knows that calendar.
        paid: everything known of the month; ``from_roster`` of it stands in the roster, the rest in worked.csv.
        ordinary, extension, rest_day, holiday, unplaced: add up to ``paid``; see :class:`staffing.rules.accounts.book.Day`.
        lieu_taken: time off in lieu taken in the month, for whichever rest day.
        given_back: of ``rest_day``, what time off has given back, in whichever month it was taken.
        nights: shifts that start in the month and overlap the night by at least 180 minutes; night_minutes: all minutes inside the night.
        allowance: money, of the shifts that start in the month, as the catalogue has it.
        duty_days, rest_days: days of the known part of the month with and without a shift start; leave days are neither.
        longest_run: most duty days in a row that end in the month.
        leave_days: by kind, of the whole month; blank kind = ``""``.
        base_per_hour: of the premiums: monthly wage / (21.75 x 8), or the contract's wage.
        premium_pay: base x (1.5 extension + 2 rest day not given back + 3 holiday), money.
    """

    agent: str
    month: date
    hours_system: str
    complete: bool
    system: int | None
    paid: int
    from_roster: int
    ordinary: int
    extension: int
    rest_day: int
    holiday: int
    unplaced: int
    lieu_taken: int
    given_back: int
    nights: int
    night_minutes: int
    allowance: float
    duty_days: int
    rest_days: int
    longest_run: int
    weekend_days: int
    holiday_days: int
    base_per_hour: float
    leave_days: Mapping[str, int] = field(default_factory=dict)

    @property
    def overtime(self) -> int:
        """Overtime without statutory holidays, as the rule on the month counts it."""
        return self.extension + self.rest_day

    @property
    def rest_day_due(self) -> int:
        """Work on rest days that time off has not given back, as the rule on premiums counts it."""
        return self.rest_day - self.given_back

    @property
    def premium_pay(self) -> float:
        """Money owed for overtime and holidays, in the unit of the wage."""
        owed = FACTORS["extension"] * self.extension + FACTORS["rest_day"] * self.rest_day_due + FACTORS["holiday"] * self.holiday
        return self.base_per_hour * owed / 60


def month_accounts(facts: AccountFacts, settings: AccountSettings) -> tuple[MonthAccount, ...]:
    """One account for each person of the plan and month that the plan or its last shifts touch, by person and month."""
    last = facts.grid.end_day
    for own in facts.own.values():
        last = max(last, *(facts.days.day(s.end - 1) + timedelta(days=1) for s in own if s.end > s.start), last)
    months, first = [], month_start(facts.grid.first_day)
    while first < last:
        months.append(first)
        first = month_end(first)
    early = min((s.day for own in facts.own.values() for s in own), default=facts.grid.first_day)
    while months[0] > early:
        months.insert(0, month_start(months[0] - timedelta(days=1)))
    out = []
    for agent in facts.plan.agents:
        book = book_of(facts, settings, agent)
        earned = {day: minutes.rest_day for day, minutes in book.items() if minutes.rest_day}
        given = given_back(facts, agent, earned, settings.normal_day_minutes, settings.premium)
        back = {day: item.minutes for day, item in given.items()}
        for month in months:
            account = _account(facts, settings, agent, book, back, month)
            if account.paid or account.leave_days or (facts.grid.first_day < month_end(month) and month < facts.grid.end_day):
                out.append(account)
    return tuple(out)


def _account(
    facts: AccountFacts, settings: AccountSettings, agent: Agent, book: Book, back: Mapping[date, int], month: date
) -> MonthAccount:
    end = month_end(month)
    total = Day()
    for day, minutes in book.items():
        if month <= day < end:
            for name in vars(total):
                setattr(total, name, getattr(total, name) + getattr(minutes, name))
    stints = facts.line.get(agent.id, ())
    mine = [s for s in stints if month <= s.day < end]
    low, high = facts.days.midnight(month), facts.days.midnight(end)
    night = sum(
        facts.days.overlap(max(s.start, low), min(s.end, high), settings.night_from, settings.night_to)
        for s in stints
        if s.start < high and s.end > low
    )
    leave = _leave(facts, agent, month, end)
    known_from = month if facts.known_since(month) else max(month, facts.history_from or facts.grid.first_day)
    known_from, known_to = min(known_from, end), min(end, facts.grid.end_day)
    duty_days = {s.day for s in mine}
    away = facts.plan.leave_days.get(agent.id, frozenset())
    free = [d for d in _days(known_from, known_to) if d not in duty_days and d not in away]
    shifts = facts.plan.shift_by_name
    return MonthAccount(
        agent=agent.id,
        month=month,
        hours_system=facts.hours_system(agent, min(end, facts.grid.end_day) - timedelta(days=1)),
        complete=facts.known_since(month) and end <= facts.grid.end_day,
        system=None if settings.overtime is None else system_minutes(facts, month, end, settings.normal_day_minutes),
        paid=total.paid,
        from_roster=_from_roster(facts, agent, low, high),
        ordinary=total.ordinary,
        extension=total.extension,
        rest_day=total.rest_day,
        holiday=total.holiday,
        unplaced=total.unplaced,
        lieu_taken=sum(days for kind, days in leave.items() if kind.casefold() in LIEU_KINDS) * settings.normal_day_minutes,
        given_back=sum(minutes for day, minutes in back.items() if month <= day < end),
        nights=sum(s.night for s in mine),
        night_minutes=night,
        allowance=sum(shifts[s.shift].allowance for s in mine if s.shift in shifts),
        duty_days=len(duty_days),
        rest_days=len(free),
        longest_run=_longest_run({s.day for s in stints}, month, end),
        weekend_days=sum(d.weekday() >= 5 for d in duty_days),
        holiday_days=sum(bool(book[d].holiday) for d in book if month <= d < end),
        base_per_hour=agent.monthly_wage / (PAY_DAYS * 8) if agent.monthly_wage is not None else facts.plan.wage_per_hour(agent),
        leave_days=leave,
    )


def _days(first: date, end: date) -> list[date]:
    return [first + timedelta(days=k) for k in range(max(0, (end - first).days))]


def _leave(facts: AccountFacts, agent: Agent, month: date, end: date) -> dict[str, int]:
    """Leave days of a month by kind, each day once (the first row that names it)."""
    seen: dict[date, str] = {}
    for row in facts.plan.leave:
        if row.agent == agent.id:
            for day in _days(max(row.first_day, month), min(row.last_day + timedelta(days=1), end)):
                seen.setdefault(day, row.kind)
    kinds: dict[str, int] = {}
    for kind in seen.values():
        kinds[kind] = kinds.get(kind, 0) + 1
    return kinds


def _longest_run(days: set[date], month: date, end: date) -> int:
    best = 0
    for day in days:
        if month <= day < end:
            length = 1
            while day - timedelta(days=length) in days:
                length += 1
            best = max(best, length)
    return best


def _from_roster(facts: AccountFacts, agent: Agent, low: int, high: int) -> int:
    """Paid minutes of the roster inside ``[low, high)``, split at midnight; minutes without a place count where the duty starts."""
    from staffing.rules.days import clip, length
    from staffing.rules.worktime import work

    def own(stint: Stint) -> int:
        segments = work(facts, agent.id, stint)
        extra = stint.paid_minutes - length(segments) if low <= stint.start < high else 0
        return length(clip(segments, low, high)) + extra

    return sum(own(s) for s in facts.own.get(agent.id, ()))
