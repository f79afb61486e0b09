"""Time off in lieu: what work on rest days earns, what leave gives back, and until when the rest should be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from staffing.rules.accounts.book import AccountFacts, book_of
from staffing.rules.accounts.settings import AccountSettings
from staffing.rules.time_off import given_back


@dataclass(frozen=True)
class LieuEntry:
    """Work on a rest day and the time off given for it, in minutes.

    Attributes:
        day: on which it was worked.
        deadline: last day by which the time off should be given (a house rule, not a law).
        taken: given back so far; ``taken_on``: on which days.
        overdue: whether something is open and the deadline lies before the plan's end.
    """

    agent: str
    day: date
    earned: int
    taken: int
    deadline: date
    taken_on: tuple[date, ...]
    overdue: bool

    @property
    def open(self) -> int:
        """Still to be given, or to be paid at 200 %."""
        return self.earned - self.taken


def lieu_ledger(facts: AccountFacts, settings: AccountSettings) -> tuple[LieuEntry, ...]:
    """Every rest day worked, oldest first for each person, with what :func:`staffing.rules.time_off.given_back` says was given back."""
    ledger: list[LieuEntry] = []
    for agent in facts.plan.agents:
        earned = {day: minutes.rest_day for day, minutes in book_of(facts, settings, agent).items() if minutes.rest_day}
        for day, back in given_back(facts, agent, earned, settings.normal_day_minutes, settings.premium).items():
            deadline = day + timedelta(days=settings.lieu_days)
            overdue = back.minutes < earned[day] and deadline < facts.grid.end_day
            ledger.append(LieuEntry(agent.id, day, earned[day], back.minutes, deadline, back.on, overdue))
    return tuple(ledger)
