"""Overtime of a calendar month, in two readings of which the higher counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.days import Segments
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, minutes
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict, clock_text
from staffing.rules.worktime import by_day, daily_minutes, work_time


@dataclass(frozen=True)
class MonthOvertime:
    """Overtime minutes of one agent and month as far as the plan and worked.csv show them.

    Attributes:
        paid: paid minutes of the month, split at midnight.
        by_total: ``paid`` less 8 hours for each system day of the whole month; may be negative; ``None`` where the hours system changed.
        by_day_and_week: minutes beyond the normal day plus those beyond the normal week.
    """

    paid: int
    by_total: int | None
    by_day_and_week: int

    @property
    def overtime(self) -> int:
        """The higher of the two readings, at least 0."""
        return max(0, self.by_day_and_week, self.by_total or 0)


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and month above the limit; of a month only partly known, only what is shown counts."""
    most, lifted = spec.params["max_minutes"], spec.params["lifted_by"]
    blind: dict[date, int] = {}
    for first, end in months(facts.grid.first_day, facts.grid.end_day):
        for agent_id, days in facts.own_days.items():
            agent = facts.plan.agent_by_id[agent_id]
            mine = sorted(d for d in days if first <= d < end and in_scope(facts, spec, agent, d))
            if not mine:
                continue
            verdict.checked += 1
            if not facts.known_since(first):
                blind[first] = blind.get(first, 0) + 1
            month = month_overtime(facts, spec, agent, first, end, spec.params["count_statutory_holidays"])
            verdict.facts["most_overtime_minutes"] = max(verdict.facts.get("most_overtime_minutes", 0), month.overtime)
            if month.overtime > most and not all(facts.evidence.has(lifted, agent, d, spec.id) for d in mine):
                other = month_overtime(facts, spec, agent, first, end, not spec.params["count_statutory_holidays"])
                with_, without = (month, other) if spec.params["count_statutory_holidays"] else (other, month)
                verdict.breach(
                    "overtime_month",
                    agent_id,
                    first,
                    end - timedelta(days=1),
                    measured=month.overtime,
                    limit=most,
                    deficit=month.overtime - most,
                    month=f"{first:%Y-%m}",
                    paid=clock_text(month.paid),
                    system_days=facts.calendar.system_days(first.year, first.month),
                    with_holidays=clock_text(with_.overtime),
                    without_holidays=clock_text(without.overtime),
                )
    for first, agents in blind.items():
        last = facts.grid.first_day - timedelta(days=1)
        verdict.unknown("history_missing", "history_month", first, last, month=f"{first:%Y-%m}", agents=agents)


def months(first_day: date, end_day: date) -> list[tuple[date, date]]:
    """(first day, first day of the next) of the calendar months that have a day in ``[first_day, end_day)``."""
    out, first = [], first_day.replace(day=1)
    while first < end_day:
        end = (first + timedelta(days=32)).replace(day=1)
        out.append((first, end))
        first = end
    return out


def month_overtime(facts: Facts, spec: RuleSpec, agent: Agent, first: date, end: date, holidays: bool) -> MonthOvertime:
    """Overtime of a month, with or without the hours worked on statutory holidays."""
    normal_day = spec.params["normal_day_minutes"]
    time = work_time(facts, agent.id, normal_day, spec.params["normal_week_minutes"], spec.params["make_up_days_normal"])
    low, high = facts.days.midnight(first), facts.days.midnight(end)
    scoped: dict[date, bool] = {}

    def counts(day: date) -> bool:
        if day not in scoped:
            scoped[day] = in_scope(facts, spec, agent, day) and (holidays or not facts.calendar.is_statutory(day))
        return scoped[day]

    def total(segments: Segments) -> int:
        if not segments:
            return 0
        return sum(part for day, part in by_day(facts, segments, low, high).items() if counts(day))

    worked = daily_minutes(facts, agent.id)
    paid = sum(part for day, part in worked.items() if first <= day < end and counts(day))
    whole = all(in_scope(facts, spec, agent, d) for d in time.paid_by_day if first <= d < end)
    by_total = paid - normal_day * facts.calendar.system_days(first.year, first.month) if whole else None
    return MonthOvertime(paid, by_total, total(time.daily) + total(time.weekly))


KIND = Kind(
    "max_overtime_per_month",
    judge,
    frozenset({"overtime_month", "history_month"}),
    {
        "normal_day_minutes": minutes(480, 1440),
        "normal_week_minutes": minutes(2400, 10080),
        "make_up_days_normal": Parameter(True),
        "max_minutes": minutes(2160),
        "count_statutory_holidays": Parameter(True),
        "lifted_by": Parameter(("emergency",)),
    },
)
