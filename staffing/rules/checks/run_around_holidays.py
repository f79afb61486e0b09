"""Long runs of work that lead up to a public holiday or follow it."""

from __future__ import annotations

from datetime import date, timedelta

from staffing.domain.rule import RuleSpec
from staffing.rules.checks.max_run_of_days import runs_of_days
from staffing.rules.facts import Facts
from staffing.rules.kind import Kind, count
from staffing.rules.scope import in_scope
from staffing.rules.verdict import Verdict


def judge(facts: Facts, spec: RuleSpec, verdict: Verdict) -> None:
    """One finding for each run too long that touches, or ends or begins next to, the days off around a statutory holiday."""
    most = spec.params["max_days"]
    near = _near(facts)
    for agent_id, line in facts.line.items():
        agent = facts.plan.agent_by_id[agent_id]
        verdict.checked += 1
        if len(line) <= most or not near:
            continue
        for run in runs_of_days(line):
            if len(run) > most and run[-1].own and in_scope(facts, spec, agent, run[-1].day):
                span = (run[0].day, run[-1].day)
                holiday = next((h for low, high, h in near if span[0] <= high and low <= span[1]), None)
                if holiday is not None:
                    verdict.breach(
                        "run_around_holiday",
                        agent_id,
                        *span,
                        measured=len(run),
                        limit=most,
                        unit="days",
                        deficit=len(run) - most,
                        holiday=holiday.isoformat(),
                    )


def _near(facts: Facts) -> list[tuple[date, date, date]]:
    """(day before, day after, first statutory day) of each block of days off with a statutory holiday in or next to the plan."""
    low, high = facts.grid.first_day - timedelta(days=14), facts.grid.end_day + timedelta(days=14)
    statutory = facts.calendar.statutory_between(low, high)
    out: dict[date, tuple[date, date, date]] = {}
    one = timedelta(days=1)
    for day in sorted(statutory):
        first = last = day
        while _off(facts, first - one):
            first -= one
        while _off(facts, last + one):
            last += one
        out.setdefault(first, (first - one, last + one, day))
    return list(out.values())


def _off(facts: Facts, day: date) -> bool:
    return not facts.calendar.is_working_day(day)


KIND = Kind("run_around_holidays", judge, frozenset({"run_around_holiday"}), {"max_days": count(6, 1)})
