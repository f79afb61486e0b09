"""How evenly the burdens lie: nights, weekends, statutory holidays and quick returns of the plan, person by person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from staffing.rules.accounts.book import AccountFacts

QUICK_RETURN_MINUTES = 660
"""A return to work after less than 11 hours is a quick one."""

COUNTED = ("shifts", "nights", "weekends", "holidays", "quick_returns")


@dataclass(frozen=True)
class Burden:
    """Shifts of the plan that one person carries, by the day they start on.

    Attributes:
        comparable: whether the person is one of those over whom nights and weekends are spread: no status and no availability row that
            touches the plan, leave on at most a fifth of its days.
        weekends: shifts that start on a Saturday or Sunday; holidays: on a statutory holiday.
        quick_returns: starts less than eleven hours after the end of the shift before.
    """

    agent: str
    contract: str
    comparable: bool
    shifts: int
    nights: int
    weekends: int
    holidays: int
    quick_returns: int


@dataclass(frozen=True)
class Spread:
    """Least, most and mean of one burden over the comparable people of a contract."""

    contract: str
    what: str
    people: int
    least: int
    most: int
    mean: float

    @property
    def spread(self) -> int:
        """Most less least."""
        return self.most - self.least


def burdens(facts: AccountFacts, *, calendar: bool = True) -> tuple[Burden, ...]:
    """One row for each person of the plan; ``calendar``: whether the Chinese statutory holidays are the plan's."""
    comparable = {agent for group in facts.plan.spread_groups.values() for agent in group}
    out = []
    for agent in facts.plan.agents:
        own, line = facts.own.get(agent.id, ()), facts.line.get(agent.id, ())
        out.append(
            Burden(
                agent.id,
                agent.contract,
                agent.id in comparable,
                len(own),
                sum(s.night for s in own),
                sum(s.day.weekday() >= 5 for s in own),
                sum(facts.calendar.is_statutory(s.day) for s in own) if calendar else 0,
                sum(0 <= b.start - a.end < QUICK_RETURN_MINUTES for a, b in pairwise(line) if b.own),
            )
        )
    return tuple(out)


def spreads(rows: Sequence[Burden]) -> tuple[Spread, ...]:
    """Least, most and mean of each burden by contract, over comparable people; contracts without any are left out."""
    out = []
    for contract in dict.fromkeys(r.contract for r in rows):
        group = [r for r in rows if r.contract == contract and r.comparable]
        for what in COUNTED if group else ():
            counts = [_count(what)(r) for r in group]
            out.append(Spread(contract, what, len(group), min(counts), max(counts), sum(counts) / len(counts)))
    return tuple(out)


def _count(what: str) -> Callable[[Burden], int]:
    return lambda row: int(getattr(row, what))
