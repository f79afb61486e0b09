"""What takes a conflict out of a plan: changes tried one by one, each by asking again, cheapest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from staffing.domain.explanation import Change
from staffing.domain.plan import Plan
from staffing.domain.report import Conflict
from staffing.domain.requirement import Requirement
from staffing.services.explaining.changes import apply

MOST_DAYS = 14
"""Days tried one by one."""
MOST_FOUND = 8
"""Repairs told of one conflict."""
LOOSER = {
    "POL-REST-01": ("min_gap_minutes", 660, -60, 360),
    "POL-RUN-01": ("max_days", 6, 1, 14),
    "POL-OFF-01": ("min_days_off", 1, -1, 0),
    "POL-NIGHT-01": ("max_nights", 4, 1, 7),
    "POL-NIGHT-02": ("rest_minutes", 2880, -720, 0),
}
"""Parameter of a rule, its value where plan.toml gives none, the step in which it is loosened, and the last value tried before the rule is
switched off."""


def repairs(plan: Plan, requirement: Requirement, conflict: Conflict, stop: Callable[[], bool]) -> list[Change]:
    """Changes after which a conflict is gone, as a search shows; cheapest first. Floors proven out of reach by prices are not searched:
    for those the changes are only proposed (see :func:`proposals`)."""
    if conflict.key == "conflict":
        found = _of_agents(plan, requirement, conflict, stop)
    else:
        found = [c for c in proposals(plan, requirement, conflict) if not stop() and _floor_gone(apply(plan, [c]), requirement, conflict)]
    return sorted(found, key=lambda c: c.effort_hours)[:MOST_FOUND]


def _of_agents(plan: Plan, requirement: Requirement, conflict: Conflict, stop: Callable[[], bool]) -> list[Change]:
    """Repairs of agents without a tour: one row or limit of theirs, the fewest rows of one kind, or a rule for everybody.

    Where other rules leave them without a tour all the same, what ends this clash alone.
    """
    from staffing.models.roster.conflict.conflicts import clash, have_tours

    def cures(change: Change) -> bool:
        return not stop() and have_tours(apply(plan, [change]), requirement, conflict.agents)

    def ends_this(change: Change) -> bool:
        return not stop() and not clash(apply(plan, [change]), requirement, conflict.agents, conflict.rules)

    return _changes(plan, conflict, cures) or _changes(plan, conflict, ends_this)


def _changes(plan: Plan, conflict: Conflict, works: Callable[[Change], bool]) -> list[Change]:
    """The changes of each kind that work."""
    found: list[Change] = []
    for kind, days in _rows(plan, conflict):
        found.extend(_fewest(kind, conflict.agents, days, works))
    if "CON-HOURS-01" in conflict.rules:
        found.extend(_hours(plan, conflict, works))
    if "CON-SHIFT-01" in conflict.rules:
        found.extend(filter(works, [Change("any-shift", len(conflict.agents), conflict.agents)]))
    if "CON-SKILL-01" in conflict.rules:
        learned = [Change("skill", len(conflict.agents), conflict.agents, queue=q.name, skills=((q.name, 1.0),)) for q in plan.queues[:1]]
        found.extend(filter(works, learned))
    for rule in conflict.rules:
        if rule.startswith(("POL-", "SHF-")):
            found.extend(_looser(plan, rule, works))
    return found


def _rows(plan: Plan, conflict: Conflict) -> Iterator[tuple[str, list[str]]]:
    """(kind, days) of the rows that a conflict of agents names."""
    grid, mine = plan.grid, set(conflict.agents)
    inside = [str(d) for d in grid.calendar]
    if "LOCKS" in conflict.rules:
        yield "unlock", sorted({str(x.day) for x in plan.locks if x.agent in mine} & set(inside))
    if "FIXED" in conflict.rules:
        yield "unfix", sorted({str(grid.day(x.start)) for x in plan.fixed if x.agent in mine})
    if "CON-LEAVE-01" in conflict.rules:
        yield "leave-day", sorted({str(d) for a in mine for d in plan.leave_days.get(a, ())} & set(inside))
    if "CON-AVAIL-01" in conflict.rules:
        yield "available", inside


def _fewest(kind: str, agents: tuple[str, ...], days: Sequence[str], works: Callable[[Change], bool]) -> list[Change]:
    """Single days that are enough; where none is, a smallest set of days."""

    def change(chosen: Iterable[str]) -> Change:
        chosen = tuple(chosen)
        return Change(kind, max(1, len(agents) * len(chosen)), agents, chosen)

    single = [c for c in map(change, ([d] for d in days[:MOST_DAYS])) if works(c)]
    if single or len(days) < 2:
        return single
    kept = list(days)
    if not works(change(kept)):
        return []
    for day in reversed(days):
        fewer = [d for d in kept if d != day]
        if fewer and works(change(fewer)):
            kept = fewer
    return [change(kept)]


def _hours(plan: Plan, conflict: Conflict, works: Callable[[Change], bool]) -> list[Change]:
    """The highest least hours, and the lowest most hours, with which everybody concerned has a tour."""
    contracts = {plan.agent_by_id[a].contract for a in conflict.agents}
    least = max(plan.contract_by_name[c].min_minutes_per_week for c in contracts)
    most = min(plan.contract_by_name[c].max_minutes_per_week for c in contracts)
    normal = min(plan.contract_by_name[c].normal_minutes_per_week for c in contracts)
    step, n, found = 30, len(conflict.agents), []

    def at_least(k: int) -> Change:
        return Change("min-hours", n, conflict.agents, before=least, after=min(normal, step * k))

    def at_most(k: int) -> Change:
        return Change("max-hours", n, conflict.agents, before=most, after=min(10080, most + step * k))

    if least > 0 and works(at_least(0)):
        low, high = 0, -(-least // step)  # low works, high is what there is
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if works(at_least(middle)) else (low, middle)
        found.append(at_least(low))
    steps = (10080 - most) // step
    if steps > 0 and works(at_most(steps)):
        low, high = 0, steps
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if works(at_most(middle)) else (middle, high)
        found.append(at_most(high))
    return found


def _looser(plan: Plan, rule: str, works: Callable[[Change], bool]) -> list[Change]:
    """The least loosening of a rule's parameter that is enough, else the rule switched off."""
    if rule in LOOSER:
        parameter, usual, step, last = LOOSER[rule]
        now = int(plan.rules.get(rule, {}).get(parameter, usual))
        for value in range(now + step, last + (1 if step > 0 else -1), step):
            change = Change("rule", 1, rule=rule, parameter=parameter, before=now, after=value)
            if works(change):
                return [change]
    off = Change("rule", 1, rule=rule)
    return [off] if works(off) else []


