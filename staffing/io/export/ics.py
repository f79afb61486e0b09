"""One calendar for each person (RFC 5545), to subscribe to or to import."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from staffing.domain.grid import TimeGrid
from staffing.domain.people import Agent
from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.io.export.labels import Labels, word
from staffing.io.export.wall_chart import WallChart

if TYPE_CHECKING:
    from icalendar import Calendar, Timezone

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_A_YEAR = timedelta(days=370)
_UNSAFE = re.compile(r"[^\w.-]+")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def sequence_of(stamp: datetime) -> int:
    """A revision number that grows with time: minutes since 2020. A roster published again later replaces the earlier entries."""
    return max(0, int((stamp - _EPOCH).total_seconds() // 60))


def calendars(plan: Plan, roster: Roster, labels: Labels, stamp: datetime) -> dict[str, bytes]:
    """The calendar of each agent who has a shift, by agent id.

    ``stamp``: aware moment at which the roster was made; entries get it as their time stamp and revision.
    """
    chart, zone = WallChart(plan, roster), _zone(plan.grid)
    return {agent.id: _calendar(chart, agent, labels, stamp, zone).to_ical() for agent in plan.agents if roster.by_agent.get(agent.id)}


def _zone(grid: TimeGrid) -> Timezone:
    """The zone's definition for the plan and a year around it, made once for all calendars."""
    from icalendar import Timezone

    return Timezone.from_tzid(grid.zone, first_date=grid.first_day - _A_YEAR, last_date=grid.end_day + _A_YEAR)


def file_names(agents: Mapping[str, object]) -> dict[str, str]:
    """A file name of its own for each agent id that every file system takes, letters of any script kept."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for agent in agents:
        stem = _UNSAFE.sub("_", agent).strip("._")[:60] or "agent"
        if _RESERVED.match(stem):
            stem = f"_{stem}"
        name, count = stem, 1
        while name.casefold() in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name.casefold())
        names[agent] = f"{name}.ics"
    return names


def _calendar(chart: WallChart, agent: Agent, labels: Labels, stamp: datetime, zone: Timezone) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//staffing//roster//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{labels['calendar']} {' '.join(agent.name.split())}")
    calendar.add("x-wr-timezone", chart.plan.grid.zone)
    calendar.add_component(zone)
    on_day: dict[object, int] = {}
    for duty in chart.roster.by_agent.get(agent.id, ()):
        on_day[duty.day] = on_day.get(duty.day, 0) + 1
        _add_event(calendar, chart, agent, duty, on_day[duty.day], labels, stamp)
    return calendar


def _add_event(calendar: Calendar, chart: WallChart, agent: Agent, duty: Duty, count: int, labels: Labels, stamp: datetime) -> None:
    from icalendar import Event

    event = Event()
    more = f"-{count}" if count > 1 else ""
    event.add("uid", f"roster-{quote(agent.id, safe='')}-{duty.day.isoformat()}{more}@staffing")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("last-modified", stamp.astimezone(UTC))
    event.add("sequence", sequence_of(stamp))
    event.add("dtstart", _moment(chart.plan.grid, duty.start))
    event.add("dtend", _moment(chart.plan.grid, duty.end))
    event.add("summary", f"{labels['shift']} {duty.shift} {chart.clock(duty.start)}-{chart.clock(duty.end)}")
    event.add("description", _description(chart, duty, labels))
    if agent.site:
        event.add("location", agent.site)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    calendar.add_component(event)


def _moment(grid: TimeGrid, minute: int) -> datetime:
    """The local moment; in UTC for the second of two ambiguous ones, which a local time cannot name."""
    moment = grid.local(minute)
    return moment.astimezone(UTC) if moment.fold else moment


def _description(chart: WallChart, duty: Duty, labels: Labels) -> str:
    lines = [f"{chart.clock(p.start)}-{chart.clock(p.end)} {word(labels, p.activity)}" for p in chart.pauses(duty)]
    queues = ", ".join(chart.queues(duty))
    if queues:
        lines.append(f"{labels['queues']}: {queues}")
    lines.append(f"{labels['paid_hours']}: {chart.paid_minutes(duty) / 60:.2f}")
    return "\n".join(lines)
