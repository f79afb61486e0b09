"""The shift is in the catalogue, has its length and pay, starts when it may, and the agent may work it."""

from __future__ import annotations

from staffing.domain.people import Agent
from staffing.domain.rule import RuleSpec
from staffing.domain.shift import Shift
from staffing.rules.facts import Facts, Stint
from staffing.rules.kind import Kind
from staffing.rules.verdict import Verdict, clock_text


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each thing in which a duty disagrees with the plan."""
    for duty in facts.strangers:
        verdict.checked += 1
        verdict.breach("unknown_agent", duty.agent, duty.day, shift=duty.shift)
    for agent_id, stints in facts.own.items():
        agent = facts.plan.agent_by_id[agent_id]
        for stint in stints:
            verdict.checked += 1
            _day(facts, verdict, agent, stint)
            kind = facts.plan.shift_by_name.get(stint.shift)
            if kind is None:
                verdict.breach("unknown_shift", agent.id, stint.day, shift=stint.shift or "-")
            else:
                _catalogue(facts, verdict, agent, stint, kind)


def _day(facts: Facts, verdict: Verdict, agent: Agent, stint: Stint) -> None:
    duty = stint.duty
    if duty is not None and duty.day != stint.day:
        verdict.breach("shift_day", agent.id, stint.day, shift=stint.shift or "-", stated=duty.day.isoformat())
    if not 0 <= stint.start < facts.grid.end:
        verdict.breach("shift_outside_plan", agent.id, stint.day, shift=stint.shift or "-", start=facts.when(stint.start))


def _catalogue(facts: Facts, verdict: Verdict, agent: Agent, stint: Stint, kind: Shift) -> None:
    """Length, start, pay, sites and volunteers of a shift that is in the catalogue."""
    length = stint.end - stint.start
    if length != kind.length_minutes:
        off = abs(length - kind.length_minutes)
        verdict.breach("shift_length", agent.id, stint.day, measured=length, limit=kind.length_minutes, deficit=off, shift=kind.name)
    clock = facts.days.clock(stint.start)
    fits = kind.start_from <= clock <= kind.start_to and (clock - kind.start_from) % kind.step_minutes == 0
    if not fits or facts.grid.at(stint.day, clock) != stint.start:
        verdict.breach(
            "shift_start",
            agent.id,
            stint.day,
            shift=kind.name,
            start=facts.when(stint.start),
            start_from=f"{kind.start_from // 60:02d}:{kind.start_from % 60:02d}",
            start_to=f"{kind.start_to // 60:02d}:{kind.start_to % 60:02d}",
            step_minutes=kind.step_minutes,
        )
    stated = stint.duty.paid_minutes if stint.duty is not None else None
    if stated is not None and stated != kind.paid_minutes:
        off = abs(stated - kind.paid_minutes)
        verdict.breach(
            "shift_paid",
            agent.id,
            stint.day,
            measured=stated,
            limit=kind.paid_minutes,
            deficit=off,
            shift=kind.name,
            stated=clock_text(stated),
        )
    if kind.sites and agent.site not in kind.sites:
        verdict.breach("shift_site", agent.id, stint.day, shift=kind.name, site=agent.site or "-", sites=", ".join(kind.sites))
    if kind.volunteers_only and kind.name not in agent.volunteers:
        verdict.breach("shift_volunteers", agent.id, stint.day, shift=kind.name)


KIND = Kind(
    "catalogue_shift",
    judge,
    frozenset(
        {
            "unknown_agent",
            "unknown_shift",
            "shift_day",
            "shift_outside_plan",
            "shift_length",
            "shift_start",
            "shift_paid",
            "shift_site",
            "shift_volunteers",
        }
    ),
)
