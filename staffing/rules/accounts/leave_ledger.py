"""Annual leave of each person and year: earned, taken, booked, left, until when, and what days not taken would cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from staffing.domain.people import Agent
from staffing.rules.accounts.book import AccountFacts
from staffing.rules.accounts.settings import AccountSettings
from staffing.rules.checks.entitlement_balance import entitlement, leave_taken
from staffing.rules.money import DAY_HOURS, hourly_base


@dataclass(frozen=True)
class LeaveEntry:
    """Annual leave of one person and calendar year, in working days of the official calendar.

    Attributes:
        earned: by the rule on annual leave; ``None`` where the service is not known.
        taken: up to the plan's last day; booked: after it, in the same year.
        on_record: whether a document says that leave.csv holds all leave of the year; without it there may be more.
        expires: last day on which days left may be taken: the year's, or a year later where a document on carrying over speaks of it.
        lapsed: whether that day is over at the plan's end with days left.
        pay_percent: of the day's wage, owed for each day not taken, the wage already paid included; ``None`` where no rule says it.
        pay: money at ``pay_percent`` for the days left; ``None`` where service or wage is not known. extra: of it, beyond the wage paid.
    """

    agent: str
    year: int
    earned: int | None
    taken: int
    booked: int
    on_record: bool
    expires: date
    lapsed: bool
    pay_percent: int | None
    pay: float | None
    extra: float | None

    @property
    def left(self) -> int | None:
        """Days earned that are neither taken nor booked, at least 0; ``None`` where nobody knows what was earned."""
        return None if self.earned is None else max(0, self.earned - self.taken - self.booked)


def leave_ledger(facts: AccountFacts, settings: AccountSettings) -> tuple[LeaveEntry, ...]:
    """One entry for each person and year that the plan touches; none where no rule on annual leave is in force."""
    if settings.leave is None:
        return ()
    years = sorted({day.year for day in facts.grid.calendar})
    return tuple(_entry(facts, settings, agent, year) for agent in facts.plan.agents for year in years)


def _entry(facts: AccountFacts, settings: AccountSettings, agent: Agent, year: int) -> LeaveEntry:
    spec = settings.leave
    assert spec is not None
    first, last = date(year, 1, 1), date(year, 12, 31)
    end = min(last, facts.grid.calendar[-1])
    earned = entitlement(agent, year, spec)
    taken, whole = (leave_taken(facts, agent, spec, first, day) for day in (end, last))
    carried = facts.evidence.has(("carry-over",), agent, last, spec.id)
    expires = last.replace(year=year + 1) if carried else last
    left = None if earned is None else max(0, earned - whole)
    percent = None if settings.leave_pay is None else int(settings.leave_pay.params["percent"])
    base = hourly_base(facts, agent)
    pay = extra = None
    if left is not None and percent is not None and base is not None:
        pay = round(left * DAY_HOURS * base * percent / 100, 2)
        extra = round(left * DAY_HOURS * base * (percent - 100) / 100, 2)
    recorded = facts.evidence.has(spec.params["record_evidence"], agent, last, spec.id)
    lapsed = bool(left) and expires < facts.grid.end_day
    return LeaveEntry(agent.id, year, earned, taken, whole - taken, recorded, expires, lapsed, percent, pay, extra)
