"""The running balance of a reference period: hours worked against normal hours, up to the plan's last day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from staffing.rules.accounts.book import AccountFacts, book_of, cycles_of, month_end, month_start, system_minutes
from staffing.rules.accounts.settings import AccountSettings


@dataclass(frozen=True)
class Balance:
    """Where one person stands in a reference period, in minutes.

    Attributes:
        cycle: ``month`` (standard hours) or the period of the approval's summed hours.
        first, end: the period, its first day and the first after it.
        known_from: first day of which the hours are known; later than ``first`` where worked.csv does not reach back.
        until: first day after those counted.
        worked: paid hours of ``[known_from, until)``, statutory holidays left out (they are paid, not balanced).
        normal: normal hours of ``[known_from, until)``; ``normal_whole``: of the whole period.
        leave_days: working days of leave in it, which lower what is owed; not subtracted from ``normal``.
    """

    agent: str
    cycle: str
    first: date
    end: date
    known_from: date
    until: date
    worked: int
    normal: int
    normal_whole: int
    leave_days: int

    @property
    def complete(self) -> bool:
        """Whether every day of the period counts here."""
        return self.known_from <= self.first and self.until >= self.end

    @property
    def balance(self) -> int:
        """Hours above (+) or below (-) the normal ones so far, leave not counted as worked."""
        return self.worked - self.normal

    @property
    def left(self) -> int:
        """Normal hours of the period not worked yet; negative: overtime of the period."""
        return self.normal_whole - self.worked


def balances(facts: AccountFacts, settings: AccountSettings) -> tuple[Balance, ...]:
    """One balance for each person and reference period the plan touches; none where no rule of the plan knows the calendar."""
    if settings.overtime is None:
        return ()
    out = []
    for agent in facts.plan.agents:
        cycles = cycles_of(facts, settings, agent) or {(m, month_end(m)): "month" for m in map(month_start, facts.grid.calendar)}
        book = book_of(facts, settings, agent)
        away = facts.plan.leave_days.get(agent.id, frozenset())
        for (first, end), cycle in sorted(cycles.items()):
            known_from = first
            if not facts.known_since(first):
                known_from = min(facts.grid.first_day, facts.history_from or facts.grid.first_day)
            until = min(end, facts.grid.end_day)
            days = (known_from + timedelta(days=k) for k in range((until - known_from).days))
            out.append(
                Balance(
                    agent.id,
                    cycle,
                    first,
                    end,
                    known_from,
                    until,
                    sum(minutes.worked - minutes.holiday for day, minutes in book.items() if known_from <= day < until),
                    system_minutes(facts, known_from, until, settings.normal_day_minutes),
                    system_minutes(facts, first, end, settings.normal_day_minutes),
                    sum(day in away and facts.calendar.is_working_day(day) for day in days),
                )
            )
    return tuple(out)
