"""What rules of law ask of a roster that is still to be made: bans, caps and prices for named people and days.

A room that makes rosters reads these and nothing of the rules; ``staffing.rules.obedience.limits_of`` writes them. Instants are minutes
of the plan's axis, lengths minutes, days local. *Paid minutes on a day* are split at midnight, the unpaid meal left out; *of a day* means
the shifts that start on it, whole. Everything worked before the plan is already in the constants (``used_minutes``, ``worked_days``).

Where a rule cannot be written exactly, what stands here is the stricter side, never the laxer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Span = tuple[int, int]
"""Half-open span of axis minutes."""


@dataclass(frozen=True)
class OverlapBan:
    """A shift of the agent is not on offer where it has ``min_minutes`` or more inside ``spans`` together: nights, holidays, leave.

    Solver form: remove the option before solving.
    """

    rule: str
    agent: str
    spans: tuple[Span, ...]
    min_minutes: int = 1


@dataclass(frozen=True)
class DayCap:
    """The shifts that start on each of the days first_day..last_day pay at most ``minutes`` together.

    Solver form with one shift a day: remove the options that pay more.
    """

    rule: str
    agent: str
    first_day: date
    last_day: date
    minutes: int


@dataclass(frozen=True)
class SumCap:
    """Paid minutes on the days first_day..last_day, with ``used_minutes`` of before, are at most ``minutes``.

    Solver form: one linear constraint; an option's coefficient is its paid minutes inside the window. ``split`` False: an option counts
    whole on the day it starts.
    """

    rule: str
    agent: str
    first_day: date
    last_day: date
    minutes: int
    used_minutes: int = 0
    split: bool = True


@dataclass(frozen=True)
class ExcessCap:
    """Overtime on the days first_day..last_day is at most ``minutes``: paid time beyond ``day_minutes`` of a day, and beyond
    ``week_minutes`` of a calendar week that is not beyond a day's already.

    Solver form: one excess variable a week, >= paid - week_minutes; the excess of a day is a constant of each option. ``used_minutes``:
    overtime of the window before the plan; ``week_used_minutes``: normal time of the week in which the plan begins, worked before it.
    """

    rule: str
    agent: str
    first_day: date
    last_day: date
    minutes: int
    day_minutes: int
    week_minutes: int
    used_minutes: int = 0
    week_used_minutes: int = 0


@dataclass(frozen=True)
class RestDayFloor:
    """At least ``least`` of the days first_day..last_day have no shift start; ``worked_days`` of them, before the plan, have one.

    Solver form: sum of day literals <= days - least - worked_days.
    """

    rule: str
    agent: str
    first_day: date
    last_day: date
    least: int
    worked_days: int = 0


@dataclass(frozen=True)
class GapFloor:
    """From the end of a shift to the start of the next lie at least ``minutes``; ``rested_from``: end of the last shift before the plan.

    Solver form: forbid pairs of options.
    """

    rule: str
    agent: str
    minutes: int
    rested_from: int | None = None


@dataclass(frozen=True)
class SpanPrice:
    """Each paid minute inside ``span`` costs ``money_per_minute`` on top of the wage (statutory holidays).

    Solver form: a cost of each option.
    """

    rule: str
    agent: str
    span: Span
    money_per_minute: float


@dataclass(frozen=True)
class ExcessPrice:
    """Overtime in the calendar week ``first_day``..``last_day``: each minute beyond the day or the week costs ``extension`` on top of
    the wage, and ``rest_day`` where it belongs to a shift wholly beyond the week on its ``rest_day_from``-th or a later duty day.

    Money a minute. Solver form: the excess variable of the week in the objective. ``week_used_minutes`` as in :class:`ExcessCap`.
    """

    rule: str
    agent: str
    first_day: date
    last_day: date
    day_minutes: int
    week_minutes: int
    extension: float
    rest_day: float
    rest_day_from: int
    week_used_minutes: int = 0


Limit = OverlapBan | DayCap | SumCap | ExcessCap | RestDayFloor | GapFloor
Price = SpanPrice | ExcessPrice


@dataclass(frozen=True)
class Limits:
    """Everything the rules in force ask of a roster of one plan.

    Attributes:
        hard: a roster that breaks none of them gets no FAIL from the rules named in ``covered``.
        prices: what is lawful but owed.
        covered: rules wholly expressed here.
        left: rules in force that are not: ``engine`` (a rule every plan has, obeyed already), ``part`` (some of it is in ``hard`` or
            ``prices``, the rest only a check can tell) or ``check`` (nothing of it is).
    """

    hard: tuple[Limit, ...]
    prices: tuple[Price, ...]
    covered: frozenset[str]
    left: dict[str, str]