def proposals(plan: Plan, requirement: Requirement, conflict: Conflict) -> list[Change]:
    """What may bring a floor into reach: last week's duties, a lower floor, people back from leave or freed, trained or hired, a shift."""
    missing = max(1, (conflict.asked or 0) - (conflict.possible if conflict.possible is not None else (conflict.asked or 1) - 1))
    found: list[Change] = []
    for name in conflict.queues:
        queue = plan.queue_by_name[name]
        held = queue.hard_min_agents
        lower = {max(0, held - missing)} if conflict.possible is not None else {held - 1, max(0, held - 2), 0}
        found.extend(Change("floor", held - after, queue=name, before=held, after=after) for after in sorted(lower) if after < held)
    if conflict.key == "floor-before":
        found.extend(_last_week(plan, conflict, missing))
        return found
    able = [a for a in plan.agents if any(a.speed(q) is not None for q in conflict.queues)]
    others = [a for a in plan.agents if a not in able]
    if conflict.key == "floor-no-shift":
        found.extend(_new_shift(plan, conflict))
        return found
    for day in conflict.days[:MOST_DAYS]:
        for a in able:
            if a.id not in conflict.agents:
                if date.fromisoformat(day) in plan.leave_days.get(a.id, ()):
                    found.append(Change("leave-day", 1, (a.id,), (day,)))
                elif a.id in plan.availability_by_agent:
                    found.append(Change("available", 1, (a.id,), (day,)))
    found = found[:40]
    q = conflict.queues[0]
    if len(others) >= missing:
        found.append(Change("skill", missing, tuple(sorted(a.id for a in others[:missing])), queue=q, skills=((q, 1.0),)))
    like = max(able or plan.agents, key=lambda a: len(a.skills), default=None)
    if like is not None:
        skills = like.skills if able else ((q, 1.0),)
        found.append(Change("hire", missing, contract=like.contract, skills=skills, site=like.site))
    return found


def _last_week(plan: Plan, conflict: Conflict, missing: int) -> list[Change]:
    """Rows of worked.csv for the night before the plan: the shift that reaches furthest into it."""
    grid, q = plan.grid, conflict.queues[0]
    eve = grid.first_day - timedelta(days=1)
    reach = []
    for shift in plan.shifts:
        for clock in shift.start_clocks:
            start = grid.at(eve, clock)
            if start is not None and start < 0 < start + shift.length_minutes:
                reach.append((start + shift.length_minutes, start, shift.name, clock))
    end = grid.minute(datetime.fromisoformat(conflict.end)) if conflict.end else 0
    enough = sorted(r for r in reach if r[0] >= end) or sorted(reach)[-1:]
    able = [a.id for a in plan.agents if a.speed(q) is not None and a.id not in plan.worked_by_agent]
    if not enough or len(able) < missing:
        return []
    _, _, name, clock = enough[0]
    return [Change("worked", missing, tuple(able[-missing:]), (str(eve),), queue=q, shift=name, start_clock=clock)]


def _new_shift(plan: Plan, conflict: Conflict) -> list[Change]:
    """A copy of a shift that begins when the uncovered stretch does, or ends with it."""
    if conflict.start is None or conflict.end is None:
        return []
    low, high = (plan.grid.minute(datetime.fromisoformat(x)) for x in (conflict.start, conflict.end))
    found = []
    for shift in sorted(plan.shifts, key=lambda s: s.length_minutes)[-1:]:
        for start in dict.fromkeys((low, high - shift.length_minutes)):
            clock = plan.grid.clock(start)
            name = f"{shift.name} {clock // 60:02d}:{clock % 60:02d}"
            if name not in plan.shift_by_name:
                found.append(Change("shift", shift=name, template=shift.name, start_clock=clock, end_clock=clock))
    return found


def _floor_gone(plan: Plan, requirement: Requirement, conflict: Conflict) -> bool:
    """Whether no floor of the queues of a conflict is out of reach any more in its hours and on its days."""
    from staffing.models.roster.conflict.conflicts import all_conflicts

    return not any(
        set(c.queues) == set(conflict.queues) and set(c.days) & set(conflict.days) and _overlap(c, conflict)
        for c in all_conflicts(plan, requirement)
    )


def _overlap(a: Conflict, b: Conflict) -> bool:
    """Whether the hours of two conflicts about floors have a moment in common."""
    (low, high), (first, last) = _hours_of(a), _hours_of(b)
    return low < last and first < high


def _hours_of(conflict: Conflict) -> tuple[str, str]:
    """Clock times between which a floor is out of reach, midnight at the end as 24:00."""
    start, end = (conflict.start or "")[11:16], (conflict.end or "")[11:16]
    return start, end if end > start else "24:00"
