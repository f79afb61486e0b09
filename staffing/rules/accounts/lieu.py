"""Time off in lieu: what work on rest days earns, what leave gives back, and until when the rest should be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from staffing.rules.accounts.book import AccountFacts, book_of
from staffing.rules.accounts.settings import AccountSettings

LIEU_KINDS = frozenset({"lieu", "toil", "time-off-in-lieu", "time off in lieu", "compensatory", "调休", "补休"})
"""Kinds of leave.csv that are time off in lieu (compared without regard to capitals)."""


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
    """Every rest day worked, oldest first for each person; time off counts against the oldest open entry, a normal day for each day off.

    Time off before anything was earned counts too, against what is earned later: the order in which a centre books it is its own.
    """
    ledger: list[LieuEntry] = []
    for agent in facts.plan.agents:
        earned = [(day, minutes.rest_day) for day, minutes in book_of(facts, settings, agent).items() if minutes.rest_day]
        days_off = _days_off(facts, agent.id)
        left = [settings.normal_day_minutes] * len(days_off)
        at = 0
        for day, minutes in earned:
            taken = 0
            on: list[date] = []
            while at < len(days_off) and taken < minutes:
                part = min(minutes - taken, left[at])
                taken += part
                left[at] -= part
                on.append(days_off[at])
                at += left[at] == 0
            deadline = day + timedelta(days=settings.lieu_days)
            overdue = taken < minutes and deadline < facts.grid.end_day
            ledger.append(LieuEntry(agent.id, day, minutes, taken, deadline, tuple(on), overdue))
    return tuple(ledger)


def _days_off(facts: AccountFacts, agent: str) -> list[date]:
    """Days off in lieu up to the plan's end, in order, each once."""
    days: set[date] = set()
    for row in facts.plan.leave:
        if row.agent == agent and row.kind.casefold() in LIEU_KINDS:
            last = min(row.last_day, facts.grid.end_day - timedelta(days=1))
            days.update(row.first_day + timedelta(days=k) for k in range(max(0, (last - row.first_day).days + 1)))
    return sorted(days)
