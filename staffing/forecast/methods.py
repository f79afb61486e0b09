"""The methods at one origin: everything each of them would have said with only the days before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffing.forecast.baseline import baselines
from staffing.forecast.calendar import DayCalendar, EventDays
from staffing.forecast.clean import never_seen
from staffing.forecast.daily import DailyFit, DailyVariant, Design, design, fit_daily, levels_ahead, variants
from staffing.forecast.profile import ProfileVariant, day_totals, kinds, profiles

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

CALENDAR, BLEND = "calendar", "blend"
"""``calendar``: daily total x profile. ``blend``: a hedge, mostly ``calendar`` with some of the median of six same slots."""

CALENDAR_SHARE = 0.8
"""Share of ``calendar`` in ``blend``."""


@dataclass(frozen=True, eq=False)
class Series:
    """One queue, ready to be forecast.

    Attributes:
        name: of the queue.
        y: contacts of the days known, shape (D, S); NaN = no data, closed, or left out; known event factors taken out.
        trust: weight of each day, shape (D,).
        open_week: open weekly slots, shape (7, S).
        calendar: of at least D days and all days to be forecast; entry 0 is row 0 of y.
        events: on the days of the calendar.
    """

    name: str
    y: Floats
    trust: Floats
    open_week: Bools
    calendar: DayCalendar
    events: EventDays

    @property
    def kind(self) -> Ints:
        """Row of the profile for every day of the calendar."""
        return kinds(self.calendar.like_weekday, self.calendar.holiday)

    def open_days(self, first: int, days: int) -> Bools:
        """Open slots of ``days`` days from entry ``first``, shape (days, S)."""
        return np.asarray(self.open_week[self.calendar.weekday[first : first + days]])


@dataclass(frozen=True, eq=False)
class Said:
    """What every method says at one origin about ``days`` days that begin ``lead`` days after it.

    Attributes:
        totals: daily totals by variant, shape (days,).
        shares: profile rows of each day by variant, shape (days, S).
        baselines: forecasts by name, shape (days, S).
        busy: slots that are open and were ever seen, shape (days, S).
        fits: the effects behind the totals by (month, year).
    """

    totals: dict[DailyVariant, Floats]
    shares: dict[ProfileVariant, Floats]
    baselines: dict[str, Floats]
    busy: Bools
    fits: dict[tuple[bool, bool], DailyFit]


def designs(series: Series) -> dict[tuple[bool, bool], Design]:
    """The columns of every regression over the whole calendar of a series."""
    wanted = {(v.month, v.year) for v in variants(len(series.y))}
    return {key: design(series.calendar, series.events, month=key[0], year=key[1]) for key in sorted(wanted)}


def say(series: Series, columns: dict[tuple[bool, bool], Design], origin: int, lead: int, days: int) -> Said:
    """Run every method on the first ``origin`` days of a series."""
    y, trust = series.y[:origin], series.trust[:origin]
    kind = series.kind
    totals, known = day_totals(y, kind[:origin])
    weights = known * trust
    first = origin + lead
    ahead = slice(first, first + days)
    fits: dict[tuple[bool, bool], DailyFit] = {}
    said: dict[DailyVariant, Floats] = {}
    for variant in variants(origin):
        key = (variant.month, variant.year)
        if key not in fits:
            fits[key] = fit_daily(columns[key], totals, weights)
        effect = fits[key].effect
        value = levels_ahead(variant, totals, effect[:origin], weights, lead, days) * effect[ahead]
        if np.all(np.isfinite(value)):
            said[variant] = value
    rows = profiles(y, trust, kind[:origin], series.calendar.weekend[:origin])
    closed = never_seen(y, series.calendar.weekday[:origin])[series.calendar.weekday[ahead]]
    return Said(
        said,
        {variant: share[kind[ahead]] for variant, share in rows.items()},
        baselines(y, lead, days),
        series.open_days(first, days) & ~closed,
        fits,
    )
