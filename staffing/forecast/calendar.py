"""The calendar a forecast knows: weekdays, public holidays of the zone's country, swapped working days, events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from staffing.domain.people import Event
from staffing.domain.work_calendar import CalendarDay

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_ALIASES = MappingProxyType(
    {
        "Asia/Chongqing": "CN",
        "Asia/Harbin": "CN",
        "Asia/Kashgar": "CN",
        "PRC": "CN",
        "Hongkong": "HK",
        "ROC": "TW",
        "Singapore": "SG",
        "Japan": "JP",
        "ROK": "KR",
        "Israel": "IL",
        "Asia/Calcutta": "IN",
        "Asia/Saigon": "VN",
        "Europe/Amsterdam": "NL",
        "Europe/Copenhagen": "DK",
        "Europe/Luxembourg": "LU",
        "Europe/Oslo": "NO",
        "Europe/Stockholm": "SE",
        "GB": "GB",
        "US/Eastern": "US",
        "US/Central": "US",
        "US/Mountain": "US",
        "US/Pacific": "US",
    }
)
_SUFFIX = re.compile(r"\s*\((?:observed|estimated|observed, estimated|substituted.*)\)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _zone_tab() -> dict[str, str]:
    from importlib.resources import files

    try:
        text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        return {}
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows if len(row) > 2}


def country_of_zone(zone: str) -> str | None:
    """ISO 3166 code of the country an IANA zone lies in; ``None`` where it lies in none (``UTC``)."""
    return _ALIASES.get(zone) or _zone_tab().get(zone)


@dataclass(frozen=True)
class PublicHolidays:
    """Public holidays of a country.

    Attributes:
        names: holiday's name by day.
        working: days of a weekend worked in exchange for another day.
        weekend: weekdays (0 = Monday) on which most people rest.
        years_without_swaps: years whose swapped days are not published, in a country that swaps.
    """

    names: dict[date, str]
    working: frozenset[date]
    weekend: frozenset[int]
    years_without_swaps: frozenset[int]


_NONE = PublicHolidays({}, frozenset(), frozenset({5, 6}), frozenset())


@lru_cache(maxsize=64)
def public_holidays(country: str | None, first_year: int, last_year: int) -> PublicHolidays:
    """Public holidays of a country from ``first_year`` to ``last_year``; none where the country is unknown."""
    if country is None:
        return _NONE
    import holidays

    years = range(first_year, last_year + 1)
    try:
        table = holidays.country_holidays(country, years=years)
        if "en_US" in getattr(table, "supported_languages", ()):
            table = holidays.country_holidays(country, years=years, language="en_US")
    except NotImplementedError:
        return _NONE
    names = {}
    for day, text in table.items():
        name = _SUFFIX.sub("", text.split(";")[0]).strip()
        names[day] = "day off" if name.lower().startswith("day off") else name
    working = frozenset(getattr(table, "weekend_workdays", ()) or ())
    missing: frozenset[int] = frozenset()
    if country == "CN":
        missing = frozenset(y for y in years if not any(d.year == y for d in working))
    return PublicHolidays(names, working, frozenset(table.weekend), missing)


@dataclass(frozen=True, eq=False)
class DayCalendar:
    """What is known about each of n consecutive days.

    Attributes:
        first_day: date of entry 0.
        weekday: 0 = Monday, shape (n,).
        like_weekday: the weekday a day behaves like: Friday or Monday for a worked weekend day, else ``weekday``.
        holiday: public holiday, shape (n,).
        weekend: rest day of the country's week, shape (n,).
        working_weekend: a weekend day worked in exchange for another, shape (n,).
        name: name of the holiday, ``""`` on other days.
        month, day_of_month, month_length, day_of_year: of each day, shape (n,).
        country: ISO code, ``None`` where unknown.
        years_without_swaps: years whose swapped working days are not known yet.
        rest_day: the last weekday of the country's weekend.
    """

    first_day: date
    weekday: Ints
    like_weekday: Ints
    holiday: Bools
    weekend: Bools
    working_weekend: Bools
    name: tuple[str, ...]
    month: Ints
    day_of_month: Ints
    month_length: Ints
    day_of_year: Ints
    country: str | None
    years_without_swaps: frozenset[int]
    rest_day: int

    @property
    def length(self) -> int:
        """Number of days."""
        return len(self.weekday)

    def day(self, index: int) -> date:
        """Date of an entry."""
        return self.first_day + timedelta(days=index)

    def index(self, day: date) -> int:
        """Entry of a date (may lie outside)."""
        return (day - self.first_day).days


def with_own_days(public: PublicHolidays, own: Sequence[CalendarDay]) -> PublicHolidays:
    """Public holidays as a plan sets them: its own days come before what is known of the country."""
    if not own:
        return public
    names = {day: name for day, name in public.names.items() if day not in {d.day for d in own}}
    names.update({d.day: d.name or "day off" for d in own if d.kind != "work"})
    off = {d.day for d in own if d.kind != "work"}
    working = (public.working - off) | {d.day for d in own if d.kind == "work" and d.day.weekday() in public.weekend}
    known = {d.day.year for d in own if d.kind == "work"}
    return PublicHolidays(names, frozenset(working), public.weekend, public.years_without_swaps - known)


def day_calendar(first_day: date, days: int, zone: str, own: Sequence[CalendarDay] = ()) -> DayCalendar:
    """The calendar of ``days`` days from ``first_day`` in a zone's country, with the days a plan sets itself."""
    dates = [first_day + timedelta(days=k) for k in range(days)]
    country = country_of_zone(zone)
    public = with_own_days(public_holidays(country, first_day.year, dates[-1].year), own)
    weekday = np.array([d.weekday() for d in dates], dtype=np.int64)
    weekend = np.isin(weekday, sorted(public.weekend))
    working = np.array([d in public.working for d in dates], dtype=np.bool_)
    like = weekday.copy()
    like[working] = np.where(weekday[working] == 5, 4, 0)
    months = np.array(dates, dtype="datetime64[D]").astype("datetime64[M]")
    length = ((months + 1).astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64)
    return DayCalendar(
        first_day,
        weekday,
        like,
        np.array([d in public.names for d in dates], dtype=np.bool_),
        weekend & ~working,
        working,
        tuple(public.names.get(d, "") for d in dates),
        np.array([d.month for d in dates], dtype=np.int64),
        np.array([d.day for d in dates], dtype=np.int64),
        np.asarray(length, dtype=np.int64),
        np.array([d.timetuple().tm_yday for d in dates], dtype=np.int64),
        country,
        public.years_without_swaps,
        max(public.weekend, default=6),
    )


@dataclass(frozen=True, eq=False)
class EventDays:
    """Events of one queue on the days of a calendar.

    Attributes:
        factor: product of the known factors of each day, shape (n,); 1 where there is none.
        unknown: for each event without factor the days it covers, shape (n,).
    """

    factor: Floats
    unknown: dict[str, Bools]


def event_days(calendar: DayCalendar, events: Sequence[Event], queue: str) -> EventDays:
    """The events that concern a queue (its own and those of all queues)."""
    factor = np.ones(calendar.length)
    unknown: dict[str, Bools] = {}
    for event in events:
        if event.queue not in ("", queue):
            continue
        low, high = calendar.index(event.first_day), calendar.index(event.last_day) + 1
        days = slice(max(low, 0), max(high, 0))
        if event.factor is None:
            unknown.setdefault(event.event, np.zeros(calendar.length, dtype=np.bool_))[days] = True
        else:
            factor[days] *= event.factor
    return EventDays(factor, unknown)
