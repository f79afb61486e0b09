"""Working time to the minute: which minutes of a duty are work, and which of them are overtime."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from staffing.rules.days import Segments, clip, length, week_start
from staffing.rules.facts import Facts, Stint


def pauses_known(facts: Facts, agent: str, stint: Stint) -> bool:
    """Whether it is known when a duty's unpaid time lies: there is none, or the activities show it."""
    unpaid = stint.end - stint.start - stint.paid_minutes
    if unpaid <= 0:
        return True
    return sum(a.end - a.start for a in facts.activities_of(stint, agent) if a.activity == "meal") == unpaid


def work(facts: Facts, agent: str, stint: Stint) -> Segments:
    """The paid minutes of a duty as segments of the axis: everything but the unpaid meal.

    Where the activities do not show a meal of the length the pay implies, it is taken to lie in the middle of the catalogue's window for
    it, or of the duty.
    """
    span, unpaid = stint.end - stint.start, stint.end - stint.start - stint.paid_minutes
    if span <= 0 or unpaid >= span > 0:
        return []
    if unpaid <= 0:
        return [(stint.start, stint.end)]
    key = ("work", agent, stint.start, stint.end, stint.paid_minutes)
    if key not in facts.kept:
        facts.kept[key] = _without_meal(facts, agent, stint, span, unpaid)
    found: Segments = facts.kept[key]
    return found


def _without_meal(facts: Facts, agent: str, stint: Stint, span: int, unpaid: int) -> Segments:
    meals = [(a.start, a.end) for a in facts.activities_of(stint, agent) if a.activity == "meal"]
    if length(meals) != unpaid:
        kind = facts.plan.shift_by_name.get(stint.shift)
        low, high = 0, span - unpaid
        if kind is not None and kind.unpaid_meal_minutes == unpaid and kind.length_minutes == span:
            low, high = kind.meal_window
        middle = stint.start + (low + high) // 2
        meals = [(middle, middle + unpaid)]
    out, at = [], stint.start
    for low, high in meals:
        if low > at:
            out.append((at, low))
        at = max(at, high)
    if at < stint.end:
        out.append((at, stint.end))
    return out


@dataclass
class WorkTime:
    """An agent's working time, before the plan and in it.

    Attributes:
        paid_by_day: paid minutes as stated of the duties that start on a day.
        work: all paid minutes.
        daily: minutes beyond the normal day, each duty whole on the day it starts.
        weekly: minutes beyond the normal week that are not ``daily`` already; weeks from Monday, split by the minute at midnight.
        ordinary: all the others, so that the three together are ``work``.

    The overtime of a day or week is its last minutes, so that every minute of overtime has its place on the axis.
    """

    paid_by_day: dict[date, int] = field(default_factory=dict)
    work: Segments = field(default_factory=list)
    daily: Segments = field(default_factory=list)
    weekly: Segments = field(default_factory=list)
    ordinary: Segments = field(default_factory=list)


def work_time(facts: Facts, agent: str, normal_day_minutes: int, normal_week_minutes: int, make_up_days_normal: bool = False) -> WorkTime:
    """Working time of an agent of the roster, kept for the next rule that asks.

    ``make_up_days_normal``: a shift that starts on a Saturday or Sunday which the calendar makes a working day is normal work on top of
    the normal week (beyond the normal day it is overtime as ever).
    """
    key = ("work_time", agent, normal_day_minutes, normal_week_minutes, make_up_days_normal)
    if key not in facts.kept:
        facts.kept[key] = _work_time(facts, agent, normal_day_minutes, normal_week_minutes, make_up_days_normal)
    found: WorkTime = facts.kept[key]
    return found


def _work_time(facts: Facts, agent: str, normal_day: int, normal_week: int, make_up_normal: bool) -> WorkTime:
    out = WorkTime()
    used: dict[date, int] = {}
    normal: Segments = []
    for stint in facts.line[agent]:
        into = out.ordinary if make_up_normal and facts.calendar.is_make_up(stint.day) else normal
        out.paid_by_day[stint.day] = out.paid_by_day.get(stint.day, 0) + stint.paid_minutes
        for low, high in work(facts, agent, stint):
            out.work.append((low, high))
            left = max(0, normal_day - used.get(stint.day, 0))
            used[stint.day] = used.get(stint.day, 0) + high - low
            if left > 0:
                into.append((low, min(high, low + left)))
            if high - low > left:
                out.daily.append((low + left, high))
    normal.sort()
    week_end, week_used = None, 0
    for low, high in normal:
        at = low
        while at < high:
            if week_end is None or at >= week_end:
                week_end = facts.days.midnight(week_start(facts.days.day(at)) + timedelta(days=7))
                week_used = 0
            until = min(high, week_end)
            room = max(0, normal_week - week_used)
            if until - at > room:
                out.weekly.append((at + room, until))
            if room:
                out.ordinary.append((at, min(until, at + room)))
            week_used += until - at
            at = until
    out.ordinary.sort()
    return out


def by_day(facts: Facts, segments: Segments, low: int, high: int) -> dict[date, int]:
    """Minutes of segments inside ``[low, high)`` by local day, split at midnight."""
    out: dict[date, int] = {}
    for a, b in clip(segments, low, high):
        for day in facts.days.touched(a, b):
            part = min(b, facts.days.midnight_after(day)) - max(a, facts.days.midnight(day))
            out[day] = out.get(day, 0) + part
    return out


def daily_minutes(facts: Facts, agent: str) -> dict[date, int]:
    """Paid minutes of an agent of the roster by local day, split at midnight, before the plan and in it; kept."""
    key = ("daily_minutes", agent)
    if key not in facts.kept:
        out: dict[date, int] = {}
        for stint in facts.line[agent]:
            if stint.end <= facts.days.midnight_after(stint.day):
                out[stint.day] = out.get(stint.day, 0) + stint.paid_minutes
            else:
                for day, part in by_day(facts, work(facts, agent, stint), stint.start, stint.end).items():
                    out[day] = out.get(day, 0) + part
        facts.kept[key] = out
    found: dict[date, int] = facts.kept[key]
    return found
