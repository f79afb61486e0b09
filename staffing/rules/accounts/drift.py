"""What was worked against what was planned: duty by duty, and what the difference is in paid minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from staffing.domain.plan import Plan
from staffing.domain.roster import Duty, Roster
from staffing.rules.facts import paid_minutes

TOLERANCE_MINUTES = 5
"""Starts, ends and lengths that differ by no more count as planned."""

KINDS = ("absent", "unplanned", "moved", "longer", "shorter")


@dataclass(frozen=True)
class Difference:
    """A duty that was not worked as planned.

    Attributes:
        kind: ``absent`` (planned, nothing worked), ``unplanned`` (worked, nothing planned), ``moved`` (start or end differ, paid time does
            not), ``longer`` or ``shorter`` (paid time differs), each by more than :data:`TOLERANCE_MINUTES`.
        planned, worked: (start, end) in axis minutes; ``None`` where there is none.
        minutes: paid minutes worked less planned.
    """

    agent: str
    day: date
    kind: str
    shift: str
    planned: tuple[int, int] | None
    worked: tuple[int, int] | None
    minutes: int


@dataclass(frozen=True)
class Drift:
    """Planned against worked over the days on record.

    Attributes:
        first_day, last_day: the days compared: those of the plan up to the last one with a record.
        planned, worked: paid minutes of duties that start on them; ``same``: duties worked as planned.
    """

    first_day: date
    last_day: date
    planned: int
    worked: int
    same: int
    differences: tuple[Difference, ...]


def until(roster: Roster, last_day: date) -> Roster:
    """The part of a roster that starts up to a day, without its activities."""
    return Roster(roster.grid, tuple(d for d in roster.duties if roster.grid.day(d.start) <= last_day))


def drift_of(plan: Plan, planned: Roster, worked: Roster) -> Drift:
    """Compare two rosters on the days of the plan up to the last one worked.

    Each duty worked goes with the planned one of the same person that it overlaps most, else with one that starts on the same day. Both
    paid by the same rule: as stated, else the length less the unpaid meal of the shift's name (of the planned shift where none is stated).
    """
    grid, shifts = plan.grid, plan.shift_by_name
    last = max(grid.day(d.start) for d in worked.duties)
    last = min(last, grid.calendar[-1])
    mine = until(planned, last)
    same, rows = 0, []
    totals = [0, 0]
    for agent in dict.fromkeys([*mine.by_agent, *worked.by_agent]):
        open_ = list(mine.by_agent.get(agent, ()))
        for duty in worked.by_agent.get(agent, ()):
            partner = max(open_, key=lambda d, w=duty: _closeness(d, w), default=None)  # type: ignore[misc]
            if partner is None or _closeness(partner, duty) <= 0:
                partner = None
            else:
                open_.remove(partner)
            name = duty.shift if duty.shift in shifts or partner is None else partner.shift
            paid = paid_minutes(replace(duty, shift=name), shifts.get(name))
            owed = 0 if partner is None else paid_minutes(partner, shifts.get(partner.shift))
            totals[0] += owed
            totals[1] += paid
            kind = _kind(partner, duty, paid - owed)
            if not kind:
                same += 1
                continue
            span = None if partner is None else (partner.start, partner.end)
            rows.append(Difference(agent, grid.day((partner or duty).start), kind, name, span, (duty.start, duty.end), paid - owed))
        for duty in open_:
            owed = paid_minutes(duty, shifts.get(duty.shift))
            totals[0] += owed
            rows.append(Difference(agent, grid.day(duty.start), "absent", duty.shift, (duty.start, duty.end), None, -owed))
    rows.sort(key=lambda r: (r.day, r.agent, r.planned or r.worked or (0, 0)))
    return Drift(grid.first_day, last, totals[0], totals[1], same, tuple(rows))


def _closeness(planned: Duty, worked: Duty) -> int:
    """Minutes of overlap; 1 for duties of one day that do not overlap, 0 for others."""
    overlap = min(planned.end, worked.end) - max(planned.start, worked.start)
    return overlap + 1 if overlap > 0 else int(planned.day == worked.day)


def _kind(planned: Duty | None, worked: Duty, more: int) -> str:
    if planned is None:
        return "unplanned"
    if abs(more) > TOLERANCE_MINUTES:
        return "longer" if more > 0 else "shorter"
    moved = max(abs(planned.start - worked.start), abs(planned.end - worked.end)) > TOLERANCE_MINUTES
    return "moved" if moved else ""
