"""Which limits a roster breaks, by plain counting."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from staffing.domain.limits import DayCap, ExcessCap, GapFloor, Limit, Limits, OverlapBan, RestDayFloor, SumCap
from staffing.domain.plan import Plan
from staffing.domain.roster import Roster
from staffing.rules.days import week_start
from staffing.rules.facts import Facts, Stint
from staffing.rules.worktime import by_day, work


def broken(plan: Plan, limits: Limits, roster: Roster) -> tuple[Limit, ...]:
    """The hard limits that a roster breaks, in their order. Raises ValueError where the roster stands on another time axis."""
    facts = Facts(plan, roster)
    return tuple(limit for limit in limits.hard if _breaks(facts, limit, facts.own.get(limit.agent, ())))


def _breaks(facts: Facts, limit: Limit, own: tuple[Stint, ...]) -> bool:
    if isinstance(limit, OverlapBan):
        return any(sum(max(0, min(s.end, b) - max(s.start, a)) for a, b in limit.spans) >= limit.min_minutes for s in own)
    if isinstance(limit, GapFloor):
        gaps = [after.start - before.end for before, after in pairwise(own)]
        if own and limit.rested_from is not None:
            gaps.append(own[0].start - limit.rested_from)
        return any(gap < limit.minutes for gap in gaps)
    if isinstance(limit, RestDayFloor):
        days = (limit.last_day - limit.first_day).days + 1
        return days - len(_starts(own, limit.first_day, limit.last_day)) - limit.worked_days < limit.least
    if isinstance(limit, DayCap):
        paid = {day: sum(s.paid_minutes for s in own if s.day == day) for day in _starts(own, limit.first_day, limit.last_day)}
        return any(minutes > limit.minutes for minutes in paid.values())
    if isinstance(limit, SumCap):
        return limit.used_minutes + _paid(facts, limit, own) > limit.minutes
    return limit.used_minutes + _overtime(facts, limit, own) > limit.minutes


def _starts(own: tuple[Stint, ...], first: date, last: date) -> set[date]:
    return {s.day for s in own if first <= s.day <= last}


def _paid(facts: Facts, limit: SumCap, own: tuple[Stint, ...]) -> int:
    if not limit.split:
        return sum(s.paid_minutes for s in own if limit.first_day <= s.day <= limit.last_day)
    total = 0
    for stint in own:
        if stint.end <= facts.days.midnight_after(stint.day):
            total += stint.paid_minutes * (limit.first_day <= stint.day <= limit.last_day)
        else:
            parts = by_day(facts, work(facts, limit.agent, stint), stint.start, stint.end)
            total += sum(part for day, part in parts.items() if limit.first_day <= day <= limit.last_day)
    return total


def _overtime(facts: Facts, limit: ExcessCap, own: tuple[Stint, ...]) -> int:
    """Minutes beyond the day (of the start) and beyond the week, each counted on the day it lies on."""
    total = 0
    days: dict[date, int] = {}
    weeks: dict[date, int] = {week_start(facts.grid.first_day): limit.week_used_minutes}
    for stint in own:
        for low, high in work(facts, limit.agent, stint):
            for minute_low, minute_high in _by_midnight(facts, low, high):
                day = facts.days.day(minute_low)
                length = minute_high - minute_low
                room = max(0, limit.day_minutes - days.get(stint.day, 0))
                days[stint.day] = days.get(stint.day, 0) + length
                normal = min(length, room)
                over = length - normal
                week = week_start(day)
                space = max(0, limit.week_minutes - weeks.get(week, 0))
                weeks[week] = weeks.get(week, 0) + normal
                over += max(0, normal - space)
                if limit.first_day <= day <= limit.last_day:
                    total += over
    return total


def _by_midnight(facts: Facts, low: int, high: int) -> list[tuple[int, int]]:
    table = facts.days
    return [(max(low, table.midnight(d)), min(high, table.midnight_after(d))) for d in table.touched(low, high)]
