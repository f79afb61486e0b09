"""Overtime by kind, minute by minute: what extends a working day, what is work on a rest day. The one truth of pay rule and accounts.

For a person and the shifts known (of the roster and of worked.csv), with D = normal minutes of a day, W = of a week:

* ``daily``: the minutes of a duty beyond D, each duty whole on the day it starts.
* ``weekly``: the minutes of a calendar week beyond W that are not ``daily``, the last of the week. A shift that starts on a make-up
  working day is not counted against W: that week has a working day more.
* ``rest``: of these two, duties that lie beyond W or D as a whole, on the sixth or a later duty day of their week: a rest day worked.
* ``surplus``: a month has D minutes for each of its system days. Where more was worked (statutory holidays left out), what the excess
  is above daily + weekly + rest was worked on rest days too: moved rest days, weeks across the turn of the month. It is the last
  ordinary minutes of the month.

So in a month known whole daily + weekly + rest + surplus = max(worked - D x system days, daily + weekly + rest): the overtime of the
rule on the month, statutory holidays left out.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.rules.days import Segments, length, week_start
from staffing.rules.facts import Facts
from staffing.rules.scope import in_scope
from staffing.rules.worktime import by_day, daily_minutes, work, work_time


@dataclass(frozen=True)
class Norms:
    """Numbers that part normal work from overtime.

    Attributes:
        day_minutes, week_minutes: normal time.
        rest_day_from: a whole shift beyond the week is rest-day work from this duty day of its week on, 1..7.
        make_up_days_normal: whether shifts on make-up working days stay out of the week's sum.
        month_surplus: whether a month's hours beyond its system days are rest-day work.
    """

    day_minutes: int = 480
    week_minutes: int = 2400
    rest_day_from: int = 6
    make_up_days_normal: bool = True
    month_surplus: bool = True


@dataclass(frozen=True)
class Overtime:
    """Overtime of one person as spans of the axis that do not overlap; see the head of this file."""

    daily: Segments = field(default_factory=list)
    weekly: Segments = field(default_factory=list)
    rest: Segments = field(default_factory=list)
    surplus: Segments = field(default_factory=list)

    @property
    def extension(self) -> Segments:
        """What extends a working day or week."""
        return [*self.daily, *self.weekly]

    @property
    def rest_day(self) -> Segments:
        """What was worked on rest days."""
        return [*self.rest, *self.surplus]


def norms_of(spec: RuleSpec) -> Norms:
    """The numbers of a rule on premium pay, or of another that has some of them; the usual ones for the others."""
    usual, params = Norms(), spec.params
    return Norms(
        params.get("normal_day_minutes", usual.day_minutes),
        params.get("normal_week_minutes", usual.week_minutes),
        params.get("rest_day_from", usual.rest_day_from),
        params.get("make_up_days_normal", usual.make_up_days_normal),
        params.get("month_surplus", usual.month_surplus),
    )


def overtime_of(facts: Facts, scope: RuleSpec, norms: Norms, agent: Agent) -> Overtime:
    """Overtime of an agent who has duties, on days on which ``scope`` speaks of the agent (local day of the minute); kept."""
    key = ("overtime", agent.id, norms, tuple(sorted(scope.scope.items())))
    if key not in facts.kept:
        facts.kept[key] = _overtime(facts, scope, norms, agent)
    found: Overtime = facts.kept[key]
    return found


def _overtime(facts: Facts, scope: RuleSpec, norms: Norms, agent: Agent) -> Overtime:
    time = work_time(facts, agent.id, norms.day_minutes, norms.week_minutes, norms.make_up_days_normal)
    stints = facts.line[agent.id]
    starts = [s.start for s in stints]
    tagged = [(span, False) for span in time.daily] + [(span, True) for span in time.weekly]
    placed = [(span, max(0, bisect_right(starts, span[0]) - 1), weekly) for span, weekly in tagged]
    over: dict[int, int] = {}
    for (low, high), place, _ in placed:
        over[place] = over.get(place, 0) + high - low
    beyond_week = {place for _, place, weekly in placed if weekly}
    free = {
        place
        for place in beyond_week
        if over[place] >= length(work(facts, agent.id, stints[place]))
        and nth_duty_day(facts, agent.id, stints[place].day) >= norms.rest_day_from
    }
    counts = _Days(facts, scope, agent)
    out = Overtime()
    for span, place, weekly in placed:
        (out.rest if place in free else out.weekly if weekly else out.daily).extend(counts.inside(span))
    if norms.month_surplus:
        _surplus(facts, norms, agent, counts, out, time.ordinary)
    return out


def nth_duty_day(facts: Facts, agent: str, day: date) -> int:
    """Which duty day of its calendar week a day is, from 1."""
    monday = week_start(day)
    return sum((monday + timedelta(days=k)) in facts.start_days[agent] for k in range((day - monday).days + 1))


class _Days:
    """Days on which a rule speaks of an agent, asked once each."""

    def __init__(self, facts: Facts, scope: RuleSpec, agent: Agent) -> None:
        self._facts, self._scope, self._agent = facts, scope, agent
        self._known: dict[date, bool] = {}

    def __call__(self, day: date) -> bool:
        if day not in self._known:
            self._known[day] = in_scope(self._facts, self._scope, self._agent, day)
        return self._known[day]

    def inside(self, span: tuple[int, int]) -> Segments:
        """The parts of a span, split at midnight where some day of it does not count."""
        days = self._facts.days.touched(*span)
        if all(map(self, days)):
            return [span]
        table = self._facts.days
        return [(max(span[0], table.midnight(d)), min(span[1], table.midnight_after(d))) for d in days if self(d)]


def _surplus(facts: Facts, norms: Norms, agent: Agent, counts: _Days, out: Overtime, ordinary: Segments) -> None:
    """Fill ``out.surplus`` month by month; a month in which the hours system changed has none."""
    done = daily_minutes(facts, agent.id)
    over = [*out.daily, *out.weekly, *out.rest]
    already = by_day(facts, over, min(a for a, _ in over), max(b for _, b in over)) if over else {}
    for first in sorted({day.replace(day=1) for day in done}):
        end = (first + timedelta(days=32)).replace(day=1)
        if not all(counts(s.day) for s in facts.line[agent.id] if first <= s.day < end):
            continue
        days = [d for d in done if first <= d < end and counts(d) and not facts.calendar.is_statutory(d)]
        excess = sum(done[d] for d in days) - norms.day_minutes * facts.calendar.system_days(first.year, first.month)
        left = excess - sum(already.get(d, 0) for d in days)
        if left > 0:
            out.surplus.extend(_last(facts, ordinary, frozenset(days), left))


def _last(facts: Facts, spans: Segments, days: frozenset[date], minutes: int) -> Segments:
    """The last ``minutes`` of spans that lie on ``days``."""
    table, out = facts.days, []
    for low, high in reversed(spans):
        for day in reversed(table.touched(low, high)):
            if day in days:
                a, b = max(low, table.midnight(day)), min(high, table.midnight_after(day))
                a = max(a, b - minutes)
                out.append((a, b))
                minutes -= b - a
                if minutes <= 0:
                    return out
    return out
