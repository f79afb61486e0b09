"""Summed (comprehensive) hours: working time over a cycle against the statutory time of the cycle."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from staffing.domain.people import CYCLES, Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.calendar import notice_days
from staffing.rules.days import week_start
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, Parameter, count, minutes, percent
from staffing.rules.money import premium
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict, clock_text
from staffing.rules.worktime import daily_minutes

DAY = 480
MONTHS = {"week": 12 / 52, "month": 1.0, "quarter": 3.0, "year": 12.0}


@dataclass(frozen=True)
class CycleSum:
    """Minutes of one agent in one cycle, as far as the plan and worked.csv show them.

    Attributes:
        total: working time that counts.
        statutory: the cycle's statutory time, lowered by a day's for each leave day that is a working day.
        payable: minutes beyond ``statutory``, the last of the cycle, not on statutory holidays (another rule pays those).
        on_holidays: working minutes on statutory holidays.
    """

    total: float
    statutory: float
    payable: float
    on_holidays: int

    @property
    def excess(self) -> float:
        """Minutes beyond the statutory time."""
        return max(0.0, self.total - self.statutory)


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding per agent and cycle beyond what is allowed; of a cycle known in part, what is shown counts, so a breach is certain.

    A cycle that ``worked.csv`` does not reach back to is UNKNOWN.
    """
    blind: dict[tuple[date, date], int] = {}
    whole_month = spec.params["measure"] == "month_overtime"
    for agent_id, days in facts.own_days.items():
        agent = facts.plan.agent_by_id[agent_id]
        mine = sorted(d for d in days if in_scope(facts, spec, agent, d))
        cycles: dict[tuple[date, date], str] = {}
        for day in mine:
            name = "month" if whole_month else facts.evidence.cycle(agent, day) or spec.params["cycle"]
            cycles[cycle_of(day, name, spec.params["cycle_first_month"])] = name
        for span, name in sorted(cycles.items()):
            verdict.checked += 1
            found = cycle_sum(facts, spec, agent, *span, name)
            if found is None:
                verdict.unknown("history_missing", "cycle_basis_unknown", span[0], span[1] - timedelta(days=1), agent_id)
            elif not _breach(facts, spec, verdict, agent, span, name, found) and not facts.known_since(span[0]):
                blind[span] = blind.get(span, 0) + 1
    for (first, end), agents in sorted(blind.items()):
        verdict.unknown("history_missing", "history_cycle", first, end - timedelta(days=1), agents=agents)


def _breach(facts: Facts, spec: RuleSpec, verdict: Verdict, agent: Agent, span: tuple[date, date], name: str, found: CycleSum) -> bool:
    """Say what is beyond the limit; whether anything is."""
    first, last = span[0], span[1] - timedelta(days=1)
    texts = {"total": clock_text(found.total), "statutory": clock_text(found.statutory), "holidays": clock_text(found.on_holidays)}
    texts["calendar"] = clock_text(DAY * facts.calendar.working_days(*span))
    if spec.params["measure"] == "total":
        if found.excess <= 0:
            return False
        pay = premium(facts, agent, found.payable, spec.params["percent"])
        verdict.count("excess_minutes", found.excess)
        verdict.breach("cycle_excess", agent.id, first, last, measured=found.excess, payable=clock_text(found.payable), **texts, **pay)
        return True
    most = spec.params["max_overtime_minutes"]
    monthly = found.excess / MONTHS[name]
    if monthly <= most + 1e-9:
        return False
    verdict.breach("cycle_overtime", agent.id, first, last, measured=monthly, limit=most, deficit=monthly - most, **texts)
    return True


def cycle_of(day: date, cycle: str, first_month: int = 1) -> tuple[date, date]:
    """(first day, first day after) of the cycle that holds a day; quarters and years are counted from ``first_month``."""
    if cycle == "week":
        return week_start(day), week_start(day) + timedelta(days=7)
    size = {"month": 1, "quarter": 3, "year": 12}[cycle]
    months = day.year * 12 + day.month - 1
    first = months - (months - (first_month - 1)) % size
    return date(first // 12, first % 12 + 1, 1), date((first + size) // 12, (first + size) % 12 + 1, 1)


def cycle_sum(facts: Facts, spec: RuleSpec, agent: Agent, first: date, end: date, name: str) -> CycleSum | None:
    """What an agent works in a cycle and what the cycle holds; ``None`` where no notice tells."""
    statutory = statutory_minutes(facts, spec, first, end, name)
    if statutory is None:
        return None
    if spec.params["neutral_leave"]:
        absent = facts.plan.leave_days.get(agent.id, frozenset())
        statutory -= DAY * sum(first <= d < end and facts.calendar.is_working_day(d) for d in absent)
    statutory = max(0.0, statutory)
    by_day = daily_minutes(facts, agent.id)
    counted, total, payable, on_holidays = spec.params["count_statutory_holidays"], 0, 0.0, 0
    for day in sorted(d for d in by_day if first <= d < end):
        if not in_scope(facts, spec, agent, day):
            continue
        holiday = facts.calendar.is_statutory(day)
        on_holidays += by_day[day] * holiday
        if counted or not holiday:
            before, total = total, total + by_day[day]
            if not holiday:
                payable += max(0.0, total - max(float(before), statutory))
    return CycleSum(total, statutory, payable, on_holidays)


def statutory_minutes(facts: Facts, spec: RuleSpec, first: date, end: date, name: str) -> float | None:
    """Statutory minutes of a cycle."""
    if name == "week":
        return 5.0 * DAY
    if spec.params["statutory_basis"] == "actual_calendar":
        return float(DAY * facts.calendar.working_days(first, end))
    notice = notice_days(first)
    return None if notice is None else notice[("year", "quarter", "month").index(name)] * DAY


KIND = Kind(
    "cycle_hours",
    judge,
    frozenset({"cycle_excess", "cycle_overtime", "cycle_basis_unknown", "history_cycle"}),
    {
        "measure": Parameter("total", choices=("total", "average_overtime", "month_overtime")),
        "cycle": Parameter("quarter", choices=CYCLES),
        "cycle_first_month": count(1, 1, 12),
        "statutory_basis": Parameter("notice_average", choices=("notice_average", "actual_calendar")),
        "count_statutory_holidays": Parameter(True),
        "neutral_leave": Parameter(True),
        "percent": percent(150),
        "max_overtime_minutes": minutes(2160),
    },
)
