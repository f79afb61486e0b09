"""Hard rules as bans and caps, one writer a kind; ``None`` among what it writes: here only a check can tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from math import floor
from types import MappingProxyType

from staffing.domain.limits import DayCap, ExcessCap, GapFloor, Limit, OverlapBan, RestDayFloor, Span, SumCap
from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.accounts.book import AccountFacts
from staffing.rules.checks.age_or_status_limits import age
from staffing.rules.checks.avg_hours_over_reference import periods
from staffing.rules.checks.cycle_hours import DAY, MONTHS, cycle_of, statutory_minutes
from staffing.rules.checks.maternity_leave import birth_day
from staffing.rules.checks.max_overtime_per_month import months
from staffing.rules.days import weeks_between
from staffing.rules.evidence import SPECIAL_SYSTEMS
from staffing.rules.scope import in_scope
from staffing.rules.statuses import covers, week_begins
from staffing.rules.worktime import by_day, daily_minutes, work_time

Writer = Callable[[AccountFacts, RuleSpec, Agent], Iterator[Limit | None]]


def _runs(facts: AccountFacts, holds: Callable[[date], bool]) -> Iterator[tuple[date, date]]:
    """First and last day of each stretch of days of the plan on which something holds."""
    first = None
    for day in facts.grid.calendar:
        if holds(day):
            first = first or day
        elif first is not None:
            yield first, day - timedelta(days=1)
            first = None
    if first is not None:
        yield first, facts.grid.calendar[-1]


def _scoped(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Callable[[date], bool]:
    return lambda day: in_scope(facts, spec, agent, day)


def _nights(facts: AccountFacts, spec: RuleSpec, low: int, high: int) -> tuple[Span, ...]:
    """The nights of a rule inside a span."""
    return tuple(facts.days.inside(low, high, spec.params["night_from"], spec.params["night_to"]))


def _overtime_of_a_day(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    def holds(day: date) -> bool:
        return in_scope(facts, spec, agent, day) and not facts.evidence.has(spec.params["lifted_by"], agent, day, spec.id)

    most = spec.params["normal_day_minutes"] + max(spec.params["max_minutes"], spec.params["free_minutes"])
    for first, last in _runs(facts, holds):
        yield DayCap(spec.id, agent.id, first, last, most)


def _overtime_of_a_month(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    """The two readings of a month; an emergency that lifts the limit on every day of work is left to the check."""
    params = spec.params
    worked = daily_minutes(facts, agent.id)
    time = work_time(facts, agent.id, params["normal_day_minutes"], params["normal_week_minutes"], params["make_up_days_normal"])
    for first, end in months(facts.grid.first_day, facts.grid.end_day):
        days = [d for d in facts.grid.calendar if first <= d < end]
        inside = [in_scope(facts, spec, agent, d) for d in days]
        if not any(inside):
            continue
        low, high = facts.days.midnight(first), facts.days.midnight(end)
        last = end - timedelta(days=1)
        if not all(inside) or not _known_standard(facts, spec, agent, first):
            yield None  # the hours system changes within the month
        elif params["count_statutory_holidays"]:
            used = sum(m for d, m in worked.items() if first <= d < end)
            most = params["max_minutes"] + params["normal_day_minutes"] * facts.calendar.system_days(first.year, first.month)
            yield SumCap(spec.id, agent.id, first, last, most, used)
            before = sum(by_day(facts, [*time.daily, *time.weekly], low, high).values())
            monday = weeks_between(facts.grid.first_day, facts.grid.end_day)[0]
            normal = sum(b - a for a, b in time.ordinary if a >= facts.days.midnight(monday))
            day, week = params["normal_day_minutes"], params["normal_week_minutes"]
            yield ExcessCap(spec.id, agent.id, first, last, params["max_minutes"], day, week, before, normal)
        else:
            yield None


def _known_standard(facts: AccountFacts, spec: RuleSpec, agent: Agent, first: date) -> bool:
    """Whether the rule spoke of the agent on every day worked in the month before the plan."""
    return all(in_scope(facts, spec, agent, s.day) for s in facts.line.get(agent.id, ()) if s.day >= first)


def _rest_days(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    starts = facts.start_days.get(agent.id, frozenset())
    for monday in weeks_between(facts.grid.first_day, facts.grid.end_day):
        days = [monday + timedelta(days=k) for k in range(7)]
        hidden = any(not facts.known_since(d) for d in days)
        if days[-1] >= facts.grid.end_day or hidden or not any(in_scope(facts, spec, agent, d) for d in days):
            continue
        yield RestDayFloor(spec.id, agent.id, days[0], days[-1], spec.params["min_rest_days"], sum(d in starts for d in days))


def _status_spans(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[tuple[Span, tuple[date, date]]]:
    """The protected spans inside the plan, as axis minutes and as days."""
    weeks = spec.params["from_gestation_weeks"]
    for status in facts.plan.statuses:
        if status.agent != agent.id or status.status != spec.params["status"] or (weeks and status.last_day is None):
            continue
        first = max(status.first_day, week_begins(status.last_day, weeks)) if weeks and status.last_day else status.first_day
        first, last = max(first, facts.grid.first_day), min(status.last_day or facts.grid.calendar[-1], facts.grid.calendar[-1])
        if first <= last:
            end = facts.days.midnight_after(last)
            if status.last_day is None or status.last_day > last:
                end += 2880  # a last night shift runs past the plan's end
            yield (facts.days.midnight(first), end), (first, last)


def _status_bans(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    params = spec.params
    time = work_time(facts, agent.id, params["normal_day_minutes"], params["normal_week_minutes"], params["make_up_days_normal"])
    for (low, high), (first, last) in _status_spans(facts, spec, agent):
        if nights := _nights(facts, spec, low, high):
            yield OverlapBan(spec.id, agent.id, nights, params["night_min_minutes"])
        for a, b in _runs(facts, lambda d, f=first, t=last: f <= d <= t and facts.hours_system(agent, d) not in SPECIAL_SYSTEMS):  # type: ignore[misc]
            yield DayCap(spec.id, agent.id, a, b, params["normal_day_minutes"] + params["max_overtime_minutes"])
            for monday in weeks_between(a, b + timedelta(days=1)):
                sunday = monday + timedelta(days=6)
                make_up = (
                    sum(facts.calendar.is_make_up(monday + timedelta(days=k)) for k in range(7)) if params["make_up_days_normal"] else 0
                )
                room = params["normal_week_minutes"] + make_up * params["normal_day_minutes"] + params["max_overtime_minutes"]
                used = sum(y - x for x, y in time.ordinary if facts.days.midnight(monday) <= x < facts.days.midnight_after(sunday))
                yield SumCap(spec.id, agent.id, monday, sunday, room, used)


def _leave_bans(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    params = spec.params
    for status in facts.statuses.get(agent.id, ()):
        if status.status != "nursing":
            continue
        birth = birth_day(status)
        absent = facts.plan.leave_days.get(agent.id, frozenset())
        before = sum((birth - timedelta(days=k)) in absent for k in range(1, params["before_days"] + 1))
        days = params["leave_days"] + params["extra_days"]
        sure = birth + timedelta(days=days - (before or params["before_days"]))
        if sure > facts.grid.first_day and birth < facts.grid.end_day:
            yield OverlapBan(spec.id, agent.id, ((facts.days.midnight(birth), facts.days.midnight(sure)),))


def _status_limits(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    params = spec.params
    system = facts.plan.contract_by_name[agent.contract].hours_system

    def concerns(day: date) -> bool:
        young = bool(params["under_age"]) and agent.born is not None and age(agent.born, day) < params["under_age"]
        held = any(covers(s, day) for s in facts.statuses.get(agent.id, ()) if s.status in params["statuses"])
        return (young or held or system in params["hours_systems"]) and not facts.evidence.has(params["lifted_by"], agent, day, spec.id)

    for first, last in _runs(facts, concerns):
        span = (facts.days.midnight(first), facts.days.midnight_after(last))
        if params["night"] == "violation":
            yield from (OverlapBan(spec.id, agent.id, (night,)) for night in _nights(facts, spec, *span))
        if params["holiday"] == "violation":
            holidays = sorted(facts.calendar.statutory_between(first, last + timedelta(days=1)))
            for day in holidays:
                yield OverlapBan(spec.id, agent.id, ((facts.days.midnight(day), facts.days.midnight_after(day)),))
        if params["overtime"] == "violation":
            yield DayCap(spec.id, agent.id, first, last, params["max_day_minutes"])
        if params["min_age"] and agent.born is not None:
            for a, b in _runs(facts, lambda d: age(agent.born, d) < params["min_age"]):  # type: ignore[arg-type]
                yield OverlapBan(spec.id, agent.id, ((facts.days.midnight(a), facts.days.midnight_after(b)),))


def _window_caps(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    params, worked = spec.params, daily_minutes(facts, agent.id)
    if params["count"] != "paid" or (params["attribution"] != "split" and params["window"] != "day") or params["night_max_minutes"]:
        yield None
        return
    if params["window"] == "day":
        for first, last in _runs(facts, _scoped(facts, spec, agent)):
            yield DayCap(spec.id, agent.id, first, last, params["max_minutes"])
        return
    days = 7 if params["window"] == "week" else params["rolling_days"]
    if params["window"] == "week":
        windows = [(m, m + timedelta(days=6)) for m in weeks_between(facts.grid.first_day, facts.grid.end_day)]
    elif params["window"] == "rolling_days":
        windows = [(d - timedelta(days=days - 1), d) for d in facts.grid.calendar]
    else:
        yield None
        return
    for first, last in windows:
        inside = [first + timedelta(days=k) for k in range(days)]
        if any(in_scope(facts, spec, agent, d) for d in inside):
            yield SumCap(spec.id, agent.id, first, last, params["max_minutes"], sum(worked.get(d, 0) for d in inside))


def _cycle_caps(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    """Statutory time of each cycle plus the overtime allowed; cycles on which the hours system changes are left to the check."""
    params = spec.params
    if params["measure"] == "total" or not params["count_statutory_holidays"]:
        yield None
        return
    worked = daily_minutes(facts, agent.id)
    cycles: dict[tuple[date, date], str] = {}
    for day in facts.grid.calendar:
        if in_scope(facts, spec, agent, day):
            month = params["measure"] == "month_overtime"
            name = "month" if month else facts.evidence.cycle(agent, day) or params["cycle"]
            cycles[cycle_of(day, name, params["cycle_first_month"])] = name
    for (first, end), name in sorted(cycles.items()):
        statutory = statutory_minutes(facts, spec, first, end, name)
        if statutory is None:
            yield None
            continue
        if params["neutral_leave"]:
            absent = facts.plan.leave_days.get(agent.id, frozenset())
            statutory -= DAY * sum(first <= d < end and facts.calendar.is_working_day(d) for d in absent)
        most = floor(max(0.0, statutory) + params["max_overtime_minutes"] * MONTHS[name] + 1e-9)
        used = sum(m for d, m in worked.items() if first <= d < end and in_scope(facts, spec, agent, d))
        yield SumCap(spec.id, agent.id, first, end - timedelta(days=1), most, used)


def _gap(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    line = facts.line.get(agent.id, ())
    yield GapFloor(spec.id, agent.id, spec.params["min_gap_minutes"], max((s.end for s in line), default=None))


def _daily_rest(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    days = facts.grid.calendar
    long = spec.params["per_24_hours"] and any(s.length_minutes > 1440 - spec.params["rest_minutes"] for s in facts.plan.shifts)
    if long or any(facts.evidence.has(spec.params["derogation"], agent, d, spec.id) for d in days):
        yield None
    else:
        line = facts.line.get(agent.id, ())
        yield GapFloor(spec.id, agent.id, spec.params["rest_minutes"], max((s.end for s in line), default=None))


def _averages(facts: AccountFacts, spec: RuleSpec, agent: Agent) -> Iterator[Limit | None]:
    """One cap for each reference period; who is a night worker follows from the roster itself, so there only the check tells."""
    params, worked = spec.params, daily_minutes(facts, agent.id)
    if params["subject"] != "everybody" or params["per"] != "week":
        yield None
        return
    absent = facts.plan.leave_days.get(agent.id, frozenset())
    for first, end in periods(facts, spec):
        last = end - timedelta(days=1)
        if facts.evidence.has(params["opt_out"], agent, last, spec.id):
            continue
        length = (end - first).days - sum(first <= d < end for d in absent)
        used = sum(m for d, m in worked.items() if first <= d < end and d not in absent)
        yield SumCap(spec.id, agent.id, first, last, floor(params["max_minutes"] * length / 7 + 1e-9), used)


HARD: Mapping[str, Writer] = MappingProxyType(
    {
        "age_or_status_limits": _status_limits,
        "avg_hours_over_reference": _averages,
        "cycle_hours": _cycle_caps,
        "daily_rest": _daily_rest,
        "forbidden_for_status": _status_bans,
        "maternity_leave": _leave_bans,
        "max_hours_in_window": _window_caps,
        "max_overtime_per_day": _overtime_of_a_day,
        "max_overtime_per_month": _overtime_of_a_month,
        "min_gap_between_duties": _gap,
        "weekly_rest": _rest_days,
    }
)
"""By kind."""
